import type { ChannelId, OperationId, RequestId } from '../../domain/ids.ts';
import type { ItemRef, QueuedItem } from '../../domain/operation.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Log } from '../../ports/log.ts';
import type { RetryingItem } from '../../ports/requests.ts';
import type { Announce } from '../subscribe/publish.ts';

export type RetriesParts = {
  readonly channel: ChannelId;
  readonly journal: Pick<Journal, 'settle'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly announce: Announce;
  /** Puts items in line for their next try. */
  readonly offer: (items: readonly QueuedItem[]) => void;
  /** For how long the channel is retried now, milliseconds: no wait is longer. */
  readonly retryForMs: () => number;
  /** Whether the channel is there: without it items wait, beyond their time too. */
  readonly isServed: () => boolean;
};

/** The items of a channel that wait for their next try on this gateway. The journal stores them too. */
export type Retries = {
  add(items: readonly RetryingItem[]): void;
  /** These are in a request again, or were superseded. */
  claimed(items: readonly ItemRef[]): void;
  readonly size: number;
  /** The operation of the one that was accepted first. */
  oldest(): OperationId | null;
  stop(): void;
};

/** How often the items are looked through for those whose time is over, milliseconds. */
const lookEveryMs = 1_000;

const keyOf = ({ operationId, index }: ItemRef): string => `${operationId}/${index}`;

/**
 * Offers each item again when its pause is over, and ends it when its time is: an item that cannot be sent, since the
 * requests of the channel are held back or its tries are used up, does not wait for ever.
 */
export const createRetries = (parts: RetriesParts): Retries => {
  const { journal, clock, log, announce, offer } = parts;
  const waiting = new Map<string, RetryingItem>();
  const timers = new Set<() => void>();
  let isLooking = false;
  let isStopped = false;

  const after = (ms: number, task: () => void): void => {
    if (isStopped) return;
    const cancel = clock.after(ms, () => {
      timers.delete(cancel);
      task();
    });
    timers.add(cancel);
  };

  const isStill = (one: RetryingItem): boolean => waiting.get(keyOf(one.item)) === one;

  /** What moved on meanwhile is in another request by now, and stays as it is. */
  const end = async (requestId: RequestId, items: readonly RetryingItem[]): Promise<void> => {
    const rows = items.map(({ item, retry }) => ({
      operationId: item.operationId,
      index: item.index,
      outcome: retry.outcome,
    }));
    announce(await journal.settle({ requestId, at: clock.now(), outcome: null, exchange: null, rows }));
    for (const one of items) if (isStill(one)) waiting.delete(keyOf(one.item));
  };

  const endOverdue = async (): Promise<void> => {
    if (!parts.isServed()) return;
    const now = clock.now();
    const overdue = [...waiting.values()].filter(({ retry }) => retry.until <= now);
    for (const [requestId, items] of Map.groupBy(overdue, (one) => one.requestId))
      await end(requestId, items);
  };

  const look = (): void => {
    if (isLooking || waiting.size === 0) return;
    isLooking = true;
    after(lookEveryMs, () => {
      endOverdue()
        .catch((error: unknown) =>
          log.error({ err: error, channel: parts.channel }, 'Items whose time is over could not be ended'),
        )
        .finally(() => {
          isLooking = false;
          look();
        });
    });
  };

  return {
    add: (items) => {
      const now = clock.now();
      for (const [at, group] of Map.groupBy(items, ({ retry }) => retry.at)) {
        for (const one of group) waiting.set(keyOf(one.item), one);
        // A clock that was set back must not make an item wait for longer than it may.
        after(Math.min(Math.max(0, at - now), parts.retryForMs()), () =>
          offer(group.filter(isStill).map(({ item }) => item)),
        );
      }
      look();
    },
    claimed: (items) => {
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
