/* eslint-disable */
/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** How exact a count is. */
export type CountPrecision =
  /** There are more entries than the count. The gateway stops counting at 10,000. */
  | 'AT_LEAST'
  /** The count is exact. */
  | 'EXACT';

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

/** The stock of one option of a product. */
export type OptionStockInput = {
  /** The vendor's id of the option. */
  readonly optionId: string;
  /** The absolute quantity. `Channel.capabilities.quantity` states the range. */
  readonly quantity: number;
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

type Levels_GlobalLinkProduct_Fragment = { readonly id: string, readonly stock: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly observedAt: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly channel: { readonly key: string }, readonly location: { readonly name: string | null } | null }> } };

type Levels_SmaregiProduct_Fragment = { readonly id: string, readonly stock: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly observedAt: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly channel: { readonly key: string }, readonly location: { readonly name: string | null } | null }> } };

export type LevelsFragment =
  | Levels_GlobalLinkProduct_Fragment
  | Levels_SmaregiProduct_Fragment
;

export type ListQueryVariables = Exact<{
  search?: string | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
  last?: number | null | undefined;
  before?: string | null | undefined;
}>;


export type ListQuery = { readonly products: { readonly count: { readonly value: number, readonly precision: CountPrecision }, readonly nodes: ReadonlyArray<
      | { readonly id: string, readonly name: string, readonly code: string | null, readonly channel: { readonly key: string, readonly sandbox: boolean }, readonly price: { readonly amount: string, readonly currency: string } | null, readonly options: ReadonlyArray<{ readonly optionId: string, readonly names: ReadonlyArray<{ readonly name: string }> }>, readonly stock: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly observedAt: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly channel: { readonly key: string }, readonly location: { readonly name: string | null } | null }> } }
      | { readonly id: string, readonly name: string, readonly code: string | null, readonly channel: { readonly key: string, readonly sandbox: boolean }, readonly price: { readonly amount: string, readonly currency: string } | null, readonly options: ReadonlyArray<{ readonly optionId: string, readonly names: ReadonlyArray<{ readonly name: string }> }>, readonly stock: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly observedAt: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly channel: { readonly key: string }, readonly location: { readonly name: string | null } | null }> } }
    >, readonly pageInfo: { readonly hasPreviousPage: boolean, readonly hasNextPage: boolean, readonly startCursor: string | null, readonly endCursor: string | null } } };

export type LiveSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type LiveSubscription = { readonly stockChanged: { readonly id: string, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly observedAt: string, readonly product:
      | { readonly id: string, readonly stock: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly observedAt: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly channel: { readonly key: string }, readonly location: { readonly name: string | null } | null }> } }
      | { readonly id: string, readonly stock: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly observedAt: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly channel: { readonly key: string }, readonly location: { readonly name: string | null } | null }> } }
     | null } };

type ItemOutcome_ConfirmationApplied_Fragment = { readonly __typename: 'ConfirmationApplied', readonly index: number, readonly status: ItemStatus };

type ItemOutcome_InvalidItem_Fragment = { readonly __typename: 'InvalidItem', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly path: ReadonlyArray<string>, readonly index: number, readonly status: ItemStatus };

type ItemOutcome_ItemCanceled_Fragment = { readonly __typename: 'ItemCanceled', readonly index: number, readonly status: ItemStatus };

type ItemOutcome_ItemPending_Fragment = { readonly __typename: 'ItemPending', readonly stage: PendingStage, readonly index: number, readonly status: ItemStatus };

type ItemOutcome_ItemSuperseded_Fragment = { readonly __typename: 'ItemSuperseded', readonly index: number, readonly status: ItemStatus };

type ItemOutcome_ItemValid_Fragment = { readonly __typename: 'ItemValid', readonly index: number, readonly status: ItemStatus };

type ItemOutcome_OutcomeUnknown_Fragment = { readonly __typename: 'OutcomeUnknown', readonly message: string, readonly index: number, readonly status: ItemStatus };

type ItemOutcome_ProductApplied_Fragment = { readonly __typename: 'ProductApplied', readonly index: number, readonly status: ItemStatus };

type ItemOutcome_StaleQuantity_Fragment = { readonly __typename: 'StaleQuantity', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly index: number, readonly status: ItemStatus, readonly actual: { readonly id: string, readonly quantity: number } | null };

type ItemOutcome_StockApplied_Fragment = { readonly __typename: 'StockApplied', readonly index: number, readonly status: ItemStatus, readonly stock: { readonly id: string, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly observedAt: string, readonly product:
      | { readonly id: string, readonly stock: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly observedAt: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly channel: { readonly key: string }, readonly location: { readonly name: string | null } | null }> } }
      | { readonly id: string, readonly stock: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly observedAt: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly channel: { readonly key: string }, readonly location: { readonly name: string | null } | null }> } }
     | null } };

type ItemOutcome_StockAppliedUnread_Fragment = { readonly __typename: 'StockAppliedUnread', readonly index: number, readonly status: ItemStatus };

type ItemOutcome_TargetNotFound_Fragment = { readonly __typename: 'TargetNotFound', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly index: number, readonly status: ItemStatus };

type ItemOutcome_VendorRejected_Fragment = { readonly __typename: 'VendorRejected', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly index: number, readonly status: ItemStatus };

type ItemOutcome_VendorUnavailable_Fragment = { readonly __typename: 'VendorUnavailable', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly retryAfterMs: number | null, readonly index: number, readonly status: ItemStatus };

export type ItemOutcomeFragment =
  | ItemOutcome_ConfirmationApplied_Fragment
  | ItemOutcome_InvalidItem_Fragment
  | ItemOutcome_ItemCanceled_Fragment
  | ItemOutcome_ItemPending_Fragment
  | ItemOutcome_ItemSuperseded_Fragment
  | ItemOutcome_ItemValid_Fragment
  | ItemOutcome_OutcomeUnknown_Fragment
  | ItemOutcome_ProductApplied_Fragment
  | ItemOutcome_StaleQuantity_Fragment
  | ItemOutcome_StockApplied_Fragment
  | ItemOutcome_StockAppliedUnread_Fragment
  | ItemOutcome_TargetNotFound_Fragment
  | ItemOutcome_VendorRejected_Fragment
  | ItemOutcome_VendorUnavailable_Fragment
;

export type SetStockMutationVariables = Exact<{
  items: ReadonlyArray<StockQuantityInput> | StockQuantityInput;
}>;


export type SetStockMutation = { readonly setStock: { readonly operation: { readonly id: string } | null, readonly results: ReadonlyArray<
      | { readonly __typename: 'ConfirmationApplied', readonly index: number, readonly status: ItemStatus }
      | { readonly __typename: 'InvalidItem', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly path: ReadonlyArray<string>, readonly index: number, readonly status: ItemStatus }
      | { readonly __typename: 'ItemCanceled', readonly index: number, readonly status: ItemStatus }
      | { readonly __typename: 'ItemPending', readonly stage: PendingStage, readonly index: number, readonly status: ItemStatus }
      | { readonly __typename: 'ItemSuperseded', readonly index: number, readonly status: ItemStatus }
      | { readonly __typename: 'ItemValid', readonly index: number, readonly status: ItemStatus }
      | { readonly __typename: 'OutcomeUnknown', readonly message: string, readonly index: number, readonly status: ItemStatus }
      | { readonly __typename: 'ProductApplied', readonly index: number, readonly status: ItemStatus }
      | { readonly __typename: 'StaleQuantity', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly index: number, readonly status: ItemStatus, readonly actual: { readonly id: string, readonly quantity: number } | null }
      | { readonly __typename: 'StockApplied', readonly index: number, readonly status: ItemStatus, readonly stock: { readonly id: string, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly observedAt: string, readonly product:
            | { readonly id: string, readonly stock: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly observedAt: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly channel: { readonly key: string }, readonly location: { readonly name: string | null } | null }> } }
            | { readonly id: string, readonly stock: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly observedAt: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly channel: { readonly key: string }, readonly location: { readonly name: string | null } | null }> } }
           | null } }
      | { readonly __typename: 'StockAppliedUnread', readonly index: number, readonly status: ItemStatus }
      | { readonly __typename: 'TargetNotFound', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly index: number, readonly status: ItemStatus }
      | { readonly __typename: 'VendorRejected', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly index: number, readonly status: ItemStatus }
      | { readonly __typename: 'VendorUnavailable', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly retryAfterMs: number | null, readonly index: number, readonly status: ItemStatus }
    >, readonly userErrors: ReadonlyArray<{ readonly message: string }> } | null };

export type FollowSubscriptionVariables = Exact<{
  id: string;
}>;


export type FollowSubscription = { readonly operationChanged: { readonly sequence: number, readonly completed: boolean, readonly results: ReadonlyArray<
      | { readonly __typename: 'ConfirmationApplied', readonly index: number, readonly status: ItemStatus }
      | { readonly __typename: 'InvalidItem', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly path: ReadonlyArray<string>, readonly index: number, readonly status: ItemStatus }
      | { readonly __typename: 'ItemCanceled', readonly index: number, readonly status: ItemStatus }
      | { readonly __typename: 'ItemPending', readonly stage: PendingStage, readonly index: number, readonly status: ItemStatus }
      | { readonly __typename: 'ItemSuperseded', readonly index: number, readonly status: ItemStatus }
      | { readonly __typename: 'ItemValid', readonly index: number, readonly status: ItemStatus }
      | { readonly __typename: 'OutcomeUnknown', readonly message: string, readonly index: number, readonly status: ItemStatus }
      | { readonly __typename: 'ProductApplied', readonly index: number, readonly status: ItemStatus }
      | { readonly __typename: 'StaleQuantity', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly index: number, readonly status: ItemStatus, readonly actual: { readonly id: string, readonly quantity: number } | null }
      | { readonly __typename: 'StockApplied', readonly index: number, readonly status: ItemStatus, readonly stock: { readonly id: string, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly observedAt: string, readonly product:
            | { readonly id: string, readonly stock: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly observedAt: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly channel: { readonly key: string }, readonly location: { readonly name: string | null } | null }> } }
            | { readonly id: string, readonly stock: { readonly nodes: ReadonlyArray<{ readonly id: string, readonly quantity: number, readonly pending: boolean, readonly pendingQuantity: number | null, readonly observedAt: string, readonly productId: string, readonly locationId: string | null, readonly optionId: string | null, readonly channel: { readonly key: string }, readonly location: { readonly name: string | null } | null }> } }
           | null } }
      | { readonly __typename: 'StockAppliedUnread', readonly index: number, readonly status: ItemStatus }
      | { readonly __typename: 'TargetNotFound', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly index: number, readonly status: ItemStatus }
      | { readonly __typename: 'VendorRejected', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly index: number, readonly status: ItemStatus }
      | { readonly __typename: 'VendorUnavailable', readonly code: ItemErrorCode, readonly message: string, readonly retryable: boolean, readonly mayHaveApplied: boolean, readonly retryAfterMs: number | null, readonly index: number, readonly status: ItemStatus }
    > } };

export const LevelsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Levels"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Product"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"stock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"pendingQuantity"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"Field","name":{"kind":"Name","value":"productId"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"optionId"}}]}}]}}]}}]} as unknown as DocumentNode<LevelsFragment, unknown>;
export const ItemOutcomeFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ItemOutcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ItemResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockApplied"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"pendingQuantity"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Levels"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ItemPending"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stage"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ItemFailure"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"mayHaveApplied"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidItem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StaleQuantity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actual"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VendorUnavailable"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OutcomeUnknown"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Levels"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Product"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"stock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"pendingQuantity"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"Field","name":{"kind":"Name","value":"productId"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"optionId"}}]}}]}}]}}]} as unknown as DocumentNode<ItemOutcomeFragment, unknown>;
export const ListDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"List"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"last"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"before"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"products"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}]}},{"kind":"Argument","name":{"kind":"Name","value":"sort"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"NAME"}}]}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"last"},"value":{"kind":"Variable","name":{"kind":"Name","value":"last"}}},{"kind":"Argument","name":{"kind":"Name","value":"before"},"value":{"kind":"Variable","name":{"kind":"Name","value":"before"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"count"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"value"}},{"kind":"Field","name":{"kind":"Name","value":"precision"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"sandbox"}}]}},{"kind":"Field","name":{"kind":"Name","value":"price"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","name":{"kind":"Name","value":"options"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"optionId"}},{"kind":"Field","name":{"kind":"Name","value":"names"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"FragmentSpread","name":{"kind":"Name","value":"Levels"}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasPreviousPage"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"startCursor"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Levels"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Product"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"stock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"pendingQuantity"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"Field","name":{"kind":"Name","value":"productId"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"optionId"}}]}}]}}]}}]} as unknown as DocumentNode<ListQuery, ListQueryVariables>;
export const LiveDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"Live"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stockChanged"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"pendingQuantity"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Levels"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Levels"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Product"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"stock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"pendingQuantity"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"Field","name":{"kind":"Name","value":"productId"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"optionId"}}]}}]}}]}}]} as unknown as DocumentNode<LiveSubscription, LiveSubscriptionVariables>;
export const SetStockDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetStock"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"items"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StockQuantityInput"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setStock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"items"},"value":{"kind":"Variable","name":{"kind":"Name","value":"items"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"waitMs"},"value":{"kind":"IntValue","value":"0"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operation"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ItemOutcome"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Levels"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Product"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"stock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"pendingQuantity"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"Field","name":{"kind":"Name","value":"productId"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"optionId"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ItemOutcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ItemResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockApplied"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"pendingQuantity"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Levels"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ItemPending"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stage"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ItemFailure"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"mayHaveApplied"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidItem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StaleQuantity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actual"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VendorUnavailable"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OutcomeUnknown"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<SetStockMutation, SetStockMutationVariables>;
export const FollowDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"Follow"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"operationChanged"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"completed"}},{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ItemOutcome"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Levels"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Product"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"stock"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"pendingQuantity"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}},{"kind":"Field","name":{"kind":"Name","value":"channel"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}}]}},{"kind":"Field","name":{"kind":"Name","value":"productId"}},{"kind":"Field","name":{"kind":"Name","value":"locationId"}},{"kind":"Field","name":{"kind":"Name","value":"location"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"optionId"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ItemOutcome"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ItemResult"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StockApplied"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"pending"}},{"kind":"Field","name":{"kind":"Name","value":"pendingQuantity"}},{"kind":"Field","name":{"kind":"Name","value":"observedAt"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Levels"}}]}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ItemPending"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stage"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"ItemFailure"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"retryable"}},{"kind":"Field","name":{"kind":"Name","value":"mayHaveApplied"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvalidItem"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"path"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"StaleQuantity"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"actual"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}}]}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"VendorUnavailable"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"retryAfterMs"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"OutcomeUnknown"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]} as unknown as DocumentNode<FollowSubscription, FollowSubscriptionVariables>;