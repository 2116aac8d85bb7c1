import type { DatabaseSync } from 'node:sqlite';
import type { Waiting } from '../../core/decide/next-in-queue.ts';
import { writtenTarget } from '../../domain/change.ts';
import type { ChannelId, TargetKey } from '../../domain/ids.ts';
import { isSameItem, type QueuedItem } from '../../domain/operation.ts';
import { isObserved, noWatermarks, type Watermarks } from '../../domain/watermark.ts';
import { type Turn, turnOf } from '../journal/turn.ts';
import { watermarksFrom } from '../journal/watermarks.ts';
import type { AcceptedItem } from './known.ts';
import type { Memory } from './memory.ts';

const queuedOf = ({ item }: AcceptedItem): QueuedItem => item;

const noTurn: Turn<AcceptedItem> = { next: null, kept: noWatermarks, superseded: [] };

/** Reads the watermarks of a target. */
export const prepareReadWatermarks = (db: DatabaseSync) => {
  const read = db.prepare('SELECT watermarks FROM watermarks WHERE channel = ? AND target = ?');
  return (channel: ChannelId, target: TargetKey): Watermarks =>
    watermarksFrom(read.get(channel, writtenTarget(target))?.['watermarks']);
};

/** Decides on one target that has nothing in flight. Writes nothing. */
export const prepareTurns = (db: DatabaseSync, { known, targets }: Memory) => {
  const readWatermarks = prepareReadWatermarks(db);

  const asWaiting = ({ operationId, index }: QueuedItem): Waiting<AcceptedItem> => {
    const found = known.get(operationId);
    const entry = found && known.item(found, index);
    if (!entry?.item) throw new Error(`Item ${operationId}/${index} waits and has no row`);
    return { entry, operationId, change: entry.change };
  };

  const among = (queued: readonly QueuedItem[], channel: ChannelId, target: TargetKey) => {
    const waiting = queued.map(asWaiting);
    const mayBeStale = waiting.some(({ change }) => isObserved(change));
    return turnOf(waiting, mayBeStale ? readWatermarks(channel, target) : noWatermarks, queuedOf);
  };

  /** Decides on the target of an item, which may be one of those that wait, or `leaves` the line. */
  return (at: AcceptedItem, leaves = false): Turn<AcceptedItem> => {
    const { channel } = at.item;
    const line = targets.queuedOn(channel, at.target);
    const queued = leaves ? line.filter((one) => !isSameItem(one, at.item)) : line;
    const [first] = queued;
    if (!first) return noTurn;
    // The usual case: it waits alone and has no observation that could be stale.
    if (queued.length === 1 && isSameItem(first, at.item) && !isObserved(at.change))
      return { ...noTurn, next: at };
    return among(queued, channel, at.target);
  };
};
