import type { QueuedItem } from '../domain/operation.ts';
import type { EventBus } from '../ports/event-bus.ts';
import type { Changes } from '../ports/journal.ts';
import type { Backlog } from './backlog.ts';

/** Tells whoever watches what the journal now says, and gives the items whose target is free their turn. */
export type Announce = (changes: Changes) => void;

export const createAnnounce =
  (bus: EventBus, backlog: Backlog, enqueue: (items: readonly QueuedItem[]) => void): Announce =>
  ({ operations, stock, unblocked, ended }) => {
    for (const id of operations) bus.operationChanged(id);
    for (const key of stock) bus.stockChanged(key);
    backlog.release(ended.map(({ channel, count }) => [channel, count]));
    enqueue(unblocked);
  };
