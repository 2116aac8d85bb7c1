/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

/** Whether an operation is still running. */
export type OperationStatus =
  /** Every item is finished. */
  | 'COMPLETED'
  /** At least one item is PENDING. */
  | 'RUNNING';

/** The stock of one option of a product. */
export type OptionStockInput = {
  /** The vendor's id of the option. */
  optionId: string | number;
  /** The absolute quantity. `Channel.capabilities.quantity` states the range. */
  quantity: number;
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

type ImportedItem_ConfirmationApplied_Fragment = { status: ItemStatus };

type ImportedItem_InvalidItem_Fragment = { code: ItemErrorCode, message: string, retryable: boolean, vendorCode: string | null, status: ItemStatus };

type ImportedItem_ItemCanceled_Fragment = { status: ItemStatus };

type ImportedItem_ItemPending_Fragment = { status: ItemStatus };

type ImportedItem_ItemSuperseded_Fragment = { status: ItemStatus };

type ImportedItem_ItemValid_Fragment = { status: ItemStatus };

type ImportedItem_OutcomeUnknown_Fragment = { message: string, vendorCode: string | null, status: ItemStatus };

type ImportedItem_ProductApplied_Fragment = { status: ItemStatus };

type ImportedItem_StaleQuantity_Fragment = { code: ItemErrorCode, message: string, retryable: boolean, vendorCode: string | null, status: ItemStatus };

type ImportedItem_StockApplied_Fragment = { status: ItemStatus };

type ImportedItem_StockAppliedUnread_Fragment = { status: ItemStatus };

type ImportedItem_TargetNotFound_Fragment = { code: ItemErrorCode, message: string, retryable: boolean, vendorCode: string | null, status: ItemStatus };

type ImportedItem_VendorRejected_Fragment = { code: ItemErrorCode, message: string, retryable: boolean, vendorCode: string | null, status: ItemStatus };

type ImportedItem_VendorUnavailable_Fragment = { code: ItemErrorCode, message: string, retryable: boolean, vendorCode: string | null, status: ItemStatus };

export type ImportedItemFragment =
  | ImportedItem_ConfirmationApplied_Fragment
  | ImportedItem_InvalidItem_Fragment
  | ImportedItem_ItemCanceled_Fragment
  | ImportedItem_ItemPending_Fragment
  | ImportedItem_ItemSuperseded_Fragment
  | ImportedItem_ItemValid_Fragment
  | ImportedItem_OutcomeUnknown_Fragment
  | ImportedItem_ProductApplied_Fragment
  | ImportedItem_StaleQuantity_Fragment
  | ImportedItem_StockApplied_Fragment
  | ImportedItem_StockAppliedUnread_Fragment
  | ImportedItem_TargetNotFound_Fragment
  | ImportedItem_VendorRejected_Fragment
  | ImportedItem_VendorUnavailable_Fragment
;

export type ImportStockMutationVariables = Exact<{
  input: SetStockInput;
}>;


export type ImportStockMutation = { setStock: { replayed: boolean, operation: { id: string, createdAt: string } | null, results: Array<
      | { status: ItemStatus }
      | { code: ItemErrorCode, message: string, retryable: boolean, vendorCode: string | null, status: ItemStatus }
      | { status: ItemStatus }
      | { status: ItemStatus }
      | { status: ItemStatus }
      | { status: ItemStatus }
      | { message: string, vendorCode: string | null, status: ItemStatus }
      | { status: ItemStatus }
      | { code: ItemErrorCode, message: string, retryable: boolean, vendorCode: string | null, status: ItemStatus }
      | { status: ItemStatus }
      | { status: ItemStatus }
      | { code: ItemErrorCode, message: string, retryable: boolean, vendorCode: string | null, status: ItemStatus }
      | { code: ItemErrorCode, message: string, retryable: boolean, vendorCode: string | null, status: ItemStatus }
      | { code: ItemErrorCode, message: string, retryable: boolean, vendorCode: string | null, status: ItemStatus }
    >, userErrors: Array<{ code: UserErrorCode, message: string, limit: number | null, retryAfterMs: number | null }> } | null };

export type ImportBeginQueryVariables = Exact<{
  operationId: string | number;
  continues: boolean;
}>;


export type ImportBeginQuery = { channels: Array<{ key: string }>, operation?: { id: string } | null };

export type ImportProgressQueryVariables = Exact<{
  id: string | number;
}>;


export type ImportProgressQuery = { operation: { status: OperationStatus } | null };

export type ImportOutcomesQueryVariables = Exact<{
  id: string | number;
}>;


export type ImportOutcomesQuery = { operation: { results: { nodes: Array<
        | { status: ItemStatus }
        | { code: ItemErrorCode, message: string, retryable: boolean, vendorCode: string | null, status: ItemStatus }
        | { status: ItemStatus }
        | { status: ItemStatus }
        | { status: ItemStatus }
        | { status: ItemStatus }
        | { message: string, vendorCode: string | null, status: ItemStatus }
        | { status: ItemStatus }
        | { code: ItemErrorCode, message: string, retryable: boolean, vendorCode: string | null, status: ItemStatus }
        | { status: ItemStatus }
        | { status: ItemStatus }
        | { code: ItemErrorCode, message: string, retryable: boolean, vendorCode: string | null, status: ItemStatus }
        | { code: ItemErrorCode, message: string, retryable: boolean, vendorCode: string | null, status: ItemStatus }
        | { code: ItemErrorCode, message: string, retryable: boolean, vendorCode: string | null, status: ItemStatus }
      > } } | null };

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
export const ImportedItemFragmentDoc = new TypedDocumentString(`
    fragment ImportedItem on ItemResult {
  status
  ... on ItemFailure {
    code
    message
    retryable
    vendorCode
  }
  ... on OutcomeUnknown {
    message
    vendorCode
  }
}
    `, {"fragmentName":"ImportedItem"}) as unknown as TypedDocumentString<ImportedItemFragment, unknown>;
export const ImportStockDocument = new TypedDocumentString(`
    mutation ImportStock($input: SetStockInput!) {
  setStock(input: $input) {
    operation {
      id
      createdAt
    }
    replayed
    results {
      ...ImportedItem
    }
    userErrors {
      code
      message
      limit
      retryAfterMs
    }
  }
}
    fragment ImportedItem on ItemResult {
  status
  ... on ItemFailure {
    code
    message
    retryable
    vendorCode
  }
  ... on OutcomeUnknown {
    message
    vendorCode
  }
}`) as unknown as TypedDocumentString<ImportStockMutation, ImportStockMutationVariables>;
export const ImportBeginDocument = new TypedDocumentString(`
    query ImportBegin($operationId: ID!, $continues: Boolean!) {
  channels {
    key
  }
  operation(id: $operationId) @include(if: $continues) {
    id
  }
}
    `) as unknown as TypedDocumentString<ImportBeginQuery, ImportBeginQueryVariables>;
export const ImportProgressDocument = new TypedDocumentString(`
    query ImportProgress($id: ID!) {
  operation(id: $id) {
    status
  }
}
    `) as unknown as TypedDocumentString<ImportProgressQuery, ImportProgressQueryVariables>;
export const ImportOutcomesDocument = new TypedDocumentString(`
    query ImportOutcomes($id: ID!) {
  operation(id: $id) {
    results(first: 1000) {
      nodes {
        ...ImportedItem
      }
    }
  }
}
    fragment ImportedItem on ItemResult {
  status
  ... on ItemFailure {
    code
    message
    retryable
    vendorCode
  }
  ... on OutcomeUnknown {
    message
    vendorCode
  }
}`) as unknown as TypedDocumentString<ImportOutcomesQuery, ImportOutcomesQueryVariables>;