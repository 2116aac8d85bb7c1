/**
 * @generated SignedSource<<d4b2d5fcf72450824c45697989fb0274>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ReaderFragment } from 'relay-runtime';
export type Source = "ACKNOWLEDGED_WRITE" | "VENDOR_EVENT" | "VENDOR_READ" | "%future added value";
import type { FragmentRefs } from "relay-runtime";
export type documents_Options$data = {
  readonly id: string;
  readonly options: ReadonlyArray<{
    readonly names: ReadonlyArray<{
      readonly groupOptionId: number;
      readonly name: string;
    }>;
    readonly optionId: string;
    readonly price: {
      readonly amount: string;
      readonly currency: string;
    } | null | undefined;
    readonly stock: {
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
    } | null | undefined;
  }>;
  readonly " $fragmentType": "documents_Options";
};
export type documents_Options$key = {
  readonly " $data"?: documents_Options$data;
  readonly " $fragmentSpreads": FragmentRefs<"documents_Options">;
};

const node: ReaderFragment = (function(){
var v0 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "id",
  "storageKey": null
},
v1 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "optionId",
  "storageKey": null
},
v2 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "name",
  "storageKey": null
};
return {
  "argumentDefinitions": [],
  "kind": "Fragment",
  "metadata": null,
  "name": "documents_Options",
  "selections": [
    (v0/*:: as any*/),
    {
      "alias": null,
      "args": null,
      "concreteType": "ProductOption",
      "kind": "LinkedField",
      "name": "options",
      "plural": true,
      "selections": [
        (v1/*:: as any*/),
        {
          "alias": null,
          "args": null,
          "concreteType": "OptionName",
          "kind": "LinkedField",
          "name": "names",
          "plural": true,
          "selections": [
            {
              "alias": null,
              "args": null,
              "kind": "ScalarField",
              "name": "groupOptionId",
              "storageKey": null
            },
            (v2/*:: as any*/)
          ],
          "storageKey": null
        },
        {
          "alias": null,
          "args": null,
          "concreteType": "Money",
          "kind": "LinkedField",
          "name": "price",
          "plural": false,
          "selections": [
            {
              "alias": null,
              "args": null,
              "kind": "ScalarField",
              "name": "amount",
              "storageKey": null
            },
            {
              "alias": null,
              "args": null,
              "kind": "ScalarField",
              "name": "currency",
              "storageKey": null
            }
          ],
          "storageKey": null
        },
        {
          "alias": null,
          "args": null,
          "concreteType": "StockLevel",
          "kind": "LinkedField",
          "name": "stock",
          "plural": false,
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
            (v1/*:: as any*/),
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
                (v2/*:: as any*/)
              ],
              "storageKey": null
            }
          ],
          "storageKey": null
        }
      ],
      "storageKey": null
    }
  ],
  "type": "Product",
  "abstractKey": "__isProduct"
};
})();

(node as any).hash = "ed8c1c44e6333c7461375177bb63e7c1";

export default node;
