import type { QueuedItem } from '../domain/operation.ts';
import type { EventBus } from '../ports/event-bus.ts';
import type { Changes } from '../ports/journal.ts';

/** Tells whoever watches what the journal now says, and gives the items whose target is free their turn. */
export type Announce = (changes: Changes) => void;

export const createAnnounce =
  (bus: EventBus, enqueue: (items: readonly QueuedItem[]) => void): Announce =>
  ({ operations, stock, unblocked }) => {
    for (const id of operations) bus.operationChanged(id);
    for (const key of stock) bus.stockChanged(key);
    enqueue(unblocked);
  };
