/* eslint-disable */
import * as types from './graphql.ts';



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
    "\n  query ExportStock($filter: StockFilter, $first: Int!, $after: String) {\n    stockLevels(filter: $filter, first: $first, after: $after) {\n      nodes {\n        channel {\n          key\n        }\n        productId\n        locationId\n        optionId\n        quantity\n        soldOut\n        pendingQuantity\n        source\n        observedAt\n        product {\n          name\n          code\n        }\n        location {\n          name\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.ExportStockDocument,
    "\n  query ExportProducts($filter: ProductFilter, $first: Int!, $after: String) {\n    products(filter: $filter, first: $first, after: $after) {\n      nodes {\n        channel {\n          key\n        }\n        productId\n        name\n        code\n        price {\n          amount\n          currency\n        }\n        image\n        sku {\n          code\n        }\n        source\n        observedAt\n        options {\n          optionId\n          names {\n            name\n          }\n          price {\n            amount\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.ExportProductsDocument,
    "\n  query ExportOperations($filter: OperationFilter, $first: Int!, $after: String) {\n    operations(filter: $filter, first: $first, after: $after) {\n      nodes {\n        id\n        kind\n        status\n        createdAt\n        completedAt\n        client\n        idempotencyKey\n        itemCount\n        appliedCount\n        failedCount\n        supersededCount\n        canceledCount\n        unknownCount\n        pendingCount\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": typeof types.ExportOperationsDocument,
};
const documents: Documents = {
    "\n  query ExportStock($filter: StockFilter, $first: Int!, $after: String) {\n    stockLevels(filter: $filter, first: $first, after: $after) {\n      nodes {\n        channel {\n          key\n        }\n        productId\n        locationId\n        optionId\n        quantity\n        soldOut\n        pendingQuantity\n        source\n        observedAt\n        product {\n          name\n          code\n        }\n        location {\n          name\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.ExportStockDocument,
    "\n  query ExportProducts($filter: ProductFilter, $first: Int!, $after: String) {\n    products(filter: $filter, first: $first, after: $after) {\n      nodes {\n        channel {\n          key\n        }\n        productId\n        name\n        code\n        price {\n          amount\n          currency\n        }\n        image\n        sku {\n          code\n        }\n        source\n        observedAt\n        options {\n          optionId\n          names {\n            name\n          }\n          price {\n            amount\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.ExportProductsDocument,
    "\n  query ExportOperations($filter: OperationFilter, $first: Int!, $after: String) {\n    operations(filter: $filter, first: $first, after: $after) {\n      nodes {\n        id\n        kind\n        status\n        createdAt\n        completedAt\n        client\n        idempotencyKey\n        itemCount\n        appliedCount\n        failedCount\n        supersededCount\n        canceledCount\n        unknownCount\n        pendingCount\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n": types.ExportOperationsDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ExportStock($filter: StockFilter, $first: Int!, $after: String) {\n    stockLevels(filter: $filter, first: $first, after: $after) {\n      nodes {\n        channel {\n          key\n        }\n        productId\n        locationId\n        optionId\n        quantity\n        soldOut\n        pendingQuantity\n        source\n        observedAt\n        product {\n          name\n          code\n        }\n        location {\n          name\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ExportStockDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ExportProducts($filter: ProductFilter, $first: Int!, $after: String) {\n    products(filter: $filter, first: $first, after: $after) {\n      nodes {\n        channel {\n          key\n        }\n        productId\n        name\n        code\n        price {\n          amount\n          currency\n        }\n        image\n        sku {\n          code\n        }\n        source\n        observedAt\n        options {\n          optionId\n          names {\n            name\n          }\n          price {\n            amount\n          }\n        }\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ExportProductsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ExportOperations($filter: OperationFilter, $first: Int!, $after: String) {\n    operations(filter: $filter, first: $first, after: $after) {\n      nodes {\n        id\n        kind\n        status\n        createdAt\n        completedAt\n        client\n        idempotencyKey\n        itemCount\n        appliedCount\n        failedCount\n        supersededCount\n        canceledCount\n        unknownCount\n        pendingCount\n      }\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ExportOperationsDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
