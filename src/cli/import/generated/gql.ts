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
    "\n  fragment ImportedItem on ItemResult {\n    status\n    ... on ItemFailure {\n      code\n      message\n      retryable\n      vendorCode\n    }\n    ... on OutcomeUnknown {\n      message\n      vendorCode\n    }\n  }\n": typeof types.ImportedItemFragmentDoc,
    "\n  mutation ImportStock($input: SetStockInput!) {\n    setStock(input: $input) {\n      operation {\n        id\n        createdAt\n      }\n      replayed\n      results {\n        ...ImportedItem\n      }\n      userErrors {\n        code\n        message\n        limit\n        retryAfterMs\n      }\n    }\n  }\n": typeof types.ImportStockDocument,
    "\n  query ImportBegin($operationId: ID!, $continues: Boolean!) {\n    channels {\n      key\n    }\n    operation(id: $operationId) @include(if: $continues) {\n      id\n    }\n  }\n": typeof types.ImportBeginDocument,
    "\n  query ImportProgress($id: ID!) {\n    operation(id: $id) {\n      status\n    }\n  }\n": typeof types.ImportProgressDocument,
    "\n  query ImportOutcomes($id: ID!) {\n    operation(id: $id) {\n      results(first: 1000) {\n        nodes {\n          ...ImportedItem\n        }\n      }\n    }\n  }\n": typeof types.ImportOutcomesDocument,
};
const documents: Documents = {
    "\n  fragment ImportedItem on ItemResult {\n    status\n    ... on ItemFailure {\n      code\n      message\n      retryable\n      vendorCode\n    }\n    ... on OutcomeUnknown {\n      message\n      vendorCode\n    }\n  }\n": types.ImportedItemFragmentDoc,
    "\n  mutation ImportStock($input: SetStockInput!) {\n    setStock(input: $input) {\n      operation {\n        id\n        createdAt\n      }\n      replayed\n      results {\n        ...ImportedItem\n      }\n      userErrors {\n        code\n        message\n        limit\n        retryAfterMs\n      }\n    }\n  }\n": types.ImportStockDocument,
    "\n  query ImportBegin($operationId: ID!, $continues: Boolean!) {\n    channels {\n      key\n    }\n    operation(id: $operationId) @include(if: $continues) {\n      id\n    }\n  }\n": types.ImportBeginDocument,
    "\n  query ImportProgress($id: ID!) {\n    operation(id: $id) {\n      status\n    }\n  }\n": types.ImportProgressDocument,
    "\n  query ImportOutcomes($id: ID!) {\n    operation(id: $id) {\n      results(first: 1000) {\n        nodes {\n          ...ImportedItem\n        }\n      }\n    }\n  }\n": types.ImportOutcomesDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ImportedItem on ItemResult {\n    status\n    ... on ItemFailure {\n      code\n      message\n      retryable\n      vendorCode\n    }\n    ... on OutcomeUnknown {\n      message\n      vendorCode\n    }\n  }\n"): typeof import('./graphql.ts').ImportedItemFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ImportStock($input: SetStockInput!) {\n    setStock(input: $input) {\n      operation {\n        id\n        createdAt\n      }\n      replayed\n      results {\n        ...ImportedItem\n      }\n      userErrors {\n        code\n        message\n        limit\n        retryAfterMs\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ImportStockDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ImportBegin($operationId: ID!, $continues: Boolean!) {\n    channels {\n      key\n    }\n    operation(id: $operationId) @include(if: $continues) {\n      id\n    }\n  }\n"): typeof import('./graphql.ts').ImportBeginDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ImportProgress($id: ID!) {\n    operation(id: $id) {\n      status\n    }\n  }\n"): typeof import('./graphql.ts').ImportProgressDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ImportOutcomes($id: ID!) {\n    operation(id: $id) {\n      results(first: 1000) {\n        nodes {\n          ...ImportedItem\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').ImportOutcomesDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
