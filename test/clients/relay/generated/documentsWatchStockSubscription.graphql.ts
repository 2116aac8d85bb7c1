/**
 * @generated SignedSource<<a41ea796d30723448c0b616055a9c981>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ConcreteRequest } from 'relay-runtime';
export type Source = "ACKNOWLEDGED_WRITE" | "VENDOR_EVENT" | "VENDOR_READ" | "%future added value";
export type StockFilter = {
  channels?: ReadonlyArray<string> | null | undefined;
  drifted?: boolean | null | undefined;
  locationIds?: ReadonlyArray<string> | null | undefined;
  pending?: boolean | null | undefined;
  productIds?: ReadonlyArray<string> | null | undefined;
  quantity?: IntRangeInput | null | undefined;
  skus?: ReadonlyArray<string> | null | undefined;
};
export type IntRangeInput = {
  max?: number | null | undefined;
  min?: number | null | undefined;
};
export type documentsWatchStockSubscription$variables = {
  filter?: StockFilter | null | undefined;
};
export type documentsWatchStockSubscription$data = {
  readonly stockChanged: {
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
  };
};
export type documentsWatchStockSubscription = {
  response: documentsWatchStockSubscription$data;
  variables: documentsWatchStockSubscription$variables;
};

const node: ConcreteRequest = (function(){
var v0 = [
  {
    "defaultValue": null,
    "kind": "LocalArgument",
    "name": "filter"
  }
],
v1 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "id",
  "storageKey": null
},
v2 = [
  {
    "alias": null,
    "args": [
      {
        "kind": "Variable",
        "name": "filter",
        "variableName": "filter"
      },
      {
        "kind": "Literal",
        "name": "snapshot",
        "value": true
      }
    ],
    "concreteType": "StockLevel",
    "kind": "LinkedField",
    "name": "stockChanged",
    "plural": false,
    "selections": [
      (v1/*:: as any*/),
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
          (v1/*:: as any*/),
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
    "storageKey": null
  }
];
return {
  "fragment": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Fragment",
    "metadata": null,
    "name": "documentsWatchStockSubscription",
    "selections": (v2/*:: as any*/),
    "type": "Subscription",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Operation",
    "name": "documentsWatchStockSubscription",
    "selections": (v2/*:: as any*/)
  },
  "params": {
    "cacheID": "ee2e601831763ef0603e0dd32d026470",
    "id": null,
    "metadata": {},
    "name": "documentsWatchStockSubscription",
    "operationKind": "subscription",
    "text": "subscription documentsWatchStockSubscription(\n  $filter: StockFilter\n) {\n  stockChanged(filter: $filter, snapshot: true) {\n    id\n    productId\n    locationId\n    optionId\n    quantity\n    pending\n    pendingQuantity\n    source\n    observedAt\n    location {\n      id\n      name\n    }\n  }\n}\n"
  }
};
})();

(node as any).hash = "02c004bccc7e47ec6fe3a09e7843c2a5";

export default node;
