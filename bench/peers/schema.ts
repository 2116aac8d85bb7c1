/** The part of the gateway's schema that the bench asks for, as one would write it by hand. */
export const typeDefs = `
  scalar DateTime
  scalar URL
  scalar Long
  type Query { products(channel: ID, first: Int, after: String): ProductConnection! }
  type Mutation { setStock(input: SetStockInput!): SetStockPayload! }
  input SetStockInput { items: [StockQuantityInput!]!  idempotencyKey: String  waitMs: Int = 10000 }
  input StockQuantityInput {
    channel: ID!  productId: ID!  locationId: ID  quantity: Int!  soldOut: Boolean
    options: [OptionStockInput!]  memo: String  observedAt: DateTime
  }
  input OptionStockInput { optionId: ID!  quantity: Int! }
  type SetStockPayload {
    operation: Operation  results: [ItemResult!]!  userErrors: [UserError!]!  replayed: Boolean!
  }
  type Operation { id: ID! }
  type UserError { code: String!  message: String! }
  enum ItemStatus { PENDING APPLIED FAILED SUPERSEDED OUTCOME_UNKNOWN }
  interface ItemResult { index: Int!  status: ItemStatus!  channel: ID! }
  type StockApplied implements ItemResult {
    index: Int!  status: ItemStatus!  channel: ID!  stock: StockLevel!  vendorReference: String
  }
  interface ItemFailure implements ItemResult {
    index: Int!  status: ItemStatus!  channel: ID!  code: String!  message: String!  retryable: Boolean!
  }
  type VendorRejected implements ItemResult & ItemFailure {
    index: Int!  status: ItemStatus!  channel: ID!  code: String!  message: String!  retryable: Boolean!
  }
  type StockLevel {
    channel: ID!  productId: ID!  locationId: ID  optionId: ID  quantity: Int!  soldOut: Boolean
    observedAt: DateTime!  source: String!
  }
  type ProductConnection { edges: [ProductEdge!]!  pageInfo: PageInfo! }
  type ProductEdge { cursor: String!  node: Product! }
  type PageInfo { hasNextPage: Boolean!  hasPreviousPage: Boolean!  startCursor: String  endCursor: String }
  type Product {
    channel: ID!  productId: ID!  name: String!  brand: String!  mainImage: URL!  images: [URL!]!
    price: Long!  options: [ProductOption!]!  stock: [StockLevel!]!
  }
  type ProductOption { optionId: ID!  names: [OptionName!]!  price: Long!  stockQuantity: Int! }
  type OptionName { groupOptionId: Int!  name: String! }
`;
