import type { DatabaseSync } from 'node:sqlite';
import type { ChannelId, TargetKey } from '../../domain/ids.ts';
import type { QueuedItem } from '../../domain/operation.ts';
import { isObserved, type Waiting } from '../../domain/overtake.ts';
import { type Turn, turnOf } from '../turn.ts';
import type { AcceptedItem } from './known.ts';
import type { Memory } from './memory.ts';

const queuedOf = ({ item }: AcceptedItem): QueuedItem => item;

/** Decides on one target that has nothing in flight. Writes nothing. */
export const prepareTurns = (db: DatabaseSync, { known, targets }: Memory) => {
  const fenceOf = db.prepare('SELECT observed_at, operation_id FROM fences WHERE channel = ? AND target = ?');

  const asWaiting = (queued: QueuedItem): Waiting<AcceptedItem> => {
    const accepted = known.item(queued)?.accepted;
    if (!accepted) throw new Error(`Item ${queued.operationId}/${queued.index} waits and has no row`);
    return { entry: accepted, change: accepted.change };
  };

  return (channel: ChannelId, target: TargetKey): Turn<AcceptedItem> => {
    const waiting = targets.queuedOn(channel, target).map(asWaiting);
    const mayBeStale = waiting.some(({ change }) => isObserved(change));
    const fence = mayBeStale ? fenceOf.get(channel, target) : undefined;
    return turnOf(waiting, fence ?? null, queuedOf);
  };
};
