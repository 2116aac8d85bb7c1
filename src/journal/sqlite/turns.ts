import type { DatabaseSync } from 'node:sqlite';
import { asChannelId, asOperationId } from '../../domain/ids.ts';
import { isObserved, isStale, orderOfTurns } from '../../domain/overtake.ts';
import type { Ending } from './end-items.ts';
import { changeOf, integer, kindOf, type Row, refOf, text } from './rows.ts';

/** Whose turn it is on a free target, and which of the waiting changes are overtaken. */
export type Turn = { readonly next: Row | null; readonly overtaken: readonly Ending[] };

/** Decides on one target that has nothing in flight. Writes nothing. */
export const prepareTurns = (db: DatabaseSync) => {
  const queuedOn = db.prepare(`
    SELECT i.operation_id, i.idx, i.kind, i.channel, i.shape, i.change, o.client
    FROM items i JOIN operations o ON o.id = i.operation_id
    WHERE i.channel = ? AND i.target = ? AND i.state = 'QUEUED' ORDER BY i.operation_id, i.idx`);
  const fenceOf = db.prepare('SELECT observed_at, operation_id FROM fences WHERE channel = ? AND target = ?');

  const superseded = (row: Row, by: number): Ending => ({
    ...refOf(row),
    channel: asChannelId(text(row, 'channel')),
    kind: kindOf(row),
    from: 'QUEUED',
    outcome: { state: 'SUPERSEDED', by: asOperationId(by) },
  });

  return (channel: string, target: string): Turn => {
    const waiting = queuedOn.all(channel, target).map((row) => ({ entry: row, change: changeOf(row) }));
    const mayBeStale = waiting.some(({ change }) => isObserved(change));
    const fence = mayBeStale ? fenceOf.get(channel, target) : undefined;
    const stale = fence ? waiting.filter(({ change }) => isStale(change, integer(fence, 'observed_at'))) : [];
    const order = orderOfTurns(waiting.filter((one) => !stale.includes(one)));
    return {
      next: order.next,
      overtaken: [
        ...stale.map(({ entry }) => superseded(entry, integer(fence ?? {}, 'operation_id'))),
        ...order.superseded.map(({ entry, by }) => superseded(entry, integer(by, 'operation_id'))),
      ],
    };
  };
};
