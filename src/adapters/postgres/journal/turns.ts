import type { Waiting } from '../../../core/decide/next-in-queue.ts';
import { asChannelId } from '../../../domain/ids.ts';
import type { ItemRef } from '../../../domain/operation.ts';
import { changeOf, integer, kindOf, type Row, refOf, text } from '../../journal/rows.ts';
import { type Queued, type Turn, turnOf } from '../../journal/turn.ts';
import { byKey, isWaiting, itemByKey } from './columns.ts';
import { type LockedTarget, refValues, targetName } from './lock-targets.ts';
import type { Statement, Transaction } from './transaction.ts';

const asWaiting = (row: Row): Waiting<Row> => ({
  entry: row,
  operationId: refOf(row).operationId,
  change: changeOf(row),
});
const queuedOf = (row: Row): Queued => ({
  ...refOf(row),
  channel: asChannelId(text(row, 'channel')),
  kind: kindOf(row),
});

/** The targets of the items of $1 and $2. By the items alone, so that nobody waits for their names to ask for more. */
export const targetsOfItems = `
    (SELECT DISTINCT i.channel, i.target FROM unnest($1::bigint[], $2::integer[]) k(operation_id, idx) ${itemByKey}
    WHERE i.target IS NOT NULL)`;

const queuedBeside: Statement = {
  name: 'queued-beside',
  text: `
    SELECT i.operation_id, i.idx, i.kind, i.channel, i.target, i.shape, i.change, i.owner, i.state, i.request_id, i.retry,
      o.client
    FROM ${targetsOfItems} k
      ${byKey('items', `channel = k.channel AND target = k.target AND ${isWaiting('state')}`)} i
      JOIN operations o ON o.id = i.operation_id`,
};

/** The queued items of the targets of these items, including these items. */
export const readQueuedBeside = ({ run }: Transaction, refs: readonly ItemRef[]): Promise<readonly Row[]> =>
  run(queuedBeside, refValues(refs));

const byAcceptance = (a: Row, b: Row): number =>
  integer(a, 'operation_id') - integer(b, 'operation_id') || integer(a, 'idx') - integer(b, 'idx');

/** Decides on locked targets that have nothing in flight, by what waits for them. */
export const turnsOn = (targets: readonly LockedTarget[], queued: readonly Row[]): readonly Turn<Row>[] => {
  const byTarget = Map.groupBy(queued, (row) => targetName(text(row, 'channel'), text(row, 'target')));
  return targets.map(({ channel, target, watermarks }) => {
    const waiting = (byTarget.get(targetName(channel, target)) ?? []).toSorted(byAcceptance);
    return turnOf(waiting.map(asWaiting), watermarks, queuedOf);
  });
};
