/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** The operation to cancel. */
export type CancelOperationInput = {
  /** The global id from `Operation.id`. */
  readonly operationId: string;
};

/** The health of a channel, derived from its most recent requests. */
export type ChannelStatus =
  /** The most recent request failed. The gateway still sends requests and retries failed ones. */
  | 'DEGRADED'
  /** Ten requests in a row failed. The gateway sends no request for some seconds, and items wait. Then it sends a single request to test the vendor. */
  | 'DOWN'
  /** The most recent request succeeded. */
  | 'UP';

/** How exact a count is. */
export type CountPrecision =
  /** There are more entries than the count. The gateway stops counting at 10,000. */
  | 'AT_LEAST'
  /** The count is exact. */
  | 'EXACT';

/** A range of whole numbers. It includes both limits. */
export type IntRangeInput = {
  /** The highest number. Default: no upper limit. */
  readonly max?: number | null | undefined;
  /** The lowest number. Default: no lower limit. */
  readonly min?: number | null | undefined;
};

/** Why an item failed, for programs. A vendor's code that equals one of these codes is kept. Any other code becomes VENDOR_REJECTED. `vendorCode` has the original code. */
export type ItemErrorCode =
  /** The mutation contains the same target more than once. None of the copies was sent. Send one of them. */
  | 'DUPLICATE_TARGET'
  /** The discounted price is higher than the price. */
  | 'INVALID_PRICE'
  /** A quantity outside the range that the vendor can store: see `Channel.capabilities.quantity` and, for an adjustment, `Channel.capabilities.delta`. An adjustment also fails with this code when its sum with the last known quantity is outside the range. */
  | 'INVALID_QUANTITY'
  /** Another field has an invalid value. `path` names it. */
  | 'INVALID_VALUE'
  /** The vendor does not know the store. */
  | 'LOCATION_NOT_FOUND'
  /** The vendor keeps stock per store: set `locationId`. */
  | 'LOCATION_REQUIRED'
  /** The vendor has no stores: omit `locationId`. */
  | 'LOCATION_UNSUPPORTED'
  /** The memo is longer than the vendor accepts: see `Channel.capabilities.memoMaxLength`. */
  | 'MEMO_TOO_LONG'
  /** Only `repairDrift`: the stock level has no drift now. It may have ended since you read it. Nothing was sent. */
  | 'NO_DRIFT'
  /** The vendor has no options: omit `options`. */
  | 'OPTIONS_UNSUPPORTED'
  /** The vendor does not know an option of the product. In an InvalidItem: the gateway does not know the stock of an option, which the vendor needs to set another one. */
  | 'OPTION_NOT_FOUND'
  /** The vendor does not know the ordered item. */
  | 'ORDER_ITEM_NOT_FOUND'
  /** The vendor does not know the product. In an InvalidItem: the gateway does not know the stock of the product. `repairDrift` needs it, and so does a vendor to set one option. */
  | 'PRODUCT_NOT_FOUND'
  /** The vendor limited the rate for longer than the item could wait. Try again later. */
  | 'RATE_LIMITED'
  /** An ordered item that is not available needs an `unavailableReason`. */
  | 'REASON_REQUIRED'
  /** There is no SKU with this code that the API key permits, or the SKU has no listing. `saveSkus` saves SKUs. */
  | 'SKU_NOT_FOUND'
  /** The quantity of the target was not `ifQuantity` when the turn of the change came. StaleQuantity has the quantity. */
  | 'STALE_QUANTITY'
  /** No channel with this key is configured, or the API key does not permit it. `channels` lists the channels that you may use. */
  | 'UNKNOWN_CHANNEL'
  /** The channel does not accept this kind of write: see `Channel.capabilities.operations`. */
  | 'UNSUPPORTED_BY_CHANNEL'
  /** The vendor refused the change for another reason: see `vendorCode` and `vendorMessage`. */
  | 'VENDOR_REJECTED'
  /** The vendor does not accept the gateway's credentials. The operator has to correct the settings of the channel. */
  | 'VENDOR_UNAUTHORIZED'
  /** The vendor was unavailable in all attempts. Try again later. */
  | 'VENDOR_UNAVAILABLE';

/** The status of an item. */
export type ItemStatus =
  /** The vendor confirmed this item. */
  | 'APPLIED'
  /** The item was not sent, because `cancelOperation` canceled it while it was QUEUED. */
  | 'CANCELED'
  /** The change was not made. The failure states the reason and whether a retry can help. */
  | 'FAILED'
  /** The item was sent and its outcome is not known. This final status may still change, when a late answer or a read from the vendor shows the outcome. */
  | 'OUTCOME_UNKNOWN'
  /** The gateway accepted the item and has not finished it. An accepted item always reaches one of the other statuses. */
  | 'PENDING'
  /** The item was not sent, because a newer change of the same target replaces it. */
  | 'SUPERSEDED'
  /** The item of a dry run passed all checks. Nothing was accepted. */
  | 'VALID';

/** What a location is. */
export type LocationKind =
  /** A shop that sells to customers. */
  | 'SHOP'
  /** A warehouse. */
  | 'WAREHOUSE';

/** Selects operations. All conditions apply together. A condition that is omitted selects all. */
export type OperationFilter = {
  /** Operations with an item for one of these keys of channels. */
  readonly channels?: ReadonlyArray<string> | null | undefined;
  /** Accepted after this time. */
  readonly createdAfter?: string | null | undefined;
  /** Accepted before this time. */
  readonly createdBefore?: string | null | undefined;
  /** Whether an item of the operation is FAILED. */
  readonly hasFailures?: boolean | null | undefined;
  /** Operations of these kinds. */
  readonly kinds?: ReadonlyArray<OperationKind> | null | undefined;
  /** Operations with one of these statuses. */
  readonly statuses?: ReadonlyArray<OperationStatus> | null | undefined;
};

/** What an operation writes. `Channel.capabilities.operations` states which kinds a channel accepts. */
export type OperationKind =
  /** `confirmInventory`: states whether ordered items are available. */
  | 'INVENTORY_CONFIRMATION'
  /** `replaceProducts`: replaces whole products. */
  | 'PRODUCT_REPLACEMENT'
  /** `adjustStock`: adds to stock, or subtracts from it. */
  | 'STOCK_ADJUSTMENT'
  /** `setStock`, `setSkuStock` and `repairDrift`: sets stock to absolute quantities. */
  | 'STOCK_SET';

/** Whether an operation is still running. */
export type OperationStatus =
  /** Every item is finished. */
  | 'COMPLETED'
  /** At least one item is PENDING. */
  | 'RUNNING';

/** What a pending item waits for. */
export type PendingStage =
  /** The vendor's callback. The vendor accepted the request and reports the outcome later. */
  | 'AWAITING_CALLBACK'
  /** A free slot of the channel, or the end of an earlier change of the same target. */
  | 'QUEUED'
  /** The next retry. The vendor was unavailable or limited the rate. The gateway retries with increasing delays until `deadline`. A newer change of the same target may still supersede the item. */
  | 'RETRYING'
  /** The vendor's answer to the request that contains the item. */
  | 'SENDING';

/** Selects products. All conditions apply together. A condition that is omitted selects all. */
export type ProductFilter = {
  /** The keys of channels. */
  readonly channels?: ReadonlyArray<string> | null | undefined;
  /** Codes of products, exactly as written. */
  readonly codes?: ReadonlyArray<string> | null | undefined;
  /** The gateway saw the product after this time. */
  readonly observedAfter?: string | null | undefined;
  /** The vendors' ids of products. */
  readonly productIds?: ReadonlyArray<string> | null | undefined;
  /** At least one stock level of the product is in this range. */
  readonly quantity?: IntRangeInput | null | undefined;
  /** One contiguous text that the name, the code, the product id or another name of the product contains. Its words are not searched for one by one. Case, width and spaces at both ends are ignored. Hiragana and katakana differ. */
  readonly search?: string | null | undefined;
};

/** The order of products. */
export type ProductSort = {
  /** The direction. */
  readonly direction?: SortDirection | null | undefined;
  /** What they are sorted by. */
  readonly field: ProductSortField;
};

/** What products are sorted by. Products with equal values are in the order of their channels and ids. */
export type ProductSortField =
  /** The name, by its Unicode code points. */
  | 'NAME'
  /** The time at which the gateway last saw the product. */
  | 'OBSERVED_AT'
  /** The channel and the product id. */
  | 'PRODUCT_ID';

/** The stock levels to repair and how to answer. */
export type RepairDriftInput = {
  /** Your own text of 1 to 255 characters that makes a repeat safe. When the same client sends the same key with the same input again, it gets the same operation and nothing is sent again. The key is valid as long as the journal keeps the operation. */
  readonly idempotencyKey?: string | null | undefined;
  /** Stock levels with drift, at least one and at most MAX_ITEMS (a setting, default 1,000). Each may occur once. All copies of a target that occurs more often fail with DUPLICATE_TARGET. */
  readonly targets: ReadonlyArray<StockTargetInput>;
  /** How long the mutation waits for outcomes, in milliseconds: 0 to 30,000. After that it answers with PENDING for the other items. The gateway continues to process them. */
  readonly waitMs?: number | null | undefined;
};

/** Selects results. All conditions apply together. A condition that is omitted selects all. */
export type ResultFilter = {
  /** Results of items for these keys of channels. */
  readonly channels?: ReadonlyArray<string> | null | undefined;
  /** Results with one of these statuses. */
  readonly statuses?: ReadonlyArray<ItemStatus> | null | undefined;
};

/** The items to retry and how to answer. */
export type RetryOperationInput = {
  /** Your own text of 1 to 255 characters that makes a repeat safe. When the same client sends the same key with the same input again, it gets the same operation and nothing is sent again. The key is valid as long as the journal keeps the operation. */
  readonly idempotencyKey?: string | null | undefined;
  /** The global id from `Operation.id`. The operation must be COMPLETED. */
  readonly operationId: string;
  /** True: FAILED items are retried only if their failure is `retryable`. False: all FAILED items that were sent are retried, for example after an error at the vendor was corrected. An item that broke a rule is never retried. */
  readonly retryableOnly?: boolean | null | undefined;
  /** The statuses of the items to retry: FAILED, OUTCOME_UNKNOWN, CANCELED or SUPERSEDED. Any other status refuses the mutation with INVALID_VALUE. Name OUTCOME_UNKNOWN only if the change may be made twice: the vendor may have applied it. Adjustments of unknown outcome are never retried. */
  readonly statuses?: ReadonlyArray<ItemStatus> | null | undefined;
  /** How long the mutation waits for outcomes, in milliseconds: 0 to 30,000. After that it answers with PENDING for the other items. The gateway continues to process them. */
  readonly waitMs?: number | null | undefined;
};

/** Selects SKUs. All conditions apply together. A condition that is omitted selects all. */
export type SkuFilter = {
  /** The keys of channels. The SKU has a listing on one of them. */
  readonly channels?: ReadonlyArray<string> | null | undefined;
  /** Codes, exactly as written. */
  readonly codes?: ReadonlyArray<string> | null | undefined;
  /** True: the stock of a listing has drift (`StockLevel.drift`). With `channels`: of a listing on these channels. False: no such listing has drift. */
  readonly drifted?: boolean | null | undefined;
  /** One contiguous text that the code contains. Case, width and spaces at both ends are ignored. */
  readonly search?: string | null | undefined;
  /** True: the SKU has no listing. With `channels`: it has none on these channels. False: the SKU has a listing. */
  readonly unlisted?: boolean | null | undefined;
};

/** The direction of an order. */
export type SortDirection =
  /** The smallest value first. */
  | 'ASC'
  /** The largest value first. */
  | 'DESC';

/** Where a value comes from. */
export type Source =
  /** The vendor acknowledged a write of this value. Sales since then are not included. */
  | 'ACKNOWLEDGED_WRITE'
  /** The vendor reported that the value changed, and the gateway read the new value. */
  | 'VENDOR_EVENT'
  /** The gateway read this value from the vendor. */
  | 'VENDOR_READ';

/** Selects stock levels. All conditions apply together. A condition that is omitted selects all. */
export type StockFilter = {
  /** The keys of channels. */
  readonly channels?: ReadonlyArray<string> | null | undefined;
  /** Whether `StockLevel.drift` is not null. */
  readonly drifted?: boolean | null | undefined;
  /** The vendors' ids of stores. */
  readonly locationIds?: ReadonlyArray<string> | null | undefined;
  /** Whether the gateway has accepted a change of the stock that is not finished yet. */
  readonly pending?: boolean | null | undefined;
  /** The vendors' ids of products. */
  readonly productIds?: ReadonlyArray<string> | null | undefined;
  /** The quantity is in this range. */
  readonly quantity?: IntRangeInput | null | undefined;
  /** Codes of SKUs, exactly as written. Selects the levels of their listings. A subscription looks up the listings when it begins. */
  readonly skus?: ReadonlyArray<string> | null | undefined;
};

/** Identifies one stock level. */
export type StockTargetInput = {
  /** The key of the channel. */
  readonly channel: string;
  /** The vendor's id of the store. Required where `Channel.capabilities.hasLocations` is true. Omit it otherwise. */
  readonly locationId?: string | null | undefined;
  /** The vendor's id of an option. When omitted, the level is that of the product. */
  readonly optionId?: string | null | undefined;
  /** The vendor's id of the product. */
  readonly productId: string;
};

/** Why a mutation, or one SKU of it, was refused, for programs. Nothing of it was accepted. */
export type UserErrorCode =
  /** The input contains the same code more than once. None of the copies was saved. Send one. */
  | 'DUPLICATE_CODE'
  /** The webhook endpoint is switched off. Switch it on with `updateWebhookEndpoint`. */
  | 'ENDPOINT_DISABLED'
  /** The idempotency key was used before with another input. Use a new key for a new request. Repeat a request without changes. */
  | 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH'
  /** The idempotency key must have 1 to 255 characters. */
  | 'INVALID_IDEMPOTENCY_KEY'
  /** A field has an invalid value. `path` names it, and `message` states the rule. */
  | 'INVALID_VALUE'
  /** `waitMs` must be 0 to 30,000. */
  | 'INVALID_WAIT'
  /** No item of the operation can be retried by this request. `message` states why. */
  | 'NOTHING_TO_RETRY'
  /** There is no SKU with this code, or the caller has no webhook endpoint or delivery with this id. `path` names it. */
  | 'NOT_FOUND'
  /** The mutation contains no item. Send at least one. */
  | 'NO_ITEMS'
  /** The operation has not ended. Wait until its `status` is COMPLETED, or cancel it. */
  | 'OPERATION_RUNNING'
  /** A channel of the mutation has reached its maximum number of pending items (the setting MAX_PENDING_ITEMS). Try again after `retryAfterMs`. */
  | 'OVERLOADED'
  /** You sent more items than your rate allows. `limit` is the number of items that you may send at once when your rate is unused. Try again after `retryAfterMs`. */
  | 'RATE_LIMITED'
  /** The client has the maximum number of webhook endpoints, which is `limit`. */
  | 'TOO_MANY_ENDPOINTS'
  /** The mutation contains more items than `limit`, or its items contain more options in total than `limit`. `message` states which. Send several smaller mutations. */
  | 'TOO_MANY_ITEMS'
  /** No channel with this key is configured, or the API key does not permit it. Or a stored SKU has listings on channels that the API key does not permit. */
  | 'UNKNOWN_CHANNEL'
  /** The caller has no operation of this id. The id is malformed, or the journal no longer contains the operation. */
  | 'UNKNOWN_OPERATION';

/** The systems that the gateway can write to. */
export type Vendor =
  /** Brightmall. It accepts confirmations that ordered items are available or not available. It answers at once, for each item. It creates a settlement for a supply price that it records. */
  | 'BRIGHTMALL'
  /** Global Link of Delivered Korea. It accepts stock of products and their options, and whole products. It answers at once, for each product. */
  | 'GLOBAL_LINK'
  /** Smaregi. It accepts stock of products at stores, as absolute quantities and as adjustments. It accepts a request at once and reports the outcome later, by a callback. Its stock, products and stores can be read. */
  | 'SMAREGI';

/** The outcome of one request to a vendor as a whole. The results show the outcome of each item. */
export type VendorRequestOutcome =
  /** The vendor answered for the items of the request. */
  | 'ANSWERED'
  /** The vendor accepted it and reports the outcome later, by a callback. */
  | 'AWAITING_CALLBACK'
  /** The callback arrived, or an event of the vendor and a read replaced it. */
  | 'CALLED_BACK'
  /** The request was not sent, because many recent requests to the vendor failed. The gateway sends no request for some seconds. */
  | 'HELD_BACK'
  /** The gateway stopped or stalled before the request ended. Its items were queued again. */
  | 'INTERRUPTED'
  /** The vendor refused the request as a whole. */
  | 'REFUSED'
  /** The gateway waits for the vendor's answer. */
  | 'SENDING'
  /** No answer or no callback arrived in time. */
  | 'TIMED_OUT'
  /** The vendor could not be reached or could not process the request. */
  | 'UNAVAILABLE';

/** The state of a webhook delivery. */
export type WebhookDeliveryStatus =
  /** The endpoint answered with a status from 200 to 299. */
  | 'DELIVERED'
  /** The gateway does not try again: the attempts failed for 24 hours, the endpoint answered 410, or the API key does not permit the data any longer. `redeliverWebhook` tries again. */
  | 'FAILED'
  /** The endpoint has not taken the event. The gateway tries, while the endpoint is enabled. */
  | 'PENDING';

/** What a webhook reports. The name in the body of a webhook is in parentheses. */
export type WebhookEvent =
  /** A vendor's quantity differs from the expected one, and no event of the vendor explains it (`drift.found`). Needs the scope `read`, and the channel. */
  | 'DRIFT_FOUND'
  /** An item of an operation of the client ended FAILED (`item.failed`). An item with an unknown outcome is not FAILED. */
  | 'ITEM_FAILED'
  /** An operation of the client has ended (`operation.completed`). It is sent once for each operation. */
  | 'OPERATION_COMPLETED'
  /** A stock level has a new entry in its `history` (`stock.changed`): the vendor applied a write, or the gateway observed another quantity. Needs the scope `read`, and the channel. */
  | 'STOCK_CHANGED';

export type ChannelFieldsFragment = { readonly id: string, readonly key: string, readonly vendor: Vendor, readonly currency: string, readonly sandbox: boolean, readonly capabilities: { readonly operations: ReadonlyArray<OperationKind>, readonly maxRowsPerRequest: number, readonly readsStock: boolean, readonly readsProducts: boolean, readonly callsBack: boolean }, readonly health: { readonly status: ChannelStatus, readonly queuedCount: number, readonly inFlightCount: number, readonly requestsPerSecond: number, readonly itemsPerSecond: number, readonly latencyMs: number | null, readonly lastFailure: string | null, readonly lastFailureAt: string | null, readonly catalogSyncedAt: string | null, readonly heldBack: string | null } };

export type ChannelsQueryVariables = Exact<{ [key: string]: never; }>;


export type ChannelsQuery = { readonly channels: ReadonlyArray<{ readonly id: string, readonly key: string, readonly vendor: Vendor, readonly currency: string, readonly sandbox: boolean, readonly capabilities: { readonly operations: ReadonlyArray<OperationKind>, readonly maxRowsPerRequest: number, readonly readsStock: boolean, readonly readsProducts: boolean, readonly callsBack: boolean }, readonly health: { readonly status: ChannelStatus, readonly queuedCount: number, readonly inFlightCount: number, readonly requestsPerSecond: number, readonly itemsPerSecond: number, readonly latencyMs: number | null, readonly lastFailure: string | null, readonly lastFailureAt: string | null, readonly catalogSyncedAt: string | null, readonly heldBack: string | null } }> };

export type ChannelHealthSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type ChannelHealthSubscription = { readonly channelHealthChanged: { readonly id: string, readonly key: string, readonly vendor: Vendor, readonly currency: string, readonly sandbox: boolean, readonly capabilities: { readonly operations: ReadonlyArray<OperationKind>, readonly maxRowsPerRequest: number, readonly readsStock: boolean, readonly readsProducts: boolean, readonly callsBack: boolean }, readonly health: { readonly status: ChannelStatus, readonly queuedCount: number, readonly inFlightCount: number, readonly requestsPerSecond: number, readonly itemsPerSecond: number, readonly latencyMs: number | null, readonly lastFailure: string | null, readonly lastFailureAt: string | null, readonly catalogSyncedAt: string | null, readonly heldBack: string | null } } };

export type OperationRowFragment = { readonly id: string, readonly kind: OperationKind, readonly status: OperationStatus, readonly createdAt: string, readonly completedAt: string | null, readonly itemCount: number, readonly appliedCount: number, readonly failedCount: number, readonly supersededCount: number, readonly canceledCount: number, readonly unknownCount: number, readonly pendingCount: number, readonly idempotencyKey: string | null, readonly client: string };

export type OperationsQueryVariables = Exact<{
  filter?: OperationFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type OperationsQuery = { readonly operations: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly kind: OperationKind, readonly status: OperationStatus, readonly createdAt: string, readonly completedAt: string | null, readonly itemCount: number, readonly appliedCount: number, readonly failedCount: number, readonly supersededCount: number, readonly canceledCount: number, readonly unknownCount: number, readonly pendingCount: number, readonly idempotencyKey: string | null, readonly client: string }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type OperationsByIdQueryVariables = Exact<{
  ids: ReadonlyArray<string> | string;
}>;


export type OperationsByIdQuery = { readonly nodes: ReadonlyArray<
    | { readonly __typename: 'Channel' }
    | { readonly __typename: 'GlobalLinkProduct' }
    | { readonly __typename: 'Location' }
    | { readonly __typename: 'Operation', readonly id: string, readonly kind: OperationKind, readonly status: OperationStatus, readonly createdAt: string, readonly completedAt: string | null, readonly itemCount: number, readonly appliedCount: number, readonly failedCount: number, readonly supersededCount: number, readonly canceledCount: number, readonly unknownCount: number, readonly pendingCount: number, readonly idempotencyKey: string | null, readonly client: string }
    | { readonly __typename: 'Sku' }
    | { readonly __typename: 'SmaregiProduct' }
    | { readonly __typename: 'StockLevel' }
    | { readonly __typename: 'WebhookDelivery' }
    | { readonly __typename: 'WebhookEndpoint' }
   | null> };

type Result_ConfirmationApplied_Fragment = { readonly __typename: 'ConfirmationApplied', readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
    | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
    | { readonly __typename: 'ProductReplacement', readonly name: string }
    | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
    | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
   | null };

type Result_InvalidItem_Fragment = { readonly __typename: 'InvalidItem', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly vendorCode: string | null, readonly vendorMessage: string | null, readonly path: ReadonlyArray<string>, readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
    | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
    | { readonly __typename: 'ProductReplacement', readonly name: string }
    | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
    | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
   | null };

type Result_ItemCanceled_Fragment = { readonly __typename: 'ItemCanceled', readonly canceledBy: string, readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
    | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
    | { readonly __typename: 'ProductReplacement', readonly name: string }
    | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
    | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
   | null };

type Result_ItemPending_Fragment = { readonly __typename: 'ItemPending', readonly stage: PendingStage, readonly deadline: string, readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
    | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
    | { readonly __typename: 'ProductReplacement', readonly name: string }
    | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
    | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
   | null };

type Result_ItemSuperseded_Fragment = { readonly __typename: 'ItemSuperseded', readonly index: number, readonly status: ItemStatus, readonly by: { readonly id: string } | null, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
    | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
    | { readonly __typename: 'ProductReplacement', readonly name: string }
    | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
    | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
   | null };

type Result_ItemValid_Fragment = { readonly __typename: 'ItemValid', readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
    | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
    | { readonly __typename: 'ProductReplacement', readonly name: string }
    | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
    | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
   | null };

type Result_OutcomeUnknown_Fragment = { readonly __typename: 'OutcomeUnknown', readonly index: number, readonly status: ItemStatus, readonly unknownMessage: string, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
    | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
    | { readonly __typename: 'ProductReplacement', readonly name: string }
    | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
    | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
   | null };

type Result_ProductApplied_Fragment = { readonly __typename: 'ProductApplied', readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
    | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
    | { readonly __typename: 'ProductReplacement', readonly name: string }
    | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
    | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
   | null };

type Result_StaleQuantity_Fragment = { readonly __typename: 'StaleQuantity', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly vendorCode: string | null, readonly vendorMessage: string | null, readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
    | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
    | { readonly __typename: 'ProductReplacement', readonly name: string }
    | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
    | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
   | null };

type Result_StockApplied_Fragment = { readonly __typename: 'StockApplied', readonly vendorReference: string | null, readonly index: number, readonly status: ItemStatus, readonly stock: { readonly id: string, readonly quantity: number }, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
    | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
    | { readonly __typename: 'ProductReplacement', readonly name: string }
    | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
    | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
   | null };

type Result_StockAppliedUnread_Fragment = { readonly __typename: 'StockAppliedUnread', readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
    | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
    | { readonly __typename: 'ProductReplacement', readonly name: string }
    | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
    | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
   | null };

type Result_TargetNotFound_Fragment = { readonly __typename: 'TargetNotFound', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly vendorCode: string | null, readonly vendorMessage: string | null, readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
    | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
    | { readonly __typename: 'ProductReplacement', readonly name: string }
    | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
    | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
   | null };

type Result_VendorRejected_Fragment = { readonly __typename: 'VendorRejected', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly vendorCode: string | null, readonly vendorMessage: string | null, readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
    | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
    | { readonly __typename: 'ProductReplacement', readonly name: string }
    | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
    | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
   | null };

type Result_VendorUnavailable_Fragment = { readonly __typename: 'VendorUnavailable', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly vendorCode: string | null, readonly vendorMessage: string | null, readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
    | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
    | { readonly __typename: 'ProductReplacement', readonly name: string }
    | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
    | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
   | null };

export type ResultFragment =
  | Result_ConfirmationApplied_Fragment
  | Result_InvalidItem_Fragment
  | Result_ItemCanceled_Fragment
  | Result_ItemPending_Fragment
  | Result_ItemSuperseded_Fragment
  | Result_ItemValid_Fragment
  | Result_OutcomeUnknown_Fragment
  | Result_ProductApplied_Fragment
  | Result_StaleQuantity_Fragment
  | Result_StockApplied_Fragment
  | Result_StockAppliedUnread_Fragment
  | Result_TargetNotFound_Fragment
  | Result_VendorRejected_Fragment
  | Result_VendorUnavailable_Fragment
;

export type OperationQueryVariables = Exact<{
  id: string;
}>;


export type OperationQuery = { readonly operation: { readonly id: string, readonly kind: OperationKind, readonly status: OperationStatus, readonly createdAt: string, readonly completedAt: string | null, readonly itemCount: number, readonly appliedCount: number, readonly failedCount: number, readonly supersededCount: number, readonly canceledCount: number, readonly unknownCount: number, readonly pendingCount: number, readonly idempotencyKey: string | null, readonly client: string, readonly retryOf: { readonly id: string } | null, readonly retries: ReadonlyArray<{ readonly id: string, readonly kind: OperationKind, readonly status: OperationStatus, readonly createdAt: string, readonly completedAt: string | null, readonly itemCount: number, readonly appliedCount: number, readonly failedCount: number, readonly supersededCount: number, readonly canceledCount: number, readonly unknownCount: number, readonly pendingCount: number, readonly idempotencyKey: string | null, readonly client: string }> } | null };

export type OperationResultsQueryVariables = Exact<{
  id: string;
  filter?: ResultFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type OperationResultsQuery = { readonly operation: { readonly id: string, readonly results: { readonly nodes: ReadonlyArray<
        | { readonly __typename: 'ConfirmationApplied', readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
            | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
            | { readonly __typename: 'ProductReplacement', readonly name: string }
            | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
            | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
           | null }
        | { readonly __typename: 'InvalidItem', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly vendorCode: string | null, readonly vendorMessage: string | null, readonly path: ReadonlyArray<string>, readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
            | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
            | { readonly __typename: 'ProductReplacement', readonly name: string }
            | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
            | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
           | null }
        | { readonly __typename: 'ItemCanceled', readonly canceledBy: string, readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
            | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
            | { readonly __typename: 'ProductReplacement', readonly name: string }
            | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
            | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
           | null }
        | { readonly __typename: 'ItemPending', readonly stage: PendingStage, readonly deadline: string, readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
            | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
            | { readonly __typename: 'ProductReplacement', readonly name: string }
            | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
            | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
           | null }
        | { readonly __typename: 'ItemSuperseded', readonly index: number, readonly status: ItemStatus, readonly by: { readonly id: string } | null, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
            | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
            | { readonly __typename: 'ProductReplacement', readonly name: string }
            | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
            | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
           | null }
        | { readonly __typename: 'ItemValid', readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
            | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
            | { readonly __typename: 'ProductReplacement', readonly name: string }
            | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
            | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
           | null }
        | { readonly __typename: 'OutcomeUnknown', readonly index: number, readonly status: ItemStatus, readonly unknownMessage: string, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
            | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
            | { readonly __typename: 'ProductReplacement', readonly name: string }
            | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
            | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
           | null }
        | { readonly __typename: 'ProductApplied', readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
            | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
            | { readonly __typename: 'ProductReplacement', readonly name: string }
            | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
            | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
           | null }
        | { readonly __typename: 'StaleQuantity', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly vendorCode: string | null, readonly vendorMessage: string | null, readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
            | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
            | { readonly __typename: 'ProductReplacement', readonly name: string }
            | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
            | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
           | null }
        | { readonly __typename: 'StockApplied', readonly vendorReference: string | null, readonly index: number, readonly status: ItemStatus, readonly stock: { readonly id: string, readonly quantity: number }, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
            | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
            | { readonly __typename: 'ProductReplacement', readonly name: string }
            | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
            | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
           | null }
        | { readonly __typename: 'StockAppliedUnread', readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
            | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
            | { readonly __typename: 'ProductReplacement', readonly name: string }
            | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
            | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
           | null }
        | { readonly __typename: 'TargetNotFound', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly vendorCode: string | null, readonly vendorMessage: string | null, readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
            | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
            | { readonly __typename: 'ProductReplacement', readonly name: string }
            | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
            | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
           | null }
        | { readonly __typename: 'VendorRejected', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly vendorCode: string | null, readonly vendorMessage: string | null, readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
            | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
            | { readonly __typename: 'ProductReplacement', readonly name: string }
            | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
            | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
           | null }
        | { readonly __typename: 'VendorUnavailable', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly vendorCode: string | null, readonly vendorMessage: string | null, readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
            | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
            | { readonly __typename: 'ProductReplacement', readonly name: string }
            | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
            | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
           | null }
      >, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } } | null };

export type DeliveryLogQueryVariables = Exact<{
  id: string;
}>;


export type DeliveryLogQuery = { readonly operation: { readonly id: string, readonly vendorRequests: ReadonlyArray<{ readonly channelKey: string, readonly kind: OperationKind, readonly rows: number, readonly attempt: number, readonly sentAt: string, readonly answeredAt: string | null, readonly httpStatus: number | null, readonly vendorRequestId: string | null, readonly outcome: VendorRequestOutcome }> } | null };

export type FollowSubscriptionVariables = Exact<{
  id: string;
}>;


export type FollowSubscription = { readonly operationChanged: { readonly sequence: number, readonly completed: boolean, readonly operation: { readonly id: string, readonly kind: OperationKind, readonly status: OperationStatus, readonly createdAt: string, readonly completedAt: string | null, readonly itemCount: number, readonly appliedCount: number, readonly failedCount: number, readonly supersededCount: number, readonly canceledCount: number, readonly unknownCount: number, readonly pendingCount: number, readonly idempotencyKey: string | null, readonly client: string } } };

export type RetryOperationMutationVariables = Exact<{
  input: RetryOperationInput;
}>;


export type RetryOperationMutation = { readonly retryOperation: { readonly operation: { readonly id: string, readonly kind: OperationKind, readonly status: OperationStatus, readonly createdAt: string, readonly completedAt: string | null, readonly itemCount: number, readonly appliedCount: number, readonly failedCount: number, readonly supersededCount: number, readonly canceledCount: number, readonly unknownCount: number, readonly pendingCount: number, readonly idempotencyKey: string | null, readonly client: string } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } | null };

export type CancelOperationMutationVariables = Exact<{
  input: CancelOperationInput;
}>;


export type CancelOperationMutation = { readonly cancelOperation: { readonly canceledCount: number, readonly operation: { readonly id: string, readonly kind: OperationKind, readonly status: OperationStatus, readonly createdAt: string, readonly completedAt: string | null, readonly itemCount: number, readonly appliedCount: number, readonly failedCount: number, readonly supersededCount: number, readonly canceledCount: number, readonly unknownCount: number, readonly pendingCount: number, readonly idempotencyKey: string | null, readonly client: string } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } | null };

export type SkusQueryVariables = Exact<{
  filter?: SkuFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type SkusQuery = { readonly skus: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly code: string, readonly listings: ReadonlyArray<{ readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly buffer: number, readonly channel: { readonly id: string, readonly key: string }, readonly stock: { readonly id: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly quantity: number, readonly soldOut: boolean | null, readonly pending: boolean, readonly pendingQuantity: number | null, readonly observedAt: string, readonly source: Source, readonly product:
            | { readonly id: string, readonly name: string }
            | { readonly id: string, readonly name: string }
           | null, readonly channel: { readonly id: string, readonly key: string }, readonly location: { readonly id: string, readonly name: string | null, readonly kind: LocationKind | null } | null, readonly drift: { readonly expected: number, readonly actual: number, readonly since: string } | null } | null }> }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type LevelFieldsFragment = { readonly id: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly quantity: number, readonly soldOut: boolean | null, readonly pending: boolean, readonly pendingQuantity: number | null, readonly observedAt: string, readonly source: Source, readonly channel: { readonly id: string, readonly key: string }, readonly location: { readonly id: string, readonly name: string | null, readonly kind: LocationKind | null } | null, readonly drift: { readonly expected: number, readonly actual: number, readonly since: string } | null };

export type ProductsQueryVariables = Exact<{
  filter?: ProductFilter | null | undefined;
  sort?: ProductSort | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type ProductsQuery = { readonly products: { readonly count: { readonly value: number, readonly precision: CountPrecision }, readonly nodes: ReadonlyArray<
      | { readonly __typename: 'GlobalLinkProduct', readonly id: string, readonly productId: string, readonly name: string, readonly code: string | null, readonly observedAt: string, readonly source: Source, readonly price: { readonly amount: string, readonly currency: string } | null, readonly channel: { readonly id: string, readonly key: string }, readonly sku: { readonly id: string, readonly code: string } | null, readonly options: ReadonlyArray<{ readonly optionId: string, readonly names: ReadonlyArray<{ readonly name: string }> }>, readonly stock: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly quantity: number, readonly soldOut: boolean | null, readonly pending: boolean, readonly pendingQuantity: number | null, readonly observedAt: string, readonly source: Source, readonly channel: { readonly id: string, readonly key: string }, readonly location: { readonly id: string, readonly name: string | null, readonly kind: LocationKind | null } | null, readonly drift: { readonly expected: number, readonly actual: number, readonly since: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean } } }
      | { readonly __typename: 'SmaregiProduct', readonly id: string, readonly productId: string, readonly name: string, readonly code: string | null, readonly observedAt: string, readonly source: Source, readonly price: { readonly amount: string, readonly currency: string } | null, readonly channel: { readonly id: string, readonly key: string }, readonly sku: { readonly id: string, readonly code: string } | null, readonly options: ReadonlyArray<{ readonly optionId: string, readonly names: ReadonlyArray<{ readonly name: string }> }>, readonly stock: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly quantity: number, readonly soldOut: boolean | null, readonly pending: boolean, readonly pendingQuantity: number | null, readonly observedAt: string, readonly source: Source, readonly channel: { readonly id: string, readonly key: string }, readonly location: { readonly id: string, readonly name: string | null, readonly kind: LocationKind | null } | null, readonly drift: { readonly expected: number, readonly actual: number, readonly since: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean } } }
    >, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type LevelsQueryVariables = Exact<{
  filter?: StockFilter | null | undefined;
  first: number;
  after?: string | null | undefined;
}>;


export type LevelsQuery = { readonly stockLevels: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly quantity: number, readonly soldOut: boolean | null, readonly pending: boolean, readonly pendingQuantity: number | null, readonly observedAt: string, readonly source: Source, readonly product:
        | { readonly id: string, readonly name: string }
        | { readonly id: string, readonly name: string }
       | null, readonly channel: { readonly id: string, readonly key: string }, readonly location: { readonly id: string, readonly name: string | null, readonly kind: LocationKind | null } | null, readonly drift: { readonly expected: number, readonly actual: number, readonly since: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null } } };

export type TargetQueryVariables = Exact<{
  id: string;
}>;


export type TargetQuery = { readonly node:
    | { readonly __typename: 'Channel' }
    | { readonly __typename: 'GlobalLinkProduct' }
    | { readonly __typename: 'Location' }
    | { readonly __typename: 'Operation' }
    | { readonly __typename: 'Sku' }
    | { readonly __typename: 'SmaregiProduct' }
    | { readonly __typename: 'StockLevel', readonly id: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly quantity: number, readonly soldOut: boolean | null, readonly pending: boolean, readonly pendingQuantity: number | null, readonly observedAt: string, readonly source: Source, readonly product:
        | { readonly id: string, readonly name: string, readonly code: string | null, readonly sku: { readonly id: string, readonly code: string } | null }
        | { readonly id: string, readonly name: string, readonly code: string | null, readonly sku: { readonly id: string, readonly code: string } | null }
       | null, readonly history: { readonly nodes: ReadonlyArray<{ readonly at: string, readonly before: number | null, readonly after: number, readonly source: Source, readonly client: string | null, readonly vendorReference: string | null, readonly operation: { readonly id: string } | null }>, readonly pageInfo: { readonly hasNextPage: boolean } }, readonly channel: { readonly id: string, readonly key: string }, readonly location: { readonly id: string, readonly name: string | null, readonly kind: LocationKind | null } | null, readonly drift: { readonly expected: number, readonly actual: number, readonly since: string } | null }
    | { readonly __typename: 'WebhookDelivery' }
    | { readonly __typename: 'WebhookEndpoint' }
   | null };

export type StockChangesSubscriptionVariables = Exact<{
  filter?: StockFilter | null | undefined;
}>;


export type StockChangesSubscription = { readonly stockChanged: { readonly id: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly quantity: number, readonly soldOut: boolean | null, readonly pending: boolean, readonly pendingQuantity: number | null, readonly observedAt: string, readonly source: Source, readonly channel: { readonly id: string, readonly key: string }, readonly location: { readonly id: string, readonly name: string | null, readonly kind: LocationKind | null } | null, readonly drift: { readonly expected: number, readonly actual: number, readonly since: string } | null } };

export type RepairDriftMutationVariables = Exact<{
  input: RepairDriftInput;
}>;


export type RepairDriftMutation = { readonly repairDrift: { readonly operation: { readonly id: string } | null, readonly results: ReadonlyArray<
      | { readonly __typename: 'ConfirmationApplied', readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
          | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
          | { readonly __typename: 'ProductReplacement', readonly name: string }
          | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
          | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
         | null }
      | { readonly __typename: 'InvalidItem', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly vendorCode: string | null, readonly vendorMessage: string | null, readonly path: ReadonlyArray<string>, readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
          | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
          | { readonly __typename: 'ProductReplacement', readonly name: string }
          | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
          | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
         | null }
      | { readonly __typename: 'ItemCanceled', readonly canceledBy: string, readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
          | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
          | { readonly __typename: 'ProductReplacement', readonly name: string }
          | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
          | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
         | null }
      | { readonly __typename: 'ItemPending', readonly stage: PendingStage, readonly deadline: string, readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
          | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
          | { readonly __typename: 'ProductReplacement', readonly name: string }
          | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
          | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
         | null }
      | { readonly __typename: 'ItemSuperseded', readonly index: number, readonly status: ItemStatus, readonly by: { readonly id: string } | null, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
          | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
          | { readonly __typename: 'ProductReplacement', readonly name: string }
          | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
          | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
         | null }
      | { readonly __typename: 'ItemValid', readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
          | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
          | { readonly __typename: 'ProductReplacement', readonly name: string }
          | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
          | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
         | null }
      | { readonly __typename: 'OutcomeUnknown', readonly index: number, readonly status: ItemStatus, readonly unknownMessage: string, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
          | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
          | { readonly __typename: 'ProductReplacement', readonly name: string }
          | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
          | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
         | null }
      | { readonly __typename: 'ProductApplied', readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
          | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
          | { readonly __typename: 'ProductReplacement', readonly name: string }
          | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
          | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
         | null }
      | { readonly __typename: 'StaleQuantity', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly vendorCode: string | null, readonly vendorMessage: string | null, readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
          | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
          | { readonly __typename: 'ProductReplacement', readonly name: string }
          | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
          | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
         | null }
      | { readonly __typename: 'StockApplied', readonly vendorReference: string | null, readonly index: number, readonly status: ItemStatus, readonly stock: { readonly id: string, readonly quantity: number }, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
          | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
          | { readonly __typename: 'ProductReplacement', readonly name: string }
          | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
          | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
         | null }
      | { readonly __typename: 'StockAppliedUnread', readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
          | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
          | { readonly __typename: 'ProductReplacement', readonly name: string }
          | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
          | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
         | null }
      | { readonly __typename: 'TargetNotFound', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly vendorCode: string | null, readonly vendorMessage: string | null, readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
          | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
          | { readonly __typename: 'ProductReplacement', readonly name: string }
          | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
          | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
         | null }
      | { readonly __typename: 'VendorRejected', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly vendorCode: string | null, readonly vendorMessage: string | null, readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
          | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
          | { readonly __typename: 'ProductReplacement', readonly name: string }
          | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
          | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
         | null }
      | { readonly __typename: 'VendorUnavailable', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly vendorCode: string | null, readonly vendorMessage: string | null, readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly optionId: string | null, readonly orderItemId: string | null, readonly skuCode: string | null }, readonly change:
          | { readonly __typename: 'InventoryConfirmation', readonly available: boolean }
          | { readonly __typename: 'ProductReplacement', readonly name: string }
          | { readonly __typename: 'StockAdjustmentChange', readonly delta: number }
          | { readonly __typename: 'StockQuantityChange', readonly quantity: number, readonly ifQuantity: number | null }
         | null }
    >, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } | null };

export type WebhooksQueryVariables = Exact<{
  deliveries: number;
}>;


export type WebhooksQuery = { readonly webhookEndpoints: ReadonlyArray<{ readonly id: string, readonly url: string, readonly events: ReadonlyArray<WebhookEvent>, readonly enabled: boolean, readonly notice: string | null, readonly createdAt: string, readonly deliveries: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly event: WebhookEvent, readonly status: WebhookDeliveryStatus, readonly createdAt: string, readonly nextAttemptAt: string | null, readonly attempts: ReadonlyArray<{ readonly at: string, readonly httpStatus: number | null, readonly error: string | null, readonly answer: string | null }> }> } }> };

export type CreateWebhookMutationVariables = Exact<{
  url: string;
  events: ReadonlyArray<WebhookEvent> | WebhookEvent;
}>;


export type CreateWebhookMutation = { readonly createWebhookEndpoint: { readonly secret: string | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } | null };

export type SwitchWebhookMutationVariables = Exact<{
  id: string;
  enabled: boolean;
}>;


export type SwitchWebhookMutation = { readonly updateWebhookEndpoint: { readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } | null };

export type DeleteWebhookMutationVariables = Exact<{
  id: string;
}>;


export type DeleteWebhookMutation = { readonly deleteWebhookEndpoint: { readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } | null };

export type RedeliverWebhookMutationVariables = Exact<{
  deliveryId: string;
}>;


export type RedeliverWebhookMutation = { readonly redeliverWebhook: { readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } | null };

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
export const ChannelFieldsFragmentDoc = new TypedDocumentString(`
    fragment ChannelFields on Channel {
  id
  key
  vendor
  currency
  sandbox
  capabilities {
    operations
    maxRowsPerRequest
    readsStock
    readsProducts
    callsBack
  }
  health {
    status
    queuedCount
    inFlightCount
    requestsPerSecond
    itemsPerSecond
    latencyMs
    lastFailure
    lastFailureAt
    catalogSyncedAt
    heldBack
  }
}
    `, {"fragmentName":"ChannelFields"}) as unknown as TypedDocumentString<ChannelFieldsFragment, unknown>;
export const OperationRowFragmentDoc = new TypedDocumentString(`
    fragment OperationRow on Operation {
  id
  kind
  status
  createdAt
  completedAt
  itemCount
  appliedCount
  failedCount
  supersededCount
  canceledCount
  unknownCount
  pendingCount
  idempotencyKey
  client
}
    `, {"fragmentName":"OperationRow"}) as unknown as TypedDocumentString<OperationRowFragment, unknown>;
export const ResultFragmentDoc = new TypedDocumentString(`
    fragment Result on ItemResult {
  __typename
  index
  status
  target {
    channelKey
    productId
    locationId
    optionId
    orderItemId
    skuCode
  }
  change {
    __typename
    ... on StockQuantityChange {
      quantity
      ifQuantity
    }
    ... on StockAdjustmentChange {
      delta
    }
    ... on ProductReplacement {
      name
    }
    ... on InventoryConfirmation {
      available
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
    path
  }
  ... on OutcomeUnknown {
    unknownMessage: message
  }
  ... on ItemPending {
    stage
    deadline
  }
  ... on ItemCanceled {
    canceledBy
  }
  ... on ItemSuperseded {
    by {
      id
    }
  }
  ... on StockApplied {
    stock {
      id
      quantity
    }
    vendorReference
  }
}
    `, {"fragmentName":"Result"}) as unknown as TypedDocumentString<ResultFragment, unknown>;
export const LevelFieldsFragmentDoc = new TypedDocumentString(`
    fragment LevelFields on StockLevel {
  id
  productId
  locationId
  optionId
  quantity
  soldOut
  pending
  pendingQuantity
  observedAt
  source
  channel {
    id
    key
  }
  location {
    id
    name
    kind
  }
  drift {
    expected
    actual
    since
  }
}
    `, {"fragmentName":"LevelFields"}) as unknown as TypedDocumentString<LevelFieldsFragment, unknown>;
export const ChannelsDocument = new TypedDocumentString(`
    query Channels {
  channels {
    ...ChannelFields
  }
}
    fragment ChannelFields on Channel {
  id
  key
  vendor
  currency
  sandbox
  capabilities {
    operations
    maxRowsPerRequest
    readsStock
    readsProducts
    callsBack
  }
  health {
    status
    queuedCount
    inFlightCount
    requestsPerSecond
    itemsPerSecond
    latencyMs
    lastFailure
    lastFailureAt
    catalogSyncedAt
    heldBack
  }
}`) as unknown as TypedDocumentString<ChannelsQuery, ChannelsQueryVariables>;
export const ChannelHealthDocument = new TypedDocumentString(`
    subscription ChannelHealth {
  channelHealthChanged {
    ...ChannelFields
  }
}
    fragment ChannelFields on Channel {
  id
  key
  vendor
  currency
  sandbox
  capabilities {
    operations
    maxRowsPerRequest
    readsStock
    readsProducts
    callsBack
  }
  health {
    status
    queuedCount
    inFlightCount
    requestsPerSecond
    itemsPerSecond
    latencyMs
    lastFailure
    lastFailureAt
    catalogSyncedAt
    heldBack
  }
}`) as unknown as TypedDocumentString<ChannelHealthSubscription, ChannelHealthSubscriptionVariables>;
export const OperationsDocument = new TypedDocumentString(`
    query Operations($filter: OperationFilter, $first: Int!, $after: String) {
  operations(filter: $filter, first: $first, after: $after) {
    nodes {
      ...OperationRow
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment OperationRow on Operation {
  id
  kind
  status
  createdAt
  completedAt
  itemCount
  appliedCount
  failedCount
  supersededCount
  canceledCount
  unknownCount
  pendingCount
  idempotencyKey
  client
}`) as unknown as TypedDocumentString<OperationsQuery, OperationsQueryVariables>;
export const OperationsByIdDocument = new TypedDocumentString(`
    query OperationsById($ids: [ID!]!) {
  nodes(ids: $ids) {
    __typename
    ... on Operation {
      ...OperationRow
    }
  }
}
    fragment OperationRow on Operation {
  id
  kind
  status
  createdAt
  completedAt
  itemCount
  appliedCount
  failedCount
  supersededCount
  canceledCount
  unknownCount
  pendingCount
  idempotencyKey
  client
}`) as unknown as TypedDocumentString<OperationsByIdQuery, OperationsByIdQueryVariables>;
export const OperationDocument = new TypedDocumentString(`
    query Operation($id: ID!) {
  operation(id: $id) {
    ...OperationRow
    retryOf {
      id
    }
    retries {
      ...OperationRow
    }
  }
}
    fragment OperationRow on Operation {
  id
  kind
  status
  createdAt
  completedAt
  itemCount
  appliedCount
  failedCount
  supersededCount
  canceledCount
  unknownCount
  pendingCount
  idempotencyKey
  client
}`) as unknown as TypedDocumentString<OperationQuery, OperationQueryVariables>;
export const OperationResultsDocument = new TypedDocumentString(`
    query OperationResults($id: ID!, $filter: ResultFilter, $first: Int!, $after: String) {
  operation(id: $id) {
    id
    results(filter: $filter, first: $first, after: $after) {
      nodes {
        ...Result
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    fragment Result on ItemResult {
  __typename
  index
  status
  target {
    channelKey
    productId
    locationId
    optionId
    orderItemId
    skuCode
  }
  change {
    __typename
    ... on StockQuantityChange {
      quantity
      ifQuantity
    }
    ... on StockAdjustmentChange {
      delta
    }
    ... on ProductReplacement {
      name
    }
    ... on InventoryConfirmation {
      available
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
    path
  }
  ... on OutcomeUnknown {
    unknownMessage: message
  }
  ... on ItemPending {
    stage
    deadline
  }
  ... on ItemCanceled {
    canceledBy
  }
  ... on ItemSuperseded {
    by {
      id
    }
  }
  ... on StockApplied {
    stock {
      id
      quantity
    }
    vendorReference
  }
}`) as unknown as TypedDocumentString<OperationResultsQuery, OperationResultsQueryVariables>;
export const DeliveryLogDocument = new TypedDocumentString(`
    query DeliveryLog($id: ID!) {
  operation(id: $id) {
    id
    vendorRequests {
      channelKey
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
    `) as unknown as TypedDocumentString<DeliveryLogQuery, DeliveryLogQueryVariables>;
export const FollowDocument = new TypedDocumentString(`
    subscription Follow($id: ID!) {
  operationChanged(id: $id) {
    sequence
    completed
    operation {
      ...OperationRow
    }
  }
}
    fragment OperationRow on Operation {
  id
  kind
  status
  createdAt
  completedAt
  itemCount
  appliedCount
  failedCount
  supersededCount
  canceledCount
  unknownCount
  pendingCount
  idempotencyKey
  client
}`) as unknown as TypedDocumentString<FollowSubscription, FollowSubscriptionVariables>;
export const RetryOperationDocument = new TypedDocumentString(`
    mutation RetryOperation($input: RetryOperationInput!) {
  retryOperation(input: $input) {
    operation {
      ...OperationRow
    }
    userErrors {
      code
      message
    }
  }
}
    fragment OperationRow on Operation {
  id
  kind
  status
  createdAt
  completedAt
  itemCount
  appliedCount
  failedCount
  supersededCount
  canceledCount
  unknownCount
  pendingCount
  idempotencyKey
  client
}`) as unknown as TypedDocumentString<RetryOperationMutation, RetryOperationMutationVariables>;
export const CancelOperationDocument = new TypedDocumentString(`
    mutation CancelOperation($input: CancelOperationInput!) {
  cancelOperation(input: $input) {
    canceledCount
    operation {
      ...OperationRow
    }
    userErrors {
      code
      message
    }
  }
}
    fragment OperationRow on Operation {
  id
  kind
  status
  createdAt
  completedAt
  itemCount
  appliedCount
  failedCount
  supersededCount
  canceledCount
  unknownCount
  pendingCount
  idempotencyKey
  client
}`) as unknown as TypedDocumentString<CancelOperationMutation, CancelOperationMutationVariables>;
export const SkusDocument = new TypedDocumentString(`
    query Skus($filter: SkuFilter, $first: Int!, $after: String) {
  skus(filter: $filter, first: $first, after: $after) {
    nodes {
      id
      code
      listings {
        productId
        locationId
        optionId
        buffer
        channel {
          id
          key
        }
        stock {
          ...LevelFields
          product {
            id
            name
          }
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment LevelFields on StockLevel {
  id
  productId
  locationId
  optionId
  quantity
  soldOut
  pending
  pendingQuantity
  observedAt
  source
  channel {
    id
    key
  }
  location {
    id
    name
    kind
  }
  drift {
    expected
    actual
    since
  }
}`) as unknown as TypedDocumentString<SkusQuery, SkusQueryVariables>;
export const ProductsDocument = new TypedDocumentString(`
    query Products($filter: ProductFilter, $sort: ProductSort, $first: Int!, $after: String) {
  products(filter: $filter, sort: $sort, first: $first, after: $after) {
    count {
      value
      precision
    }
    nodes {
      __typename
      id
      productId
      name
      code
      observedAt
      source
      price {
        amount
        currency
      }
      channel {
        id
        key
      }
      sku {
        id
        code
      }
      options {
        optionId
        names {
          name
        }
      }
      stock(first: 12) {
        nodes {
          ...LevelFields
        }
        pageInfo {
          hasNextPage
        }
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment LevelFields on StockLevel {
  id
  productId
  locationId
  optionId
  quantity
  soldOut
  pending
  pendingQuantity
  observedAt
  source
  channel {
    id
    key
  }
  location {
    id
    name
    kind
  }
  drift {
    expected
    actual
    since
  }
}`) as unknown as TypedDocumentString<ProductsQuery, ProductsQueryVariables>;
export const LevelsDocument = new TypedDocumentString(`
    query Levels($filter: StockFilter, $first: Int!, $after: String) {
  stockLevels(filter: $filter, first: $first, after: $after) {
    nodes {
      ...LevelFields
      product {
        id
        name
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment LevelFields on StockLevel {
  id
  productId
  locationId
  optionId
  quantity
  soldOut
  pending
  pendingQuantity
  observedAt
  source
  channel {
    id
    key
  }
  location {
    id
    name
    kind
  }
  drift {
    expected
    actual
    since
  }
}`) as unknown as TypedDocumentString<LevelsQuery, LevelsQueryVariables>;
export const TargetDocument = new TypedDocumentString(`
    query Target($id: ID!) {
  node(id: $id) {
    __typename
    ... on StockLevel {
      ...LevelFields
      product {
        id
        name
        code
        sku {
          id
          code
        }
      }
      history(first: 100) {
        nodes {
          at
          before
          after
          source
          client
          vendorReference
          operation {
            id
          }
        }
        pageInfo {
          hasNextPage
        }
      }
    }
  }
}
    fragment LevelFields on StockLevel {
  id
  productId
  locationId
  optionId
  quantity
  soldOut
  pending
  pendingQuantity
  observedAt
  source
  channel {
    id
    key
  }
  location {
    id
    name
    kind
  }
  drift {
    expected
    actual
    since
  }
}`) as unknown as TypedDocumentString<TargetQuery, TargetQueryVariables>;
export const StockChangesDocument = new TypedDocumentString(`
    subscription StockChanges($filter: StockFilter) {
  stockChanged(filter: $filter) {
    ...LevelFields
  }
}
    fragment LevelFields on StockLevel {
  id
  productId
  locationId
  optionId
  quantity
  soldOut
  pending
  pendingQuantity
  observedAt
  source
  channel {
    id
    key
  }
  location {
    id
    name
    kind
  }
  drift {
    expected
    actual
    since
  }
}`) as unknown as TypedDocumentString<StockChangesSubscription, StockChangesSubscriptionVariables>;
export const RepairDriftDocument = new TypedDocumentString(`
    mutation RepairDrift($input: RepairDriftInput!) {
  repairDrift(input: $input) {
    operation {
      id
    }
    results {
      ...Result
    }
    userErrors {
      code
      message
    }
  }
}
    fragment Result on ItemResult {
  __typename
  index
  status
  target {
    channelKey
    productId
    locationId
    optionId
    orderItemId
    skuCode
  }
  change {
    __typename
    ... on StockQuantityChange {
      quantity
      ifQuantity
    }
    ... on StockAdjustmentChange {
      delta
    }
    ... on ProductReplacement {
      name
    }
    ... on InventoryConfirmation {
      available
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
    path
  }
  ... on OutcomeUnknown {
    unknownMessage: message
  }
  ... on ItemPending {
    stage
    deadline
  }
  ... on ItemCanceled {
    canceledBy
  }
  ... on ItemSuperseded {
    by {
      id
    }
  }
  ... on StockApplied {
    stock {
      id
      quantity
    }
    vendorReference
  }
}`) as unknown as TypedDocumentString<RepairDriftMutation, RepairDriftMutationVariables>;
export const WebhooksDocument = new TypedDocumentString(`
    query Webhooks($deliveries: Int!) {
  webhookEndpoints {
    id
    url
    events
    enabled
    notice
    createdAt
    deliveries(first: $deliveries) {
      nodes {
        id
        event
        status
        createdAt
        nextAttemptAt
        attempts {
          at
          httpStatus
          error
          answer
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<WebhooksQuery, WebhooksQueryVariables>;
export const CreateWebhookDocument = new TypedDocumentString(`
    mutation CreateWebhook($url: URL!, $events: [WebhookEvent!]!) {
  createWebhookEndpoint(input: { url: $url, events: $events }) {
    secret
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<CreateWebhookMutation, CreateWebhookMutationVariables>;
export const SwitchWebhookDocument = new TypedDocumentString(`
    mutation SwitchWebhook($id: ID!, $enabled: Boolean!) {
  updateWebhookEndpoint(input: { id: $id, enabled: $enabled }) {
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SwitchWebhookMutation, SwitchWebhookMutationVariables>;
export const DeleteWebhookDocument = new TypedDocumentString(`
    mutation DeleteWebhook($id: ID!) {
  deleteWebhookEndpoint(input: { id: $id }) {
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteWebhookMutation, DeleteWebhookMutationVariables>;
export const RedeliverWebhookDocument = new TypedDocumentString(`
    mutation RedeliverWebhook($deliveryId: ID!) {
  redeliverWebhook(input: { deliveryId: $deliveryId }) {
    userErrors {
      code
      message
    }
  }
}
    `) as unknown as TypedDocumentString<RedeliverWebhookMutation, RedeliverWebhookMutationVariables>;