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
    "\n  fragment Outcome on ItemResult {\n    __typename\n    index\n    status\n    channel\n    ... on StockApplied {\n      vendorReference\n      stock {\n        productId\n        locationId\n        quantity\n        soldOut\n        source\n      }\n    }\n    ... on ProductApplied {\n      shopType\n      vendorUpdatedAt\n      product {\n        id\n        productId\n        name\n        discountedPrice\n        stockQuantity\n      }\n    }\n    ... on ConfirmationApplied {\n      orderItemId\n      available\n      newStatus\n      supplyPriceRecorded\n      confirmationMessage: vendorMessage\n    }\n    ... on ItemPending {\n      stage\n      deadline\n    }\n    ... on ItemSuperseded {\n      by {\n        id\n      }\n    }\n    ... on ItemFailure {\n      code\n      message\n      retryable\n      mayHaveApplied\n      vendorCode\n      vendorMessage\n    }\n    ... on InvalidItem {\n      field\n    }\n    ... on VendorUnavailable {\n      retryAfter\n    }\n  }\n": typeof types.OutcomeFragmentDoc,
    "\n  fragment Progress on Operation {\n    id\n    kind\n    status\n    sequence\n    createdAt\n    completedAt\n    itemCount\n    appliedCount\n    failedCount\n    supersededCount\n    unknownCount\n    pendingCount\n  }\n": typeof types.ProgressFragmentDoc,
    "\n  fragment Answer on MutationPayload {\n    operation {\n      ...Progress\n    }\n    results {\n      ...Outcome\n    }\n    userErrors {\n      code\n      message\n      path\n      limit\n      provided\n      retryAfter\n    }\n    replayed\n  }\n": typeof types.AnswerFragmentDoc,
    "\n  mutation UpdateStock($input: UpdateStockInput!) {\n    updateStock(input: $input) {\n      ...Answer\n    }\n  }\n": typeof types.UpdateStockDocument,
    "\n  mutation UpdateProducts($input: UpdateProductsInput!) {\n    updateProducts(input: $input) {\n      ...Answer\n    }\n  }\n": typeof types.UpdateProductsDocument,
    "\n  mutation ConfirmInventory($input: ConfirmInventoryInput!) {\n    confirmInventory(input: $input) {\n      ...Answer\n    }\n  }\n": typeof types.ConfirmInventoryDocument,
    "\n  query OperationById($id: ID!) {\n    operation(id: $id) {\n      ...Progress\n      results(first: 1000) {\n        edges {\n          node {\n            ...Outcome\n          }\n        }\n      }\n      vendorRequests {\n        channel\n        kind\n        rows\n        attempt\n        sentAt\n        answeredAt\n        httpStatus\n        vendorRequestId\n        outcome\n      }\n    }\n  }\n": typeof types.OperationByIdDocument,
    "\n  subscription WatchAllStock {\n    stockChanged {\n      quantity\n    }\n  }\n": typeof types.WatchAllStockDocument,
    "\n  subscription FollowToEnd($id: ID!) {\n    operation(id: $id) {\n      sequence\n      completed\n    }\n  }\n": typeof types.FollowToEndDocument,
    "\n  subscription FollowOperation($id: ID!, $after: Int) {\n    operation(id: $id, after: $after) {\n      sequence\n      completed\n      operation {\n        ...Progress\n      }\n      results {\n        ...Outcome\n      }\n    }\n  }\n": typeof types.FollowOperationDocument,
    "\n  subscription WatchStock($channel: ID, $productIds: [ID!]) {\n    stockChanged(channel: $channel, productIds: $productIds) {\n      channel {\n        id\n      }\n      productId\n      locationId\n      optionId\n      quantity\n      soldOut\n      source\n      observedAt\n      pending\n    }\n  }\n": typeof types.WatchStockDocument,
};
const documents: Documents = {
    "\n  fragment Outcome on ItemResult {\n    __typename\n    index\n    status\n    channel\n    ... on StockApplied {\n      vendorReference\n      stock {\n        productId\n        locationId\n        quantity\n        soldOut\n        source\n      }\n    }\n    ... on ProductApplied {\n      shopType\n      vendorUpdatedAt\n      product {\n        id\n        productId\n        name\n        discountedPrice\n        stockQuantity\n      }\n    }\n    ... on ConfirmationApplied {\n      orderItemId\n      available\n      newStatus\n      supplyPriceRecorded\n      confirmationMessage: vendorMessage\n    }\n    ... on ItemPending {\n      stage\n      deadline\n    }\n    ... on ItemSuperseded {\n      by {\n        id\n      }\n    }\n    ... on ItemFailure {\n      code\n      message\n      retryable\n      mayHaveApplied\n      vendorCode\n      vendorMessage\n    }\n    ... on InvalidItem {\n      field\n    }\n    ... on VendorUnavailable {\n      retryAfter\n    }\n  }\n": types.OutcomeFragmentDoc,
    "\n  fragment Progress on Operation {\n    id\n    kind\n    status\n    sequence\n    createdAt\n    completedAt\n    itemCount\n    appliedCount\n    failedCount\n    supersededCount\n    unknownCount\n    pendingCount\n  }\n": types.ProgressFragmentDoc,
    "\n  fragment Answer on MutationPayload {\n    operation {\n      ...Progress\n    }\n    results {\n      ...Outcome\n    }\n    userErrors {\n      code\n      message\n      path\n      limit\n      provided\n      retryAfter\n    }\n    replayed\n  }\n": types.AnswerFragmentDoc,
    "\n  mutation UpdateStock($input: UpdateStockInput!) {\n    updateStock(input: $input) {\n      ...Answer\n    }\n  }\n": types.UpdateStockDocument,
    "\n  mutation UpdateProducts($input: UpdateProductsInput!) {\n    updateProducts(input: $input) {\n      ...Answer\n    }\n  }\n": types.UpdateProductsDocument,
    "\n  mutation ConfirmInventory($input: ConfirmInventoryInput!) {\n    confirmInventory(input: $input) {\n      ...Answer\n    }\n  }\n": types.ConfirmInventoryDocument,
    "\n  query OperationById($id: ID!) {\n    operation(id: $id) {\n      ...Progress\n      results(first: 1000) {\n        edges {\n          node {\n            ...Outcome\n          }\n        }\n      }\n      vendorRequests {\n        channel\n        kind\n        rows\n        attempt\n        sentAt\n        answeredAt\n        httpStatus\n        vendorRequestId\n        outcome\n      }\n    }\n  }\n": types.OperationByIdDocument,
    "\n  subscription WatchAllStock {\n    stockChanged {\n      quantity\n    }\n  }\n": types.WatchAllStockDocument,
    "\n  subscription FollowToEnd($id: ID!) {\n    operation(id: $id) {\n      sequence\n      completed\n    }\n  }\n": types.FollowToEndDocument,
    "\n  subscription FollowOperation($id: ID!, $after: Int) {\n    operation(id: $id, after: $after) {\n      sequence\n      completed\n      operation {\n        ...Progress\n      }\n      results {\n        ...Outcome\n      }\n    }\n  }\n": types.FollowOperationDocument,
    "\n  subscription WatchStock($channel: ID, $productIds: [ID!]) {\n    stockChanged(channel: $channel, productIds: $productIds) {\n      channel {\n        id\n      }\n      productId\n      locationId\n      optionId\n      quantity\n      soldOut\n      source\n      observedAt\n      pending\n    }\n  }\n": types.WatchStockDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Outcome on ItemResult {\n    __typename\n    index\n    status\n    channel\n    ... on StockApplied {\n      vendorReference\n      stock {\n        productId\n        locationId\n        quantity\n        soldOut\n        source\n      }\n    }\n    ... on ProductApplied {\n      shopType\n      vendorUpdatedAt\n      product {\n        id\n        productId\n        name\n        discountedPrice\n        stockQuantity\n      }\n    }\n    ... on ConfirmationApplied {\n      orderItemId\n      available\n      newStatus\n      supplyPriceRecorded\n      confirmationMessage: vendorMessage\n    }\n    ... on ItemPending {\n      stage\n      deadline\n    }\n    ... on ItemSuperseded {\n      by {\n        id\n      }\n    }\n    ... on ItemFailure {\n      code\n      message\n      retryable\n      mayHaveApplied\n      vendorCode\n      vendorMessage\n    }\n    ... on InvalidItem {\n      field\n    }\n    ... on VendorUnavailable {\n      retryAfter\n    }\n  }\n"): typeof import('./graphql.ts').OutcomeFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Progress on Operation {\n    id\n    kind\n    status\n    sequence\n    createdAt\n    completedAt\n    itemCount\n    appliedCount\n    failedCount\n    supersededCount\n    unknownCount\n    pendingCount\n  }\n"): typeof import('./graphql.ts').ProgressFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment Answer on MutationPayload {\n    operation {\n      ...Progress\n    }\n    results {\n      ...Outcome\n    }\n    userErrors {\n      code\n      message\n      path\n      limit\n      provided\n      retryAfter\n    }\n    replayed\n  }\n"): typeof import('./graphql.ts').AnswerFragmentDoc;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateStock($input: UpdateStockInput!) {\n    updateStock(input: $input) {\n      ...Answer\n    }\n  }\n"): typeof import('./graphql.ts').UpdateStockDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation UpdateProducts($input: UpdateProductsInput!) {\n    updateProducts(input: $input) {\n      ...Answer\n    }\n  }\n"): typeof import('./graphql.ts').UpdateProductsDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ConfirmInventory($input: ConfirmInventoryInput!) {\n    confirmInventory(input: $input) {\n      ...Answer\n    }\n  }\n"): typeof import('./graphql.ts').ConfirmInventoryDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OperationById($id: ID!) {\n    operation(id: $id) {\n      ...Progress\n      results(first: 1000) {\n        edges {\n          node {\n            ...Outcome\n          }\n        }\n      }\n      vendorRequests {\n        channel\n        kind\n        rows\n        attempt\n        sentAt\n        answeredAt\n        httpStatus\n        vendorRequestId\n        outcome\n      }\n    }\n  }\n"): typeof import('./graphql.ts').OperationByIdDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription WatchAllStock {\n    stockChanged {\n      quantity\n    }\n  }\n"): typeof import('./graphql.ts').WatchAllStockDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowToEnd($id: ID!) {\n    operation(id: $id) {\n      sequence\n      completed\n    }\n  }\n"): typeof import('./graphql.ts').FollowToEndDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowOperation($id: ID!, $after: Int) {\n    operation(id: $id, after: $after) {\n      sequence\n      completed\n      operation {\n        ...Progress\n      }\n      results {\n        ...Outcome\n      }\n    }\n  }\n"): typeof import('./graphql.ts').FollowOperationDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription WatchStock($channel: ID, $productIds: [ID!]) {\n    stockChanged(channel: $channel, productIds: $productIds) {\n      channel {\n        id\n      }\n      productId\n      locationId\n      optionId\n      quantity\n      soldOut\n      source\n      observedAt\n      pending\n    }\n  }\n"): typeof import('./graphql.ts').WatchStockDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
