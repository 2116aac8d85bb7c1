import type { QueuedItem } from '../../domain/operation.ts';
import type { EventBus } from '../../ports/event-bus.ts';
import type { Changes } from '../../ports/journal.ts';
import type { RetryingItem } from '../../ports/requests.ts';
import type { Backlog } from '../submit/backlog.ts';

/** Takes items that are offered their turn, or their next try. */
export type Offers = {
  enqueue(items: readonly QueuedItem[]): void;
  retryLater(items: readonly RetryingItem[]): void;
};

/** Publishes the changes of a journal write to watchers, and offers the items whose turn or next try it is. */
export type Announce = (changes: Changes) => void;

export const createAnnounce =
  (bus: EventBus, backlog: Backlog, dispatcher: () => Offers): Announce =>
  ({ operations, stock, unblocked, retrying, ended }) => {
    for (const id of operations) bus.operationChanged(id);
    for (const key of stock) bus.stockChanged(key);
    backlog.release(ended.map(({ channel, count }) => [channel, count]));
    dispatcher().enqueue(unblocked);
    dispatcher().retryLater(retrying);
  };
