/**
 * @generated SignedSource<<0b511debae7529a2cc8debfe48996ee6>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ConcreteRequest } from 'relay-runtime';
export type ItemErrorCode = "DUPLICATE_TARGET" | "INVALID_PRICE" | "INVALID_QUANTITY" | "INVALID_VALUE" | "LOCATION_NOT_FOUND" | "LOCATION_REQUIRED" | "LOCATION_UNSUPPORTED" | "MEMO_TOO_LONG" | "NO_DRIFT" | "OPTIONS_UNSUPPORTED" | "OPTION_NOT_FOUND" | "ORDER_ITEM_NOT_FOUND" | "PRODUCT_NOT_FOUND" | "RATE_LIMITED" | "REASON_REQUIRED" | "SKU_NOT_FOUND" | "STALE_QUANTITY" | "UNKNOWN_CHANNEL" | "UNSUPPORTED_BY_CHANNEL" | "VENDOR_REJECTED" | "VENDOR_UNAUTHORIZED" | "VENDOR_UNAVAILABLE" | "%future added value";
export type ItemStatus = "APPLIED" | "CANCELED" | "FAILED" | "OUTCOME_UNKNOWN" | "PENDING" | "SUPERSEDED" | "VALID" | "%future added value";
export type OperationStatus = "COMPLETED" | "RUNNING" | "%future added value";
export type Source = "ACKNOWLEDGED_WRITE" | "VENDOR_EVENT" | "VENDOR_READ" | "%future added value";
export type UserErrorCode = "DUPLICATE_CODE" | "ENDPOINT_DISABLED" | "IDEMPOTENCY_KEY_PARAMETER_MISMATCH" | "INVALID_IDEMPOTENCY_KEY" | "INVALID_VALUE" | "INVALID_WAIT" | "NOTHING_TO_RETRY" | "NOT_FOUND" | "NO_ITEMS" | "OPERATION_RUNNING" | "OVERLOADED" | "RATE_LIMITED" | "TOO_MANY_ENDPOINTS" | "TOO_MANY_ITEMS" | "UNKNOWN_CHANNEL" | "UNKNOWN_OPERATION" | "%future added value";
export type SetStockInput = {
  dryRun?: boolean | null | undefined;
  idempotencyKey?: string | null | undefined;
  items: ReadonlyArray<StockQuantityInput>;
  waitMs?: number | null | undefined;
};
export type StockQuantityInput = {
  channel: string;
  ifQuantity?: number | null | undefined;
  locationId?: string | null | undefined;
  memo?: string | null | undefined;
  observedAt?: string | null | undefined;
  options?: ReadonlyArray<OptionStockInput> | null | undefined;
  productId: string;
  quantity: number;
  soldOut?: boolean | null | undefined;
};
export type OptionStockInput = {
  optionId: string;
  quantity: number;
};
export type documentsSetStockMutation$variables = {
  input: SetStockInput;
};
export type documentsSetStockMutation$data = {
  readonly setStock: {
    readonly operation: {
      readonly id: string;
      readonly status: OperationStatus;
    } | null | undefined;
    readonly results: ReadonlyArray<{
      readonly change: {
        readonly options?: ReadonlyArray<{
          readonly optionId: string;
          readonly quantity: number;
        }> | null | undefined;
        readonly quantity?: number;
      } | null | undefined;
      readonly code?: ItemErrorCode;
      readonly index: number;
      readonly message?: string;
      readonly status: ItemStatus;
      readonly stock?: {
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
        readonly product: {
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
        } | null | undefined;
        readonly productId: string;
        readonly quantity: number;
        readonly source: Source;
      };
      readonly target: {
        readonly channel: {
          readonly id: string;
          readonly key: string;
        } | null | undefined;
        readonly channelKey: string;
        readonly locationId: string | null | undefined;
        readonly productId: string | null | undefined;
      };
    }>;
    readonly userErrors: ReadonlyArray<{
      readonly code: UserErrorCode;
      readonly message: string;
    }>;
  } | null | undefined;
};
export type documentsSetStockMutation = {
  response: documentsSetStockMutation$data;
  variables: documentsSetStockMutation$variables;
};

const node: ConcreteRequest = (function(){
var v0 = [
  {
    "defaultValue": null,
    "kind": "LocalArgument",
    "name": "input"
  }
],
v1 = [
  {
    "kind": "Variable",
    "name": "input",
    "variableName": "input"
  }
],
v2 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "id",
  "storageKey": null
},
v3 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "status",
  "storageKey": null
},
v4 = {
  "alias": null,
  "args": null,
  "concreteType": "Operation",
  "kind": "LinkedField",
  "name": "operation",
  "plural": false,
  "selections": [
    (v2/*:: as any*/),
    (v3/*:: as any*/)
  ],
  "storageKey": null
},
v5 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "index",
  "storageKey": null
},
v6 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "productId",
  "storageKey": null
},
v7 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "locationId",
  "storageKey": null
},
v8 = {
  "alias": null,
  "args": null,
  "concreteType": "ItemTarget",
  "kind": "LinkedField",
  "name": "target",
  "plural": false,
  "selections": [
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "channelKey",
      "storageKey": null
    },
    (v6/*:: as any*/),
    (v7/*:: as any*/),
    {
      "alias": null,
      "args": null,
      "concreteType": "Channel",
      "kind": "LinkedField",
      "name": "channel",
      "plural": false,
      "selections": [
        (v2/*:: as any*/),
        {
          "alias": null,
          "args": null,
          "kind": "ScalarField",
          "name": "key",
          "storageKey": null
        }
      ],
      "storageKey": null
    }
  ],
  "storageKey": null
},
v9 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "quantity",
  "storageKey": null
},
v10 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "optionId",
  "storageKey": null
},
v11 = {
  "kind": "InlineFragment",
  "selections": [
    (v9/*:: as any*/),
    {
      "alias": null,
      "args": null,
      "concreteType": "OptionStock",
      "kind": "LinkedField",
      "name": "options",
      "plural": true,
      "selections": [
        (v10/*:: as any*/),
        (v9/*:: as any*/)
      ],
      "storageKey": null
    }
  ],
  "type": "StockQuantityChange",
  "abstractKey": null
},
v12 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "pending",
  "storageKey": null
},
v13 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "pendingQuantity",
  "storageKey": null
},
v14 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "source",
  "storageKey": null
},
v15 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "observedAt",
  "storageKey": null
},
v16 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "name",
  "storageKey": null
},
v17 = {
  "alias": null,
  "args": null,
  "concreteType": "Location",
  "kind": "LinkedField",
  "name": "location",
  "plural": false,
  "selections": [
    (v2/*:: as any*/),
    (v16/*:: as any*/)
  ],
  "storageKey": null
},
v18 = {
  "alias": null,
  "args": null,
  "concreteType": "ProductOption",
  "kind": "LinkedField",
  "name": "options",
  "plural": true,
  "selections": [
    (v10/*:: as any*/),
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
        (v16/*:: as any*/)
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
        (v2/*:: as any*/),
        (v6/*:: as any*/),
        (v7/*:: as any*/),
        (v10/*:: as any*/),
        (v9/*:: as any*/),
        (v12/*:: as any*/),
        (v13/*:: as any*/),
        (v14/*:: as any*/),
        (v15/*:: as any*/),
        (v17/*:: as any*/)
      ],
      "storageKey": null
    }
  ],
  "storageKey": null
},
v19 = [
  {
    "alias": null,
    "args": null,
    "kind": "ScalarField",
    "name": "code",
    "storageKey": null
  },
  {
    "alias": null,
    "args": null,
    "kind": "ScalarField",
    "name": "message",
    "storageKey": null
  }
],
v20 = {
  "kind": "InlineFragment",
  "selections": (v19/*:: as any*/),
  "type": "ItemFailure",
  "abstractKey": "__isItemFailure"
},
v21 = {
  "alias": null,
  "args": null,
  "concreteType": "UserError",
  "kind": "LinkedField",
  "name": "userErrors",
  "plural": true,
  "selections": (v19/*:: as any*/),
  "storageKey": null
},
v22 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "__typename",
  "storageKey": null
};
return {
  "fragment": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Fragment",
    "metadata": null,
    "name": "documentsSetStockMutation",
    "selections": [
      {
        "alias": null,
        "args": (v1/*:: as any*/),
        "concreteType": "SetStockPayload",
        "kind": "LinkedField",
        "name": "setStock",
        "plural": false,
        "selections": [
          (v4/*:: as any*/),
          {
            "alias": null,
            "args": null,
            "concreteType": null,
            "kind": "LinkedField",
            "name": "results",
            "plural": true,
            "selections": [
              (v5/*:: as any*/),
              (v3/*:: as any*/),
              (v8/*:: as any*/),
              {
                "alias": null,
                "args": null,
                "concreteType": null,
                "kind": "LinkedField",
                "name": "change",
                "plural": false,
                "selections": [
                  (v11/*:: as any*/)
                ],
                "storageKey": null
              },
              {
                "kind": "InlineFragment",
                "selections": [
                  {
                    "alias": null,
                    "args": null,
                    "concreteType": "StockLevel",
                    "kind": "LinkedField",
                    "name": "stock",
                    "plural": false,
                    "selections": [
                      (v2/*:: as any*/),
                      (v6/*:: as any*/),
                      (v7/*:: as any*/),
                      (v10/*:: as any*/),
                      (v9/*:: as any*/),
                      (v12/*:: as any*/),
                      (v13/*:: as any*/),
                      (v14/*:: as any*/),
                      (v15/*:: as any*/),
                      (v17/*:: as any*/),
                      {
                        "alias": null,
                        "args": null,
                        "concreteType": null,
                        "kind": "LinkedField",
                        "name": "product",
                        "plural": false,
                        "selections": [
                          (v2/*:: as any*/),
                          (v18/*:: as any*/)
                        ],
                        "storageKey": null
                      }
                    ],
                    "storageKey": null
                  }
                ],
                "type": "StockApplied",
                "abstractKey": null
              },
              (v20/*:: as any*/)
            ],
            "storageKey": null
          },
          (v21/*:: as any*/)
        ],
        "storageKey": null
      }
    ],
    "type": "Mutation",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": (v0/*:: as any*/),
    "kind": "Operation",
    "name": "documentsSetStockMutation",
    "selections": [
      {
        "alias": null,
        "args": (v1/*:: as any*/),
        "concreteType": "SetStockPayload",
        "kind": "LinkedField",
        "name": "setStock",
        "plural": false,
        "selections": [
          (v4/*:: as any*/),
          {
            "alias": null,
            "args": null,
            "concreteType": null,
            "kind": "LinkedField",
            "name": "results",
            "plural": true,
            "selections": [
              (v22/*:: as any*/),
              (v5/*:: as any*/),
              (v3/*:: as any*/),
              (v8/*:: as any*/),
              {
                "alias": null,
                "args": null,
                "concreteType": null,
                "kind": "LinkedField",
                "name": "change",
                "plural": false,
                "selections": [
                  (v22/*:: as any*/),
                  (v11/*:: as any*/)
                ],
                "storageKey": null
              },
              {
                "kind": "InlineFragment",
                "selections": [
                  {
                    "alias": null,
                    "args": null,
                    "concreteType": "StockLevel",
                    "kind": "LinkedField",
                    "name": "stock",
                    "plural": false,
                    "selections": [
                      (v2/*:: as any*/),
                      (v6/*:: as any*/),
                      (v7/*:: as any*/),
                      (v10/*:: as any*/),
                      (v9/*:: as any*/),
                      (v12/*:: as any*/),
                      (v13/*:: as any*/),
                      (v14/*:: as any*/),
                      (v15/*:: as any*/),
                      (v17/*:: as any*/),
                      {
                        "alias": null,
                        "args": null,
                        "concreteType": null,
                        "kind": "LinkedField",
                        "name": "product",
                        "plural": false,
                        "selections": [
                          (v22/*:: as any*/),
                          {
                            "kind": "TypeDiscriminator",
                            "abstractKey": "__isProduct"
                          },
                          (v2/*:: as any*/),
                          (v18/*:: as any*/)
                        ],
                        "storageKey": null
                      }
                    ],
                    "storageKey": null
                  }
                ],
                "type": "StockApplied",
                "abstractKey": null
              },
              (v20/*:: as any*/)
            ],
            "storageKey": null
          },
          (v21/*:: as any*/)
        ],
        "storageKey": null
      }
    ]
  },
  "params": {
    "cacheID": "fbcd64152ca5c972ac9218e36e758d11",
    "id": null,
    "metadata": {},
    "name": "documentsSetStockMutation",
    "operationKind": "mutation",
    "text": "mutation documentsSetStockMutation(\n  $input: SetStockInput!\n) {\n  setStock(input: $input) {\n    operation {\n      id\n      status\n    }\n    results {\n      __typename\n      index\n      status\n      target {\n        channelKey\n        productId\n        locationId\n        channel {\n          id\n          key\n        }\n      }\n      change {\n        __typename\n        ... on StockQuantityChange {\n          quantity\n          options {\n            optionId\n            quantity\n          }\n        }\n      }\n      ... on StockApplied {\n        stock {\n          id\n          productId\n          locationId\n          optionId\n          quantity\n          pending\n          pendingQuantity\n          source\n          observedAt\n          location {\n            id\n            name\n          }\n          product {\n            __typename\n            __isProduct: __typename\n            id\n            options {\n              optionId\n              names {\n                groupOptionId\n                name\n              }\n              price {\n                amount\n                currency\n              }\n              stock {\n                id\n                productId\n                locationId\n                optionId\n                quantity\n                pending\n                pendingQuantity\n                source\n                observedAt\n                location {\n                  id\n                  name\n                }\n              }\n            }\n          }\n        }\n      }\n      ... on ItemFailure {\n        __isItemFailure: __typename\n        code\n        message\n      }\n    }\n    userErrors {\n      code\n      message\n    }\n  }\n}\n"
  }
};
})();

(node as any).hash = "d7a3f0d63143cfcb0963ba4595ebfe5f";

export default node;
