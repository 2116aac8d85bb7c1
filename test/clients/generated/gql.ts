/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  fragment Level on StockLevel {\n    id\n    productId\n    locationId\n    optionId\n    quantity\n    pending\n    pendingQuantity\n    source\n    observedAt\n    location {\n      id\n      name\n    }\n  }\n": typeof types.LevelFragmentDoc,
    "\n  fragment Options on Product {\n    id\n    options {\n      optionId\n      names {\n        groupOptionId\n        name\n      }\n      price {\n        amount\n        currency\n      }\n      stock {\n        ...Level\n      }\n    }\n  }\n": typeof types.OptionsFragmentDoc,
    "\n  query Products(\n    $filter: ProductFilter\n    $sort: ProductSort\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n  ) {\n    products(\n      filter: $filter\n      sort: $sort\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n    ) {\n      edges {\n        cursor\n        node {\n          id\n          productId\n          name\n          price {\n            amount\n            currency\n          }\n          channel {\n            id\n            key\n            capabilities {\n              operations\n              quantity {\n                min\n                max\n              }\n            }\n            health {\n              status\n            }\n          }\n          ...Options\n          stock(first: 10) {\n            nodes {\n              ...Level\n            }\n          }\n          ... on GlobalLinkProduct {\n            optionGroups {\n              type\n              names {\n                groupOptionId\n                name\n              }\n            }\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n": typeof types.ProductsDocument,
    "\n  mutation SetStock($input: SetStockInput!) {\n    setStock(input: $input) {\n      operation {\n        id\n        status\n      }\n      results {\n        index\n        status\n        target {\n          channelKey\n          productId\n          locationId\n          channel {\n            id\n            key\n          }\n        }\n        change {\n          ... on StockQuantityChange {\n            quantity\n            options {\n              optionId\n              quantity\n            }\n          }\n        }\n        ... on StockApplied {\n          stock {\n            ...Level\n            product {\n              ...Options\n            }\n          }\n        }\n        ... on ItemFailure {\n          code\n          message\n        }\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.SetStockDocument,
    "\n  subscription WatchStock($filter: StockFilter) {\n    stockChanged(filter: $filter, snapshot: true) {\n      ...Level\n    }\n  }\n": typeof types.WatchStockDocument,
    "\n  query Synced {\n    channel(key: \"smaregi\") {\n      id\n      health {\n        status\n        catalogSyncedAt\n      }\n    }\n  }\n": typeof types.SyncedDocument,
};
const documents: Documents = {
    "\n  fragment Level on StockLevel {\n    id\n    productId\n    locationId\n    optionId\n    quantity\n    pending\n    pendingQuantity\n    source\n    observedAt\n    location {\n      id\n      name\n    }\n  }\n": types.LevelFragmentDoc,
    "\n  fragment Options on Product {\n    id\n    options {\n      optionId\n      names {\n        groupOptionId\n        name\n      }\n      price {\n        amount\n        currency\n      }\n      stock {\n        ...Level\n      }\n    }\n  }\n": types.OptionsFragmentDoc,
    "\n  query Products(\n    $filter: ProductFilter\n    $sort: ProductSort\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n  ) {\n    products(\n      filter: $filter\n      sort: $sort\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n    ) {\n      edges {\n        cursor\n        node {\n          id\n          productId\n          name\n          price {\n            amount\n            currency\n          }\n          channel {\n            id\n            key\n            capabilities {\n              operations\n              quantity {\n                min\n                max\n              }\n            }\n            health {\n              status\n            }\n          }\n          ...Options\n          stock(first: 10) {\n            nodes {\n              ...Level\n            }\n          }\n          ... on GlobalLinkProduct {\n            optionGroups {\n              type\n              names {\n                groupOptionId\n                name\n              }\n            }\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n": types.ProductsDocument,
    "\n  mutation SetStock($input: SetStockInput!) {\n    setStock(input: $input) {\n      operation {\n        id\n        status\n      }\n      results {\n        index\n        status\n        target {\n          channelKey\n          productId\n          locationId\n          channel {\n            id\n            key\n          }\n        }\n        change {\n          ... on StockQuantityChange {\n            quantity\n            options {\n              optionId\n              quantity\n            }\n          }\n        }\n        ... on StockApplied {\n          stock {\n            ...Level\n            product {\n              ...Options\n            }\n          }\n        }\n        ... on ItemFailure {\n          code\n          message\n        }\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.SetStockDocument,
    "\n  subscription WatchStock($filter: StockFilter) {\n    stockChanged(filter: $filter, snapshot: true) {\n      ...Level\n    }\n  }\n": types.WatchStockDocument,
    "\n  query Synced {\n    channel(key: \"smaregi\") {\n      id\n      health {\n        status\n        catalogSyncedAt\n      }\n    }\n  }\n": types.SyncedDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Level on StockLevel {\n    id\n    productId\n    locationId\n    optionId\n    quantity\n    pending\n    pendingQuantity\n    source\n    observedAt\n    location {\n      id\n      name\n    }\n  }\n"): (typeof documents)["\n  fragment Level on StockLevel {\n    id\n    productId\n    locationId\n    optionId\n    quantity\n    pending\n    pendingQuantity\n    source\n    observedAt\n    location {\n      id\n      name\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Options on Product {\n    id\n    options {\n      optionId\n      names {\n        groupOptionId\n        name\n      }\n      price {\n        amount\n        currency\n      }\n      stock {\n        ...Level\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment Options on Product {\n    id\n    options {\n      optionId\n      names {\n        groupOptionId\n        name\n      }\n      price {\n        amount\n        currency\n      }\n      stock {\n        ...Level\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Products(\n    $filter: ProductFilter\n    $sort: ProductSort\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n  ) {\n    products(\n      filter: $filter\n      sort: $sort\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n    ) {\n      edges {\n        cursor\n        node {\n          id\n          productId\n          name\n          price {\n            amount\n            currency\n          }\n          channel {\n            id\n            key\n            capabilities {\n              operations\n              quantity {\n                min\n                max\n              }\n            }\n            health {\n              status\n            }\n          }\n          ...Options\n          stock(first: 10) {\n            nodes {\n              ...Level\n            }\n          }\n          ... on GlobalLinkProduct {\n            optionGroups {\n              type\n              names {\n                groupOptionId\n                name\n              }\n            }\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n"): (typeof documents)["\n  query Products(\n    $filter: ProductFilter\n    $sort: ProductSort\n    $first: Int\n    $after: String\n    $last: Int\n    $before: String\n  ) {\n    products(\n      filter: $filter\n      sort: $sort\n      first: $first\n      after: $after\n      last: $last\n      before: $before\n    ) {\n      edges {\n        cursor\n        node {\n          id\n          productId\n          name\n          price {\n            amount\n            currency\n          }\n          channel {\n            id\n            key\n            capabilities {\n              operations\n              quantity {\n                min\n                max\n              }\n            }\n            health {\n              status\n            }\n          }\n          ...Options\n          stock(first: 10) {\n            nodes {\n              ...Level\n            }\n          }\n          ... on GlobalLinkProduct {\n            optionGroups {\n              type\n              names {\n                groupOptionId\n                name\n              }\n            }\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        hasPreviousPage\n        startCursor\n        endCursor\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetStock($input: SetStockInput!) {\n    setStock(input: $input) {\n      operation {\n        id\n        status\n      }\n      results {\n        index\n        status\n        target {\n          channelKey\n          productId\n          locationId\n          channel {\n            id\n            key\n          }\n        }\n        change {\n          ... on StockQuantityChange {\n            quantity\n            options {\n              optionId\n              quantity\n            }\n          }\n        }\n        ... on StockApplied {\n          stock {\n            ...Level\n            product {\n              ...Options\n            }\n          }\n        }\n        ... on ItemFailure {\n          code\n          message\n        }\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SetStock($input: SetStockInput!) {\n    setStock(input: $input) {\n      operation {\n        id\n        status\n      }\n      results {\n        index\n        status\n        target {\n          channelKey\n          productId\n          locationId\n          channel {\n            id\n            key\n          }\n        }\n        change {\n          ... on StockQuantityChange {\n            quantity\n            options {\n              optionId\n              quantity\n            }\n          }\n        }\n        ... on StockApplied {\n          stock {\n            ...Level\n            product {\n              ...Options\n            }\n          }\n        }\n        ... on ItemFailure {\n          code\n          message\n        }\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription WatchStock($filter: StockFilter) {\n    stockChanged(filter: $filter, snapshot: true) {\n      ...Level\n    }\n  }\n"): (typeof documents)["\n  subscription WatchStock($filter: StockFilter) {\n    stockChanged(filter: $filter, snapshot: true) {\n      ...Level\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Synced {\n    channel(key: \"smaregi\") {\n      id\n      health {\n        status\n        catalogSyncedAt\n      }\n    }\n  }\n"): (typeof documents)["\n  query Synced {\n    channel(key: \"smaregi\") {\n      id\n      health {\n        status\n        catalogSyncedAt\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;