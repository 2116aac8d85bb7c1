import type { ChannelId, OperationId } from '../../domain/ids.ts';
import type { EndState } from '../../domain/item.ts';
import type { OperationKind, QueuedItem } from '../../domain/operation.ts';
import type { StockKey } from '../../domain/stock.ts';
import type { RetryingItem } from './requests.ts';

/** The number of items of one channel and kind that ended in the same state. */
export type EndedCount = {
  readonly channel: ChannelId;
  readonly kind: OperationKind;
  readonly state: EndState;
  readonly count: number;
};

/** What a command changed, for subscribers and queues. */
export type Changes = {
  readonly operations: readonly OperationId[];
  /** Levels that were written, and levels whose change ended without a write: they may not be pending any longer. */
  readonly stock: readonly StockKey[];
  /** Items that ended. An OUTCOME_UNKNOWN item that gets a better outcome later is not counted again. */
  readonly ended: readonly EndedCount[];
  /** Items whose target has become free. */
  readonly unblocked: readonly QueuedItem[];
  /** Items that now wait for their next try. */
  readonly retrying: readonly RetryingItem[];
};

export const noChanges: Changes = {
  operations: [],
  stock: [],
  unblocked: [],
  retrying: [],
  ended: [],
};
