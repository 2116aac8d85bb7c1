import type { DatabaseSync } from 'node:sqlite';
import { writtenTarget } from '../../domain/change.ts';
import type { ChannelId, TargetKey } from '../../domain/ids.ts';
import { isSameItem, type QueuedItem } from '../../domain/operation.ts';
import { isObserved, type Waiting } from '../../domain/overtake.ts';
import { type Turn, turnOf } from '../turn.ts';
import type { AcceptedItem } from './known.ts';
import type { Memory } from './memory.ts';

const queuedOf = ({ item }: AcceptedItem): QueuedItem => item;

const nobody: Turn<AcceptedItem> = { next: null, overtaken: [] };

/** Decides on one target that has nothing in flight. Writes nothing. */
export const prepareTurns = (db: DatabaseSync, { known, targets }: Memory) => {
  const fenceOf = db.prepare('SELECT observed_at, operation_id FROM fences WHERE channel = ? AND target = ?');

  const asWaiting = ({ operationId, index }: QueuedItem): Waiting<AcceptedItem> => {
    const found = known.get(operationId);
    const entry = found && known.item(found, index);
    if (!entry?.item) throw new Error(`Item ${operationId}/${index} waits and has no row`);
    return { entry, change: entry.change };
  };

  const among = (queued: readonly QueuedItem[], channel: ChannelId, target: TargetKey) => {
    const waiting = queued.map(asWaiting);
    const mayBeStale = waiting.some(({ change }) => isObserved(change));
    const fence = mayBeStale ? fenceOf.get(channel, writtenTarget(target)) : undefined;
    return turnOf(waiting, fence ?? null, queuedOf);
  };

  /** Whose turn it is on the target of an item, which may be one of those that wait. */
  return (at: AcceptedItem): Turn<AcceptedItem> => {
    const { channel } = at.item;
    const queued = targets.queuedOn(channel, at.target);
    const [first] = queued;
    if (!first) return nobody;
    // Nearly always: it waits alone, and there is nothing that it could be older than.
    if (queued.length === 1 && isSameItem(first, at.item) && !isObserved(at.change))
      return { next: at, overtaken: nobody.overtaken };
    return among(queued, channel, at.target);
  };
};
