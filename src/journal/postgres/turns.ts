import { integer, type Row, text } from '../rows.ts';
import { asWaiting, queuedOf, type Turn, turnOf } from '../turn.ts';
import { byKey } from './columns.ts';
import { type LockedTarget, targetName } from './lock-targets.ts';
import type { Statement, Transaction } from './transaction.ts';

const queuedOn: Statement = {
  name: 'queued-on-targets',
  text: `
    SELECT i.operation_id, i.idx, i.kind, i.channel, i.target, i.shape, i.change, i.owner, o.client
    FROM unnest($1::text[], $2::text[]) k(channel, target)
      ${byKey('items', "channel = k.channel AND target = k.target AND state = 'QUEUED'")} i
      JOIN operations o ON o.id = i.operation_id`,
};

/** The rows of a statement that begins `unnest($1::text[], $2::text[])`. */
export const targetValues = (targets: readonly Pick<LockedTarget, 'channel' | 'target'>[]) =>
  [targets.map(({ channel }) => channel), targets.map(({ target }) => target)] as const;

export const readQueued = ({ run }: Transaction, targets: readonly LockedTarget[]): Promise<readonly Row[]> =>
  run(queuedOn, targetValues(targets));

const byAcceptance = (a: Row, b: Row): number =>
  integer(a, 'operation_id') - integer(b, 'operation_id') || integer(a, 'idx') - integer(b, 'idx');

/** Decides on locked targets that have nothing in flight, by what waits for them. */
export const turnsOn = (targets: readonly LockedTarget[], queued: readonly Row[]): readonly Turn<Row>[] => {
  const byTarget = Map.groupBy(queued, (row) => targetName(text(row, 'channel'), text(row, 'target')));
  return targets.map(({ channel, target, fence }) => {
    const waiting = (byTarget.get(targetName(channel, target)) ?? []).toSorted(byAcceptance);
    return turnOf(waiting.map(asWaiting), fence, queuedOf);
  });
};
