import type { ChannelId, OperationId, RequestId } from '../../../domain/ids.ts';
import type { ItemRef, QueuedItem } from '../../../domain/operation.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Journal } from '../../../ports/journal/journal.ts';
import type { RetryingItem } from '../../../ports/journal/requests.ts';
import type { Log } from '../../../ports/log.ts';
import type { HandleChanges } from '../../journal/handle-changes.ts';

export type RetryQueueDeps = {
  readonly channel: ChannelId;
  readonly journal: Pick<Journal, 'settle'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly handleChanges: HandleChanges;
  /** Queues items for their next try. */
  readonly requeue: (items: readonly QueuedItem[]) => void;
  /** The longest time that the channel retries an item, milliseconds. No pause is longer. */
  readonly retryForMs: () => number;
  /** Items of a channel that is not configured wait, also beyond their retry time. */
  readonly isConfigured: () => boolean;
};

/** The items of a channel that wait for their next try on this gateway. The journal stores them too. */
export type RetryQueue = {
  add(items: readonly RetryingItem[]): void;
  /** Removes items that are in a request again, or were superseded. */
  remove(items: readonly ItemRef[]): void;
  readonly size: number;
  /** The oldest operation that has an item here. */
  oldest(): OperationId | null;
  stop(): void;
};

/** The interval at which items are checked for the end of their retry time, milliseconds. */
const overdueCheckMs = 1_000;

const keyOf = ({ operationId, index }: ItemRef): string => `${operationId}/${index}`;

/**
 * Requeues each item when its pause is over, and ends it when its retry time is over. The latter also ends an item that
 * cannot be sent, because the breaker is open or the retry budget is used up.
 */
export const createRetryQueue = (deps: RetryQueueDeps): RetryQueue => {
  const { journal, clock, log, handleChanges } = deps;
  const waiting = new Map<string, RetryingItem>();
  const timers = new Set<() => void>();
  let isCheckScheduled = false;
  let isStopped = false;

  const after = (ms: number, task: () => void): void => {
    if (isStopped) return;
    const cancel = clock.after(ms, () => {
      timers.delete(cancel);
      task();
    });
    timers.add(cancel);
  };

  const isWaiting = (one: RetryingItem): boolean => waiting.get(keyOf(one.item)) === one;

  /** An item that is in another request by now stays as it is. */
  const end = async (requestId: RequestId, items: readonly RetryingItem[]): Promise<void> => {
    const rows = items.map(({ item, retry }) => ({
      operationId: item.operationId,
      index: item.index,
      outcome: retry.outcome,
    }));
    handleChanges(await journal.settle({ requestId, at: clock.now(), outcome: null, exchange: null, rows }));
    for (const one of items) if (isWaiting(one)) waiting.delete(keyOf(one.item));
  };

  const endOverdue = async (): Promise<void> => {
    if (!deps.isConfigured()) return;
    const now = clock.now();
    const overdue = [...waiting.values()].filter(({ retry }) => retry.until <= now);
    for (const [requestId, items] of Map.groupBy(overdue, (one) => one.requestId))
      await end(requestId, items);
  };

  const scheduleCheck = (): void => {
    if (isCheckScheduled || waiting.size === 0) return;
    isCheckScheduled = true;
    after(overdueCheckMs, () => {
      endOverdue()
        .catch((error: unknown) =>
          log.error({ err: error, channel: deps.channel }, 'Could not end items whose retry time is over'),
        )
        .finally(() => {
          isCheckScheduled = false;
          scheduleCheck();
        });
    });
  };

  return {
    add: (items) => {
      const now = clock.now();
      for (const [at, group] of Map.groupBy(items, ({ retry }) => retry.at)) {
        for (const one of group) waiting.set(keyOf(one.item), one);
        // The system clock may have been set back since the try.
        after(Math.min(Math.max(0, at - now), deps.retryForMs()), () =>
          deps.requeue(group.filter(isWaiting).map(({ item }) => item)),
        );
      }
      scheduleCheck();
    },
    remove: (items) => {
      if (waiting.size === 0) return;
      for (const item of items) waiting.delete(keyOf(item));
    },
    get size() {
      return waiting.size;
    },
    oldest: () => {
      let oldest: OperationId | null = null;
      for (const { item } of waiting.values()) {
        if (oldest === null || item.operationId < oldest) oldest = item.operationId;
      }
      return oldest;
    },
    stop: () => {
      isStopped = true;
      for (const cancel of timers) cancel();
      timers.clear();
    },
  };
};
