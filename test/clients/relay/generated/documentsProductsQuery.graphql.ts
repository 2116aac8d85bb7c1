/**
 * @generated SignedSource<<010a8348a034d517646f91397501e531>>
 * @lightSyntaxTransform
 */

/* tslint:disable */
/* eslint-disable */
// @ts-nocheck

import type { ConcreteRequest } from 'relay-runtime';
export type ChannelStatus = "DEGRADED" | "DOWN" | "UP" | "%future added value";
export type OperationKind = "INVENTORY_CONFIRMATION" | "PRODUCT_REPLACEMENT" | "STOCK_ADJUSTMENT" | "STOCK_SET" | "%future added value";
export type OptionGroupType = "COMBINATION" | "%future added value";
export type ProductSortField = "NAME" | "OBSERVED_AT" | "PRODUCT_ID" | "%future added value";
export type SortDirection = "ASC" | "DESC" | "%future added value";
export type Source = "ACKNOWLEDGED_WRITE" | "VENDOR_EVENT" | "VENDOR_READ" | "%future added value";
export type ProductFilter = {
  channels?: ReadonlyArray<string> | null | undefined;
  codes?: ReadonlyArray<string> | null | undefined;
  observedAfter?: string | null | undefined;
  productIds?: ReadonlyArray<string> | null | undefined;
  quantity?: IntRangeInput | null | undefined;
  search?: string | null | undefined;
};
export type IntRangeInput = {
  max?: number | null | undefined;
  min?: number | null | undefined;
};
export type ProductSort = {
  direction?: SortDirection | null | undefined;
  field: ProductSortField;
};
export type documentsProductsQuery$variables = {
  after?: string | null | undefined;
  before?: string | null | undefined;
  filter?: ProductFilter | null | undefined;
  first?: number | null | undefined;
  last?: number | null | undefined;
  sort?: ProductSort | null | undefined;
};
export type documentsProductsQuery$data = {
  readonly products: {
    readonly edges: ReadonlyArray<{
      readonly cursor: string;
      readonly node: {
        readonly channel: {
          readonly capabilities: {
            readonly operations: ReadonlyArray<OperationKind>;
            readonly quantity: {
              readonly max: number;
              readonly min: number;
            } | null | undefined;
          };
          readonly health: {
            readonly status: ChannelStatus;
          };
          readonly id: string;
          readonly key: string;
        };
        readonly id: string;
        readonly name: string;
        readonly optionGroups?: ReadonlyArray<{
          readonly names: ReadonlyArray<{
            readonly groupOptionId: number;
            readonly name: string;
          }>;
          readonly type: OptionGroupType;
        }>;
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
        readonly price: {
          readonly amount: string;
          readonly currency: string;
        } | null | undefined;
        readonly productId: string;
        readonly stock: {
          readonly nodes: ReadonlyArray<{
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
          }>;
        };
      };
    }>;
    readonly pageInfo: {
      readonly endCursor: string | null | undefined;
      readonly hasNextPage: boolean;
      readonly hasPreviousPage: boolean;
      readonly startCursor: string | null | undefined;
    };
  };
};
export type documentsProductsQuery = {
  response: documentsProductsQuery$data;
  variables: documentsProductsQuery$variables;
};

const node: ConcreteRequest = (function(){
var v0 = {
  "defaultValue": null,
  "kind": "LocalArgument",
  "name": "after"
},
v1 = {
  "defaultValue": null,
  "kind": "LocalArgument",
  "name": "before"
},
v2 = {
  "defaultValue": null,
  "kind": "LocalArgument",
  "name": "filter"
},
v3 = {
  "defaultValue": null,
  "kind": "LocalArgument",
  "name": "first"
},
v4 = {
  "defaultValue": null,
  "kind": "LocalArgument",
  "name": "last"
},
v5 = {
  "defaultValue": null,
  "kind": "LocalArgument",
  "name": "sort"
},
v6 = {
  "kind": "Variable",
  "name": "filter",
  "variableName": "filter"
},
v7 = {
  "kind": "Variable",
  "name": "sort",
  "variableName": "sort"
},
v8 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "cursor",
  "storageKey": null
},
v9 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "id",
  "storageKey": null
},
v10 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "productId",
  "storageKey": null
},
v11 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "name",
  "storageKey": null
},
v12 = {
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
v13 = {
  "alias": null,
  "args": null,
  "concreteType": "Channel",
  "kind": "LinkedField",
  "name": "channel",
  "plural": false,
  "selections": [
    (v9/*:: as any*/),
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "key",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "concreteType": "ChannelCapabilities",
      "kind": "LinkedField",
      "name": "capabilities",
      "plural": false,
      "selections": [
        {
          "alias": null,
          "args": null,
          "kind": "ScalarField",
          "name": "operations",
          "storageKey": null
        },
        {
          "alias": null,
          "args": null,
          "concreteType": "IntRange",
          "kind": "LinkedField",
          "name": "quantity",
          "plural": false,
          "selections": [
            {
              "alias": null,
              "args": null,
              "kind": "ScalarField",
              "name": "min",
              "storageKey": null
            },
            {
              "alias": null,
              "args": null,
              "kind": "ScalarField",
              "name": "max",
              "storageKey": null
            }
          ],
          "storageKey": null
        }
      ],
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "concreteType": "ChannelHealth",
      "kind": "LinkedField",
      "name": "health",
      "plural": false,
      "selections": [
        {
          "alias": null,
          "args": null,
          "kind": "ScalarField",
          "name": "status",
          "storageKey": null
        }
      ],
      "storageKey": null
    }
  ],
  "storageKey": null
},
v14 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "optionId",
  "storageKey": null
},
v15 = [
  {
    "alias": null,
    "args": null,
    "kind": "ScalarField",
    "name": "groupOptionId",
    "storageKey": null
  },
  (v11/*:: as any*/)
],
v16 = [
  (v9/*:: as any*/),
  (v10/*:: as any*/),
  {
    "alias": null,
    "args": null,
    "kind": "ScalarField",
    "name": "locationId",
    "storageKey": null
  },
  (v14/*:: as any*/),
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
      (v9/*:: as any*/),
      (v11/*:: as any*/)
    ],
    "storageKey": null
  }
],
v17 = {
  "alias": null,
  "args": null,
  "concreteType": "ProductOption",
  "kind": "LinkedField",
  "name": "options",
  "plural": true,
  "selections": [
    (v14/*:: as any*/),
    {
      "alias": null,
      "args": null,
      "concreteType": "OptionName",
      "kind": "LinkedField",
      "name": "names",
      "plural": true,
      "selections": (v15/*:: as any*/),
      "storageKey": null
    },
    (v12/*:: as any*/),
    {
      "alias": null,
      "args": null,
      "concreteType": "StockLevel",
      "kind": "LinkedField",
      "name": "stock",
      "plural": false,
      "selections": (v16/*:: as any*/),
      "storageKey": null
    }
  ],
  "storageKey": null
},
v18 = {
  "alias": null,
  "args": [
    {
      "kind": "Literal",
      "name": "first",
      "value": 10
    }
  ],
  "concreteType": "StockLevelConnection",
  "kind": "LinkedField",
  "name": "stock",
  "plural": false,
  "selections": [
    {
      "alias": null,
      "args": null,
      "concreteType": "StockLevel",
      "kind": "LinkedField",
      "name": "nodes",
      "plural": true,
      "selections": (v16/*:: as any*/),
      "storageKey": null
    }
  ],
  "storageKey": "stock(first:10)"
},
v19 = {
  "kind": "InlineFragment",
  "selections": [
    {
      "alias": null,
      "args": null,
      "concreteType": "OptionGroup",
      "kind": "LinkedField",
      "name": "optionGroups",
      "plural": true,
      "selections": [
        {
          "alias": null,
          "args": null,
          "kind": "ScalarField",
          "name": "type",
          "storageKey": null
        },
        {
          "alias": null,
          "args": null,
          "concreteType": "OptionGroupName",
          "kind": "LinkedField",
          "name": "names",
          "plural": true,
          "selections": (v15/*:: as any*/),
          "storageKey": null
        }
      ],
      "storageKey": null
    }
  ],
  "type": "GlobalLinkProduct",
  "abstractKey": null
},
v20 = {
  "alias": null,
  "args": null,
  "kind": "ScalarField",
  "name": "__typename",
  "storageKey": null
},
v21 = {
  "alias": null,
  "args": null,
  "concreteType": "PageInfo",
  "kind": "LinkedField",
  "name": "pageInfo",
  "plural": false,
  "selections": [
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "hasNextPage",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "hasPreviousPage",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "startCursor",
      "storageKey": null
    },
    {
      "alias": null,
      "args": null,
      "kind": "ScalarField",
      "name": "endCursor",
      "storageKey": null
    }
  ],
  "storageKey": null
},
v22 = [
  {
    "kind": "Variable",
    "name": "after",
    "variableName": "after"
  },
  {
    "kind": "Variable",
    "name": "before",
    "variableName": "before"
  },
  (v6/*:: as any*/),
  {
    "kind": "Variable",
    "name": "first",
    "variableName": "first"
  },
  {
    "kind": "Variable",
    "name": "last",
    "variableName": "last"
  },
  (v7/*:: as any*/)
];
return {
  "fragment": {
    "argumentDefinitions": [
      (v0/*:: as any*/),
      (v1/*:: as any*/),
      (v2/*:: as any*/),
      (v3/*:: as any*/),
      (v4/*:: as any*/),
      (v5/*:: as any*/)
    ],
    "kind": "Fragment",
    "metadata": null,
    "name": "documentsProductsQuery",
    "selections": [
      {
        "alias": "products",
        "args": [
          (v6/*:: as any*/),
          (v7/*:: as any*/)
        ],
        "concreteType": "ProductConnection",
        "kind": "LinkedField",
        "name": "__documents_products_connection",
        "plural": false,
        "selections": [
          {
            "alias": null,
            "args": null,
            "concreteType": "ProductEdge",
            "kind": "LinkedField",
            "name": "edges",
            "plural": true,
            "selections": [
              (v8/*:: as any*/),
              {
                "alias": null,
                "args": null,
                "concreteType": null,
                "kind": "LinkedField",
                "name": "node",
                "plural": false,
                "selections": [
                  (v9/*:: as any*/),
                  (v10/*:: as any*/),
                  (v11/*:: as any*/),
                  (v12/*:: as any*/),
                  (v13/*:: as any*/),
                  (v17/*:: as any*/),
                  (v18/*:: as any*/),
                  (v19/*:: as any*/),
                  (v20/*:: as any*/)
                ],
                "storageKey": null
              }
            ],
            "storageKey": null
          },
          (v21/*:: as any*/)
        ],
        "storageKey": null
      }
    ],
    "type": "Query",
    "abstractKey": null
  },
  "kind": "Request",
  "operation": {
    "argumentDefinitions": [
      (v2/*:: as any*/),
      (v5/*:: as any*/),
      (v3/*:: as any*/),
      (v0/*:: as any*/),
      (v4/*:: as any*/),
      (v1/*:: as any*/)
    ],
    "kind": "Operation",
    "name": "documentsProductsQuery",
    "selections": [
      {
        "alias": null,
        "args": (v22/*:: as any*/),
        "concreteType": "ProductConnection",
        "kind": "LinkedField",
        "name": "products",
        "plural": false,
        "selections": [
          {
            "alias": null,
            "args": null,
            "concreteType": "ProductEdge",
            "kind": "LinkedField",
            "name": "edges",
            "plural": true,
            "selections": [
              (v8/*:: as any*/),
              {
                "alias": null,
                "args": null,
                "concreteType": null,
                "kind": "LinkedField",
                "name": "node",
                "plural": false,
                "selections": [
                  (v20/*:: as any*/),
                  (v9/*:: as any*/),
                  (v10/*:: as any*/),
                  (v11/*:: as any*/),
                  (v12/*:: as any*/),
                  (v13/*:: as any*/),
                  {
                    "kind": "TypeDiscriminator",
                    "abstractKey": "__isProduct"
                  },
                  (v17/*:: as any*/),
                  (v18/*:: as any*/),
                  (v19/*:: as any*/)
                ],
                "storageKey": null
              }
            ],
            "storageKey": null
          },
          (v21/*:: as any*/)
        ],
        "storageKey": null
      },
      {
        "alias": null,
        "args": (v22/*:: as any*/),
        "filters": [
          "filter",
          "sort"
        ],
        "handle": "connection",
        "key": "documents_products",
        "kind": "LinkedHandle",
        "name": "products"
      }
    ]
  },
  "params": {
    "cacheID": "6ea30233afbcf3a2c1060253ae62ce0e",
    "id": null,
    "metadata": {
      "connection": [
        {
          "count": null,
          "cursor": null,
          "direction": "bidirectional",
          "path": [
            "products"
          ]
        }
      ]
    },
    "name": "documentsProductsQuery",
    "operationKind": "query",
    "text": "query documentsProductsQuery(\n  $filter: ProductFilter\n  $sort: ProductSort\n  $first: Int\n  $after: String\n  $last: Int\n  $before: String\n) {\n  products(filter: $filter, sort: $sort, first: $first, after: $after, last: $last, before: $before) {\n    edges {\n      cursor\n      node {\n        __typename\n        id\n        productId\n        name\n        price {\n          amount\n          currency\n        }\n        channel {\n          id\n          key\n          capabilities {\n            operations\n            quantity {\n              min\n              max\n            }\n          }\n          health {\n            status\n          }\n        }\n        __isProduct: __typename\n        options {\n          optionId\n          names {\n            groupOptionId\n            name\n          }\n          price {\n            amount\n            currency\n          }\n          stock {\n            id\n            productId\n            locationId\n            optionId\n            quantity\n            pending\n            pendingQuantity\n            source\n            observedAt\n            location {\n              id\n              name\n            }\n          }\n        }\n        stock(first: 10) {\n          nodes {\n            id\n            productId\n            locationId\n            optionId\n            quantity\n            pending\n            pendingQuantity\n            source\n            observedAt\n            location {\n              id\n              name\n            }\n          }\n        }\n        ... on GlobalLinkProduct {\n          optionGroups {\n            type\n            names {\n              groupOptionId\n              name\n            }\n          }\n        }\n      }\n    }\n    pageInfo {\n      hasNextPage\n      hasPreviousPage\n      startCursor\n      endCursor\n    }\n  }\n}\n"
  }
};
})();

(node as any).hash = "77e697372d14e9a608d847dce2f859c7";

export default node;
