/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** How a channel does, judged by its own last requests. */
export type ChannelStatus =
  /** Its last request failed. Requests go on; failed ones are tried again. */
  | 'DEGRADED'
  /** Ten requests in a row failed, so new ones are held back for some seconds. Items that were not sent wait; then a single request shows how the vendor does. */
  | 'DOWN'
  /** Its last request was served. */
  | 'UP';

/** What to confirm, and how to answer. */
export type ConfirmInventoryInput = {
  /** A text of your own, 1 to 255 characters, that makes a repeat safe: the same key of the same client with the same input gives the same operation, and nothing is sent again. It lasts as long as the operation. */
  idempotencyKey?: string | null | undefined;
  /** The confirmations, at least one and at most MAX_ITEMS of the settings (1,000). Each ordered item once; every copy of one that stands twice fails with DUPLICATE_TARGET. */
  items: Array<InventoryConfirmationInput>;
  /** How long to wait for outcomes before answering PENDING, in milliseconds: 0 to 30,000. The work goes on regardless. */
  waitMs?: number | null | undefined;
};

/** Says, for one ordered item, whether stock is there. An item that was unavailable may be confirmed as available later. */
export type InventoryConfirmationInput = {
  /** True when stock is there. */
  available: boolean;
  /** The key of the channel. `channels` lists the keys. */
  channel: string | number;
  /** A note for the vendor. `Channel.capabilities.memoMaxLength` states the maximum number of characters. */
  memo?: string | null | undefined;
  /** The vendor's own id of the ordered item, brackets and all: `202601220157_000020196_[1]`. */
  orderItemId: string | number;
  /** The price that the vendor pays for the goods. Omit it to record no price. */
  supplyPrice?: SupplyPriceInput | null | undefined;
  /** Why not. Needed when `available` is false. */
  unavailableReason?: UnavailableReason | null | undefined;
};

/** Why an item failed, for programs. A vendor's code that equals one of these becomes it; any other becomes VENDOR_REJECTED, with the original in `vendorCode`. */
export type ItemErrorCode =
  /** The same target stands in this mutation more than once; none of the copies was sent. Decide for one. */
  | 'DUPLICATE_TARGET'
  /** The discounted price is over the price. */
  | 'INVALID_PRICE'
  /** A quantity outside the range that the vendor can store: see `Channel.capabilities.quantity`. */
  | 'INVALID_QUANTITY'
  /** Another malformed field. `field` names it. */
  | 'INVALID_VALUE'
  /** The vendor does not know the store. */
  | 'LOCATION_NOT_FOUND'
  /** The vendor keeps stock per store: set `locationId`. */
  | 'LOCATION_REQUIRED'
  /** The vendor has no stores: omit `locationId`. */
  | 'LOCATION_UNSUPPORTED'
  /** The memo is longer than the vendor accepts: see `Channel.capabilities.memoMaxLength`. */
  | 'MEMO_TOO_LONG'
  /** The vendor has no options: omit `options`. */
  | 'OPTIONS_UNSUPPORTED'
  /** The vendor does not know an option of the product. */
  | 'OPTION_NOT_FOUND'
  /** The vendor does not know the ordered item. */
  | 'ORDER_ITEM_NOT_FOUND'
  /** Sent, and nobody said what became of it. The same absolute value may be sent again. */
  | 'OUTCOME_UNKNOWN'
  /** The vendor does not know the product. */
  | 'PRODUCT_NOT_FOUND'
  /** The vendor asked for fewer requests for longer than the item could wait. Try again later. */
  | 'RATE_LIMITED'
  /** An ordered item that is not available needs an `unavailableReason`. */
  | 'REASON_REQUIRED'
  /** No channel of this id is configured, or the API key is not for it. `channels` lists those there are for you. */
  | 'UNKNOWN_CHANNEL'
  /** The channel's vendor does not take this kind of write. See `Channel.capabilities.operations`. */
  | 'UNSUPPORTED_BY_CHANNEL'
  /** The vendor refused it for a reason of its own: see `vendorCode` and `vendorMessage`. */
  | 'VENDOR_REJECTED'
  /** The vendor does not accept the gateway's credentials. The channel's settings need a look; the item does not. */
  | 'VENDOR_UNAUTHORIZED'
  /** The vendor could not be reached or could not serve, in all tries. Try again later. */
  | 'VENDOR_UNAVAILABLE';

/** Where an item stands. */
export type ItemStatus =
  /** The vendor said, for this item, that it did it. */
  | 'APPLIED'
  /** Not done. The failure says why and whether another try can help. */
  | 'FAILED'
  /** Sent, and nobody said what became of it. The one end state that may still change, when a late answer or a read of the vendor tells. */
  | 'OUTCOME_UNKNOWN'
  /** Accepted, and on its way. Nothing accepted is lost: it will reach one of the other states. */
  | 'PENDING'
  /** Not sent, because a newer change of the same target makes it pointless. The newer value holds. */
  | 'SUPERSEDED';

/** What an operation writes. There is one kind for each mutation. `Channel.capabilities.operations` states which kinds a channel accepts. */
export type OperationKind =
  /** `confirmInventory`: states whether ordered items are available. */
  | 'INVENTORY_CONFIRMATION'
  /** `updateProducts`: replaces whole products. */
  | 'PRODUCT_UPDATE'
  /** `updateStock`: sets stock to absolute quantities. */
  | 'STOCK_UPDATE';

/** Whether an operation goes on. */
export type OperationStatus =
  /** Every item is at an end. */
  | 'COMPLETED'
  /** At least one of its items is PENDING. */
  | 'RUNNING';

/** A set of options that share their dimensions. */
export type OptionGroupInput = {
  /** Its dimensions, e.g. "Color" and "Size". */
  names: Array<OptionGroupNameInput>;
  /** Its options. */
  options: Array<ProductOptionInput>;
  /** How its options come about. */
  type?: OptionGroupType | null | undefined;
};

/** One dimension of a group of options, e.g. "Color". */
export type OptionGroupNameInput = {
  /** A number of your own, unique in its product: the names of options name their dimension by it. */
  groupOptionId: number;
  /** What the shop calls it, e.g. "Color". */
  name: string;
};

/** How the options of a group are formed. */
export type OptionGroupType =
  /** Each option is one combination, with one name for each of the group's names: red and L. */
  | 'COMBINATION';

/** What an option is in one dimension of its group, e.g. "Red". */
export type OptionNameInput = {
  /** The `groupOptionId` of the group's name that this is a value of. */
  groupOptionId: number;
  /** The value, e.g. "Red". */
  name: string;
};

/** The stock of one option of a product. */
export type OptionStockInput = {
  /** The vendor's own id of the option. */
  optionId: string | number;
  /** The absolute quantity. `Channel.capabilities.quantity` states the range. */
  quantity: number;
};

/** What a pending item waits for. */
export type PendingStage =
  /** The vendor's callback. The vendor accepted the request and reports the outcome later. */
  | 'AWAITING_CALLBACK'
  /** Its turn: a free slot of the channel, and the end of an earlier change of the same target. */
  | 'QUEUED'
  /** Its next try: the vendor was unavailable or limited its rate. The gateway tries again, with growing pauses, until `deadline`. A newer value of the same target may still overtake it. */
  | 'RETRYING'
  /** The vendor's answer to the request it is in. */
  | 'SENDING';

/** A whole product, as it shall be. What is left out is gone: this replaces, it does not merge. */
export type ProductInput = {
  /** Its brand. */
  brand: string;
  /** The key of the channel. `channels` lists the keys. */
  channel: string | number;
  /** The pictures of its description, in order. */
  detailImages: Array<string>;
  /** What is asked for it, at most `price`. Left out: `price`, so no discount. */
  discountedPrice?: number | null | undefined;
  /** The shipping fee within the vendor's country, in whole units of the vendor's currency. */
  domesticShippingFee: number;
  /** Whether it may not be sent abroad. */
  exportProhibited?: boolean | null | undefined;
  /** Why it may not; leave it out where it may. */
  exportProhibitedReason?: string | null | undefined;
  /** The order value from which sending it within the country is free; 0 for no such rule. */
  freeShippingThreshold?: number | null | undefined;
  /** The pictures of its page, in order. */
  images: Array<string>;
  /** The picture that stands for it in lists. */
  mainImage: string;
  /** What the shop calls it. */
  name: string;
  /** Its options, in groups. Left out: a product without options. */
  optionGroups?: Array<OptionGroupInput> | null | undefined;
  /** The list price, in whole units of the vendor's currency. */
  price: number;
  /** The vendor's own id of the product. */
  productId: string | number;
  /** The page of the shop it comes from. */
  sourceUrl: string;
  /** The absolute quantity. `Channel.capabilities.quantity` states the range. */
  stockQuantity: number;
};

/** One thing of the product that can be bought: a combination with its own price and stock. */
export type ProductOptionInput = {
  /** The most pieces one order may hold. Left out: no such rule. */
  maxPurchase?: number | null | undefined;
  /** The fewest pieces one order may hold. Left out: no such rule. */
  minPurchase?: number | null | undefined;
  /** What it is in each dimension of its group. */
  names: Array<OptionNameInput>;
  /** Your id of the option: `updateStock` names it so afterwards. */
  optionId: string | number;
  /** Its place in the shop's list of options, the lowest first. */
  order: number;
  /** Its price, in whole units of the vendor's currency. */
  price: number;
  /** The absolute quantity. `Channel.capabilities.quantity` states the range. */
  stockQuantity: number;
};

/** Sets the stock of one product, at one store where the vendor has stores. Absolute: it says what is there, not what changed, so it can be repeated. */
export type StockChangeInput = {
  /** The key of the channel. `channels` lists the keys. */
  channel: string | number;
  /** The store. Required where `Channel.capabilities.hasLocations` is true. Omit it otherwise. */
  locationId?: string | number | null | undefined;
  /** A note for the vendor's stock history. `Channel.capabilities.memoMaxLength` states the maximum number of characters. */
  memo?: string | null | undefined;
  /** When you knew these quantities. It is compared with the newest applied observation of each value: the quantity of the product, and that of each option. Older values never overwrite newer ones: the change is sent with the newer values in their place, or is SUPERSEDED where all its values are older. */
  observedAt?: string | null | undefined;
  /** The stock of the options of the product. Omit it for a product without options, and where `Channel.capabilities.hasOptions` is false. */
  options?: Array<OptionStockInput> | null | undefined;
  /** The vendor's id of the product. */
  productId: string | number;
  /** The absolute quantity. `Channel.capabilities.quantity` states the range. */
  quantity: number;
  /** Whether the shop shows the product as sold out. Default: whether the quantity is 0. Ignored where `Channel.capabilities.hasSoldOut` is false. */
  soldOut?: boolean | null | undefined;
};

/** How the gateway came to know a stock level. */
export type StockSource =
  /** The vendor acknowledged a write of this quantity. It may have sold some since. */
  | 'ACKNOWLEDGED_WRITE'
  /** The vendor was asked and answered with this quantity. */
  | 'VENDOR_READ';

/** Names one stock level. */
export type StockTargetInput = {
  /** The key of the channel. */
  channel: string | number;
  /** The vendor's id of the store. Required where `Channel.capabilities.hasLocations` is true. Omit it otherwise. */
  locationId?: string | number | null | undefined;
  /** The vendor's id of an option. When omitted, the level is that of the product. */
  optionId?: string | number | null | undefined;
  /** The vendor's own id of the product. */
  productId: string | number;
};

/** The price that the vendor pays for the goods. The vendor may create a settlement when it records this price. */
export type SupplyPriceInput = {
  /** Pieces, 1 or more. */
  quantity: number;
  /** The price of all of them, 0 or more. */
  totalAmount: number;
  /** The price of one piece, 0 or more. */
  unitPrice: number;
};

/** Why an ordered item is not available. */
export type UnavailableReason =
  /** What there is, can not be sold. */
  | 'DAMAGED'
  /** It is no longer made or kept. */
  | 'DISCONTINUED'
  /** Something else: say what in `memo`. */
  | 'OTHER'
  /** There is none left. */
  | 'OUT_OF_STOCK'
  /** What there is, is promised to somebody else. */
  | 'RESERVED';

/** What to replace, and how to answer. */
export type UpdateProductsInput = {
  /** A text of your own, 1 to 255 characters, that makes a repeat safe: the same key of the same client with the same input gives the same operation, and nothing is sent again. It lasts as long as the operation. */
  idempotencyKey?: string | null | undefined;
  /** The products, at least one and at most MAX_ITEMS of the settings (1,000). Each (channel, product) once; every copy of one that stands twice fails with DUPLICATE_TARGET. */
  items: Array<ProductInput>;
  /** How long to wait for outcomes before answering PENDING, in milliseconds: 0 to 30,000. The work goes on regardless. */
  waitMs?: number | null | undefined;
};

/** What to set, and how to answer. */
export type UpdateStockInput = {
  /** A text of your own, 1 to 255 characters, that makes a repeat safe: the same key of the same client with the same input gives the same operation, and nothing is sent again. It lasts as long as the operation. */
  idempotencyKey?: string | null | undefined;
  /** The changes, at least one and at most MAX_ITEMS of the settings (1,000), on any mix of channels. Each target (channel, product, store) once; every copy of one that stands twice fails with DUPLICATE_TARGET. */
  items: Array<StockChangeInput>;
  /** How long to wait for outcomes before answering PENDING, in milliseconds: 0 to 30,000. The work goes on regardless. */
  waitMs?: number | null | undefined;
};

/** Why a mutation was refused as a whole, for programs. Nothing of it was accepted. */
export type UserErrorCode =
  /** The key was used before, with another input. Use a new key for a new request; repeat a request unchanged. */
  | 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH'
  /** The idempotency key has to have 1 to 255 characters. */
  | 'INVALID_IDEMPOTENCY_KEY'
  /** `waitMs` has to be 0 to 30,000. */
  | 'INVALID_WAIT'
  /** It holds no item. Send at least one. */
  | 'NO_ITEMS'
  /** A channel of it has as many items under way as it may (MAX_PENDING_ITEMS of the settings). Try again after `retryAfter` seconds. */
  | 'OVERLOADED'
  /** You sent more items than your rate allows; `limit` is how many you may send at once after a rest. Try again after `retryAfter` seconds. */
  | 'RATE_LIMITED'
  /** It holds more items than `limit`, or its items name more options than that in all. `message` says which. Split it. */
  | 'TOO_MANY_ITEMS';

/** The systems that the gateway can write to. */
export type Vendor =
  /** Brightmall. It accepts confirmations that ordered items are available or not available. It answers at once, for each item. */
  | 'BRIGHTMALL'
  /** Global Link of Delivered Korea. It accepts stock of products and their options, and whole products. It answers at once, for each product. */
  | 'GLOBAL_LINK'
  /** Smaregi. It accepts stock of products at stores. It accepts a request at once and reports the outcome later, by a callback. Its stock can be read. */
  | 'SMAREGI';

/** How one request to a vendor went, as a whole. Its rows have outcomes of their own: see the results. */
export type VendorRequestOutcome =
  /** The vendor answered for its rows. */
  | 'ANSWERED'
  /** The vendor accepted it and reports the outcome later, by a callback. */
  | 'AWAITING_CALLBACK'
  /** The callback arrived. */
  | 'CALLED_BACK'
  /** Never sent: the vendor failed too often of late, so requests to it are held back for a while. */
  | 'HELD_BACK'
  /** The gateway stopped, or stood still, before it was through. Its rows were taken up again. */
  | 'INTERRUPTED'
  /** The vendor refused it as a whole. */
  | 'REFUSED'
  /** It is being sent or answered now. */
  | 'SENDING'
  /** No answer or no callback arrived in time. */
  | 'TIMED_OUT'
  /** The vendor could not be reached or could not serve. */
  | 'UNAVAILABLE';

export type HeldBackQueryVariables = Exact<{ [key: string]: never; }>;


export type HeldBackQuery = { channels: Array<{ key: string, health: { heldBack: string | null } }> };

export type ReadModelQueryVariables = Exact<{
  targets: Array<StockTargetInput> | StockTargetInput;
}>;


export type ReadModelQuery = { products: { edges: Array<{ node: { id: string, channel: string, productId: string } }> }, stockLevels: Array<{ quantity: number, channel: { key: string } } | null> };

export type ProductNodeQueryVariables = Exact<{
  id: string | number;
}>;


export type ProductNodeQuery = { node:
    | { channel: string, name: string }
    | Record<PropertyKey, never>
   | null };

export type MineQueryVariables = Exact<{
  id: string | number;
}>;


export type MineQuery = { operation: { id: string } | null, node:
    | { id: string }
    | { id: string }
    | { id: string }
   | null, operations: { edges: Array<{ node: { id: string } }> } };

export type FollowMineSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type FollowMineSubscription = { operation: { completed: boolean } };

export type MyChannelsQueryVariables = Exact<{ [key: string]: never; }>;


export type MyChannelsQuery = { channels: Array<{ key: string }>, stockLevels: Array<{ quantity: number } | null> };

export type WatchChannelsSubscriptionVariables = Exact<{
  channel?: string | number | null | undefined;
}>;


export type WatchChannelsSubscription = { channelHealth: { key: string, health: { status: ChannelStatus } } };

export type ConfiguredChannelsQueryVariables = Exact<{ [key: string]: never; }>;


export type ConfiguredChannelsQuery = { channels: Array<{ key: string, vendor: Vendor, sandbox: boolean }> };

type Outcome_ConfirmationApplied_Fragment = { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, channel: string, confirmationMessage: string | null };

type Outcome_InvalidItem_Fragment = { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, field: Array<string>, index: number, status: ItemStatus, channel: string };

type Outcome_ItemPending_Fragment = { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, channel: string };

type Outcome_ItemSuperseded_Fragment = { __typename: 'ItemSuperseded', index: number, status: ItemStatus, channel: string, by: { id: string } | null };

type Outcome_OutcomeUnknown_Fragment = { __typename: 'OutcomeUnknown', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string };

type Outcome_ProductApplied_Fragment = { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, channel: string, product: { id: string, productId: string, name: string, discountedPrice: number, stockQuantity: number } };

type Outcome_StockApplied_Fragment = { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, channel: string, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: StockSource } };

type Outcome_TargetNotFound_Fragment = { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string };

type Outcome_VendorRejected_Fragment = { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string };

type Outcome_VendorUnavailable_Fragment = { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfter: number | null, index: number, status: ItemStatus, channel: string };

export type OutcomeFragment =
  | Outcome_ConfirmationApplied_Fragment
  | Outcome_InvalidItem_Fragment
  | Outcome_ItemPending_Fragment
  | Outcome_ItemSuperseded_Fragment
  | Outcome_OutcomeUnknown_Fragment
  | Outcome_ProductApplied_Fragment
  | Outcome_StockApplied_Fragment
  | Outcome_TargetNotFound_Fragment
  | Outcome_VendorRejected_Fragment
  | Outcome_VendorUnavailable_Fragment
;

export type ProgressFragment = { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, unknownCount: number, pendingCount: number };

type Answer_ConfirmInventoryPayload_Fragment = { replayed: boolean, operation: { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, unknownCount: number, pendingCount: number } | null, results: Array<
    | { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, channel: string, confirmationMessage: string | null }
    | { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, field: Array<string>, index: number, status: ItemStatus, channel: string }
    | { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, channel: string }
    | { __typename: 'ItemSuperseded', index: number, status: ItemStatus, channel: string, by: { id: string } | null }
    | { __typename: 'OutcomeUnknown', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string }
    | { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, channel: string, product: { id: string, productId: string, name: string, discountedPrice: number, stockQuantity: number } }
    | { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, channel: string, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: StockSource } }
    | { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string }
    | { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string }
    | { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfter: number | null, index: number, status: ItemStatus, channel: string }
  >, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null, limit: number | null, provided: number | null, retryAfter: number | null }> };

type Answer_UpdateProductsPayload_Fragment = { replayed: boolean, operation: { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, unknownCount: number, pendingCount: number } | null, results: Array<
    | { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, channel: string, confirmationMessage: string | null }
    | { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, field: Array<string>, index: number, status: ItemStatus, channel: string }
    | { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, channel: string }
    | { __typename: 'ItemSuperseded', index: number, status: ItemStatus, channel: string, by: { id: string } | null }
    | { __typename: 'OutcomeUnknown', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string }
    | { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, channel: string, product: { id: string, productId: string, name: string, discountedPrice: number, stockQuantity: number } }
    | { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, channel: string, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: StockSource } }
    | { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string }
    | { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string }
    | { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfter: number | null, index: number, status: ItemStatus, channel: string }
  >, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null, limit: number | null, provided: number | null, retryAfter: number | null }> };

type Answer_UpdateStockPayload_Fragment = { replayed: boolean, operation: { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, unknownCount: number, pendingCount: number } | null, results: Array<
    | { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, channel: string, confirmationMessage: string | null }
    | { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, field: Array<string>, index: number, status: ItemStatus, channel: string }
    | { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, channel: string }
    | { __typename: 'ItemSuperseded', index: number, status: ItemStatus, channel: string, by: { id: string } | null }
    | { __typename: 'OutcomeUnknown', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string }
    | { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, channel: string, product: { id: string, productId: string, name: string, discountedPrice: number, stockQuantity: number } }
    | { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, channel: string, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: StockSource } }
    | { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string }
    | { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string }
    | { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfter: number | null, index: number, status: ItemStatus, channel: string }
  >, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null, limit: number | null, provided: number | null, retryAfter: number | null }> };

export type AnswerFragment =
  | Answer_ConfirmInventoryPayload_Fragment
  | Answer_UpdateProductsPayload_Fragment
  | Answer_UpdateStockPayload_Fragment
;

export type UpdateStockMutationVariables = Exact<{
  input: UpdateStockInput;
}>;


export type UpdateStockMutation = { updateStock: { replayed: boolean, operation: { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, unknownCount: number, pendingCount: number } | null, results: Array<
      | { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, channel: string, confirmationMessage: string | null }
      | { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, field: Array<string>, index: number, status: ItemStatus, channel: string }
      | { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, channel: string }
      | { __typename: 'ItemSuperseded', index: number, status: ItemStatus, channel: string, by: { id: string } | null }
      | { __typename: 'OutcomeUnknown', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string }
      | { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, channel: string, product: { id: string, productId: string, name: string, discountedPrice: number, stockQuantity: number } }
      | { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, channel: string, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: StockSource } }
      | { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string }
      | { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string }
      | { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfter: number | null, index: number, status: ItemStatus, channel: string }
    >, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null, limit: number | null, provided: number | null, retryAfter: number | null }> } | null };

export type UpdateProductsMutationVariables = Exact<{
  input: UpdateProductsInput;
}>;


export type UpdateProductsMutation = { updateProducts: { replayed: boolean, operation: { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, unknownCount: number, pendingCount: number } | null, results: Array<
      | { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, channel: string, confirmationMessage: string | null }
      | { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, field: Array<string>, index: number, status: ItemStatus, channel: string }
      | { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, channel: string }
      | { __typename: 'ItemSuperseded', index: number, status: ItemStatus, channel: string, by: { id: string } | null }
      | { __typename: 'OutcomeUnknown', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string }
      | { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, channel: string, product: { id: string, productId: string, name: string, discountedPrice: number, stockQuantity: number } }
      | { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, channel: string, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: StockSource } }
      | { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string }
      | { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string }
      | { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfter: number | null, index: number, status: ItemStatus, channel: string }
    >, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null, limit: number | null, provided: number | null, retryAfter: number | null }> } | null };

export type ConfirmInventoryMutationVariables = Exact<{
  input: ConfirmInventoryInput;
}>;


export type ConfirmInventoryMutation = { confirmInventory: { replayed: boolean, operation: { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, unknownCount: number, pendingCount: number } | null, results: Array<
      | { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, channel: string, confirmationMessage: string | null }
      | { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, field: Array<string>, index: number, status: ItemStatus, channel: string }
      | { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, channel: string }
      | { __typename: 'ItemSuperseded', index: number, status: ItemStatus, channel: string, by: { id: string } | null }
      | { __typename: 'OutcomeUnknown', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string }
      | { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, channel: string, product: { id: string, productId: string, name: string, discountedPrice: number, stockQuantity: number } }
      | { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, channel: string, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: StockSource } }
      | { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string }
      | { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string }
      | { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfter: number | null, index: number, status: ItemStatus, channel: string }
    >, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null, limit: number | null, provided: number | null, retryAfter: number | null }> } | null };

export type OperationByIdQueryVariables = Exact<{
  id: string | number;
}>;


export type OperationByIdQuery = { operation: { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, unknownCount: number, pendingCount: number, results: { edges: Array<{ node:
          | { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, channel: string, confirmationMessage: string | null }
          | { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, field: Array<string>, index: number, status: ItemStatus, channel: string }
          | { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, channel: string }
          | { __typename: 'ItemSuperseded', index: number, status: ItemStatus, channel: string, by: { id: string } | null }
          | { __typename: 'OutcomeUnknown', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string }
          | { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, channel: string, product: { id: string, productId: string, name: string, discountedPrice: number, stockQuantity: number } }
          | { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, channel: string, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: StockSource } }
          | { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string }
          | { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string }
          | { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfter: number | null, index: number, status: ItemStatus, channel: string }
         }> }, vendorRequests: Array<{ channel: string, kind: OperationKind, rows: number, attempt: number, sentAt: string, answeredAt: string | null, httpStatus: number | null, vendorRequestId: string | null, outcome: VendorRequestOutcome }> } | null };

export type WatchAllStockSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type WatchAllStockSubscription = { stockChanged: { quantity: number } };

export type FollowToEndSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type FollowToEndSubscription = { operation: { sequence: number, completed: boolean } };

export type FollowOperationSubscriptionVariables = Exact<{
  id: string | number;
  after?: number | null | undefined;
}>;


export type FollowOperationSubscription = { operation: { sequence: number, completed: boolean, operation: { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, unknownCount: number, pendingCount: number }, results: Array<
      | { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, channel: string, confirmationMessage: string | null }
      | { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, field: Array<string>, index: number, status: ItemStatus, channel: string }
      | { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, channel: string }
      | { __typename: 'ItemSuperseded', index: number, status: ItemStatus, channel: string, by: { id: string } | null }
      | { __typename: 'OutcomeUnknown', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string }
      | { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, channel: string, product: { id: string, productId: string, name: string, discountedPrice: number, stockQuantity: number } }
      | { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, channel: string, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: StockSource } }
      | { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string }
      | { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, channel: string }
      | { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfter: number | null, index: number, status: ItemStatus, channel: string }
    > } };

export type AllChannelsQueryVariables = Exact<{ [key: string]: never; }>;


export type AllChannelsQuery = { channels: Array<{ key: string, vendor: Vendor, sandbox: boolean, kinds: Array<OperationKind>, maxRowsPerRequest: number, health: { status: ChannelStatus, queuedItems: number, requestsInFlight: number, lastFailure: string | null, lastFailureAt: string | null } }> };

export type ChannelHealthQueryVariables = Exact<{
  id: string | number;
}>;


export type ChannelHealthQuery = { channel: { health: { status: ChannelStatus, queuedItems: number, requestsInFlight: number, lastFailure: string | null, lastFailureAt: string | null } } | null };

export type OperationPageQueryVariables = Exact<{
  kind?: OperationKind | null | undefined;
  status?: OperationStatus | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type OperationPageQuery = { operations: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node: { id: string } }> } };

export type ResultPageQueryVariables = Exact<{
  id: string | number;
  status?: ItemStatus | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ResultPageQuery = { operation: { results: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, edges: Array<{ node:
          | { index: number, status: ItemStatus }
          | { index: number, status: ItemStatus }
          | { index: number, status: ItemStatus }
          | { index: number, status: ItemStatus }
          | { index: number, status: ItemStatus }
          | { index: number, status: ItemStatus }
          | { index: number, status: ItemStatus }
          | { index: number, status: ItemStatus }
          | { index: number, status: ItemStatus }
          | { index: number, status: ItemStatus }
         }> } } | null };

export type OperationNodeQueryVariables = Exact<{
  id: string | number;
}>;


export type OperationNodeQuery = { node:
    | { __typename: 'Channel', id: string }
    | { __typename: 'Operation', kind: OperationKind, itemCount: number, id: string }
    | { __typename: 'Product', id: string }
   | null };

export type ProductOfQueryVariables = Exact<{
  channel: string | number;
  productId: string | number;
}>;


export type ProductOfQuery = { product: { id: string, channel: string, productId: string, name: string, brand: string, mainImage: string, images: Array<string>, detailImages: Array<string>, price: number, discountedPrice: number, domesticShippingFee: number, freeShippingThreshold: number, stockQuantity: number, exportProhibited: boolean, exportProhibitedReason: string | null, sourceUrl: string, observedAt: string, optionGroups: Array<{ type: OptionGroupType, names: Array<{ groupOptionId: number, name: string }> }>, options: Array<{ optionId: string, price: number, stockQuantity: number, order: number, minPurchase: number | null, maxPurchase: number | null, names: Array<{ groupOptionId: number, name: string }> }>, stock: Array<{ optionId: string | null, quantity: number, pending: boolean }> } | null };

export type ProductPageQueryVariables = Exact<{
  channel?: string | number | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type ProductPageQuery = { products: { pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, edges: Array<{ cursor: string, node: { productId: string } }> } };

export type NodesByIdQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type NodesByIdQuery = { nodes: Array<
    | { __typename: 'Channel', id: string }
    | { __typename: 'Operation', itemCount: number, id: string }
    | { __typename: 'Product', productId: string, id: string }
   | null> };

export type StockLevelsQueryVariables = Exact<{
  targets: Array<StockTargetInput> | StockTargetInput;
}>;


export type StockLevelsQuery = { stockLevels: Array<{ productId: string, locationId: string | null, optionId: string | null, quantity: number, soldOut: boolean | null, source: StockSource, pending: boolean, observedAt: string, channel: { key: string, vendor: Vendor } } | null> };

export type VendorStockQueryVariables = Exact<{
  targets: Array<StockTargetInput> | StockTargetInput;
}>;


export type VendorStockQuery = { stockLevels: Array<{ productId: string, locationId: string | null, quantity: number, source: StockSource } | null> };

export type WatchLevelsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type WatchLevelsSubscription = { stockChanged: { quantity: number, source: StockSource } };

export type FollowWaitingSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type FollowWaitingSubscription = { operation: { completed: boolean, results: Array<
      | { status: ItemStatus }
      | { status: ItemStatus }
      | { status: ItemStatus }
      | { status: ItemStatus }
      | { status: ItemStatus }
      | { status: ItemStatus }
      | { status: ItemStatus }
      | { status: ItemStatus }
      | { status: ItemStatus }
      | { status: ItemStatus }
    > } };

export type WatchQuantitySubscriptionVariables = Exact<{ [key: string]: never; }>;


export type WatchQuantitySubscription = { stockChanged: { quantity: number } };

export type ChannelIdsQueryVariables = Exact<{ [key: string]: never; }>;


export type ChannelIdsQuery = { channels: Array<{ key: string }> };

export type FollowElsewhereSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type FollowElsewhereSubscription = { operation: { sequence: number, completed: boolean } };

export type ChannelsOfGatewayQueryVariables = Exact<{ [key: string]: never; }>;


export type ChannelsOfGatewayQuery = { channels: Array<{ key: string, vendor: Vendor, sandbox: boolean, maxRowsPerRequest: number }> };

export type StockAfterRestartQueryVariables = Exact<{ [key: string]: never; }>;


export type StockAfterRestartQuery = { stockLevels: Array<{ quantity: number, pending: boolean } | null>, operations: { edges: Array<{ node: { id: string, status: OperationStatus } }> } };

export type WatchUntilClosedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type WatchUntilClosedSubscription = { stockChanged: { quantity: number } };

export type WatchStockSubscriptionVariables = Exact<{
  channel?: string | number | null | undefined;
  productIds?: Array<string | number> | string | number | null | undefined;
}>;


export type WatchStockSubscription = { stockChanged: { productId: string, locationId: string | null, optionId: string | null, quantity: number, soldOut: boolean | null, source: StockSource, observedAt: string, pending: boolean, channel: { key: string } } };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const ProgressFragmentDoc = new TypedDocumentString(`
    fragment Progress on Operation {
  id
  kind
  status
  sequence
  createdAt
  completedAt
  itemCount
  appliedCount
  failedCount
  supersededCount
  unknownCount
  pendingCount
}
    `, {"fragmentName":"Progress"}) as unknown as TypedDocumentString<ProgressFragment, unknown>;
export const OutcomeFragmentDoc = new TypedDocumentString(`
    fragment Outcome on ItemResult {
  __typename
  index
  status
  channel
  ... on StockApplied {
    vendorReference
    stock {
      productId
      locationId
      quantity
      soldOut
      source
    }
  }
  ... on ProductApplied {
    shopType
    vendorUpdatedAt
    product {
      id
      productId
      name
      discountedPrice
      stockQuantity
    }
  }
  ... on ConfirmationApplied {
    orderItemId
    available
    newStatus
    supplyPriceRecorded
    confirmationMessage: vendorMessage
  }
  ... on ItemPending {
    stage
    deadline
  }
  ... on ItemSuperseded {
    by {
      id
    }
  }
  ... on ItemFailure {
    code
    message
    retryable
    mayHaveApplied
    vendorCode
    vendorMessage
  }
  ... on InvalidItem {
    field
  }
  ... on VendorUnavailable {
    retryAfter
  }
}
    `, {"fragmentName":"Outcome"}) as unknown as TypedDocumentString<OutcomeFragment, unknown>;
export const AnswerFragmentDoc = new TypedDocumentString(`
    fragment Answer on MutationPayload {
  operation {
    ...Progress
  }
  results {
    ...Outcome
  }
  userErrors {
    code
    message
    path
    limit
    provided
    retryAfter
  }
  replayed
}
    fragment Outcome on ItemResult {
  __typename
  index
  status
  channel
  ... on StockApplied {
    vendorReference
    stock {
      productId
      locationId
      quantity
      soldOut
      source
    }
  }
  ... on ProductApplied {
    shopType
    vendorUpdatedAt
    product {
      id
      productId
      name
      discountedPrice
      stockQuantity
    }
  }
  ... on ConfirmationApplied {
    orderItemId
    available
    newStatus
    supplyPriceRecorded
    confirmationMessage: vendorMessage
  }
  ... on ItemPending {
    stage
    deadline
  }
  ... on ItemSuperseded {
    by {
      id
    }
  }
  ... on ItemFailure {
    code
    message
    retryable
    mayHaveApplied
    vendorCode
    vendorMessage
  }
  ... on InvalidItem {
    field
  }
  ... on VendorUnavailable {
    retryAfter
  }
}
fragment Progress on Operation {
  id
  kind
  status
  sequence
  createdAt
  completedAt
  itemCount
  appliedCount
  failedCount
  supersededCount
  unknownCount
  pendingCount
}`, {"fragmentName":"Answer"}) as unknown as TypedDocumentString<AnswerFragment, unknown>;
export const HeldBackDocument = new TypedDocumentString(`
    query HeldBack {
  channels {
    key
    health {
      heldBack
    }
  }
}
    `) as unknown as TypedDocumentString<HeldBackQuery, HeldBackQueryVariables>;
export const ReadModelDocument = new TypedDocumentString(`
    query ReadModel($targets: [StockTargetInput!]!) {
  products {
    edges {
      node {
        id
        channel
        productId
      }
    }
  }
  stockLevels(targets: $targets) {
    quantity
    channel {
      key
    }
  }
}
    `) as unknown as TypedDocumentString<ReadModelQuery, ReadModelQueryVariables>;
export const ProductNodeDocument = new TypedDocumentString(`
    query ProductNode($id: ID!) {
  node(id: $id) {
    ... on Product {
      channel
      name
    }
  }
}
    `) as unknown as TypedDocumentString<ProductNodeQuery, ProductNodeQueryVariables>;
export const MineDocument = new TypedDocumentString(`
    query Mine($id: ID!) {
  operation(id: $id) {
    id
  }
  node(id: $id) {
    id
  }
  operations {
    edges {
      node {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<MineQuery, MineQueryVariables>;
export const FollowMineDocument = new TypedDocumentString(`
    subscription FollowMine($id: ID!) {
  operation(id: $id) {
    completed
  }
}
    `) as unknown as TypedDocumentString<FollowMineSubscription, FollowMineSubscriptionVariables>;
export const MyChannelsDocument = new TypedDocumentString(`
    query MyChannels {
  channels {
    key
  }
  stockLevels(
    targets: [
      { channel: "global-link", productId: "product-001" }
      { channel: "smaregi", productId: "567", locationId: "8" }
    ]
  ) {
    quantity
  }
}
    `) as unknown as TypedDocumentString<MyChannelsQuery, MyChannelsQueryVariables>;
export const WatchChannelsDocument = new TypedDocumentString(`
    subscription WatchChannels($channel: ID) {
  channelHealth(channel: $channel) {
    key
    health {
      status
    }
  }
}
    `) as unknown as TypedDocumentString<WatchChannelsSubscription, WatchChannelsSubscriptionVariables>;
export const ConfiguredChannelsDocument = new TypedDocumentString(`
    query ConfiguredChannels {
  channels {
    key
    vendor
    sandbox
  }
}
    `) as unknown as TypedDocumentString<ConfiguredChannelsQuery, ConfiguredChannelsQueryVariables>;
export const UpdateStockDocument = new TypedDocumentString(`
    mutation UpdateStock($input: UpdateStockInput!) {
  updateStock(input: $input) {
    ...Answer
  }
}
    fragment Outcome on ItemResult {
  __typename
  index
  status
  channel
  ... on StockApplied {
    vendorReference
    stock {
      productId
      locationId
      quantity
      soldOut
      source
    }
  }
  ... on ProductApplied {
    shopType
    vendorUpdatedAt
    product {
      id
      productId
      name
      discountedPrice
      stockQuantity
    }
  }
  ... on ConfirmationApplied {
    orderItemId
    available
    newStatus
    supplyPriceRecorded
    confirmationMessage: vendorMessage
  }
  ... on ItemPending {
    stage
    deadline
  }
  ... on ItemSuperseded {
    by {
      id
    }
  }
  ... on ItemFailure {
    code
    message
    retryable
    mayHaveApplied
    vendorCode
    vendorMessage
  }
  ... on InvalidItem {
    field
  }
  ... on VendorUnavailable {
    retryAfter
  }
}
fragment Progress on Operation {
  id
  kind
  status
  sequence
  createdAt
  completedAt
  itemCount
  appliedCount
  failedCount
  supersededCount
  unknownCount
  pendingCount
}
fragment Answer on MutationPayload {
  operation {
    ...Progress
  }
  results {
    ...Outcome
  }
  userErrors {
    code
    message
    path
    limit
    provided
    retryAfter
  }
  replayed
}`) as unknown as TypedDocumentString<UpdateStockMutation, UpdateStockMutationVariables>;
export const UpdateProductsDocument = new TypedDocumentString(`
    mutation UpdateProducts($input: UpdateProductsInput!) {
  updateProducts(input: $input) {
    ...Answer
  }
}
    fragment Outcome on ItemResult {
  __typename
  index
  status
  channel
  ... on StockApplied {
    vendorReference
    stock {
      productId
      locationId
      quantity
      soldOut
      source
    }
  }
  ... on ProductApplied {
    shopType
    vendorUpdatedAt
    product {
      id
      productId
      name
      discountedPrice
      stockQuantity
    }
  }
  ... on ConfirmationApplied {
    orderItemId
    available
    newStatus
    supplyPriceRecorded
    confirmationMessage: vendorMessage
  }
  ... on ItemPending {
    stage
    deadline
  }
  ... on ItemSuperseded {
    by {
      id
    }
  }
  ... on ItemFailure {
    code
    message
    retryable
    mayHaveApplied
    vendorCode
    vendorMessage
  }
  ... on InvalidItem {
    field
  }
  ... on VendorUnavailable {
    retryAfter
  }
}
fragment Progress on Operation {
  id
  kind
  status
  sequence
  createdAt
  completedAt
  itemCount
  appliedCount
  failedCount
  supersededCount
  unknownCount
  pendingCount
}
fragment Answer on MutationPayload {
  operation {
    ...Progress
  }
  results {
    ...Outcome
  }
  userErrors {
    code
    message
    path
    limit
    provided
    retryAfter
  }
  replayed
}`) as unknown as TypedDocumentString<UpdateProductsMutation, UpdateProductsMutationVariables>;
export const ConfirmInventoryDocument = new TypedDocumentString(`
    mutation ConfirmInventory($input: ConfirmInventoryInput!) {
  confirmInventory(input: $input) {
    ...Answer
  }
}
    fragment Outcome on ItemResult {
  __typename
  index
  status
  channel
  ... on StockApplied {
    vendorReference
    stock {
      productId
      locationId
      quantity
      soldOut
      source
    }
  }
  ... on ProductApplied {
    shopType
    vendorUpdatedAt
    product {
      id
      productId
      name
      discountedPrice
      stockQuantity
    }
  }
  ... on ConfirmationApplied {
    orderItemId
    available
    newStatus
    supplyPriceRecorded
    confirmationMessage: vendorMessage
  }
  ... on ItemPending {
    stage
    deadline
  }
  ... on ItemSuperseded {
    by {
      id
    }
  }
  ... on ItemFailure {
    code
    message
    retryable
    mayHaveApplied
    vendorCode
    vendorMessage
  }
  ... on InvalidItem {
    field
  }
  ... on VendorUnavailable {
    retryAfter
  }
}
fragment Progress on Operation {
  id
  kind
  status
  sequence
  createdAt
  completedAt
  itemCount
  appliedCount
  failedCount
  supersededCount
  unknownCount
  pendingCount
}
fragment Answer on MutationPayload {
  operation {
    ...Progress
  }
  results {
    ...Outcome
  }
  userErrors {
    code
    message
    path
    limit
    provided
    retryAfter
  }
  replayed
}`) as unknown as TypedDocumentString<ConfirmInventoryMutation, ConfirmInventoryMutationVariables>;
export const OperationByIdDocument = new TypedDocumentString(`
    query OperationById($id: ID!) {
  operation(id: $id) {
    ...Progress
    results(first: 1000) {
      edges {
        node {
          ...Outcome
        }
      }
    }
    vendorRequests {
      channel
      kind
      rows
      attempt
      sentAt
      answeredAt
      httpStatus
      vendorRequestId
      outcome
    }
  }
}
    fragment Outcome on ItemResult {
  __typename
  index
  status
  channel
  ... on StockApplied {
    vendorReference
    stock {
      productId
      locationId
      quantity
      soldOut
      source
    }
  }
  ... on ProductApplied {
    shopType
    vendorUpdatedAt
    product {
      id
      productId
      name
      discountedPrice
      stockQuantity
    }
  }
  ... on ConfirmationApplied {
    orderItemId
    available
    newStatus
    supplyPriceRecorded
    confirmationMessage: vendorMessage
  }
  ... on ItemPending {
    stage
    deadline
  }
  ... on ItemSuperseded {
    by {
      id
    }
  }
  ... on ItemFailure {
    code
    message
    retryable
    mayHaveApplied
    vendorCode
    vendorMessage
  }
  ... on InvalidItem {
    field
  }
  ... on VendorUnavailable {
    retryAfter
  }
}
fragment Progress on Operation {
  id
  kind
  status
  sequence
  createdAt
  completedAt
  itemCount
  appliedCount
  failedCount
  supersededCount
  unknownCount
  pendingCount
}`) as unknown as TypedDocumentString<OperationByIdQuery, OperationByIdQueryVariables>;
export const WatchAllStockDocument = new TypedDocumentString(`
    subscription WatchAllStock {
  stockChanged {
    quantity
  }
}
    `) as unknown as TypedDocumentString<WatchAllStockSubscription, WatchAllStockSubscriptionVariables>;
export const FollowToEndDocument = new TypedDocumentString(`
    subscription FollowToEnd($id: ID!) {
  operation(id: $id) {
    sequence
    completed
  }
}
    `) as unknown as TypedDocumentString<FollowToEndSubscription, FollowToEndSubscriptionVariables>;
export const FollowOperationDocument = new TypedDocumentString(`
    subscription FollowOperation($id: ID!, $after: Int) {
  operation(id: $id, after: $after) {
    sequence
    completed
    operation {
      ...Progress
    }
    results {
      ...Outcome
    }
  }
}
    fragment Outcome on ItemResult {
  __typename
  index
  status
  channel
  ... on StockApplied {
    vendorReference
    stock {
      productId
      locationId
      quantity
      soldOut
      source
    }
  }
  ... on ProductApplied {
    shopType
    vendorUpdatedAt
    product {
      id
      productId
      name
      discountedPrice
      stockQuantity
    }
  }
  ... on ConfirmationApplied {
    orderItemId
    available
    newStatus
    supplyPriceRecorded
    confirmationMessage: vendorMessage
  }
  ... on ItemPending {
    stage
    deadline
  }
  ... on ItemSuperseded {
    by {
      id
    }
  }
  ... on ItemFailure {
    code
    message
    retryable
    mayHaveApplied
    vendorCode
    vendorMessage
  }
  ... on InvalidItem {
    field
  }
  ... on VendorUnavailable {
    retryAfter
  }
}
fragment Progress on Operation {
  id
  kind
  status
  sequence
  createdAt
  completedAt
  itemCount
  appliedCount
  failedCount
  supersededCount
  unknownCount
  pendingCount
}`) as unknown as TypedDocumentString<FollowOperationSubscription, FollowOperationSubscriptionVariables>;
export const AllChannelsDocument = new TypedDocumentString(`
    query AllChannels {
  channels {
    key
    vendor
    sandbox
    kinds
    maxRowsPerRequest
    health {
      status
      queuedItems
      requestsInFlight
      lastFailure
      lastFailureAt
    }
  }
}
    `) as unknown as TypedDocumentString<AllChannelsQuery, AllChannelsQueryVariables>;
export const ChannelHealthDocument = new TypedDocumentString(`
    query ChannelHealth($id: ID!) {
  channel(key: $id) {
    health {
      status
      queuedItems
      requestsInFlight
      lastFailure
      lastFailureAt
    }
  }
}
    `) as unknown as TypedDocumentString<ChannelHealthQuery, ChannelHealthQueryVariables>;
export const OperationPageDocument = new TypedDocumentString(`
    query OperationPage($kind: OperationKind, $status: OperationStatus, $first: Int, $after: String) {
  operations(kind: $kind, status: $status, first: $first, after: $after) {
    pageInfo {
      hasNextPage
      endCursor
    }
    edges {
      node {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OperationPageQuery, OperationPageQueryVariables>;
export const ResultPageDocument = new TypedDocumentString(`
    query ResultPage($id: ID!, $status: ItemStatus, $first: Int, $after: String) {
  operation(id: $id) {
    results(status: $status, first: $first, after: $after) {
      pageInfo {
        hasNextPage
        endCursor
      }
      edges {
        node {
          index
          status
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ResultPageQuery, ResultPageQueryVariables>;
export const OperationNodeDocument = new TypedDocumentString(`
    query OperationNode($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on Operation {
      kind
      itemCount
    }
  }
}
    `) as unknown as TypedDocumentString<OperationNodeQuery, OperationNodeQueryVariables>;
export const ProductOfDocument = new TypedDocumentString(`
    query ProductOf($channel: ID!, $productId: ID!) {
  product(channel: $channel, productId: $productId) {
    id
    channel
    productId
    name
    brand
    mainImage
    images
    detailImages
    price
    discountedPrice
    domesticShippingFee
    freeShippingThreshold
    stockQuantity
    exportProhibited
    exportProhibitedReason
    sourceUrl
    optionGroups {
      type
      names {
        groupOptionId
        name
      }
    }
    options {
      optionId
      names {
        groupOptionId
        name
      }
      price
      stockQuantity
      order
      minPurchase
      maxPurchase
    }
    stock {
      optionId
      quantity
      pending
    }
    observedAt
  }
}
    `) as unknown as TypedDocumentString<ProductOfQuery, ProductOfQueryVariables>;
export const ProductPageDocument = new TypedDocumentString(`
    query ProductPage($channel: ID, $first: Int, $after: String, $last: Int, $before: String) {
  products(
    channel: $channel
    first: $first
    after: $after
    last: $last
    before: $before
  ) {
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
    edges {
      cursor
      node {
        productId
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ProductPageQuery, ProductPageQueryVariables>;
export const NodesByIdDocument = new TypedDocumentString(`
    query NodesById($ids: [ID!]!) {
  nodes(ids: $ids) {
    __typename
    id
    ... on Product {
      productId
    }
    ... on Operation {
      itemCount
    }
  }
}
    `) as unknown as TypedDocumentString<NodesByIdQuery, NodesByIdQueryVariables>;
export const StockLevelsDocument = new TypedDocumentString(`
    query StockLevels($targets: [StockTargetInput!]!) {
  stockLevels(targets: $targets) {
    channel {
      key
      vendor
    }
    productId
    locationId
    optionId
    quantity
    soldOut
    source
    pending
    observedAt
  }
}
    `) as unknown as TypedDocumentString<StockLevelsQuery, StockLevelsQueryVariables>;
export const VendorStockDocument = new TypedDocumentString(`
    query VendorStock($targets: [StockTargetInput!]!) {
  stockLevels(targets: $targets) {
    productId
    locationId
    quantity
    source
  }
}
    `) as unknown as TypedDocumentString<VendorStockQuery, VendorStockQueryVariables>;
export const WatchLevelsDocument = new TypedDocumentString(`
    subscription WatchLevels {
  stockChanged(channel: "smaregi") {
    quantity
    source
  }
}
    `) as unknown as TypedDocumentString<WatchLevelsSubscription, WatchLevelsSubscriptionVariables>;
export const FollowWaitingDocument = new TypedDocumentString(`
    subscription FollowWaiting($id: ID!) {
  operation(id: $id) {
    completed
    results {
      status
    }
  }
}
    `) as unknown as TypedDocumentString<FollowWaitingSubscription, FollowWaitingSubscriptionVariables>;
export const WatchQuantityDocument = new TypedDocumentString(`
    subscription WatchQuantity {
  stockChanged {
    quantity
  }
}
    `) as unknown as TypedDocumentString<WatchQuantitySubscription, WatchQuantitySubscriptionVariables>;
export const ChannelIdsDocument = new TypedDocumentString(`
    query ChannelIds {
  channels {
    key
  }
}
    `) as unknown as TypedDocumentString<ChannelIdsQuery, ChannelIdsQueryVariables>;
export const FollowElsewhereDocument = new TypedDocumentString(`
    subscription FollowElsewhere($id: ID!) {
  operation(id: $id) {
    sequence
    completed
  }
}
    `) as unknown as TypedDocumentString<FollowElsewhereSubscription, FollowElsewhereSubscriptionVariables>;
export const ChannelsOfGatewayDocument = new TypedDocumentString(`
    query ChannelsOfGateway {
  channels {
    key
    vendor
    sandbox
    maxRowsPerRequest
  }
}
    `) as unknown as TypedDocumentString<ChannelsOfGatewayQuery, ChannelsOfGatewayQueryVariables>;
export const StockAfterRestartDocument = new TypedDocumentString(`
    query StockAfterRestart {
  stockLevels(targets: [{ channel: "global-link", productId: "product-001" }]) {
    quantity
    pending
  }
  operations(first: 10) {
    edges {
      node {
        id
        status
      }
    }
  }
}
    `) as unknown as TypedDocumentString<StockAfterRestartQuery, StockAfterRestartQueryVariables>;
export const WatchUntilClosedDocument = new TypedDocumentString(`
    subscription WatchUntilClosed {
  stockChanged {
    quantity
  }
}
    `) as unknown as TypedDocumentString<WatchUntilClosedSubscription, WatchUntilClosedSubscriptionVariables>;
export const WatchStockDocument = new TypedDocumentString(`
    subscription WatchStock($channel: ID, $productIds: [ID!]) {
  stockChanged(channel: $channel, productIds: $productIds) {
    channel {
      key
    }
    productId
    locationId
    optionId
    quantity
    soldOut
    source
    observedAt
    pending
  }
}
    `) as unknown as TypedDocumentString<WatchStockSubscription, WatchStockSubscriptionVariables>;