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
    "\n  mutation SetStock($input: SetStockInput!) {\n    setStock(input: $input) {\n      operation {\n        id\n        sequence\n        status\n      }\n      results {\n        index\n        status\n        ... on ItemFailure {\n          code\n          message\n        }\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.SetStockDocument,
    "\n  subscription Follow($id: ID!, $after: Int) {\n    operationChanged(id: $id, after: $after) {\n      sequence\n      completed\n      results {\n        index\n        status\n        target {\n          channelKey\n        }\n        ... on ItemFailure {\n          code\n          message\n        }\n      }\n    }\n  }\n": typeof types.FollowDocument,
};
const documents: Documents = {
    "\n  mutation SetStock($input: SetStockInput!) {\n    setStock(input: $input) {\n      operation {\n        id\n        sequence\n        status\n      }\n      results {\n        index\n        status\n        ... on ItemFailure {\n          code\n          message\n        }\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.SetStockDocument,
    "\n  subscription Follow($id: ID!, $after: Int) {\n    operationChanged(id: $id, after: $after) {\n      sequence\n      completed\n      results {\n        index\n        status\n        target {\n          channelKey\n        }\n        ... on ItemFailure {\n          code\n          message\n        }\n      }\n    }\n  }\n": types.FollowDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetStock($input: SetStockInput!) {\n    setStock(input: $input) {\n      operation {\n        id\n        sequence\n        status\n      }\n      results {\n        index\n        status\n        ... on ItemFailure {\n          code\n          message\n        }\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): typeof import('./graphql.ts').SetStockDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription Follow($id: ID!, $after: Int) {\n    operationChanged(id: $id, after: $after) {\n      sequence\n      completed\n      results {\n        index\n        status\n        target {\n          channelKey\n        }\n        ... on ItemFailure {\n          code\n          message\n        }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').FollowDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
