/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** The health of a channel, derived from its most recent requests. */
export type ChannelStatus =
  /** The most recent request failed. The gateway still sends requests and retries failed ones. */
  | 'DEGRADED'
  /** Ten requests in a row failed. The gateway sends no request for some seconds, and items wait. Then it sends a single request to test the vendor. */
  | 'DOWN'
  /** The most recent request succeeded. */
  | 'UP';

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

/** How the options of a group are formed. */
export type OptionGroupType =
  /** Each option is one combination, with one value for each dimension of the group, for example red and L. */
  | 'COMBINATION';

/** The stock of one option of a product. */
export type OptionStockInput = {
  /** The vendor's id of the option. */
  readonly optionId: string;
  /** The absolute quantity. `Channel.capabilities.quantity` states the range. */
  readonly quantity: number;
};

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

/** The stock changes and how to answer. */
export type SetStockInput = {
  /** True: the gateway only checks the items, without asking the vendor. It accepts nothing, sends nothing, and uses no idempotency key. It checks the rules of the items, the permissions of the client, the number of items and, where it has read the lists of the vendor, whether they contain the product and the store. It compares `ifQuantity` with the stock that the gateway knows. A channel without lists is not checked for unknown products. A vendor may refuse an item that is valid here, and may accept a product that is not on its lists. Each result is an ItemValid or the failure that was found. */
  readonly dryRun?: boolean | null | undefined;
  /** Your own text of 1 to 255 characters that makes a repeat safe. When the same client sends the same key with the same input again, it gets the same operation and nothing is sent again. The key is valid as long as the journal keeps the operation. */
  readonly idempotencyKey?: string | null | undefined;
  /** The changes, at least one and at most MAX_ITEMS (a setting, default 1,000), for any channels. Each target (channel, product, store) may occur once. All copies of a target that occurs more often fail with DUPLICATE_TARGET. */
  readonly items: ReadonlyArray<StockQuantityInput>;
  /** How long the mutation waits for outcomes, in milliseconds: 0 to 30,000. After that it answers with PENDING for the other items. The gateway continues to process them. */
  readonly waitMs?: number | null | undefined;
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

/** Sets the stock of one product, per store where the vendor has stores. The quantity is absolute, so the change can be repeated safely. */
export type StockQuantityInput = {
  /** The key of the channel. `channels` lists the keys. */
  readonly channel: string;
  /** A condition: the change is sent only if this is the quantity of the target when the turn of the change comes, after all earlier changes of the target. Otherwise the item fails with StaleQuantity. Where `Channel.capabilities.readsStock` is true, the gateway reads the quantity from the vendor directly before the write. A sale between the read and the write is not seen. Elsewhere it compares the quantity that the vendor acknowledged last. The condition concerns the quantity of the product. A change with `options` cannot have one. */
  readonly ifQuantity?: number | null | undefined;
  /** The store. Required where `Channel.capabilities.hasLocations` is true. Omit it otherwise. */
  readonly locationId?: string | null | undefined;
  /** A note for the vendor's stock history. `Channel.capabilities.memoMaxLength` states the maximum number of characters. */
  readonly memo?: string | null | undefined;
  /** The time at which you observed these quantities. The gateway compares it with the newest applied observation of each value: the quantity of the product and of each option. An older value never overwrites a newer one. The change is sent with the newer values in place of its older ones. When all its values are older, it is SUPERSEDED. */
  readonly observedAt?: string | null | undefined;
  /** The stock of the options of the product. Omit it for a product without options, and where `Channel.capabilities.hasOptions` is false. */
  readonly options?: ReadonlyArray<OptionStockInput> | null | undefined;
  /** The vendor's id of the product. */
  readonly productId: string;
  /** The absolute quantity. `Channel.capabilities.quantity` states the range. */
  readonly quantity: number;
  /** Whether the shop shows the product as sold out. Default: whether the quantity is 0. Ignored where `Channel.capabilities.hasSoldOut` is false. */
  readonly soldOut?: boolean | null | undefined;
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

export type LevelFragment = { readonly id: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly source: Source, readonly observedAt: string, readonly location: { readonly id: string, readonly name: string | null } | null };

type Options_GlobalLinkProduct_Fragment = { readonly id: string, readonly options: ReadonlyArray<{ readonly optionId: string, readonly names: ReadonlyArray<{ readonly groupOptionId: number, readonly name: string }>, readonly price: { readonly amount: string, readonly currency: string } | null, readonly stock: { readonly id: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly source: Source, readonly observedAt: string, readonly location: { readonly id: string, readonly name: string | null } | null } | null }> };

type Options_SmaregiProduct_Fragment = { readonly id: string, readonly options: ReadonlyArray<{ readonly optionId: string, readonly names: ReadonlyArray<{ readonly groupOptionId: number, readonly name: string }>, readonly price: { readonly amount: string, readonly currency: string } | null, readonly stock: { readonly id: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly source: Source, readonly observedAt: string, readonly location: { readonly id: string, readonly name: string | null } | null } | null }> };

export type OptionsFragment =
  | Options_GlobalLinkProduct_Fragment
  | Options_SmaregiProduct_Fragment
;

export type ProductsQueryVariables = Exact<{
  filter?: ProductFilter | null | undefined;
  sort?: ProductSort | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type ProductsQuery = { readonly products: { readonly edges: ReadonlyArray<{ readonly cursor: string, readonly node:
        | { readonly id: string, readonly productId: string, readonly name: string, readonly optionGroups: ReadonlyArray<{ readonly type: OptionGroupType, readonly names: ReadonlyArray<{ readonly groupOptionId: number, readonly name: string }> }>, readonly price: { readonly amount: string, readonly currency: string } | null, readonly channel: { readonly id: string, readonly key: string, readonly capabilities: { readonly operations: ReadonlyArray<OperationKind>, readonly quantity: { readonly min: number, readonly max: number } | null }, readonly health: { readonly status: ChannelStatus } }, readonly stock: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly source: Source, readonly observedAt: string, readonly location: { readonly id: string, readonly name: string | null } | null }> }, readonly options: ReadonlyArray<{ readonly optionId: string, readonly names: ReadonlyArray<{ readonly groupOptionId: number, readonly name: string }>, readonly price: { readonly amount: string, readonly currency: string } | null, readonly stock: { readonly id: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly source: Source, readonly observedAt: string, readonly location: { readonly id: string, readonly name: string | null } | null } | null }> }
        | { readonly id: string, readonly productId: string, readonly name: string, readonly price: { readonly amount: string, readonly currency: string } | null, readonly channel: { readonly id: string, readonly key: string, readonly capabilities: { readonly operations: ReadonlyArray<OperationKind>, readonly quantity: { readonly min: number, readonly max: number } | null }, readonly health: { readonly status: ChannelStatus } }, readonly stock: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly source: Source, readonly observedAt: string, readonly location: { readonly id: string, readonly name: string | null } | null }> }, readonly options: ReadonlyArray<{ readonly optionId: string, readonly names: ReadonlyArray<{ readonly groupOptionId: number, readonly name: string }>, readonly price: { readonly amount: string, readonly currency: string } | null, readonly stock: { readonly id: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly source: Source, readonly observedAt: string, readonly location: { readonly id: string, readonly name: string | null } | null } | null }> }
       }>, readonly pageInfo: { readonly hasNextPage: boolean, readonly hasPreviousPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type SetStockMutationVariables = Exact<{
  input: SetStockInput;
}>;


export type SetStockMutation = { readonly setStock: { readonly operation: { readonly id: string, readonly status: OperationStatus } | null, readonly results: ReadonlyArray<
      | { readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly channel: { readonly id: string, readonly key: string } | null }, readonly change:
          | { readonly quantity: number, readonly options: ReadonlyArray<{ readonly optionId: string, readonly quantity: number }> | null }
          | Record<PropertyKey, never>
         | null }
      | { readonly code: ItemErrorCode, readonly message: string, readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly channel: { readonly id: string, readonly key: string } | null }, readonly change:
          | { readonly quantity: number, readonly options: ReadonlyArray<{ readonly optionId: string, readonly quantity: number }> | null }
          | Record<PropertyKey, never>
         | null }
      | { readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly channel: { readonly id: string, readonly key: string } | null }, readonly change:
          | { readonly quantity: number, readonly options: ReadonlyArray<{ readonly optionId: string, readonly quantity: number }> | null }
          | Record<PropertyKey, never>
         | null }
      | { readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly channel: { readonly id: string, readonly key: string } | null }, readonly change:
          | { readonly quantity: number, readonly options: ReadonlyArray<{ readonly optionId: string, readonly quantity: number }> | null }
          | Record<PropertyKey, never>
         | null }
      | { readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly channel: { readonly id: string, readonly key: string } | null }, readonly change:
          | { readonly quantity: number, readonly options: ReadonlyArray<{ readonly optionId: string, readonly quantity: number }> | null }
          | Record<PropertyKey, never>
         | null }
      | { readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly channel: { readonly id: string, readonly key: string } | null }, readonly change:
          | { readonly quantity: number, readonly options: ReadonlyArray<{ readonly optionId: string, readonly quantity: number }> | null }
          | Record<PropertyKey, never>
         | null }
      | { readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly channel: { readonly id: string, readonly key: string } | null }, readonly change:
          | { readonly quantity: number, readonly options: ReadonlyArray<{ readonly optionId: string, readonly quantity: number }> | null }
          | Record<PropertyKey, never>
         | null }
      | { readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly channel: { readonly id: string, readonly key: string } | null }, readonly change:
          | { readonly quantity: number, readonly options: ReadonlyArray<{ readonly optionId: string, readonly quantity: number }> | null }
          | Record<PropertyKey, never>
         | null }
      | { readonly code: ItemErrorCode, readonly message: string, readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly channel: { readonly id: string, readonly key: string } | null }, readonly change:
          | { readonly quantity: number, readonly options: ReadonlyArray<{ readonly optionId: string, readonly quantity: number }> | null }
          | Record<PropertyKey, never>
         | null }
      | { readonly index: number, readonly status: ItemStatus, readonly stock: { readonly id: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly source: Source, readonly observedAt: string, readonly product:
            | { readonly id: string, readonly options: ReadonlyArray<{ readonly optionId: string, readonly names: ReadonlyArray<{ readonly groupOptionId: number, readonly name: string }>, readonly price: { readonly amount: string, readonly currency: string } | null, readonly stock: { readonly id: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly source: Source, readonly observedAt: string, readonly location: { readonly id: string, readonly name: string | null } | null } | null }> }
            | { readonly id: string, readonly options: ReadonlyArray<{ readonly optionId: string, readonly names: ReadonlyArray<{ readonly groupOptionId: number, readonly name: string }>, readonly price: { readonly amount: string, readonly currency: string } | null, readonly stock: { readonly id: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly source: Source, readonly observedAt: string, readonly location: { readonly id: string, readonly name: string | null } | null } | null }> }
           | null, readonly location: { readonly id: string, readonly name: string | null } | null }, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly channel: { readonly id: string, readonly key: string } | null }, readonly change:
          | { readonly quantity: number, readonly options: ReadonlyArray<{ readonly optionId: string, readonly quantity: number }> | null }
          | Record<PropertyKey, never>
         | null }
      | { readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly channel: { readonly id: string, readonly key: string } | null }, readonly change:
          | { readonly quantity: number, readonly options: ReadonlyArray<{ readonly optionId: string, readonly quantity: number }> | null }
          | Record<PropertyKey, never>
         | null }
      | { readonly code: ItemErrorCode, readonly message: string, readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly channel: { readonly id: string, readonly key: string } | null }, readonly change:
          | { readonly quantity: number, readonly options: ReadonlyArray<{ readonly optionId: string, readonly quantity: number }> | null }
          | Record<PropertyKey, never>
         | null }
      | { readonly code: ItemErrorCode, readonly message: string, readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly channel: { readonly id: string, readonly key: string } | null }, readonly change:
          | { readonly quantity: number, readonly options: ReadonlyArray<{ readonly optionId: string, readonly quantity: number }> | null }
          | Record<PropertyKey, never>
         | null }
      | { readonly code: ItemErrorCode, readonly message: string, readonly index: number, readonly status: ItemStatus, readonly target: { readonly channelKey: string, readonly productId: string | null, readonly locationId: string | null, readonly channel: { readonly id: string, readonly key: string } | null }, readonly change:
          | { readonly quantity: number, readonly options: ReadonlyArray<{ readonly optionId: string, readonly quantity: number }> | null }
          | Record<PropertyKey, never>
         | null }
    >, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly message: string }> } | null };

export type WatchStockSubscriptionVariables = Exact<{
  filter?: StockFilter | null | undefined;
}>;


export type WatchStockSubscription = { readonly stockChanged: { readonly id: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly source: Source, readonly observedAt: string, readonly location: { readonly id: string, readonly name: string | null } | null } };

export type SyncedQueryVariables = Exact<{ [key: string]: never; }>;


export type SyncedQuery = { readonly channel: { readonly id: string, readonly health: { readonly status: ChannelStatus, readonly catalogSyncedAt: string | null } } | null };

export const LevelFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Level"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockLevel"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"productId"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"optionId"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"pendingQuantity"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<LevelFragment, unknown>;
export const OptionsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Options"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Product"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"options"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"optionId"}},{"kind":"Field","name":{"kind":"Name","value":"names"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"groupOptionId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"price"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"stock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Level"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Level"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockLevel"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"productId"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"optionId"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"pendingQuantity"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<OptionsFragment, unknown>;
export const ProductsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Products"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ProductFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sort"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ProductSort"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"products"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"sort"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sort"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"edges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cursor"}},{"kind":"Field","name":{"kind":"Name","value":"node"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"productId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"price"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"capabilities"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operations"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"min"}},{"kind":"Field","name":{"kind":"Name","value":"max"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"health"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Options"}},{"kind":"Field","name":{"kind":"Name","value":"stock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Level"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"GlobalLinkProduct"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"optionGroups"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"names"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"groupOptionId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Level"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockLevel"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"productId"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"optionId"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"pendingQuantity"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Options"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Product"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"options"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"optionId"}},{"kind":"Field","name":{"kind":"Name","value":"names"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"groupOptionId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"price"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"stock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Level"}}]}}]}}]}}]} as unknown as DocumentNode<ProductsQuery, ProductsQueryVariables>;
export const SetStockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetStock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetStockInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setStock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"target"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channelKey"}},{"kind":"Field","name":{"kind":"Name","value":"productId"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"key"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"change"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockQuantityChange"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"options"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"optionId"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockApplied"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Level"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Options"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ItemFailure"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Level"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockLevel"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"productId"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"optionId"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"pendingQuantity"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Options"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Product"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"options"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"optionId"}},{"kind":"Field","name":{"kind":"Name","value":"names"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"groupOptionId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"price"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"stock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Level"}}]}}]}}]}}]} as unknown as DocumentNode<SetStockMutation, SetStockMutationVariables>;
export const WatchStockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"WatchStock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"StockFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stockChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"snapshot"},"value":{"kind":"BooleanValue","value":true}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Level"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Level"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockLevel"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"productId"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"optionId"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"pendingQuantity"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<WatchStockSubscription, WatchStockSubscriptionVariables>;
export const SyncedDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Synced"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"channel"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"key"},"value":{"kind":"StringValue","value":"smaregi","block":false}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"health"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"catalogSyncedAt"}}]}}]}}]}}]} as unknown as DocumentNode<SyncedQuery, SyncedQueryVariables>;