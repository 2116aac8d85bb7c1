/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** The adjustments and how to answer. */
export type AdjustStockInput = {
  /** True: the gateway only checks the items, without asking the vendor. It accepts nothing, sends nothing, and uses no idempotency key. It checks the rules of the items, the permissions of the client, the number of items and, where it has read the lists of the vendor, whether they contain the product and the store. It compares `ifQuantity` with the stock that the gateway knows. A channel without lists is not checked for unknown products. A vendor may refuse an item that is valid here, and may accept a product that is not on its lists. Each result is an ItemValid or the failure that was found. */
  dryRun?: boolean | null | undefined;
  /** Your own text of 1 to 255 characters that makes a repeat safe. When the same client sends the same key with the same input again, it gets the same operation and nothing is sent again. The key is valid as long as the journal keeps the operation. */
  idempotencyKey?: string | null | undefined;
  /** The adjustments, at least one and at most MAX_ITEMS (a setting, default 1,000), for any channels. Each target (channel, product, store) may occur once. All copies of a target that occurs more often fail with DUPLICATE_TARGET. */
  items: Array<StockAdjustmentInput>;
  /** How long the mutation waits for outcomes, in milliseconds: 0 to 30,000. After that it answers with PENDING for the other items. The gateway continues to process them. */
  waitMs?: number | null | undefined;
};

/** The health of a channel, derived from its most recent requests. */
export type ChannelStatus =
  /** The most recent request failed. The gateway still sends requests and retries failed ones. */
  | 'DEGRADED'
  /** Ten requests in a row failed. The gateway sends no request for some seconds, and items wait. Then it sends a single request to test the vendor. */
  | 'DOWN'
  /** The most recent request succeeded. */
  | 'UP';

/** The confirmations and how to answer. */
export type ConfirmInventoryInput = {
  /** True: the gateway only checks the items, without asking the vendor. It accepts nothing, sends nothing, and uses no idempotency key. It checks the rules of the items, the permissions of the client, the number of items and, where it has read the lists of the vendor, whether they contain the product and the store. It compares `ifQuantity` with the stock that the gateway knows. A channel without lists is not checked for unknown products. A vendor may refuse an item that is valid here, and may accept a product that is not on its lists. Each result is an ItemValid or the failure that was found. */
  dryRun?: boolean | null | undefined;
  /** Your own text of 1 to 255 characters that makes a repeat safe. When the same client sends the same key with the same input again, it gets the same operation and nothing is sent again. The key is valid as long as the journal keeps the operation. */
  idempotencyKey?: string | null | undefined;
  /** The confirmations, at least one and at most MAX_ITEMS (a setting, default 1,000). Each ordered item may occur once. All copies of an item that occurs more often fail with DUPLICATE_TARGET. */
  items: Array<InventoryConfirmationInput>;
  /** How long the mutation waits for outcomes, in milliseconds: 0 to 30,000. After that it answers with PENDING for the other items. The gateway continues to process them. */
  waitMs?: number | null | undefined;
};

/** How exact a count is. */
export type CountPrecision =
  /** There are more entries than the count. The gateway stops counting at 10,000. */
  | 'AT_LEAST'
  /** The count is exact. */
  | 'EXACT';

/** The SKUs to delete. */
export type DeleteSkusInput = {
  /** Their codes, at least one and at most MAX_ITEMS (a setting, default 1,000). */
  codes: Array<string | number>;
};

/** A range of whole numbers. It includes both limits. */
export type IntRangeInput = {
  /** The highest number. Default: no upper limit. */
  max?: number | null | undefined;
  /** The lowest number. Default: no lower limit. */
  min?: number | null | undefined;
};

/** States whether one ordered item is available. An item that was not available may be confirmed as available later. */
export type InventoryConfirmationInput = {
  /** True when the ordered item is available. */
  available: boolean;
  /** The key of the channel. `channels` lists the keys. */
  channel: string | number;
  /** A note for the vendor. `Channel.capabilities.memoMaxLength` states the maximum number of characters. */
  memo?: string | null | undefined;
  /** The vendor's id of the ordered item, exactly as the vendor writes it. */
  orderItemId: string | number;
  /** The price that the vendor pays for the goods. Omit it to record no price. */
  supplyPrice?: SupplyPriceInput | null | undefined;
  /** Why it is not available. Required when `available` is false. */
  unavailableReason?: UnavailableReason | null | undefined;
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

/** One place where an article is sold. */
export type ListingInput = {
  /** The quantity that `setSkuStock` keeps back from this listing. 0 or more. */
  buffer?: number | null | undefined;
  /** The key of the channel. `channels` lists the keys. */
  channel: string | number;
  /** The store. Required where `Channel.capabilities.hasLocations` is true. Omit it otherwise. */
  locationId?: string | number | null | undefined;
  /** The option of the product. Omit it for the product itself, and where `Channel.capabilities.hasOptions` is false. */
  optionId?: string | number | null | undefined;
  /** The vendor's id of the product. */
  productId: string | number;
};

/** What a location is. */
export type LocationKind =
  /** A shop that sells to customers. */
  | 'SHOP'
  /** A warehouse. */
  | 'WAREHOUSE';

/** Selects operations. All conditions apply together. A condition that is omitted selects all. */
export type OperationFilter = {
  /** Operations with an item for one of these keys of channels. */
  channels?: Array<string | number> | null | undefined;
  /** Accepted after this time. */
  createdAfter?: string | null | undefined;
  /** Accepted before this time. */
  createdBefore?: string | null | undefined;
  /** Whether an item of the operation is FAILED. */
  hasFailures?: boolean | null | undefined;
  /** Operations of these kinds. */
  kinds?: Array<OperationKind> | null | undefined;
  /** Operations with one of these statuses. */
  statuses?: Array<OperationStatus> | null | undefined;
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

/** A set of options with the same dimensions. */
export type OptionGroupInput = {
  /** The dimensions, for example "Color" and "Size". */
  names: Array<OptionGroupNameInput>;
  /** The options of the group. */
  options: Array<ProductOptionInput>;
  /** How the options of the group are formed. */
  type?: OptionGroupType | null | undefined;
};

/** One dimension of a group of options, for example "Color". */
export type OptionGroupNameInput = {
  /** Your own number of the dimension, unique in its product. The names of the options refer to it. */
  groupOptionId: number;
  /** The name of the dimension, for example "Color". */
  name: string;
};

/** How the options of a group are formed. */
export type OptionGroupType =
  /** Each option is one combination, with one value for each dimension of the group, for example red and L. */
  | 'COMBINATION';

/** The value of an option in one dimension of its group, for example "Red". */
export type OptionNameInput = {
  /** The `groupOptionId` of the dimension. */
  groupOptionId: number;
  /** The value, for example "Red". */
  name: string;
};

/** The stock of one option of a product. */
export type OptionStockInput = {
  /** The vendor's id of the option. */
  optionId: string | number;
  /** The absolute quantity. `Channel.capabilities.quantity` states the range. */
  quantity: number;
};

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
  channels?: Array<string | number> | null | undefined;
  /** Codes of products, exactly as written. */
  codes?: Array<string> | null | undefined;
  /** The gateway saw the product after this time. */
  observedAfter?: string | null | undefined;
  /** The vendors' ids of products. */
  productIds?: Array<string | number> | null | undefined;
  /** At least one stock level of the product is in this range. */
  quantity?: IntRangeInput | null | undefined;
  /** One contiguous text that the name, the code, the product id or another name of the product contains. Its words are not searched for one by one. Case, width and spaces at both ends are ignored. Hiragana and katakana differ. */
  search?: string | null | undefined;
};

/** A whole product. It replaces the product at the vendor: a field that is omitted is removed, not kept. */
export type ProductInput = {
  /** The brand. */
  brand: string;
  /** The key of the channel. `channels` lists the keys. */
  channel: string | number;
  /** The images of the description, in order. */
  detailImages: Array<string>;
  /** The sale price, at most `price`. Default: `price`, without a discount. */
  discountedPrice?: string | number | null | undefined;
  /** The shipping fee within the vendor's country, in whole units of the vendor's currency. */
  domesticShippingFee: string | number;
  /** Whether the product must not be shipped abroad. */
  exportProhibited?: boolean | null | undefined;
  /** Why it must not be shipped abroad. Omit it when it may be. */
  exportProhibitedReason?: string | null | undefined;
  /** The order value from which shipping within the country is free. 0 when there is no such rule. */
  freeShippingThreshold?: string | number | null | undefined;
  /** The images of the product page, in order. */
  images: Array<string>;
  /** The image in lists. */
  mainImage: string;
  /** The name in the shop. */
  name: string;
  /** The options, in groups. Default: a product without options. */
  optionGroups?: Array<OptionGroupInput> | null | undefined;
  /** The list price, in whole units of the vendor's currency. */
  price: string | number;
  /** The vendor's id of the product. */
  productId: string | number;
  /** The page of the product in the shop of origin. */
  sourceUrl: string;
  /** The absolute quantity. `Channel.capabilities.quantity` states the range. */
  stockQuantity: number;
};

/** One variant of the product: a combination with its own price and stock. */
export type ProductOptionInput = {
  /** The maximum quantity of one order. Default: no maximum. */
  maxPurchase?: number | null | undefined;
  /** The minimum quantity of one order. Default: no minimum. */
  minPurchase?: number | null | undefined;
  /** Its value in each dimension of its group. */
  names: Array<OptionNameInput>;
  /** Your id of the option. `setStock` takes it in `options`. */
  optionId: string | number;
  /** The position in the shop's list of options, in ascending order. */
  order: number;
  /** The price, in whole units of the vendor's currency. */
  price: string | number;
  /** The absolute quantity. `Channel.capabilities.quantity` states the range. */
  stockQuantity: number;
};

/** The order of products. */
export type ProductSort = {
  /** The direction. */
  direction?: SortDirection | null | undefined;
  /** What they are sorted by. */
  field: ProductSortField;
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
  idempotencyKey?: string | null | undefined;
  /** Stock levels with drift, at least one and at most MAX_ITEMS (a setting, default 1,000). Each may occur once. All copies of a target that occurs more often fail with DUPLICATE_TARGET. */
  targets: Array<StockTargetInput>;
  /** How long the mutation waits for outcomes, in milliseconds: 0 to 30,000. After that it answers with PENDING for the other items. The gateway continues to process them. */
  waitMs?: number | null | undefined;
};

/** The products and how to answer. */
export type ReplaceProductsInput = {
  /** True: the gateway only checks the items, without asking the vendor. It accepts nothing, sends nothing, and uses no idempotency key. It checks the rules of the items, the permissions of the client, the number of items and, where it has read the lists of the vendor, whether they contain the product and the store. It compares `ifQuantity` with the stock that the gateway knows. A channel without lists is not checked for unknown products. A vendor may refuse an item that is valid here, and may accept a product that is not on its lists. Each result is an ItemValid or the failure that was found. */
  dryRun?: boolean | null | undefined;
  /** Your own text of 1 to 255 characters that makes a repeat safe. When the same client sends the same key with the same input again, it gets the same operation and nothing is sent again. The key is valid as long as the journal keeps the operation. */
  idempotencyKey?: string | null | undefined;
  /** The products, at least one and at most MAX_ITEMS (a setting, default 1,000). Each product of a channel may occur once. All copies of a product that occurs more often fail with DUPLICATE_TARGET. */
  items: Array<ProductInput>;
  /** How long the mutation waits for outcomes, in milliseconds: 0 to 30,000. After that it answers with PENDING for the other items. The gateway continues to process them. */
  waitMs?: number | null | undefined;
};

/** Selects results. All conditions apply together. A condition that is omitted selects all. */
export type ResultFilter = {
  /** Results of items for these keys of channels. */
  channels?: Array<string | number> | null | undefined;
  /** Results with one of these statuses. */
  statuses?: Array<ItemStatus> | null | undefined;
};

/** The items to retry and how to answer. */
export type RetryOperationInput = {
  /** Your own text of 1 to 255 characters that makes a repeat safe. When the same client sends the same key with the same input again, it gets the same operation and nothing is sent again. The key is valid as long as the journal keeps the operation. */
  idempotencyKey?: string | null | undefined;
  /** The global id from `Operation.id`. The operation must be COMPLETED. */
  operationId: string | number;
  /** True: FAILED items are retried only if their failure is `retryable`. False: all FAILED items that were sent are retried, for example after an error at the vendor was corrected. An item that broke a rule is never retried. */
  retryableOnly?: boolean | null | undefined;
  /** The statuses of the items to retry: FAILED, OUTCOME_UNKNOWN, CANCELED or SUPERSEDED. Any other status refuses the mutation with INVALID_VALUE. Name OUTCOME_UNKNOWN only if the change may be made twice: the vendor may have applied it. Adjustments of unknown outcome are never retried. */
  statuses?: Array<ItemStatus> | null | undefined;
  /** How long the mutation waits for outcomes, in milliseconds: 0 to 30,000. After that it answers with PENDING for the other items. The gateway continues to process them. */
  waitMs?: number | null | undefined;
};

/** The SKUs to save. */
export type SaveSkusInput = {
  /** The SKUs, at least one and at most MAX_ITEMS (a setting, default 1,000). They have at most 5 times as many listings in total. */
  items: Array<SkuInput>;
};

/** The quantities of SKUs and how to answer. */
export type SetSkuStockInput = {
  /** True: the gateway only checks the items, without asking the vendor. It accepts nothing, sends nothing, and uses no idempotency key. It checks the rules of the items, the permissions of the client, the number of items and, where it has read the lists of the vendor, whether they contain the product and the store. It compares `ifQuantity` with the stock that the gateway knows. A channel without lists is not checked for unknown products. A vendor may refuse an item that is valid here, and may accept a product that is not on its lists. Each result is an ItemValid or the failure that was found. */
  dryRun?: boolean | null | undefined;
  /** Your own text of 1 to 255 characters that makes a repeat safe. When the same client sends the same key with the same input again, it gets the same operation and nothing is sent again. The key is valid as long as the journal keeps the operation. */
  idempotencyKey?: string | null | undefined;
  /** The quantities, at least one. All their listings together are the items of the operation: at most MAX_ITEMS (a setting, default 1,000). Each SKU may occur once. All copies of a SKU that occurs more often fail with DUPLICATE_TARGET. */
  items: Array<SkuQuantityInput>;
  /** How long the mutation waits for outcomes, in milliseconds: 0 to 30,000. After that it answers with PENDING for the other items. The gateway continues to process them. */
  waitMs?: number | null | undefined;
};

/** The stock changes and how to answer. */
export type SetStockInput = {
  /** True: the gateway only checks the items, without asking the vendor. It accepts nothing, sends nothing, and uses no idempotency key. It checks the rules of the items, the permissions of the client, the number of items and, where it has read the lists of the vendor, whether they contain the product and the store. It compares `ifQuantity` with the stock that the gateway knows. A channel without lists is not checked for unknown products. A vendor may refuse an item that is valid here, and may accept a product that is not on its lists. Each result is an ItemValid or the failure that was found. */
  dryRun?: boolean | null | undefined;
  /** Your own text of 1 to 255 characters that makes a repeat safe. When the same client sends the same key with the same input again, it gets the same operation and nothing is sent again. The key is valid as long as the journal keeps the operation. */
  idempotencyKey?: string | null | undefined;
  /** The changes, at least one and at most MAX_ITEMS (a setting, default 1,000), for any channels. Each target (channel, product, store) may occur once. All copies of a target that occurs more often fail with DUPLICATE_TARGET. */
  items: Array<StockQuantityInput>;
  /** How long the mutation waits for outcomes, in milliseconds: 0 to 30,000. After that it answers with PENDING for the other items. The gateway continues to process them. */
  waitMs?: number | null | undefined;
};

/** Selects SKUs. All conditions apply together. A condition that is omitted selects all. */
export type SkuFilter = {
  /** The keys of channels. The SKU has a listing on one of them. */
  channels?: Array<string | number> | null | undefined;
  /** Codes, exactly as written. */
  codes?: Array<string | number> | null | undefined;
  /** True: the stock of a listing has drift (`StockLevel.drift`). With `channels`: of a listing on these channels. False: no such listing has drift. */
  drifted?: boolean | null | undefined;
  /** One contiguous text that the code contains. Case, width and spaces at both ends are ignored. */
  search?: string | null | undefined;
  /** True: the SKU has no listing. With `channels`: it has none on these channels. False: the SKU has a listing. */
  unlisted?: boolean | null | undefined;
};

/** One article, with all places where it is sold. They replace the stored listings of the SKU. */
export type SkuInput = {
  /** The merchant's own code. It has 1 to 200 characters in Unicode NFC, without control characters. Codes are compared exactly as written. */
  code: string | number;
  /** The listings, at most 100. An empty list saves the SKU without listings. */
  listings: Array<ListingInput>;
};

/** Sets the stock of one SKU on all its listings. */
export type SkuQuantityInput = {
  /** A note for the vendors' stock histories. `Channel.capabilities.memoMaxLength` states the maximum number of characters. */
  memo?: string | null | undefined;
  /** The time at which you observed the quantity. An older value never overwrites a newer one, for each listing, as in `setStock`. */
  observedAt?: string | null | undefined;
  /** The absolute quantity of the article. Each listing gets this quantity minus its `buffer`. Where the vendor stores no negative quantity (`Channel.capabilities.quantity`), it gets at least 0. */
  quantity: number;
  /** The code of the SKU, exactly as written. */
  sku: string | number;
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

/** Adds to the stock of one product, or subtracts from it, per store where the vendor has stores. The change is relative: when you send it twice, it is made twice. Use an `idempotencyKey`. */
export type StockAdjustmentInput = {
  /** The key of the channel. `channels` lists the keys. `Channel.capabilities.operations` states whether the channel accepts adjustments. */
  channel: string | number;
  /** The quantity to add. A negative quantity is subtracted. It must not be 0. `Channel.capabilities.delta` states the range. */
  delta: number;
  /** The store. Required where `Channel.capabilities.hasLocations` is true. Omit it otherwise. */
  locationId?: string | number | null | undefined;
  /** A note for the vendor's stock history. `Channel.capabilities.memoMaxLength` states the maximum number of characters. */
  memo?: string | null | undefined;
  /** The vendor's id of the product. */
  productId: string | number;
};

/** Selects stock levels. All conditions apply together. A condition that is omitted selects all. */
export type StockFilter = {
  /** The keys of channels. */
  channels?: Array<string | number> | null | undefined;
  /** Whether `StockLevel.drift` is not null. */
  drifted?: boolean | null | undefined;
  /** The vendors' ids of stores. */
  locationIds?: Array<string | number> | null | undefined;
  /** Whether the gateway has accepted a change of the stock that is not finished yet. */
  pending?: boolean | null | undefined;
  /** The vendors' ids of products. */
  productIds?: Array<string | number> | null | undefined;
  /** The quantity is in this range. */
  quantity?: IntRangeInput | null | undefined;
  /** Codes of SKUs, exactly as written. Selects the levels of their listings. A subscription looks up the listings when it begins. */
  skus?: Array<string | number> | null | undefined;
};

/** Sets the stock of one product, per store where the vendor has stores. The quantity is absolute, so the change can be repeated safely. */
export type StockQuantityInput = {
  /** The key of the channel. `channels` lists the keys. */
  channel: string | number;
  /** A condition: the change is sent only if this is the quantity of the target when the turn of the change comes, after all earlier changes of the target. Otherwise the item fails with StaleQuantity. Where `Channel.capabilities.readsStock` is true, the gateway reads the quantity from the vendor directly before the write. A sale between the read and the write is not seen. Elsewhere it compares the quantity that the vendor acknowledged last. The condition concerns the quantity of the product. A change with `options` cannot have one. */
  ifQuantity?: number | null | undefined;
  /** The store. Required where `Channel.capabilities.hasLocations` is true. Omit it otherwise. */
  locationId?: string | number | null | undefined;
  /** A note for the vendor's stock history. `Channel.capabilities.memoMaxLength` states the maximum number of characters. */
  memo?: string | null | undefined;
  /** The time at which you observed these quantities. The gateway compares it with the newest applied observation of each value: the quantity of the product and of each option. An older value never overwrites a newer one. The change is sent with the newer values in place of its older ones. When all its values are older, it is SUPERSEDED. */
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

/** The order of stock levels. */
export type StockSort = {
  /** The direction. */
  direction?: SortDirection | null | undefined;
  /** What they are sorted by. */
  field: StockSortField;
};

/** What stock levels are sorted by. Levels with equal values are in the order of their channels and ids. */
export type StockSortField =
  /** The time at which the quantity was correct. */
  | 'OBSERVED_AT'
  /** The channel, the product id, the store and the option. */
  | 'PRODUCT_ID'
  /** The quantity. */
  | 'QUANTITY';

/** Identifies one stock level. */
export type StockTargetInput = {
  /** The key of the channel. */
  channel: string | number;
  /** The vendor's id of the store. Required where `Channel.capabilities.hasLocations` is true. Omit it otherwise. */
  locationId?: string | number | null | undefined;
  /** The vendor's id of an option. When omitted, the level is that of the product. */
  optionId?: string | number | null | undefined;
  /** The vendor's id of the product. */
  productId: string | number;
};

/** Why there is no stock level. */
export type StockUnknownReason =
  /** The gateway knows no level: it has neither written nor read one, or the vendor does not have it any longer. */
  | 'NEVER_SEEN'
  /** The vendor of the channel keeps no stock. */
  | 'NO_STOCK_KEPT'
  /** No channel has this key, or the API key does not permit it. */
  | 'UNKNOWN_CHANNEL';

/** The price that the vendor pays for the goods. The vendor may create a settlement when it records this price. */
export type SupplyPriceInput = {
  /** The number of units, 1 or more. */
  quantity: number;
  /** The total price, 0 or more. */
  totalAmount: string | number;
  /** The price of one unit, 0 or more. */
  unitPrice: string | number;
};

/** Why an ordered item is not available. */
export type UnavailableReason =
  /** The remaining stock cannot be sold. */
  | 'DAMAGED'
  /** The product is discontinued. */
  | 'DISCONTINUED'
  /** Another reason. State it in `memo`. */
  | 'OTHER'
  /** The stock is empty. */
  | 'OUT_OF_STOCK'
  /** The remaining stock is reserved for others. */
  | 'RESERVED';

/** A change of a webhook endpoint. A field that is omitted or null stays as it is. */
export type UpdateWebhookEndpointInput = {
  /** False: the gateway sends nothing and stores no new events for it. True: it sends again, and begins with the pending deliveries. */
  enabled?: boolean | null | undefined;
  /** The events that it receives from now on, at least one. */
  events?: Array<WebhookEvent> | null | undefined;
  /** The global id of the endpoint. */
  id: string | number;
  /** True: a new secret signs the requests. The secret before signs them too, for 24 hours. Rotate twice to stop using a secret at once. */
  rotateSecret?: boolean | null | undefined;
  /** Another URL. It begins with https://, has at most 2,000 characters, no user name, no password and no fragment, and its host has a public address. The setting ALLOW_PRIVATE_WEBHOOKS also allows http:// and private addresses. */
  url?: string | null | undefined;
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

export type HeldBackQueryVariables = Exact<{ [key: string]: never; }>;


export type HeldBackQuery = { channels: Array<{ key: string, health: { heldBack: string | null } }> };

export type ReadModelQueryVariables = Exact<{
  targets: Array<StockTargetInput> | StockTargetInput;
}>;


export type ReadModelQuery = { products: { edges: Array<{ node:
        | { id: string, productId: string, channel: { key: string } }
        | { id: string, productId: string, channel: { key: string } }
       }> }, stock: Array<
    | { quantity: number, channel: { key: string } }
    | Record<PropertyKey, never>
   | null> };

export type ProductNodeQueryVariables = Exact<{
  id: string | number;
}>;


export type ProductNodeQuery = { node:
    | { name: string, channel: { key: string } }
    | { name: string, channel: { key: string } }
    | Record<PropertyKey, never>
   | null };

export type MineQueryVariables = Exact<{
  id: string | number;
}>;


export type MineQuery = { operation: { id: string } | null, node:
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
    | { id: string }
   | null, operations: { edges: Array<{ node: { id: string } }> } };

export type FollowMineSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type FollowMineSubscription = { operationChanged: { completed: boolean } };

export type MyChannelsQueryVariables = Exact<{ [key: string]: never; }>;


export type MyChannelsQuery = { channels: Array<{ key: string }>, stock: Array<
    | { quantity: number }
    | Record<PropertyKey, never>
   | null> };

export type FollowCanceledSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type FollowCanceledSubscription = { operationChanged: { completed: boolean, results: Array<
      | { status: ItemStatus }
      | { status: ItemStatus }
      | { canceledBy: string, status: ItemStatus }
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
      | { status: ItemStatus }
    > } };

export type NewestOperationQueryVariables = Exact<{ [key: string]: never; }>;


export type NewestOperationQuery = { operations: { nodes: Array<{ id: string, itemCount: number }> } };

export type QueuedItemsQueryVariables = Exact<{ [key: string]: never; }>;


export type QueuedItemsQuery = { channel: { health: { queuedCount: number } } | null };

export type LevelAfterEventQueryVariables = Exact<{ [key: string]: never; }>;


export type LevelAfterEventQuery = { stockLevels: { nodes: Array<{ quantity: number, source: Source }> } };

export type CatalogueProductsQueryVariables = Exact<{
  filter?: ProductFilter | null | undefined;
  sort?: ProductSort | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type CatalogueProductsQuery = { products: { count: { value: number, precision: CountPrecision }, nodes: Array<
      | { __typename: 'GlobalLinkProduct', productId: string, name: string, code: string | null, source: Source, stock: { nodes: Array<{ locationId: string | null, quantity: number }> } }
      | { __typename: 'SmaregiProduct', productId: string, name: string, code: string | null, source: Source, stock: { nodes: Array<{ locationId: string | null, quantity: number }> } }
    >, pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null } } };

export type StockByStoreQueryVariables = Exact<{
  filter?: StockFilter | null | undefined;
  sort?: StockSort | null | undefined;
  first?: number | null | undefined;
}>;


export type StockByStoreQuery = { stockLevels: { nodes: Array<{ productId: string, locationId: string | null, quantity: number, source: Source, observedAt: string, product:
        | { name: string }
        | { name: string }
       | null, location: { name: string | null, kind: LocationKind | null } | null }> }, channel: { locations: { nodes: Array<{ locationId: string, name: string | null, kind: LocationKind | null }> } | null, health: { catalogSyncedAt: string | null } } | null };

export type ReadThroughQueryVariables = Exact<{
  productId: string | number;
  maxAgeMs?: number | null | undefined;
}>;


export type ReadThroughQuery = { product:
    | { name: string, source: Source, observedAt: string }
    | { name: string, source: Source, observedAt: string }
   | null };

export type LiveStockQueryVariables = Exact<{
  targets: Array<StockTargetInput> | StockTargetInput;
}>;


export type LiveStockQuery = { stock: Array<
    | { quantity: number }
    | Record<PropertyKey, never>
   | null> };

export type WatchChannelsSubscriptionVariables = Exact<{
  channel?: string | number | null | undefined;
}>;


export type WatchChannelsSubscription = { channelHealthChanged: { key: string, health: { status: ChannelStatus } } };

export type ConfiguredChannelsQueryVariables = Exact<{ [key: string]: never; }>;


export type ConfiguredChannelsQuery = { channels: Array<{ key: string, vendor: Vendor, sandbox: boolean }> };

type Outcome_ConfirmationApplied_Fragment = { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, confirmationMessage: string | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } };

type Outcome_InvalidItem_Fragment = { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, path: Array<string>, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } };

type Outcome_ItemCanceled_Fragment = { __typename: 'ItemCanceled', canceledBy: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } };

type Outcome_ItemPending_Fragment = { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } };

type Outcome_ItemSuperseded_Fragment = { __typename: 'ItemSuperseded', index: number, status: ItemStatus, by: { id: string } | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } };

type Outcome_ItemValid_Fragment = { __typename: 'ItemValid', index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } };

type Outcome_OutcomeUnknown_Fragment = { __typename: 'OutcomeUnknown', message: string, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } };

type Outcome_ProductApplied_Fragment = { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, product:
    | { stockQuantity: number | null, id: string, productId: string, name: string, discountedPrice: { amount: string, currency: string } | null }
    | { id: string, productId: string, name: string }
  , target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } };

type Outcome_StaleQuantity_Fragment = { __typename: 'StaleQuantity', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } };

type Outcome_StockApplied_Fragment = { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: Source }, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } };

type Outcome_StockAppliedUnread_Fragment = { __typename: 'StockAppliedUnread', vendorReference: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } };

type Outcome_TargetNotFound_Fragment = { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } };

type Outcome_VendorRejected_Fragment = { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } };

type Outcome_VendorUnavailable_Fragment = { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfterMs: number | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } };

export type OutcomeFragment =
  | Outcome_ConfirmationApplied_Fragment
  | Outcome_InvalidItem_Fragment
  | Outcome_ItemCanceled_Fragment
  | Outcome_ItemPending_Fragment
  | Outcome_ItemSuperseded_Fragment
  | Outcome_ItemValid_Fragment
  | Outcome_OutcomeUnknown_Fragment
  | Outcome_ProductApplied_Fragment
  | Outcome_StaleQuantity_Fragment
  | Outcome_StockApplied_Fragment
  | Outcome_StockAppliedUnread_Fragment
  | Outcome_TargetNotFound_Fragment
  | Outcome_VendorRejected_Fragment
  | Outcome_VendorUnavailable_Fragment
;

export type ProgressFragment = { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, canceledCount: number, unknownCount: number, pendingCount: number };

type Answer_AdjustStockPayload_Fragment = { replayed: boolean, operation: { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, canceledCount: number, unknownCount: number, pendingCount: number } | null, results: Array<
    | { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, confirmationMessage: string | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, path: Array<string>, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemCanceled', canceledBy: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemSuperseded', index: number, status: ItemStatus, by: { id: string } | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemValid', index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'OutcomeUnknown', message: string, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, product:
        | { stockQuantity: number | null, id: string, productId: string, name: string, discountedPrice: { amount: string, currency: string } | null }
        | { id: string, productId: string, name: string }
      , target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'StaleQuantity', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: Source }, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'StockAppliedUnread', vendorReference: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfterMs: number | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
  >, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null, limit: number | null, provided: number | null, retryAfterMs: number | null }> };

type Answer_ConfirmInventoryPayload_Fragment = { replayed: boolean, operation: { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, canceledCount: number, unknownCount: number, pendingCount: number } | null, results: Array<
    | { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, confirmationMessage: string | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, path: Array<string>, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemCanceled', canceledBy: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemSuperseded', index: number, status: ItemStatus, by: { id: string } | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemValid', index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'OutcomeUnknown', message: string, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, product:
        | { stockQuantity: number | null, id: string, productId: string, name: string, discountedPrice: { amount: string, currency: string } | null }
        | { id: string, productId: string, name: string }
      , target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'StaleQuantity', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: Source }, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'StockAppliedUnread', vendorReference: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfterMs: number | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
  >, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null, limit: number | null, provided: number | null, retryAfterMs: number | null }> };

type Answer_RepairDriftPayload_Fragment = { replayed: boolean, operation: { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, canceledCount: number, unknownCount: number, pendingCount: number } | null, results: Array<
    | { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, confirmationMessage: string | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, path: Array<string>, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemCanceled', canceledBy: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemSuperseded', index: number, status: ItemStatus, by: { id: string } | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemValid', index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'OutcomeUnknown', message: string, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, product:
        | { stockQuantity: number | null, id: string, productId: string, name: string, discountedPrice: { amount: string, currency: string } | null }
        | { id: string, productId: string, name: string }
      , target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'StaleQuantity', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: Source }, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'StockAppliedUnread', vendorReference: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfterMs: number | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
  >, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null, limit: number | null, provided: number | null, retryAfterMs: number | null }> };

type Answer_ReplaceProductsPayload_Fragment = { replayed: boolean, operation: { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, canceledCount: number, unknownCount: number, pendingCount: number } | null, results: Array<
    | { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, confirmationMessage: string | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, path: Array<string>, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemCanceled', canceledBy: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemSuperseded', index: number, status: ItemStatus, by: { id: string } | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemValid', index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'OutcomeUnknown', message: string, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, product:
        | { stockQuantity: number | null, id: string, productId: string, name: string, discountedPrice: { amount: string, currency: string } | null }
        | { id: string, productId: string, name: string }
      , target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'StaleQuantity', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: Source }, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'StockAppliedUnread', vendorReference: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfterMs: number | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
  >, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null, limit: number | null, provided: number | null, retryAfterMs: number | null }> };

type Answer_RetryOperationPayload_Fragment = { replayed: boolean, operation: { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, canceledCount: number, unknownCount: number, pendingCount: number } | null, results: Array<
    | { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, confirmationMessage: string | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, path: Array<string>, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemCanceled', canceledBy: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemSuperseded', index: number, status: ItemStatus, by: { id: string } | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemValid', index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'OutcomeUnknown', message: string, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, product:
        | { stockQuantity: number | null, id: string, productId: string, name: string, discountedPrice: { amount: string, currency: string } | null }
        | { id: string, productId: string, name: string }
      , target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'StaleQuantity', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: Source }, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'StockAppliedUnread', vendorReference: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfterMs: number | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
  >, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null, limit: number | null, provided: number | null, retryAfterMs: number | null }> };

type Answer_SetSkuStockPayload_Fragment = { replayed: boolean, operation: { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, canceledCount: number, unknownCount: number, pendingCount: number } | null, results: Array<
    | { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, confirmationMessage: string | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, path: Array<string>, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemCanceled', canceledBy: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemSuperseded', index: number, status: ItemStatus, by: { id: string } | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemValid', index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'OutcomeUnknown', message: string, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, product:
        | { stockQuantity: number | null, id: string, productId: string, name: string, discountedPrice: { amount: string, currency: string } | null }
        | { id: string, productId: string, name: string }
      , target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'StaleQuantity', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: Source }, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'StockAppliedUnread', vendorReference: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfterMs: number | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
  >, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null, limit: number | null, provided: number | null, retryAfterMs: number | null }> };

type Answer_SetStockPayload_Fragment = { replayed: boolean, operation: { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, canceledCount: number, unknownCount: number, pendingCount: number } | null, results: Array<
    | { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, confirmationMessage: string | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, path: Array<string>, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemCanceled', canceledBy: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemSuperseded', index: number, status: ItemStatus, by: { id: string } | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ItemValid', index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'OutcomeUnknown', message: string, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, product:
        | { stockQuantity: number | null, id: string, productId: string, name: string, discountedPrice: { amount: string, currency: string } | null }
        | { id: string, productId: string, name: string }
      , target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'StaleQuantity', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: Source }, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'StockAppliedUnread', vendorReference: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    | { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfterMs: number | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
  >, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null, limit: number | null, provided: number | null, retryAfterMs: number | null }> };

export type AnswerFragment =
  | Answer_AdjustStockPayload_Fragment
  | Answer_ConfirmInventoryPayload_Fragment
  | Answer_RepairDriftPayload_Fragment
  | Answer_ReplaceProductsPayload_Fragment
  | Answer_RetryOperationPayload_Fragment
  | Answer_SetSkuStockPayload_Fragment
  | Answer_SetStockPayload_Fragment
;

export type SetStockMutationVariables = Exact<{
  input: SetStockInput;
}>;


export type SetStockMutation = { setStock: { replayed: boolean, operation: { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, canceledCount: number, unknownCount: number, pendingCount: number } | null, results: Array<
      | { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, confirmationMessage: string | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, path: Array<string>, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemCanceled', canceledBy: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemSuperseded', index: number, status: ItemStatus, by: { id: string } | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemValid', index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'OutcomeUnknown', message: string, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, product:
          | { stockQuantity: number | null, id: string, productId: string, name: string, discountedPrice: { amount: string, currency: string } | null }
          | { id: string, productId: string, name: string }
        , target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StaleQuantity', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: Source }, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StockAppliedUnread', vendorReference: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfterMs: number | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    >, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null, limit: number | null, provided: number | null, retryAfterMs: number | null }> } | null };

export type AdjustStockMutationVariables = Exact<{
  input: AdjustStockInput;
}>;


export type AdjustStockMutation = { adjustStock: { replayed: boolean, operation: { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, canceledCount: number, unknownCount: number, pendingCount: number } | null, results: Array<
      | { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, confirmationMessage: string | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, path: Array<string>, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemCanceled', canceledBy: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemSuperseded', index: number, status: ItemStatus, by: { id: string } | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemValid', index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'OutcomeUnknown', message: string, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, product:
          | { stockQuantity: number | null, id: string, productId: string, name: string, discountedPrice: { amount: string, currency: string } | null }
          | { id: string, productId: string, name: string }
        , target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StaleQuantity', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: Source }, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StockAppliedUnread', vendorReference: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfterMs: number | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    >, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null, limit: number | null, provided: number | null, retryAfterMs: number | null }> } | null };

export type SetSkusMutationVariables = Exact<{
  input: SetSkuStockInput;
}>;


export type SetSkusMutation = { setSkuStock: { replayed: boolean, operation: { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, canceledCount: number, unknownCount: number, pendingCount: number } | null, results: Array<
      | { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, confirmationMessage: string | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, path: Array<string>, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemCanceled', canceledBy: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemSuperseded', index: number, status: ItemStatus, by: { id: string } | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemValid', index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'OutcomeUnknown', message: string, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, product:
          | { stockQuantity: number | null, id: string, productId: string, name: string, discountedPrice: { amount: string, currency: string } | null }
          | { id: string, productId: string, name: string }
        , target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StaleQuantity', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: Source }, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StockAppliedUnread', vendorReference: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfterMs: number | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    >, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null, limit: number | null, provided: number | null, retryAfterMs: number | null }> } | null };

export type SaveSkusOfRunMutationVariables = Exact<{
  input: SaveSkusInput;
}>;


export type SaveSkusOfRunMutation = { saveSkus: { userErrors: Array<{ message: string }> } | null };

export type ReplaceProductsMutationVariables = Exact<{
  input: ReplaceProductsInput;
}>;


export type ReplaceProductsMutation = { replaceProducts: { replayed: boolean, operation: { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, canceledCount: number, unknownCount: number, pendingCount: number } | null, results: Array<
      | { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, confirmationMessage: string | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, path: Array<string>, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemCanceled', canceledBy: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemSuperseded', index: number, status: ItemStatus, by: { id: string } | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemValid', index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'OutcomeUnknown', message: string, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, product:
          | { stockQuantity: number | null, id: string, productId: string, name: string, discountedPrice: { amount: string, currency: string } | null }
          | { id: string, productId: string, name: string }
        , target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StaleQuantity', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: Source }, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StockAppliedUnread', vendorReference: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfterMs: number | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    >, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null, limit: number | null, provided: number | null, retryAfterMs: number | null }> } | null };

export type ConfirmInventoryMutationVariables = Exact<{
  input: ConfirmInventoryInput;
}>;


export type ConfirmInventoryMutation = { confirmInventory: { replayed: boolean, operation: { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, canceledCount: number, unknownCount: number, pendingCount: number } | null, results: Array<
      | { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, confirmationMessage: string | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, path: Array<string>, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemCanceled', canceledBy: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemSuperseded', index: number, status: ItemStatus, by: { id: string } | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemValid', index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'OutcomeUnknown', message: string, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, product:
          | { stockQuantity: number | null, id: string, productId: string, name: string, discountedPrice: { amount: string, currency: string } | null }
          | { id: string, productId: string, name: string }
        , target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StaleQuantity', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: Source }, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StockAppliedUnread', vendorReference: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfterMs: number | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    >, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null, limit: number | null, provided: number | null, retryAfterMs: number | null }> } | null };

export type RetryOperationMutationVariables = Exact<{
  input: RetryOperationInput;
}>;


export type RetryOperationMutation = { retryOperation: { replayed: boolean, operation: { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, canceledCount: number, unknownCount: number, pendingCount: number } | null, results: Array<
      | { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, confirmationMessage: string | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, path: Array<string>, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemCanceled', canceledBy: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemSuperseded', index: number, status: ItemStatus, by: { id: string } | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemValid', index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'OutcomeUnknown', message: string, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, product:
          | { stockQuantity: number | null, id: string, productId: string, name: string, discountedPrice: { amount: string, currency: string } | null }
          | { id: string, productId: string, name: string }
        , target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StaleQuantity', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: Source }, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StockAppliedUnread', vendorReference: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfterMs: number | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    >, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null, limit: number | null, provided: number | null, retryAfterMs: number | null }> } | null };

export type RetriesQueryVariables = Exact<{
  id: string | number;
}>;


export type RetriesQuery = { operation: { retryOf: { id: string } | null, retries: Array<{ id: string }> } | null };

export type CancelOperationMutationVariables = Exact<{
  id: string | number;
}>;


export type CancelOperationMutation = { cancelOperation: { canceledCount: number, operation: { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, canceledCount: number, unknownCount: number, pendingCount: number } | null, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null }> } | null };

export type OperationByIdQueryVariables = Exact<{
  id: string | number;
}>;


export type OperationByIdQuery = { operation: { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, canceledCount: number, unknownCount: number, pendingCount: number, results: { edges: Array<{ node:
          | { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, confirmationMessage: string | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
          | { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, path: Array<string>, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
          | { __typename: 'ItemCanceled', canceledBy: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
          | { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
          | { __typename: 'ItemSuperseded', index: number, status: ItemStatus, by: { id: string } | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
          | { __typename: 'ItemValid', index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
          | { __typename: 'OutcomeUnknown', message: string, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
          | { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, product:
              | { stockQuantity: number | null, id: string, productId: string, name: string, discountedPrice: { amount: string, currency: string } | null }
              | { id: string, productId: string, name: string }
            , target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
          | { __typename: 'StaleQuantity', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
          | { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: Source }, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
          | { __typename: 'StockAppliedUnread', vendorReference: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
          | { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
          | { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
          | { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfterMs: number | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
         }> }, vendorRequests: Array<{ channelKey: string, kind: OperationKind, rows: number, attempt: number, sentAt: string, answeredAt: string | null, httpStatus: number | null, vendorRequestId: string | null, outcome: VendorRequestOutcome }> } | null };

export type RepairDriftMutationVariables = Exact<{
  input: RepairDriftInput;
}>;


export type RepairDriftMutation = { repairDrift: { replayed: boolean, operation: { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, canceledCount: number, unknownCount: number, pendingCount: number } | null, results: Array<
      | { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, confirmationMessage: string | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, path: Array<string>, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemCanceled', canceledBy: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemSuperseded', index: number, status: ItemStatus, by: { id: string } | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemValid', index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'OutcomeUnknown', message: string, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, product:
          | { stockQuantity: number | null, id: string, productId: string, name: string, discountedPrice: { amount: string, currency: string } | null }
          | { id: string, productId: string, name: string }
        , target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StaleQuantity', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: Source }, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StockAppliedUnread', vendorReference: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfterMs: number | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    >, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null, limit: number | null, provided: number | null, retryAfterMs: number | null }> } | null };

export type DriftedLevelsQueryVariables = Exact<{ [key: string]: never; }>;


export type DriftedLevelsQuery = { stockLevels: { nodes: Array<{ productId: string, locationId: string | null, quantity: number, drift: { expected: number, actual: number, since: string } | null }> } };

export type LevelsOfQueryVariables = Exact<{
  productIds?: Array<string | number> | string | number | null | undefined;
}>;


export type LevelsOfQuery = { stockLevels: { nodes: Array<{ productId: string, locationId: string | null, quantity: number, source: Source }> } };

export type CatalogueSyncQueryVariables = Exact<{
  channel: string | number;
}>;


export type CatalogueSyncQuery = { channel: { health: { catalogSyncedAt: string | null } } | null };

export type CreateEndpointMutationVariables = Exact<{
  url: string;
  events: Array<WebhookEvent> | WebhookEvent;
}>;


export type CreateEndpointMutation = { createWebhookEndpoint: { secret: string | null, webhookEndpoint: { id: string, url: string, events: Array<WebhookEvent>, enabled: boolean } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string> | null, message: string, limit: number | null }> } | null };

export type EndpointsQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type EndpointsQuery = { webhookEndpoints: Array<{ id: string, enabled: boolean, notice: string | null, deliveries: { nodes: Array<{ id: string, event: WebhookEvent, status: WebhookDeliveryStatus, nextAttemptAt: string | null, attempts: Array<{ httpStatus: number | null, error: string | null, answer: string | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } }> };

export type DriftedQueryVariables = Exact<{
  drifted?: boolean | null | undefined;
}>;


export type DriftedQuery = { stockLevels: { nodes: Array<{ productId: string, locationId: string | null, quantity: number, source: Source, drift: { expected: number, actual: number } | null }> } };

export type WatchDriftSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type WatchDriftSubscription = { stockChanged: { quantity: number, drift: { expected: number, actual: number, since: string } | null } };

export type WatchAllStockSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type WatchAllStockSubscription = { stockChanged: { quantity: number } };

export type FollowToEndSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type FollowToEndSubscription = { operationChanged: { sequence: number, completed: boolean } };

export type FollowOperationSubscriptionVariables = Exact<{
  id: string | number;
  after?: number | null | undefined;
}>;


export type FollowOperationSubscription = { operationChanged: { sequence: number, completed: boolean, operation: { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, canceledCount: number, unknownCount: number, pendingCount: number }, results: Array<
      | { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, confirmationMessage: string | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, path: Array<string>, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemCanceled', canceledBy: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemSuperseded', index: number, status: ItemStatus, by: { id: string } | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemValid', index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'OutcomeUnknown', message: string, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, product:
          | { stockQuantity: number | null, id: string, productId: string, name: string, discountedPrice: { amount: string, currency: string } | null }
          | { id: string, productId: string, name: string }
        , target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StaleQuantity', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: Source }, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StockAppliedUnread', vendorReference: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfterMs: number | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    > } };

export type UpdateEndpointMutationVariables = Exact<{
  input: UpdateWebhookEndpointInput;
}>;


export type UpdateEndpointMutation = { updateWebhookEndpoint: { secret: string | null, webhookEndpoint: { id: string, enabled: boolean, notice: string | null } | null, userErrors: Array<{ code: UserErrorCode, path: Array<string> | null }> } | null };

export type DeleteEndpointMutationVariables = Exact<{
  id: string | number;
}>;


export type DeleteEndpointMutation = { deleteWebhookEndpoint: { deletedId: string | null, userErrors: Array<{ code: UserErrorCode }> } | null };

export type RedeliverMutationVariables = Exact<{
  id: string | number;
}>;


export type RedeliverMutation = { redeliverWebhook: { delivery: { id: string, status: WebhookDeliveryStatus } | null, userErrors: Array<{ code: UserErrorCode }> } | null };

export type WriteAsClientMutationVariables = Exact<{
  input: SetStockInput;
}>;


export type WriteAsClientMutation = { setStock: { replayed: boolean, operation: { id: string, kind: OperationKind, status: OperationStatus, sequence: number, createdAt: string, completedAt: string | null, itemCount: number, appliedCount: number, failedCount: number, supersededCount: number, canceledCount: number, unknownCount: number, pendingCount: number } | null, results: Array<
      | { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, confirmationMessage: string | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, path: Array<string>, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemCanceled', canceledBy: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemSuperseded', index: number, status: ItemStatus, by: { id: string } | null, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ItemValid', index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'OutcomeUnknown', message: string, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, product:
          | { stockQuantity: number | null, id: string, productId: string, name: string, discountedPrice: { amount: string, currency: string } | null }
          | { id: string, productId: string, name: string }
        , target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StaleQuantity', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, stock: { productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: Source }, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'StockAppliedUnread', vendorReference: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
      | { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfterMs: number | null, index: number, status: ItemStatus, target: { channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null } }
    >, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null, limit: number | null, provided: number | null, retryAfterMs: number | null }> } | null };

export type AllChannelsQueryVariables = Exact<{ [key: string]: never; }>;


export type AllChannelsQuery = { channels: Array<{ key: string, vendor: Vendor, sandbox: boolean, capabilities: { operations: Array<OperationKind>, maxRowsPerRequest: number }, health: { status: ChannelStatus, queuedCount: number, inFlightCount: number, lastFailure: string | null, lastFailureAt: string | null } }> };

export type ChannelHealthQueryVariables = Exact<{
  id: string | number;
}>;


export type ChannelHealthQuery = { channel: { health: { status: ChannelStatus, queuedCount: number, inFlightCount: number, lastFailure: string | null, lastFailureAt: string | null } } | null };

export type OperationPageQueryVariables = Exact<{
  filter?: OperationFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type OperationPageQuery = { operations: { pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, edges: Array<{ node: { id: string } }> } };

export type ResultPageQueryVariables = Exact<{
  id: string | number;
  filter?: ResultFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
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
    | { __typename: 'GlobalLinkProduct', id: string }
    | { __typename: 'Location', id: string }
    | { __typename: 'Operation', kind: OperationKind, itemCount: number, id: string }
    | { __typename: 'Sku', id: string }
    | { __typename: 'SmaregiProduct', id: string }
    | { __typename: 'StockLevel', id: string }
    | { __typename: 'WebhookDelivery', id: string }
    | { __typename: 'WebhookEndpoint', id: string }
   | null };

export type ProductOfQueryVariables = Exact<{
  channel: string | number;
  productId: string | number;
}>;


export type ProductOfQuery = { product:
    | { __typename: 'GlobalLinkProduct', brand: string | null, mainImage: string | null, images: Array<string>, detailImages: Array<string>, stockQuantity: number | null, exportProhibited: boolean | null, exportProhibitedReason: string | null, sourceUrl: string | null, id: string, productId: string, name: string, image: string | null, source: Source, observedAt: string, discountedPrice: { amount: string } | null, domesticShippingFee: { amount: string } | null, freeShippingThreshold: { amount: string } | null, optionGroups: Array<{ type: OptionGroupType, names: Array<{ groupOptionId: number, name: string }> }>, channel: { key: string }, price: { amount: string, currency: string } | null, options: Array<{ optionId: string, order: number | null, minPurchase: number | null, maxPurchase: number | null, names: Array<{ groupOptionId: number, name: string }>, price: { amount: string } | null, stock: { quantity: number } | null }>, stock: { nodes: Array<{ optionId: string | null, quantity: number, pending: boolean }> } }
    | { __typename: 'SmaregiProduct', id: string, productId: string, name: string, image: string | null, source: Source, observedAt: string, channel: { key: string }, price: { amount: string, currency: string } | null, options: Array<{ optionId: string, order: number | null, minPurchase: number | null, maxPurchase: number | null, names: Array<{ groupOptionId: number, name: string }>, price: { amount: string } | null, stock: { quantity: number } | null }>, stock: { nodes: Array<{ optionId: string | null, quantity: number, pending: boolean }> } }
   | null };

export type ProductPageQueryVariables = Exact<{
  filter?: ProductFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type ProductPageQuery = { products: { pageInfo: { hasNextPage: boolean, hasPreviousPage: boolean, startCursor: string | null, endCursor: string | null }, edges: Array<{ cursor: string, node:
        | { productId: string }
        | { productId: string }
       }> } };

export type NodesByIdQueryVariables = Exact<{
  ids: Array<string | number> | string | number;
}>;


export type NodesByIdQuery = { nodes: Array<
    | { __typename: 'Channel', id: string }
    | { __typename: 'GlobalLinkProduct', productId: string, id: string }
    | { __typename: 'Location', id: string }
    | { __typename: 'Operation', itemCount: number, id: string }
    | { __typename: 'Sku', id: string }
    | { __typename: 'SmaregiProduct', productId: string, id: string }
    | { __typename: 'StockLevel', id: string }
    | { __typename: 'WebhookDelivery', id: string }
    | { __typename: 'WebhookEndpoint', id: string }
   | null> };

export type StockLevelsQueryVariables = Exact<{
  targets: Array<StockTargetInput> | StockTargetInput;
}>;


export type StockLevelsQuery = { stock: Array<
    | { __typename: 'StockLevel', id: string, productId: string, locationId: string | null, optionId: string | null, quantity: number, soldOut: boolean | null, source: Source, pending: boolean, observedAt: string, channel: { key: string, vendor: Vendor } }
    | { __typename: 'StockUnknown', reason: StockUnknownReason, target: { channelKey: string, productId: string, locationId: string | null, optionId: string | null } }
   | null> };

export type VendorStockQueryVariables = Exact<{
  targets: Array<StockTargetInput> | StockTargetInput;
}>;


export type VendorStockQuery = { stock: Array<
    | { productId: string, locationId: string | null, quantity: number, source: Source }
    | { reason: StockUnknownReason }
   | null> };

export type WatchLevelsSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type WatchLevelsSubscription = { stockChanged: { quantity: number, source: Source, pending: boolean } };

export type FollowWaitingSubscriptionVariables = Exact<{
  id: string | number;
}>;


export type FollowWaitingSubscription = { operationChanged: { completed: boolean, results: Array<
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


export type FollowElsewhereSubscription = { operationChanged: { sequence: number, completed: boolean } };

export type SetSkuStockMutationVariables = Exact<{
  input: SetSkuStockInput;
}>;


export type SetSkuStockMutation = { setSkuStock: { replayed: boolean, operation: { id: string, kind: OperationKind, itemCount: number } | null, results: Array<
      | { __typename: 'ConfirmationApplied', orderItemId: string, available: boolean, newStatus: string | null, supplyPriceRecorded: boolean | null, index: number, status: ItemStatus, confirmationMessage: string | null, target: { optionId: string | null, skuCode: string | null, channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null, sku: { code: string } | null }, change:
          | { quantity: number, memo: string | null }
          | Record<PropertyKey, never>
         | null }
      | { __typename: 'InvalidItem', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, path: Array<string>, index: number, status: ItemStatus, target: { optionId: string | null, skuCode: string | null, channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null, sku: { code: string } | null }, change:
          | { quantity: number, memo: string | null }
          | Record<PropertyKey, never>
         | null }
      | { __typename: 'ItemCanceled', canceledBy: string, index: number, status: ItemStatus, target: { optionId: string | null, skuCode: string | null, channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null, sku: { code: string } | null }, change:
          | { quantity: number, memo: string | null }
          | Record<PropertyKey, never>
         | null }
      | { __typename: 'ItemPending', stage: PendingStage, deadline: string, index: number, status: ItemStatus, target: { optionId: string | null, skuCode: string | null, channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null, sku: { code: string } | null }, change:
          | { quantity: number, memo: string | null }
          | Record<PropertyKey, never>
         | null }
      | { __typename: 'ItemSuperseded', index: number, status: ItemStatus, target: { optionId: string | null, skuCode: string | null, channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null, sku: { code: string } | null }, change:
          | { quantity: number, memo: string | null }
          | Record<PropertyKey, never>
         | null, by: { id: string } | null }
      | { __typename: 'ItemValid', index: number, status: ItemStatus, current: { optionId: string | null, quantity: number } | null, target: { optionId: string | null, skuCode: string | null, channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null, sku: { code: string } | null }, change:
          | { quantity: number, memo: string | null }
          | Record<PropertyKey, never>
         | null }
      | { __typename: 'OutcomeUnknown', message: string, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { optionId: string | null, skuCode: string | null, channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null, sku: { code: string } | null }, change:
          | { quantity: number, memo: string | null }
          | Record<PropertyKey, never>
         | null }
      | { __typename: 'ProductApplied', shopType: string | null, vendorUpdatedAt: string | null, index: number, status: ItemStatus, target: { optionId: string | null, skuCode: string | null, channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null, sku: { code: string } | null }, change:
          | { quantity: number, memo: string | null }
          | Record<PropertyKey, never>
         | null, product:
          | { stockQuantity: number | null, id: string, productId: string, name: string, discountedPrice: { amount: string, currency: string } | null }
          | { id: string, productId: string, name: string }
         }
      | { __typename: 'StaleQuantity', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { optionId: string | null, skuCode: string | null, channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null, sku: { code: string } | null }, change:
          | { quantity: number, memo: string | null }
          | Record<PropertyKey, never>
         | null }
      | { __typename: 'StockApplied', vendorReference: string | null, index: number, status: ItemStatus, stock: { optionId: string | null, productId: string, locationId: string | null, quantity: number, soldOut: boolean | null, source: Source }, target: { optionId: string | null, skuCode: string | null, channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null, sku: { code: string } | null }, change:
          | { quantity: number, memo: string | null }
          | Record<PropertyKey, never>
         | null }
      | { __typename: 'StockAppliedUnread', vendorReference: string | null, index: number, status: ItemStatus, target: { optionId: string | null, skuCode: string | null, channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null, sku: { code: string } | null }, change:
          | { quantity: number, memo: string | null }
          | Record<PropertyKey, never>
         | null }
      | { __typename: 'TargetNotFound', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { optionId: string | null, skuCode: string | null, channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null, sku: { code: string } | null }, change:
          | { quantity: number, memo: string | null }
          | Record<PropertyKey, never>
         | null }
      | { __typename: 'VendorRejected', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, index: number, status: ItemStatus, target: { optionId: string | null, skuCode: string | null, channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null, sku: { code: string } | null }, change:
          | { quantity: number, memo: string | null }
          | Record<PropertyKey, never>
         | null }
      | { __typename: 'VendorUnavailable', code: ItemErrorCode, message: string, retryable: boolean, mayHaveApplied: boolean, vendorCode: string | null, vendorMessage: string | null, retryAfterMs: number | null, index: number, status: ItemStatus, target: { optionId: string | null, skuCode: string | null, channelKey: string, productId: string | null, locationId: string | null, orderItemId: string | null, sku: { code: string } | null }, change:
          | { quantity: number, memo: string | null }
          | Record<PropertyKey, never>
         | null }
    >, userErrors: Array<{ code: UserErrorCode, limit: number | null, provided: number | null }> } | null };

export type SaveListingsMutationVariables = Exact<{
  input: SaveSkusInput;
}>;


export type SaveListingsMutation = { saveSkus: { userErrors: Array<{ message: string }> } | null };

export type TargetsOfQueryVariables = Exact<{
  id: string | number;
}>;


export type TargetsOfQuery = { operation: { results: { nodes: Array<
        | { target: { channelKey: string, productId: string | null, optionId: string | null, skuCode: string | null, sku: { code: string } | null } }
        | { target: { channelKey: string, productId: string | null, optionId: string | null, skuCode: string | null, sku: { code: string } | null } }
        | { target: { channelKey: string, productId: string | null, optionId: string | null, skuCode: string | null, sku: { code: string } | null } }
        | { target: { channelKey: string, productId: string | null, optionId: string | null, skuCode: string | null, sku: { code: string } | null } }
        | { target: { channelKey: string, productId: string | null, optionId: string | null, skuCode: string | null, sku: { code: string } | null } }
        | { target: { channelKey: string, productId: string | null, optionId: string | null, skuCode: string | null, sku: { code: string } | null } }
        | { target: { channelKey: string, productId: string | null, optionId: string | null, skuCode: string | null, sku: { code: string } | null } }
        | { target: { channelKey: string, productId: string | null, optionId: string | null, skuCode: string | null, sku: { code: string } | null } }
        | { target: { channelKey: string, productId: string | null, optionId: string | null, skuCode: string | null, sku: { code: string } | null } }
        | { target: { channelKey: string, productId: string | null, optionId: string | null, skuCode: string | null, sku: { code: string } | null } }
        | { target: { channelKey: string, productId: string | null, optionId: string | null, skuCode: string | null, sku: { code: string } | null } }
        | { target: { channelKey: string, productId: string | null, optionId: string | null, skuCode: string | null, sku: { code: string } | null } }
        | { target: { channelKey: string, productId: string | null, optionId: string | null, skuCode: string | null, sku: { code: string } | null } }
        | { target: { channelKey: string, productId: string | null, optionId: string | null, skuCode: string | null, sku: { code: string } | null } }
      > } } | null };

export type DropSkuMutationVariables = Exact<{ [key: string]: never; }>;


export type DropSkuMutation = { deleteSkus: { deletedCodes: Array<string> } | null };

export type ShirtLevelsQueryVariables = Exact<{ [key: string]: never; }>;


export type ShirtLevelsQuery = { stockLevels: { nodes: Array<{ optionId: string | null, quantity: number }> } };

export type SkuPartsFragment = { id: string, code: string, listings: Array<{ productId: string, locationId: string | null, optionId: string | null, buffer: number, channel: { key: string }, stock: { quantity: number } | null }> };

export type SaveSkusMutationVariables = Exact<{
  input: SaveSkusInput;
}>;


export type SaveSkusMutation = { saveSkus: { skus: Array<{ id: string, code: string, listings: Array<{ productId: string, locationId: string | null, optionId: string | null, buffer: number, channel: { key: string }, stock: { quantity: number } | null }> } | null>, userErrors: Array<{ code: UserErrorCode, message: string, path: Array<string> | null, limit: number | null, provided: number | null }> } | null };

export type DeleteSkusMutationVariables = Exact<{
  input: DeleteSkusInput;
}>;


export type DeleteSkusMutation = { deleteSkus: { deletedCodes: Array<string>, userErrors: Array<{ code: UserErrorCode, path: Array<string> | null }> } | null };

export type SkuByCodeQueryVariables = Exact<{
  code: string | number;
}>;


export type SkuByCodeQuery = { sku: { id: string, code: string, suggestions: { nodes: Array<
        | { productId: string, code: string | null, channel: { key: string }, sku: { code: string } | null }
        | { productId: string, code: string | null, channel: { key: string }, sku: { code: string } | null }
      > }, listings: Array<{ productId: string, locationId: string | null, optionId: string | null, buffer: number, channel: { key: string }, stock: { quantity: number } | null }> } | null };

export type ListSkusQueryVariables = Exact<{
  filter?: SkuFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ListSkusQuery = { skus: { nodes: Array<{ code: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type LevelsOfSkusQueryVariables = Exact<{
  skus?: Array<string | number> | string | number | null | undefined;
}>;


export type LevelsOfSkusQuery = { stockLevels: { nodes: Array<{ productId: string, optionId: string | null, quantity: number, channel: { key: string } }> } };

export type ChannelsOfGatewayQueryVariables = Exact<{ [key: string]: never; }>;


export type ChannelsOfGatewayQuery = { channels: Array<{ key: string, vendor: Vendor, sandbox: boolean }> };

export type StockAfterRestartQueryVariables = Exact<{ [key: string]: never; }>;


export type StockAfterRestartQuery = { stock: Array<
    | { quantity: number, pending: boolean }
    | Record<PropertyKey, never>
   | null>, operations: { edges: Array<{ node: { id: string, status: OperationStatus } }> } };

export type WatchUntilClosedSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type WatchUntilClosedSubscription = { stockChanged: { quantity: number } };

export type WatchStockSubscriptionVariables = Exact<{
  filter?: StockFilter | null | undefined;
  snapshot?: boolean | null | undefined;
}>;


export type WatchStockSubscription = { stockChanged: { productId: string, locationId: string | null, optionId: string | null, quantity: number, soldOut: boolean | null, source: Source, observedAt: string, pending: boolean, channel: { key: string } } };

export type WatchEventsSubscriptionVariables = Exact<{
  filter?: StockFilter | null | undefined;
  snapshot?: boolean | null | undefined;
}>;


export type WatchEventsSubscription = { stockChanged: { productId: string, locationId: string | null, quantity: number, pending: boolean, source: Source } };

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
  canceledCount
  unknownCount
  pendingCount
}
    `, {"fragmentName":"Progress"}) as unknown as TypedDocumentString<ProgressFragment, unknown>;
export const OutcomeFragmentDoc = new TypedDocumentString(`
    fragment Outcome on ItemResult {
  __typename
  index
  status
  target {
    channelKey
    productId
    locationId
    orderItemId
  }
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
  ... on StockAppliedUnread {
    vendorReference
  }
  ... on ProductApplied {
    shopType
    vendorUpdatedAt
    product {
      id
      productId
      name
      ... on GlobalLinkProduct {
        discountedPrice {
          amount
          currency
        }
        stockQuantity
      }
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
  ... on ItemCanceled {
    canceledBy
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
  ... on VendorUnavailable {
    retryAfterMs
  }
  ... on OutcomeUnknown {
    message
    vendorCode
    vendorMessage
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
    retryAfterMs
  }
  replayed
}
    fragment Outcome on ItemResult {
  __typename
  index
  status
  target {
    channelKey
    productId
    locationId
    orderItemId
  }
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
  ... on StockAppliedUnread {
    vendorReference
  }
  ... on ProductApplied {
    shopType
    vendorUpdatedAt
    product {
      id
      productId
      name
      ... on GlobalLinkProduct {
        discountedPrice {
          amount
          currency
        }
        stockQuantity
      }
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
  ... on ItemCanceled {
    canceledBy
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
  ... on VendorUnavailable {
    retryAfterMs
  }
  ... on OutcomeUnknown {
    message
    vendorCode
    vendorMessage
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
  canceledCount
  unknownCount
  pendingCount
}`, {"fragmentName":"Answer"}) as unknown as TypedDocumentString<AnswerFragment, unknown>;
export const SkuPartsFragmentDoc = new TypedDocumentString(`
    fragment SkuParts on Sku {
  id
  code
  listings {
    channel {
      key
    }
    productId
    locationId
    optionId
    buffer
    stock {
      quantity
    }
  }
}
    `, {"fragmentName":"SkuParts"}) as unknown as TypedDocumentString<SkuPartsFragment, unknown>;
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
  products(filter: { channels: ["global-link"] }) {
    edges {
      node {
        id
        channel {
          key
        }
        productId
      }
    }
  }
  stock(targets: $targets, maxAgeMs: null) {
    ... on StockLevel {
      quantity
      channel {
        key
      }
    }
  }
}
    `) as unknown as TypedDocumentString<ReadModelQuery, ReadModelQueryVariables>;
export const ProductNodeDocument = new TypedDocumentString(`
    query ProductNode($id: ID!) {
  node(id: $id) {
    ... on Product {
      channel {
        key
      }
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
  operationChanged(id: $id) {
    completed
  }
}
    `) as unknown as TypedDocumentString<FollowMineSubscription, FollowMineSubscriptionVariables>;
export const MyChannelsDocument = new TypedDocumentString(`
    query MyChannels {
  channels {
    key
  }
  stock(
    targets: [
      { channel: "global-link", productId: "product-001" }
      { channel: "smaregi", productId: "567", locationId: "8" }
    ]
  ) {
    ... on StockLevel {
      quantity
    }
  }
}
    `) as unknown as TypedDocumentString<MyChannelsQuery, MyChannelsQueryVariables>;
export const FollowCanceledDocument = new TypedDocumentString(`
    subscription FollowCanceled($id: ID!) {
  operationChanged(id: $id) {
    completed
    results {
      status
      ... on ItemCanceled {
        canceledBy
      }
    }
  }
}
    `) as unknown as TypedDocumentString<FollowCanceledSubscription, FollowCanceledSubscriptionVariables>;
export const NewestOperationDocument = new TypedDocumentString(`
    query NewestOperation {
  operations(first: 1) {
    nodes {
      id
      itemCount
    }
  }
}
    `) as unknown as TypedDocumentString<NewestOperationQuery, NewestOperationQueryVariables>;
export const QueuedItemsDocument = new TypedDocumentString(`
    query QueuedItems {
  channel(key: "global-link") {
    health {
      queuedCount
    }
  }
}
    `) as unknown as TypedDocumentString<QueuedItemsQuery, QueuedItemsQueryVariables>;
export const LevelAfterEventDocument = new TypedDocumentString(`
    query LevelAfterEvent {
  stockLevels(
    filter: { channels: ["smaregi"], productIds: ["567"], locationIds: ["8"] }
  ) {
    nodes {
      quantity
      source
    }
  }
}
    `) as unknown as TypedDocumentString<LevelAfterEventQuery, LevelAfterEventQueryVariables>;
export const CatalogueProductsDocument = new TypedDocumentString(`
    query CatalogueProducts($filter: ProductFilter, $sort: ProductSort, $first: Int, $after: String, $last: Int, $before: String) {
  products(
    filter: $filter
    sort: $sort
    first: $first
    after: $after
    last: $last
    before: $before
  ) {
    count {
      value
      precision
    }
    nodes {
      __typename
      productId
      name
      code
      source
      stock(first: 10) {
        nodes {
          locationId
          quantity
        }
      }
    }
    pageInfo {
      hasNextPage
      hasPreviousPage
      startCursor
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<CatalogueProductsQuery, CatalogueProductsQueryVariables>;
export const StockByStoreDocument = new TypedDocumentString(`
    query StockByStore($filter: StockFilter, $sort: StockSort, $first: Int) {
  stockLevels(filter: $filter, sort: $sort, first: $first) {
    nodes {
      product {
        name
      }
      location {
        name
        kind
      }
      productId
      locationId
      quantity
      source
      observedAt
    }
  }
  channel(key: "smaregi") {
    locations(first: 10) {
      nodes {
        locationId
        name
        kind
      }
    }
    health {
      catalogSyncedAt
    }
  }
}
    `) as unknown as TypedDocumentString<StockByStoreQuery, StockByStoreQueryVariables>;
export const ReadThroughDocument = new TypedDocumentString(`
    query ReadThrough($productId: ID!, $maxAgeMs: Int) {
  product(channel: "smaregi", productId: $productId, maxAgeMs: $maxAgeMs) {
    name
    source
    observedAt
  }
}
    `) as unknown as TypedDocumentString<ReadThroughQuery, ReadThroughQueryVariables>;
export const LiveStockDocument = new TypedDocumentString(`
    query LiveStock($targets: [StockTargetInput!]!) {
  stock(targets: $targets) {
    ... on StockLevel {
      quantity
    }
  }
}
    `) as unknown as TypedDocumentString<LiveStockQuery, LiveStockQueryVariables>;
export const WatchChannelsDocument = new TypedDocumentString(`
    subscription WatchChannels($channel: ID) {
  channelHealthChanged(channel: $channel) {
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
export const SetStockDocument = new TypedDocumentString(`
    mutation SetStock($input: SetStockInput!) {
  setStock(input: $input) {
    ...Answer
  }
}
    fragment Outcome on ItemResult {
  __typename
  index
  status
  target {
    channelKey
    productId
    locationId
    orderItemId
  }
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
  ... on StockAppliedUnread {
    vendorReference
  }
  ... on ProductApplied {
    shopType
    vendorUpdatedAt
    product {
      id
      productId
      name
      ... on GlobalLinkProduct {
        discountedPrice {
          amount
          currency
        }
        stockQuantity
      }
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
  ... on ItemCanceled {
    canceledBy
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
  ... on VendorUnavailable {
    retryAfterMs
  }
  ... on OutcomeUnknown {
    message
    vendorCode
    vendorMessage
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
  canceledCount
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
    retryAfterMs
  }
  replayed
}`) as unknown as TypedDocumentString<SetStockMutation, SetStockMutationVariables>;
export const AdjustStockDocument = new TypedDocumentString(`
    mutation AdjustStock($input: AdjustStockInput!) {
  adjustStock(input: $input) {
    ...Answer
  }
}
    fragment Outcome on ItemResult {
  __typename
  index
  status
  target {
    channelKey
    productId
    locationId
    orderItemId
  }
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
  ... on StockAppliedUnread {
    vendorReference
  }
  ... on ProductApplied {
    shopType
    vendorUpdatedAt
    product {
      id
      productId
      name
      ... on GlobalLinkProduct {
        discountedPrice {
          amount
          currency
        }
        stockQuantity
      }
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
  ... on ItemCanceled {
    canceledBy
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
  ... on VendorUnavailable {
    retryAfterMs
  }
  ... on OutcomeUnknown {
    message
    vendorCode
    vendorMessage
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
  canceledCount
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
    retryAfterMs
  }
  replayed
}`) as unknown as TypedDocumentString<AdjustStockMutation, AdjustStockMutationVariables>;
export const SetSkusDocument = new TypedDocumentString(`
    mutation SetSkus($input: SetSkuStockInput!) {
  setSkuStock(input: $input) {
    ...Answer
  }
}
    fragment Outcome on ItemResult {
  __typename
  index
  status
  target {
    channelKey
    productId
    locationId
    orderItemId
  }
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
  ... on StockAppliedUnread {
    vendorReference
  }
  ... on ProductApplied {
    shopType
    vendorUpdatedAt
    product {
      id
      productId
      name
      ... on GlobalLinkProduct {
        discountedPrice {
          amount
          currency
        }
        stockQuantity
      }
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
  ... on ItemCanceled {
    canceledBy
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
  ... on VendorUnavailable {
    retryAfterMs
  }
  ... on OutcomeUnknown {
    message
    vendorCode
    vendorMessage
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
  canceledCount
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
    retryAfterMs
  }
  replayed
}`) as unknown as TypedDocumentString<SetSkusMutation, SetSkusMutationVariables>;
export const SaveSkusOfRunDocument = new TypedDocumentString(`
    mutation SaveSkusOfRun($input: SaveSkusInput!) {
  saveSkus(input: $input) {
    userErrors {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SaveSkusOfRunMutation, SaveSkusOfRunMutationVariables>;
export const ReplaceProductsDocument = new TypedDocumentString(`
    mutation ReplaceProducts($input: ReplaceProductsInput!) {
  replaceProducts(input: $input) {
    ...Answer
  }
}
    fragment Outcome on ItemResult {
  __typename
  index
  status
  target {
    channelKey
    productId
    locationId
    orderItemId
  }
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
  ... on StockAppliedUnread {
    vendorReference
  }
  ... on ProductApplied {
    shopType
    vendorUpdatedAt
    product {
      id
      productId
      name
      ... on GlobalLinkProduct {
        discountedPrice {
          amount
          currency
        }
        stockQuantity
      }
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
  ... on ItemCanceled {
    canceledBy
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
  ... on VendorUnavailable {
    retryAfterMs
  }
  ... on OutcomeUnknown {
    message
    vendorCode
    vendorMessage
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
  canceledCount
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
    retryAfterMs
  }
  replayed
}`) as unknown as TypedDocumentString<ReplaceProductsMutation, ReplaceProductsMutationVariables>;
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
  target {
    channelKey
    productId
    locationId
    orderItemId
  }
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
  ... on StockAppliedUnread {
    vendorReference
  }
  ... on ProductApplied {
    shopType
    vendorUpdatedAt
    product {
      id
      productId
      name
      ... on GlobalLinkProduct {
        discountedPrice {
          amount
          currency
        }
        stockQuantity
      }
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
  ... on ItemCanceled {
    canceledBy
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
  ... on VendorUnavailable {
    retryAfterMs
  }
  ... on OutcomeUnknown {
    message
    vendorCode
    vendorMessage
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
  canceledCount
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
    retryAfterMs
  }
  replayed
}`) as unknown as TypedDocumentString<ConfirmInventoryMutation, ConfirmInventoryMutationVariables>;
export const RetryOperationDocument = new TypedDocumentString(`
    mutation RetryOperation($input: RetryOperationInput!) {
  retryOperation(input: $input) {
    ...Answer
  }
}
    fragment Outcome on ItemResult {
  __typename
  index
  status
  target {
    channelKey
    productId
    locationId
    orderItemId
  }
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
  ... on StockAppliedUnread {
    vendorReference
  }
  ... on ProductApplied {
    shopType
    vendorUpdatedAt
    product {
      id
      productId
      name
      ... on GlobalLinkProduct {
        discountedPrice {
          amount
          currency
        }
        stockQuantity
      }
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
  ... on ItemCanceled {
    canceledBy
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
  ... on VendorUnavailable {
    retryAfterMs
  }
  ... on OutcomeUnknown {
    message
    vendorCode
    vendorMessage
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
  canceledCount
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
    retryAfterMs
  }
  replayed
}`) as unknown as TypedDocumentString<RetryOperationMutation, RetryOperationMutationVariables>;
export const RetriesDocument = new TypedDocumentString(`
    query Retries($id: ID!) {
  operation(id: $id) {
    retryOf {
      id
    }
    retries {
      id
    }
  }
}
    `) as unknown as TypedDocumentString<RetriesQuery, RetriesQueryVariables>;
export const CancelOperationDocument = new TypedDocumentString(`
    mutation CancelOperation($id: ID!) {
  cancelOperation(input: { operationId: $id }) {
    operation {
      ...Progress
    }
    canceledCount
    userErrors {
      code
      message
      path
    }
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
  canceledCount
  unknownCount
  pendingCount
}`) as unknown as TypedDocumentString<CancelOperationMutation, CancelOperationMutationVariables>;
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
    fragment Outcome on ItemResult {
  __typename
  index
  status
  target {
    channelKey
    productId
    locationId
    orderItemId
  }
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
  ... on StockAppliedUnread {
    vendorReference
  }
  ... on ProductApplied {
    shopType
    vendorUpdatedAt
    product {
      id
      productId
      name
      ... on GlobalLinkProduct {
        discountedPrice {
          amount
          currency
        }
        stockQuantity
      }
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
  ... on ItemCanceled {
    canceledBy
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
  ... on VendorUnavailable {
    retryAfterMs
  }
  ... on OutcomeUnknown {
    message
    vendorCode
    vendorMessage
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
  canceledCount
  unknownCount
  pendingCount
}`) as unknown as TypedDocumentString<OperationByIdQuery, OperationByIdQueryVariables>;
export const RepairDriftDocument = new TypedDocumentString(`
    mutation RepairDrift($input: RepairDriftInput!) {
  repairDrift(input: $input) {
    ...Answer
  }
}
    fragment Outcome on ItemResult {
  __typename
  index
  status
  target {
    channelKey
    productId
    locationId
    orderItemId
  }
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
  ... on StockAppliedUnread {
    vendorReference
  }
  ... on ProductApplied {
    shopType
    vendorUpdatedAt
    product {
      id
      productId
      name
      ... on GlobalLinkProduct {
        discountedPrice {
          amount
          currency
        }
        stockQuantity
      }
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
  ... on ItemCanceled {
    canceledBy
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
  ... on VendorUnavailable {
    retryAfterMs
  }
  ... on OutcomeUnknown {
    message
    vendorCode
    vendorMessage
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
  canceledCount
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
    retryAfterMs
  }
  replayed
}`) as unknown as TypedDocumentString<RepairDriftMutation, RepairDriftMutationVariables>;
export const DriftedLevelsDocument = new TypedDocumentString(`
    query DriftedLevels {
  stockLevels(filter: { channels: ["smaregi"], drifted: true }, first: 100) {
    nodes {
      productId
      locationId
      quantity
      drift {
        expected
        actual
        since
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DriftedLevelsQuery, DriftedLevelsQueryVariables>;
export const LevelsOfDocument = new TypedDocumentString(`
    query LevelsOf($productIds: [ID!]) {
  stockLevels(
    filter: { channels: ["smaregi"], productIds: $productIds }
    first: 100
  ) {
    nodes {
      productId
      locationId
      quantity
      source
    }
  }
}
    `) as unknown as TypedDocumentString<LevelsOfQuery, LevelsOfQueryVariables>;
export const CatalogueSyncDocument = new TypedDocumentString(`
    query CatalogueSync($channel: ID!) {
  channel(key: $channel) {
    health {
      catalogSyncedAt
    }
  }
}
    `) as unknown as TypedDocumentString<CatalogueSyncQuery, CatalogueSyncQueryVariables>;
export const CreateEndpointDocument = new TypedDocumentString(`
    mutation CreateEndpoint($url: URL!, $events: [WebhookEvent!]!) {
  createWebhookEndpoint(input: { url: $url, events: $events }) {
    webhookEndpoint {
      id
      url
      events
      enabled
    }
    secret
    userErrors {
      code
      path
      message
      limit
    }
  }
}
    `) as unknown as TypedDocumentString<CreateEndpointMutation, CreateEndpointMutationVariables>;
export const EndpointsDocument = new TypedDocumentString(`
    query Endpoints($first: Int, $after: String) {
  webhookEndpoints {
    id
    enabled
    notice
    deliveries(first: $first, after: $after) {
      nodes {
        id
        event
        status
        attempts {
          httpStatus
          error
          answer
        }
        nextAttemptAt
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
}
    `) as unknown as TypedDocumentString<EndpointsQuery, EndpointsQueryVariables>;
export const DriftedDocument = new TypedDocumentString(`
    query Drifted($drifted: Boolean) {
  stockLevels(
    filter: { channels: ["smaregi"], productIds: ["567", "568"], drifted: $drifted }
    first: 100
  ) {
    nodes {
      productId
      locationId
      quantity
      source
      drift {
        expected
        actual
      }
    }
  }
}
    `) as unknown as TypedDocumentString<DriftedQuery, DriftedQueryVariables>;
export const WatchDriftDocument = new TypedDocumentString(`
    subscription WatchDrift {
  stockChanged(
    filter: { productIds: ["567"], locationIds: ["8"] }
    snapshot: true
  ) {
    quantity
    drift {
      expected
      actual
      since
    }
  }
}
    `) as unknown as TypedDocumentString<WatchDriftSubscription, WatchDriftSubscriptionVariables>;
export const WatchAllStockDocument = new TypedDocumentString(`
    subscription WatchAllStock {
  stockChanged {
    quantity
  }
}
    `) as unknown as TypedDocumentString<WatchAllStockSubscription, WatchAllStockSubscriptionVariables>;
export const FollowToEndDocument = new TypedDocumentString(`
    subscription FollowToEnd($id: ID!) {
  operationChanged(id: $id) {
    sequence
    completed
  }
}
    `) as unknown as TypedDocumentString<FollowToEndSubscription, FollowToEndSubscriptionVariables>;
export const FollowOperationDocument = new TypedDocumentString(`
    subscription FollowOperation($id: ID!, $after: Int) {
  operationChanged(id: $id, after: $after) {
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
  target {
    channelKey
    productId
    locationId
    orderItemId
  }
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
  ... on StockAppliedUnread {
    vendorReference
  }
  ... on ProductApplied {
    shopType
    vendorUpdatedAt
    product {
      id
      productId
      name
      ... on GlobalLinkProduct {
        discountedPrice {
          amount
          currency
        }
        stockQuantity
      }
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
  ... on ItemCanceled {
    canceledBy
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
  ... on VendorUnavailable {
    retryAfterMs
  }
  ... on OutcomeUnknown {
    message
    vendorCode
    vendorMessage
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
  canceledCount
  unknownCount
  pendingCount
}`) as unknown as TypedDocumentString<FollowOperationSubscription, FollowOperationSubscriptionVariables>;
export const UpdateEndpointDocument = new TypedDocumentString(`
    mutation UpdateEndpoint($input: UpdateWebhookEndpointInput!) {
  updateWebhookEndpoint(input: $input) {
    webhookEndpoint {
      id
      enabled
      notice
    }
    secret
    userErrors {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<UpdateEndpointMutation, UpdateEndpointMutationVariables>;
export const DeleteEndpointDocument = new TypedDocumentString(`
    mutation DeleteEndpoint($id: ID!) {
  deleteWebhookEndpoint(input: { id: $id }) {
    deletedId
    userErrors {
      code
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteEndpointMutation, DeleteEndpointMutationVariables>;
export const RedeliverDocument = new TypedDocumentString(`
    mutation Redeliver($id: ID!) {
  redeliverWebhook(input: { deliveryId: $id }) {
    delivery {
      id
      status
    }
    userErrors {
      code
    }
  }
}
    `) as unknown as TypedDocumentString<RedeliverMutation, RedeliverMutationVariables>;
export const WriteAsClientDocument = new TypedDocumentString(`
    mutation WriteAsClient($input: SetStockInput!) {
  setStock(input: $input) {
    ...Answer
  }
}
    fragment Outcome on ItemResult {
  __typename
  index
  status
  target {
    channelKey
    productId
    locationId
    orderItemId
  }
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
  ... on StockAppliedUnread {
    vendorReference
  }
  ... on ProductApplied {
    shopType
    vendorUpdatedAt
    product {
      id
      productId
      name
      ... on GlobalLinkProduct {
        discountedPrice {
          amount
          currency
        }
        stockQuantity
      }
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
  ... on ItemCanceled {
    canceledBy
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
  ... on VendorUnavailable {
    retryAfterMs
  }
  ... on OutcomeUnknown {
    message
    vendorCode
    vendorMessage
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
  canceledCount
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
    retryAfterMs
  }
  replayed
}`) as unknown as TypedDocumentString<WriteAsClientMutation, WriteAsClientMutationVariables>;
export const AllChannelsDocument = new TypedDocumentString(`
    query AllChannels {
  channels {
    key
    vendor
    sandbox
    capabilities {
      operations
      maxRowsPerRequest
    }
    health {
      status
      queuedCount
      inFlightCount
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
      queuedCount
      inFlightCount
      lastFailure
      lastFailureAt
    }
  }
}
    `) as unknown as TypedDocumentString<ChannelHealthQuery, ChannelHealthQueryVariables>;
export const OperationPageDocument = new TypedDocumentString(`
    query OperationPage($filter: OperationFilter, $first: Int, $after: String, $last: Int, $before: String) {
  operations(
    filter: $filter
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
      node {
        id
      }
    }
  }
}
    `) as unknown as TypedDocumentString<OperationPageQuery, OperationPageQueryVariables>;
export const ResultPageDocument = new TypedDocumentString(`
    query ResultPage($id: ID!, $filter: ResultFilter, $first: Int, $after: String, $last: Int, $before: String) {
  operation(id: $id) {
    results(
      filter: $filter
      first: $first
      after: $after
      last: $last
      before: $before
    ) {
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
    __typename
    id
    channel {
      key
    }
    productId
    name
    image
    price {
      amount
      currency
    }
    options {
      optionId
      names {
        groupOptionId
        name
      }
      price {
        amount
      }
      stock {
        quantity
      }
      order
      minPurchase
      maxPurchase
    }
    stock {
      nodes {
        optionId
        quantity
        pending
      }
    }
    source
    observedAt
    ... on GlobalLinkProduct {
      brand
      mainImage
      images
      detailImages
      discountedPrice {
        amount
      }
      domesticShippingFee {
        amount
      }
      freeShippingThreshold {
        amount
      }
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
    }
  }
}
    `) as unknown as TypedDocumentString<ProductOfQuery, ProductOfQueryVariables>;
export const ProductPageDocument = new TypedDocumentString(`
    query ProductPage($filter: ProductFilter, $first: Int, $after: String, $last: Int, $before: String) {
  products(
    filter: $filter
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
  stock(targets: $targets) {
    __typename
    ... on StockLevel {
      id
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
    ... on StockUnknown {
      reason
      target {
        channelKey
        productId
        locationId
        optionId
      }
    }
  }
}
    `) as unknown as TypedDocumentString<StockLevelsQuery, StockLevelsQueryVariables>;
export const VendorStockDocument = new TypedDocumentString(`
    query VendorStock($targets: [StockTargetInput!]!) {
  stock(targets: $targets) {
    ... on StockLevel {
      productId
      locationId
      quantity
      source
    }
    ... on StockUnknown {
      reason
    }
  }
}
    `) as unknown as TypedDocumentString<VendorStockQuery, VendorStockQueryVariables>;
export const WatchLevelsDocument = new TypedDocumentString(`
    subscription WatchLevels {
  stockChanged(filter: { channels: ["smaregi"], productIds: ["567"] }) {
    quantity
    source
    pending
  }
}
    `) as unknown as TypedDocumentString<WatchLevelsSubscription, WatchLevelsSubscriptionVariables>;
export const FollowWaitingDocument = new TypedDocumentString(`
    subscription FollowWaiting($id: ID!) {
  operationChanged(id: $id) {
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
  operationChanged(id: $id) {
    sequence
    completed
  }
}
    `) as unknown as TypedDocumentString<FollowElsewhereSubscription, FollowElsewhereSubscriptionVariables>;
export const SetSkuStockDocument = new TypedDocumentString(`
    mutation SetSkuStock($input: SetSkuStockInput!) {
  setSkuStock(input: $input) {
    operation {
      id
      kind
      itemCount
    }
    results {
      ...Outcome
      target {
        optionId
        skuCode
        sku {
          code
        }
      }
      change {
        ... on StockQuantityChange {
          quantity
          memo
        }
      }
      ... on StockApplied {
        stock {
          optionId
        }
      }
      ... on ItemValid {
        current {
          optionId
          quantity
        }
      }
    }
    userErrors {
      code
      limit
      provided
    }
    replayed
  }
}
    fragment Outcome on ItemResult {
  __typename
  index
  status
  target {
    channelKey
    productId
    locationId
    orderItemId
  }
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
  ... on StockAppliedUnread {
    vendorReference
  }
  ... on ProductApplied {
    shopType
    vendorUpdatedAt
    product {
      id
      productId
      name
      ... on GlobalLinkProduct {
        discountedPrice {
          amount
          currency
        }
        stockQuantity
      }
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
  ... on ItemCanceled {
    canceledBy
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
  ... on VendorUnavailable {
    retryAfterMs
  }
  ... on OutcomeUnknown {
    message
    vendorCode
    vendorMessage
  }
}`) as unknown as TypedDocumentString<SetSkuStockMutation, SetSkuStockMutationVariables>;
export const SaveListingsDocument = new TypedDocumentString(`
    mutation SaveListings($input: SaveSkusInput!) {
  saveSkus(input: $input) {
    userErrors {
      message
    }
  }
}
    `) as unknown as TypedDocumentString<SaveListingsMutation, SaveListingsMutationVariables>;
export const TargetsOfDocument = new TypedDocumentString(`
    query TargetsOf($id: ID!) {
  operation(id: $id) {
    results(first: 1000) {
      nodes {
        target {
          channelKey
          productId
          optionId
          skuCode
          sku {
            code
          }
        }
      }
    }
  }
}
    `) as unknown as TypedDocumentString<TargetsOfQuery, TargetsOfQueryVariables>;
export const DropSkuDocument = new TypedDocumentString(`
    mutation DropSku {
  deleteSkus(input: { codes: ["TEE"] }) {
    deletedCodes
  }
}
    `) as unknown as TypedDocumentString<DropSkuMutation, DropSkuMutationVariables>;
export const ShirtLevelsDocument = new TypedDocumentString(`
    query ShirtLevels {
  stockLevels(filter: { productIds: ["product-009"] }) {
    nodes {
      optionId
      quantity
    }
  }
}
    `) as unknown as TypedDocumentString<ShirtLevelsQuery, ShirtLevelsQueryVariables>;
export const SaveSkusDocument = new TypedDocumentString(`
    mutation SaveSkus($input: SaveSkusInput!) {
  saveSkus(input: $input) {
    skus {
      ...SkuParts
    }
    userErrors {
      code
      message
      path
      limit
      provided
    }
  }
}
    fragment SkuParts on Sku {
  id
  code
  listings {
    channel {
      key
    }
    productId
    locationId
    optionId
    buffer
    stock {
      quantity
    }
  }
}`) as unknown as TypedDocumentString<SaveSkusMutation, SaveSkusMutationVariables>;
export const DeleteSkusDocument = new TypedDocumentString(`
    mutation DeleteSkus($input: DeleteSkusInput!) {
  deleteSkus(input: $input) {
    deletedCodes
    userErrors {
      code
      path
    }
  }
}
    `) as unknown as TypedDocumentString<DeleteSkusMutation, DeleteSkusMutationVariables>;
export const SkuByCodeDocument = new TypedDocumentString(`
    query SkuByCode($code: ID!) {
  sku(code: $code) {
    ...SkuParts
    suggestions {
      nodes {
        channel {
          key
        }
        productId
        code
        sku {
          code
        }
      }
    }
  }
}
    fragment SkuParts on Sku {
  id
  code
  listings {
    channel {
      key
    }
    productId
    locationId
    optionId
    buffer
    stock {
      quantity
    }
  }
}`) as unknown as TypedDocumentString<SkuByCodeQuery, SkuByCodeQueryVariables>;
export const ListSkusDocument = new TypedDocumentString(`
    query ListSkus($filter: SkuFilter, $first: Int, $after: String) {
  skus(filter: $filter, first: $first, after: $after) {
    nodes {
      code
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ListSkusQuery, ListSkusQueryVariables>;
export const LevelsOfSkusDocument = new TypedDocumentString(`
    query LevelsOfSkus($skus: [ID!]) {
  stockLevels(filter: { skus: $skus }) {
    nodes {
      channel {
        key
      }
      productId
      optionId
      quantity
    }
  }
}
    `) as unknown as TypedDocumentString<LevelsOfSkusQuery, LevelsOfSkusQueryVariables>;
export const ChannelsOfGatewayDocument = new TypedDocumentString(`
    query ChannelsOfGateway {
  channels {
    key
    vendor
    sandbox
  }
}
    `) as unknown as TypedDocumentString<ChannelsOfGatewayQuery, ChannelsOfGatewayQueryVariables>;
export const StockAfterRestartDocument = new TypedDocumentString(`
    query StockAfterRestart {
  stock(targets: [{ channel: "global-link", productId: "product-001" }]) {
    ... on StockLevel {
      quantity
      pending
    }
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
    subscription WatchStock($filter: StockFilter, $snapshot: Boolean) {
  stockChanged(filter: $filter, snapshot: $snapshot) {
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
export const WatchEventsDocument = new TypedDocumentString(`
    subscription WatchEvents($filter: StockFilter, $snapshot: Boolean) {
  stockChanged(filter: $filter, snapshot: $snapshot) {
    productId
    locationId
    quantity
    pending
    source
  }
}
    `) as unknown as TypedDocumentString<WatchEventsSubscription, WatchEventsSubscriptionVariables>;