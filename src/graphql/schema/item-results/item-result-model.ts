import type { ConfirmationChange } from '../../../domain/changes/change.ts';
import type { ItemFailure } from '../../../domain/failure.ts';
import type { OperationId } from '../../../domain/ids.ts';
import type {
  Applied,
  ConfirmationReceipt,
  EndState,
  Item,
  PendingStage,
  ProductReceipt,
  StockReceipt,
} from '../../../domain/item.ts';
import { type Product, productOf } from '../../../domain/product.ts';
import { levelOf, type StockLevel } from '../../../domain/stock.ts';
import { assertNever } from '../../../lib/assert-never.ts';

/** The status of an item, without the stage of a pending item. */
export type ItemStatus = EndState | 'PENDING';

export type ResultBase = {
  readonly index: number;
  readonly status: ItemStatus;
  readonly channel: string;
};

export type StockAppliedModel = ResultBase & {
  readonly __typename: 'StockApplied';
  readonly stock: StockLevel;
  readonly receipt: StockReceipt;
};
export type ProductAppliedModel = ResultBase & {
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
export type FailureModel<Failure extends ItemFailure = ItemFailure> = ResultBase & {
  /** A failure has the name of its type in the schema. */
  readonly __typename: Failure['type'];
  readonly failure: Failure;
};

/** An item as the schema shows it. Each member is one GraphQL type with its `__typename`. */
export type ItemResultModel =
  | StockAppliedModel
  | ProductAppliedModel
  | ConfirmationAppliedModel
  | PendingModel
  | SupersededModel
  | FailureModel;

export const resultOf = (item: Item): ItemResultModel => {
  const { index, progress } = item;
  const { channel } = item.target;
  switch (progress.state) {
    case 'QUEUED':
    case 'SENDING':
    case 'RETRYING':
    case 'AWAITING_CALLBACK':
      return {
        __typename: 'ItemPending',
        index,
        channel,
        status: 'PENDING',
        stage: progress.state,
        deadline: progress.deadline,
      };
    case 'APPLIED':
      return appliedResult(item, progress);
    case 'SUPERSEDED':
      return { __typename: 'ItemSuperseded', index, channel, status: progress.state, by: progress.by };
    case 'FAILED':
    case 'OUTCOME_UNKNOWN': {
      const { state, failure } = progress;
      return { __typename: failure.type, index, channel, status: state, failure };
    }
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
): ItemResultModel => {
  const { index, change } = item;
  const { channel } = item.target;
  if (change?.kind === 'STOCK_SET' && receipt.kind === 'STOCK_SET') {
    const stock = levelOf(change, at, evidence, kept);
    return { __typename: 'StockApplied', index, channel, status, stock, receipt };
  }
  if (change?.kind === 'PRODUCT_REPLACEMENT' && receipt.kind === 'PRODUCT_REPLACEMENT') {
    return { __typename: 'ProductApplied', index, channel, status, product: productOf(change, at), receipt };
  }
  if (change?.kind === 'INVENTORY_CONFIRMATION' && receipt.kind === 'INVENTORY_CONFIRMATION') {
    return { __typename: 'ConfirmationApplied', index, channel, status, change, receipt };
  }
  throw new Error(`Item ${index} holds a ${receipt.kind} receipt for a ${change?.kind ?? 'missing'} change`);
};
