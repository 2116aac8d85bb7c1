import type { EventBus } from '../ports/event-bus.ts';
import type { Changes } from '../ports/journal.ts';
import type { Backlog } from './backlog.ts';
import type { Dispatcher } from './delivery/dispatcher.ts';

/** Tells whoever watches what the journal now says, and gives items in line their turn or their next try. */
export type Announce = (changes: Changes) => void;

export const createAnnounce =
  (bus: EventBus, backlog: Backlog, dispatcher: () => Pick<Dispatcher, 'enqueue' | 'retryLater'>): Announce =>
  ({ operations, stock, unblocked, retrying, ended }) => {
    for (const id of operations) bus.operationChanged(id);
    for (const key of stock) bus.stockChanged(key);
    backlog.release(ended.map(({ channel, count }) => [channel, count]));
    dispatcher().enqueue(unblocked);
    dispatcher().retryLater(retrying);
  };
