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
    "\n  fragment Levels on Product {\n    id\n    stock(first: 100) {\n      nodes {\n        id quantity pending pendingQuantity observedAt\n        channel { key } productId locationId location { name } optionId\n      }\n    }\n  }\n": typeof types.LevelsFragmentDoc,
    "\n  query List($search: String, $first: Int, $after: String, $last: Int, $before: String) {\n    products(filter: { search: $search }, sort: { field: NAME }, first: $first, after: $after, last: $last, before: $before) {\n      count { value precision }\n      nodes {\n        id\n        name\n        code\n        channel { key sandbox }\n        price { amount currency }\n        options { optionId names { name } }\n        ...Levels\n      }\n      pageInfo { hasPreviousPage hasNextPage startCursor endCursor }\n    }\n  }\n": typeof types.ListDocument,
    "\n  subscription Live {\n    stockChanged { id quantity pending pendingQuantity observedAt product { ...Levels } }\n  }\n": typeof types.LiveDocument,
    "\n  fragment ItemOutcome on ItemResult {\n    __typename\n    index\n    status\n    ... on StockApplied { stock { id quantity pending pendingQuantity observedAt product { ...Levels } } }\n    ... on ItemPending { stage }\n    ... on ItemFailure { code message retryable mayHaveApplied }\n    ... on InvalidItem { path }\n    ... on StaleQuantity { actual { id quantity } }\n    ... on VendorUnavailable { retryAfterMs }\n    ... on OutcomeUnknown { message }\n  }\n": typeof types.ItemOutcomeFragmentDoc,
    "\n  mutation SetStock($items: [StockQuantityInput!]!) {\n    setStock(input: { items: $items, waitMs: 0 }) {\n      operation { id }\n      results { ...ItemOutcome }\n      userErrors { message }\n    }\n  }\n": typeof types.SetStockDocument,
    "\n  subscription Follow($id: ID!) {\n    operationChanged(id: $id) { sequence completed results { ...ItemOutcome } }\n  }\n": typeof types.FollowDocument,
};
const documents: Documents = {
    "\n  fragment Levels on Product {\n    id\n    stock(first: 100) {\n      nodes {\n        id quantity pending pendingQuantity observedAt\n        channel { key } productId locationId location { name } optionId\n      }\n    }\n  }\n": types.LevelsFragmentDoc,
    "\n  query List($search: String, $first: Int, $after: String, $last: Int, $before: String) {\n    products(filter: { search: $search }, sort: { field: NAME }, first: $first, after: $after, last: $last, before: $before) {\n      count { value precision }\n      nodes {\n        id\n        name\n        code\n        channel { key sandbox }\n        price { amount currency }\n        options { optionId names { name } }\n        ...Levels\n      }\n      pageInfo { hasPreviousPage hasNextPage startCursor endCursor }\n    }\n  }\n": types.ListDocument,
    "\n  subscription Live {\n    stockChanged { id quantity pending pendingQuantity observedAt product { ...Levels } }\n  }\n": types.LiveDocument,
    "\n  fragment ItemOutcome on ItemResult {\n    __typename\n    index\n    status\n    ... on StockApplied { stock { id quantity pending pendingQuantity observedAt product { ...Levels } } }\n    ... on ItemPending { stage }\n    ... on ItemFailure { code message retryable mayHaveApplied }\n    ... on InvalidItem { path }\n    ... on StaleQuantity { actual { id quantity } }\n    ... on VendorUnavailable { retryAfterMs }\n    ... on OutcomeUnknown { message }\n  }\n": types.ItemOutcomeFragmentDoc,
    "\n  mutation SetStock($items: [StockQuantityInput!]!) {\n    setStock(input: { items: $items, waitMs: 0 }) {\n      operation { id }\n      results { ...ItemOutcome }\n      userErrors { message }\n    }\n  }\n": types.SetStockDocument,
    "\n  subscription Follow($id: ID!) {\n    operationChanged(id: $id) { sequence completed results { ...ItemOutcome } }\n  }\n": types.FollowDocument,
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
export function graphql(source: "\n  fragment Levels on Product {\n    id\n    stock(first: 100) {\n      nodes {\n        id quantity pending pendingQuantity observedAt\n        channel { key } productId locationId location { name } optionId\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment Levels on Product {\n    id\n    stock(first: 100) {\n      nodes {\n        id quantity pending pendingQuantity observedAt\n        channel { key } productId locationId location { name } optionId\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query List($search: String, $first: Int, $after: String, $last: Int, $before: String) {\n    products(filter: { search: $search }, sort: { field: NAME }, first: $first, after: $after, last: $last, before: $before) {\n      count { value precision }\n      nodes {\n        id\n        name\n        code\n        channel { key sandbox }\n        price { amount currency }\n        options { optionId names { name } }\n        ...Levels\n      }\n      pageInfo { hasPreviousPage hasNextPage startCursor endCursor }\n    }\n  }\n"): (typeof documents)["\n  query List($search: String, $first: Int, $after: String, $last: Int, $before: String) {\n    products(filter: { search: $search }, sort: { field: NAME }, first: $first, after: $after, last: $last, before: $before) {\n      count { value precision }\n      nodes {\n        id\n        name\n        code\n        channel { key sandbox }\n        price { amount currency }\n        options { optionId names { name } }\n        ...Levels\n      }\n      pageInfo { hasPreviousPage hasNextPage startCursor endCursor }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription Live {\n    stockChanged { id quantity pending pendingQuantity observedAt product { ...Levels } }\n  }\n"): (typeof documents)["\n  subscription Live {\n    stockChanged { id quantity pending pendingQuantity observedAt product { ...Levels } }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ItemOutcome on ItemResult {\n    __typename\n    index\n    status\n    ... on StockApplied { stock { id quantity pending pendingQuantity observedAt product { ...Levels } } }\n    ... on ItemPending { stage }\n    ... on ItemFailure { code message retryable mayHaveApplied }\n    ... on InvalidItem { path }\n    ... on StaleQuantity { actual { id quantity } }\n    ... on VendorUnavailable { retryAfterMs }\n    ... on OutcomeUnknown { message }\n  }\n"): (typeof documents)["\n  fragment ItemOutcome on ItemResult {\n    __typename\n    index\n    status\n    ... on StockApplied { stock { id quantity pending pendingQuantity observedAt product { ...Levels } } }\n    ... on ItemPending { stage }\n    ... on ItemFailure { code message retryable mayHaveApplied }\n    ... on InvalidItem { path }\n    ... on StaleQuantity { actual { id quantity } }\n    ... on VendorUnavailable { retryAfterMs }\n    ... on OutcomeUnknown { message }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetStock($items: [StockQuantityInput!]!) {\n    setStock(input: { items: $items, waitMs: 0 }) {\n      operation { id }\n      results { ...ItemOutcome }\n      userErrors { message }\n    }\n  }\n"): (typeof documents)["\n  mutation SetStock($items: [StockQuantityInput!]!) {\n    setStock(input: { items: $items, waitMs: 0 }) {\n      operation { id }\n      results { ...ItemOutcome }\n      userErrors { message }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription Follow($id: ID!) {\n    operationChanged(id: $id) { sequence completed results { ...ItemOutcome } }\n  }\n"): (typeof documents)["\n  subscription Follow($id: ID!) {\n    operationChanged(id: $id) { sequence completed results { ...ItemOutcome } }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;