import type { DatabaseSync } from 'node:sqlite';
import type { ChannelId, TargetKey } from '../../domain/ids.ts';
import type { QueuedItem } from '../../domain/operation.ts';
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
    const entry = known.get(operationId)?.items[index];
    if (!entry?.item) throw new Error(`Item ${operationId}/${index} waits and has no row`);
    return { entry, change: entry.change };
  };

  return (channel: ChannelId, target: TargetKey): Turn<AcceptedItem> => {
    const queued = targets.queuedOn(channel, target);
    if (queued.length === 0) return nobody;
    const waiting = queued.map(asWaiting);
    const mayBeStale = waiting.some(({ change }) => isObserved(change));
    const [first] = waiting;
    if (first && waiting.length === 1 && !mayBeStale) return { next: first.entry, overtaken: [] };
    const fence = mayBeStale ? fenceOf.get(channel, target) : undefined;
    return turnOf(waiting, fence ?? null, queuedOf);
  };
};
