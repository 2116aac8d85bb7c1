import type { QueuedItem } from '../../domain/operation.ts';
import type { EventBus } from '../../ports/event-bus.ts';
import type { Changes } from '../../ports/journal/changes.ts';
import type { RetryingItem } from '../../ports/journal/requests.ts';
import type { Backlog } from '../submit/backlog.ts';

/** The part of the dispatcher that takes items back. */
export type Requeue = {
  enqueue(items: readonly QueuedItem[]): void;
  retryLater(items: readonly RetryingItem[]): void;
};

/**
 * Handles the changes of a journal write: publishes them on the event bus, takes ended items out of the backlog, and
 * gives the dispatcher the items that may be sent now or later.
 */
export type HandleChanges = (changes: Changes) => void;

export const createHandleChanges =
  (bus: EventBus, backlog: Backlog, dispatcher: () => Requeue): HandleChanges =>
  ({ operations, stock, unblocked, retrying, ended }) => {
    for (const id of operations) bus.operationChanged(id);
    for (const key of stock) bus.stockChanged(key);
    backlog.release(ended.map(({ channel, count }) => [channel, count]));
    dispatcher().enqueue(unblocked);
    dispatcher().retryLater(retrying);
  };
