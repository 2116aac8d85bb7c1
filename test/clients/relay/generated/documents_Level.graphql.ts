/**
 * @generated SignedSource<<d6ea9c00b41f0115c63b41bd100e3401>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ReaderFragment } from 'relay-runtime';
export type Source = "ACKNOWLEDGED_WRITE" | "VENDOR_EVENT" | "VENDOR_READ" | "%future added value";
import type { FragmentRefs } from "relay-runtime";
export type documents_Level$data = {
  readonly id: string;
  readonly location: {
    readonly id: string;
    readonly name: string | null | undefined;
  } | null | undefined;
  readonly locationId: string | null | undefined;
  readonly observedAt: string;
  readonly optionId: string | null | undefined;
  readonly pending: boolean;
  readonly pendingQuantity: number | null | undefined;
  readonly productId: string;
  readonly quantity: number;
  readonly source: Source;
  readonly " $fragmentType": "documents_Level";
};
export type documents_Level$key = {
  readonly " $data"?: documents_Level$data;
  readonly " $fragmentSpreads": FragmentRefs<"documents_Level">;
};

const node: ReaderFragment = (function(){
var v0 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "id",
  "storageKey": null
};
return {
  "argumentDefinitions": [],
  "kind": "Fragment",
  "metadata": null,
  "name": "documents_Level",
  "selections": [
    (v0/*:: as any*/),
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "productId",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "locationId",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "optionId",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "quantity",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "pending",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "pendingQuantity",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "source",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "observedAt",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "concreteType": "Location",
      "kind": "LinkedField",
      "name": "location",
      "plural": false,
      "selections": [
        (v0/*:: as any*/),
        {
          "alias": null,
          "args": null,
          "kind": "ScalarField",
          "name": "name",
          "storageKey": null
        }
      ],
      "storageKey": null
    }
  ],
  "type": "StockLevel",
  "abstractKey": null
};
})();

(node as any).hash = "234d1faae7dccbb02e107367376180d5";

export default node;
