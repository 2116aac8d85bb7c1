/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
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

/** Whether an operation goes on. */
export type OperationStatus =
  /** Every item is at an end. */
  | 'COMPLETED'
  /** At least one of its items is PENDING. */
  | 'RUNNING';

/** The stock of one option of a product. */
export type OptionStockInput = {
  /** The vendor's own id of the option. */
  optionId: string | number;
  /** The absolute quantity. `Channel.capabilities.quantity` states the range. */
  quantity: number;
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

export type UpdateStockMutationVariables = Exact<{
  input: UpdateStockInput;
}>;


export type UpdateStockMutation = { updateStock: { operation: { id: string, sequence: number, status: OperationStatus } | null, results: Array<
      | { index: number, status: ItemStatus }
      | { code: ItemErrorCode, message: string, index: number, status: ItemStatus }
      | { index: number, status: ItemStatus }
      | { index: number, status: ItemStatus }
      | { code: ItemErrorCode, message: string, index: number, status: ItemStatus }
      | { index: number, status: ItemStatus }
      | { index: number, status: ItemStatus }
      | { code: ItemErrorCode, message: string, index: number, status: ItemStatus }
      | { code: ItemErrorCode, message: string, index: number, status: ItemStatus }
      | { code: ItemErrorCode, message: string, index: number, status: ItemStatus }
    >, userErrors: Array<{ code: UserErrorCode, message: string }> } | null };

export type FollowSubscriptionVariables = Exact<{
  id: string | number;
  after?: number | null | undefined;
}>;


export type FollowSubscription = { operation: { sequence: number, completed: boolean, results: Array<
      | { index: number, status: ItemStatus, channel: string }
      | { code: ItemErrorCode, message: string, index: number, status: ItemStatus, channel: string }
      | { index: number, status: ItemStatus, channel: string }
      | { index: number, status: ItemStatus, channel: string }
      | { code: ItemErrorCode, message: string, index: number, status: ItemStatus, channel: string }
      | { index: number, status: ItemStatus, channel: string }
      | { index: number, status: ItemStatus, channel: string }
      | { code: ItemErrorCode, message: string, index: number, status: ItemStatus, channel: string }
      | { code: ItemErrorCode, message: string, index: number, status: ItemStatus, channel: string }
      | { code: ItemErrorCode, message: string, index: number, status: ItemStatus, channel: string }
    > } };

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

export const UpdateStockDocument = new TypedDocumentString(`
    mutation UpdateStock($input: UpdateStockInput!) {
  updateStock(input: $input) {
    operation {
      id
      sequence
      status
    }
    results {
      index
      status
      ... on ItemFailure {
        code
        message
      }
    }
    userErrors {
      code
      message
    }
  }
}
    `, {"hash":"sha256:d419eb6a2c3c12ba357e93c0e6479ba374447b518a0bc29611f7a9155be8eafd"}) as unknown as TypedDocumentString<UpdateStockMutation, UpdateStockMutationVariables>;
export const FollowDocument = new TypedDocumentString(`
    subscription Follow($id: ID!, $after: Int) {
  operation(id: $id, after: $after) {
    sequence
    completed
    results {
      index
      status
      channel
      ... on ItemFailure {
        code
        message
      }
    }
  }
}
    `, {"hash":"sha256:5713623f836121eb03753a97605dcb36e9def3000ea52ddc006210af0a192dc8"}) as unknown as TypedDocumentString<FollowSubscription, FollowSubscriptionVariables>;