/** The part of the gateway's schema that the bench asks for, as one would write it by hand. */
export const typeDefs = `
  scalar DateTime
  scalar URL
  type Query { products(filter: ProductFilter, first: Int, after: String): ProductConnection! }
  input ProductFilter { channels: [ID!] }
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
  type ProductConnection { nodes: [Product!]!  pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean!  hasPreviousPage: Boolean!  startCursor: String  endCursor: String }
  type Money { amount: String! }
  type StockLevelConnection { nodes: [StockLevel!]! }
  interface Product {
    productId: ID!  name: String!  image: URL  price: Money
    options: [ProductOption!]!  stock(first: Int): StockLevelConnection!
  }
  type GlobalLinkProduct implements Product {
    productId: ID!  name: String!  image: URL  price: Money
    options: [ProductOption!]!  stock(first: Int): StockLevelConnection!
    brand: String  images: [URL!]
  }
  type ProductOption { optionId: ID!  names: [OptionName!]!  price: Money  stock: StockLevel }
  type OptionName { groupOptionId: Int!  name: String! }
`;
