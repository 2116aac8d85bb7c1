import type { DatabaseSync } from 'node:sqlite';
import { isObserved } from '../../domain/overtake.ts';
import { asWaiting, type Turn, turnOf } from '../turn.ts';

/** Decides on one target that has nothing in flight. Writes nothing. */
export const prepareTurns = (db: DatabaseSync) => {
  const queuedOn = db.prepare(`
    SELECT i.operation_id, i.idx, i.kind, i.channel, i.shape, i.change, o.client
    FROM items i JOIN operations o ON o.id = i.operation_id
    WHERE i.channel = ? AND i.target = ? AND i.state = 'QUEUED' ORDER BY i.operation_id, i.idx`);
  const fenceOf = db.prepare('SELECT observed_at, operation_id FROM fences WHERE channel = ? AND target = ?');

  return (channel: string, target: string): Turn => {
    const waiting = queuedOn.all(channel, target).map(asWaiting);
    const mayBeStale = waiting.some(({ change }) => isObserved(change));
    return turnOf(waiting, (mayBeStale && fenceOf.get(channel, target)) || null);
  };
};
