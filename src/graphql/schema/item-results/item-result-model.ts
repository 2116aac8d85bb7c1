import type { CheckedItem, ItemStatus } from '../../../core/gateway.ts';
import type { Change, ConfirmationChange } from '../../../domain/changes/change.ts';
import type { ComparedLevel, ItemFailure, OutcomeUnknown } from '../../../domain/failure.ts';
import type { ClientId, OperationId } from '../../../domain/ids.ts';
import type {
  AdjustmentReceipt,
  Applied,
  ConfirmationReceipt,
  Item,
  PendingStage,
  ProductReceipt,
  StockReceipt,
} from '../../../domain/item.ts';
import { type Product, productOf } from '../../../domain/product.ts';
import { adjustedLevelOf, levelOf, type StockLevel } from '../../../domain/stock.ts';
import { assertNever } from '../../../lib/assert-never.ts';

export type ResultBase = {
  readonly index: number;
  readonly status: ItemStatus;
  readonly item: Pick<Item, 'target' | 'change'>;
};

/** `isFresh` is true in the answer of the mutation that began the operation: the values of the change are the newest. */
type AppliedBase = ResultBase & { readonly isFresh: boolean };

export type StockAppliedModel = AppliedBase & {
  readonly __typename: 'StockApplied';
  readonly stock: StockLevel;
  readonly receipt: StockReceipt | AdjustmentReceipt;
};
export type StockAppliedUnreadModel = ResultBase & {
  readonly __typename: 'StockAppliedUnread';
  readonly receipt: AdjustmentReceipt;
};
export type ProductAppliedModel = AppliedBase & {
  readonly __typename: 'ProductApplied';
  readonly product: Product;
  readonly receipt: ProductReceipt;
};
export type ConfirmationAppliedModel = ResultBase & {
  readonly __typename: 'ConfirmationApplied';
  readonly change: ConfirmationChange;
  readonly receipt: ConfirmationReceipt;
};
export type PendingModel = ResultBase & {
  readonly __typename: 'ItemPending';
  readonly stage: PendingStage;
  readonly deadline: number;
};
export type SupersededModel = ResultBase & {
  readonly __typename: 'ItemSuperseded';
  readonly by: OperationId;
};
export type CanceledModel = ResultBase & {
  readonly __typename: 'ItemCanceled';
  readonly by: ClientId;
};
export type FailureModel<Failure extends ItemFailure = ItemFailure> = ResultBase & {
  /** A failure has the name of its type in the schema. */
  readonly __typename: Failure['type'];
  readonly failure: Failure;
};
export type UnknownModel = ResultBase & {
  readonly __typename: 'OutcomeUnknown';
  readonly failure: OutcomeUnknown;
};

export type ValidModel = ResultBase & {
  readonly __typename: 'ItemValid';
  readonly current: StockLevel | null;
};

/** An item as the schema shows it. Each member is one GraphQL type with its `__typename`. */
export type ItemResultModel =
  | StockAppliedModel
  | StockAppliedUnreadModel
  | ProductAppliedModel
  | ConfirmationAppliedModel
  | PendingModel
  | SupersededModel
  | CanceledModel
  | FailureModel
  | UnknownModel
  | ValidModel;

/** The level that a guarded change was compared with. Null if none was known. */
export const comparedLevelOf = (change: Change | null, level: ComparedLevel | null): StockLevel | null =>
  level && change?.kind === 'STOCK_SET'
    ? {
        channel: change.channel,
        productId: change.productId,
        locationId: change.locationId,
        optionId: null,
        ...level,
      }
    : null;

/** The result of an item of a dry run. */
export const checkedResult = (item: CheckedItem): ItemResultModel => {
  const { index, failure, current } = item;
  return failure
    ? { __typename: failure.type, index, item, status: 'FAILED', failure }
    : { __typename: 'ItemValid', index, item, status: 'VALID', current };
};

export const resultOf = (item: Item, isFresh = false): ItemResultModel => {
  const { index, progress } = item;
  switch (progress.state) {
    case 'QUEUED':
    case 'SENDING':
    case 'RETRYING':
    case 'AWAITING_CALLBACK':
      return {
        __typename: 'ItemPending',
        index,
        item,
        status: 'PENDING',
        stage: progress.state,
        deadline: progress.deadline,
      };
    case 'APPLIED':
      return appliedResult(item, progress, isFresh);
    case 'SUPERSEDED':
      return { __typename: 'ItemSuperseded', index, item, status: progress.state, by: progress.by };
    case 'CANCELED':
      return { __typename: 'ItemCanceled', index, item, status: progress.state, by: progress.by };
    case 'FAILED':
      return {
        __typename: progress.failure.type,
        index,
        item,
        status: progress.state,
        failure: progress.failure,
      };
    case 'OUTCOME_UNKNOWN':
      return {
        __typename: 'OutcomeUnknown',
        index,
        item,
        status: progress.state,
        failure: progress.failure,
      };
    default:
      return assertNever(progress);
  }
};

/**
 * Each object is written out, because a mutation returns up to a thousand of them and a spread would copy each twice.
 */
const appliedResult = (
  item: Item,
  { state: status, receipt, at, evidence, kept }: Applied,
  isFresh: boolean,
): ItemResultModel => {
  const { index, change } = item;
  if (change?.kind === 'STOCK_SET' && receipt.kind === 'STOCK_SET') {
    const stock = levelOf(change, at, evidence, kept);
    return { __typename: 'StockApplied', index, item, status, stock, receipt, isFresh };
  }
  if (change?.kind === 'STOCK_ADJUSTMENT' && receipt.kind === 'STOCK_ADJUSTMENT') {
    const stock = adjustedLevelOf(change, receipt);
    if (!stock) return { __typename: 'StockAppliedUnread', index, item, status, receipt };
    return { __typename: 'StockApplied', index, item, status, stock, receipt, isFresh };
  }
  if (change?.kind === 'PRODUCT_REPLACEMENT' && receipt.kind === 'PRODUCT_REPLACEMENT') {
    const product = productOf(change, at);
    return { __typename: 'ProductApplied', index, item, status, product, receipt, isFresh };
  }
  if (change?.kind === 'INVENTORY_CONFIRMATION' && receipt.kind === 'INVENTORY_CONFIRMATION') {
    return { __typename: 'ConfirmationApplied', index, item, status, change, receipt };
  }
  throw new Error(`Item ${index} holds a ${receipt.kind} receipt for a ${change?.kind ?? 'missing'} change`);
};
