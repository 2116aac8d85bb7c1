/**
 * What other programs depend on, one line each: a type and the fields, values or members it has at least. A field is
 * written as it is used, with its arguments and their types; `|` divides fields whose types contain spaces.
 */
export const contract: { readonly [kind: string]: { readonly [name: string]: string } } = {
  objects: {
    Query: `node(id: ID!): Node | nodes(ids: [ID!]!): [Node]! | channels: [Channel!]! | channel(key: ID!): Channel
      | product(channel: ID!, productId: ID!): Product
      | products(channel: ID, first: Int, after: String, last: Int, before: String): ProductConnection!
      | stockLevels(targets: [StockTargetInput!]!): [StockLevel]! | operation(id: ID!): Operation
      | operations(kind: OperationKind, status: OperationStatus, first: Int, after: String): OperationConnection!`,
    Mutation: `setStock(input: SetStockInput!): SetStockPayload
      | replaceProducts(input: ReplaceProductsInput!): ReplaceProductsPayload
      | confirmInventory(input: ConfirmInventoryInput!): ConfirmInventoryPayload`,
    Subscription: `operation(id: ID!, after: Int): OperationEvent!
      | stockChanged(channel: ID, productIds: [ID!]): StockLevel!`,
    SetStockPayload:
      'operation: Operation | results: [ItemResult!]! | userErrors: [UserError!]! | replayed: Boolean!',
    ReplaceProductsPayload:
      'operation: Operation | results: [ItemResult!]! | userErrors: [UserError!]! | replayed: Boolean!',
    ConfirmInventoryPayload:
      'operation: Operation | results: [ItemResult!]! | userErrors: [UserError!]! | replayed: Boolean!',
    UserError: `code: UserErrorCode! | message: String! | path: [String!] | limit: Int | provided: Int
      | retryAfter: Int`,
    Operation: `id: ID! | kind: OperationKind! | status: OperationStatus! | createdAt: DateTime!
      | completedAt: DateTime | sequence: Int! | itemCount: Int! | appliedCount: Int! | failedCount: Int!
      | supersededCount: Int! | unknownCount: Int! | pendingCount: Int! | vendorRequests: [VendorRequest!]!
      | results(status: ItemStatus, first: Int, after: String): ItemResultConnection!`,
    OperationEvent: 'sequence: Int! | operation: Operation! | results: [ItemResult!]! | completed: Boolean!',
    StockApplied:
      'index: Int! | status: ItemStatus! | channel: ID! | stock: StockLevel! | vendorReference: String',
    ProductApplied: 'product: Product! | shopType: String | vendorUpdatedAt: DateTime',
    ConfirmationApplied: `orderItemId: ID! | available: Boolean! | newStatus: String | supplyPriceRecorded: Boolean
      | vendorMessage: String`,
    ItemPending: 'stage: PendingStage! | deadline: DateTime!',
    ItemSuperseded: 'by: Operation',
    InvalidItem: 'path: [String!]! | code: ItemErrorCode!',
    TargetNotFound: 'code: ItemErrorCode!',
    VendorRejected: 'code: ItemErrorCode!',
    VendorUnavailable: 'code: ItemErrorCode! | retryAfter: Int',
    OutcomeUnknown: 'code: ItemErrorCode!',
    Channel: `id: ID! | key: ID! | vendor: Vendor! | sandbox: Boolean! | kinds: [OperationKind!]! | maxRowsPerRequest: Int!
      | health: ChannelHealth!`,
    Product: `id: ID! | channel: ID! | productId: ID! | name: String! | brand: String! | mainImage: URL!
      | images: [URL!]! | detailImages: [URL!]! | price: Long! | discountedPrice: Long! | domesticShippingFee: Long!
      | freeShippingThreshold: Long! | stockQuantity: Int! | exportProhibited: Boolean!
      | exportProhibitedReason: String | sourceUrl: URL! | options: [ProductOption!]! | stock: [StockLevel!]!
      | observedAt: DateTime!`,
    StockLevel: `channel: Channel! | productId: ID! | locationId: ID | optionId: ID | quantity: Int!
      | soldOut: Boolean | observedAt: DateTime! | source: StockSource! | pending: Boolean!`,
    VendorRequest: `channel: ID! | rows: Int! | attempt: Int! | sentAt: DateTime! | answeredAt: DateTime
      | httpStatus: Int | vendorRequestId: String | outcome: VendorRequestOutcome!`,
  },
  interfaces: {
    Node: 'id: ID!',
    ItemResult: 'index: Int! | status: ItemStatus! | channel: ID!',
    ItemFailure: `index: Int! | status: ItemStatus! | channel: ID! | code: ItemErrorCode! | message: String!
      | retryable: Boolean! | mayHaveApplied: Boolean! | vendorCode: String | vendorMessage: String`,
  },
  inputs: {
    SetStockInput: 'items: [StockQuantityInput!]! | idempotencyKey: String | waitMs: Int = 10000',
    ReplaceProductsInput: 'items: [ProductInput!]! | idempotencyKey: String | waitMs: Int = 10000',
    ConfirmInventoryInput:
      'items: [InventoryConfirmationInput!]! | idempotencyKey: String | waitMs: Int = 10000',
    StockQuantityInput: `channel: ID! | productId: ID! | locationId: ID | quantity: Int! | soldOut: Boolean
      | options: [OptionStockInput!] | memo: String | observedAt: DateTime`,
    OptionStockInput: 'optionId: ID! | quantity: Int!',
    ProductInput: `channel: ID! | productId: ID! | name: String! | brand: String! | mainImage: URL!
      | images: [URL!]! | detailImages: [URL!]! | price: Long! | discountedPrice: Long | domesticShippingFee: Long!
      | freeShippingThreshold: Long = 0 | stockQuantity: Int! | exportProhibited: Boolean = false
      | exportProhibitedReason: String | sourceUrl: URL! | optionGroups: [OptionGroupInput!]`,
    OptionGroupInput: `type: OptionGroupType = COMBINATION | names: [OptionGroupNameInput!]!
      | options: [ProductOptionInput!]!`,
    OptionGroupNameInput: 'groupOptionId: Int! | name: String!',
    ProductOptionInput: `optionId: ID! | names: [OptionNameInput!]! | price: Long! | stockQuantity: Int!
      | order: Int! | minPurchase: Int | maxPurchase: Int`,
    OptionNameInput: 'groupOptionId: Int! | name: String!',
    InventoryConfirmationInput: `channel: ID! | orderItemId: ID! | available: Boolean!
      | unavailableReason: UnavailableReason | memo: String | supplyPrice: SupplyPriceInput`,
    SupplyPriceInput: 'unitPrice: Float! | quantity: Int! | totalAmount: Float!',
    StockTargetInput: 'channel: ID! | productId: ID! | locationId: ID | optionId: ID',
  },
  enums: {
    UnavailableReason: 'OUT_OF_STOCK | RESERVED | DAMAGED | DISCONTINUED | OTHER',
    ItemStatus: 'PENDING | APPLIED | FAILED | SUPERSEDED | OUTCOME_UNKNOWN',
    PendingStage: 'QUEUED | SENDING | AWAITING_CALLBACK',
    ItemErrorCode: `UNKNOWN_CHANNEL | UNSUPPORTED_BY_CHANNEL | INVALID_QUANTITY | LOCATION_REQUIRED
      | LOCATION_UNSUPPORTED | OPTIONS_UNSUPPORTED | REASON_REQUIRED | MEMO_TOO_LONG | INVALID_VALUE
      | DUPLICATE_TARGET | PRODUCT_NOT_FOUND | OPTION_NOT_FOUND | LOCATION_NOT_FOUND | ORDER_ITEM_NOT_FOUND
      | INVALID_PRICE | VENDOR_REJECTED | VENDOR_UNAVAILABLE | VENDOR_UNAUTHORIZED | RATE_LIMITED
      | OUTCOME_UNKNOWN`,
    UserErrorCode: `NO_ITEMS | TOO_MANY_ITEMS | INVALID_IDEMPOTENCY_KEY | IDEMPOTENCY_KEY_PARAMETER_MISMATCH
      | INVALID_WAIT | OVERLOADED | RATE_LIMITED`,
    OperationKind: 'STOCK_SET | PRODUCT_REPLACEMENT | INVENTORY_CONFIRMATION',
    OperationStatus: 'RUNNING | COMPLETED',
    OptionGroupType: 'COMBINATION',
    StockSource: 'ACKNOWLEDGED_WRITE | VENDOR_READ',
    Vendor: 'GLOBAL_LINK | BRIGHTMALL | SMAREGI',
  },
};

/** The types that implement each interface, at least. */
export const implementations: { readonly [name: string]: string } = {
  Node: 'Operation | Product',
  ItemFailure: 'InvalidItem | TargetNotFound | VendorRejected | VendorUnavailable | OutcomeUnknown',
  ItemResult: `StockApplied | ProductApplied | ConfirmationApplied | ItemPending | ItemSuperseded | InvalidItem
    | TargetNotFound | VendorRejected | VendorUnavailable | OutcomeUnknown`,
};
