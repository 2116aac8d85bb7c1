import { asChannelId, type RequestId } from '../../../domain/ids.ts';
import { canMove, type ItemState, isPending } from '../../../domain/item.ts';
import type { ItemRef } from '../../../domain/operation.ts';
import type { StockLevel } from '../../../domain/stock.ts';
import { type Changes, noChanges } from '../../../ports/journal.ts';
import type { Settlement } from '../../../ports/requests.ts';
import { asSent, type Ending, withEarlierTries } from '../../journal/endings.ts';
import { changeOf, integer, kindOf, type Row, refOf, stateOf, text } from '../../journal/rows.ts';
import { watermarksFrom } from '../../journal/watermarks.ts';
import { offered, takeInHand } from './claim.ts';
import { endItems } from './end-items.ts';
import { lockForChange } from './lock-for-change.ts';
import { type LockedTarget, lockTargetsOf, refValues, targetName } from './lock-targets.ts';
import { type InPlace, type Mirrored, mirrorApplied, mirrorRead } from './mirror.ts';
import { type PutBack, putBack } from './put-back.ts';
import { lockRequest, noteExchange } from './requests.ts';
import type { Statement, Transaction, Transactions } from './transaction.ts';
import { readQueuedBeside, turnsOn } from './turns.ts';

// An outcome may arrive after the operation's end, while the retention deletes the operation. This lock prevents the
// deletion.
const rowsToSettle: Statement = {
  name: 'rows-to-settle',
  text: `
    SELECT i.operation_id, i.idx, i.kind, i.channel, i.target, i.shape, i.change, i.kept, i.state, i.request_id,
      i.may_have_applied, i.retry, i.owner, o.client
    FROM unnest($1::bigint[], $2::integer[]) k(operation_id, idx)
      JOIN items i ON i.operation_id = k.operation_id AND i.idx = k.idx
      JOIN operations o ON o.id = i.operation_id
    ORDER BY i.operation_id, i.idx FOR KEY SHARE OF o`,
};

const keyOf = (row: Row): string => `${String(row['operation_id'])}/${String(row['idx'])}`;
const nameOf = (row: Row): string => targetName(text(row, 'channel'), text(row, 'target'));

/** What the settlement does to the rows as they stand. */
const judge = ({ requestId, rows, release = [], retry = [] }: Settlement, found: readonly Row[]) => {
  const byKey = new Map(found.map((row) => [keyOf(row), row]));
  // Rows may have moved on to a further request, which alone may end them.
  const current = (operationId: number, index: number): Row | null => {
    const row = byKey.get(`${operationId}/${index}`);
    return row && row['request_id'] === requestId ? row : null;
  };
  const settled = new Set<string>();
  const endings: Ending[] = [];
  const inPlace: InPlace[] = [];
  const freed: Row[] = [];
  for (const { operationId, index, outcome: end } of rows) {
    const row = current(operationId, index);
    const from = row && stateOf(row);
    if (!row || !from || settled.has(keyOf(row)) || !canMove(from, end.state)) continue;
    settled.add(keyOf(row));
    const channel = asChannelId(text(row, 'channel'));
    const told = withEarlierTries(end, integer(row, 'may_have_applied') === 1);
    const outcome = asSent(told, watermarksFrom(row['kept']));
    endings.push({ operationId, index, channel, kind: kindOf(row), from, outcome });
    const change = changeOf(row);
    if (outcome.state === 'APPLIED' && change.kind !== 'INVENTORY_CONFIRMATION')
      inPlace.push({ change, applied: outcome, operationId });
    if (isPending(from)) freed.push(row);
  }
  const released = release.flatMap(({ operationId, index }) => {
    const row = current(operationId, index);
    const isInFlight = row && (stateOf(row) === 'SENDING' || stateOf(row) === 'AWAITING_CALLBACK');
    return row && isInFlight && !settled.has(keyOf(row)) ? [row] : [];
  });
  const failed = retry.flatMap((one) => {
    const row = current(one.operationId, one.index);
    return row && stateOf(row) === 'SENDING' && !settled.has(keyOf(row)) ? [{ row, retry: one.retry }] : [];
  });
  const back: readonly PutBack[] = [...released.map((row) => ({ row, retry: null })), ...failed];
  return {
    endings,
    inPlace,
    back,
    settled,
    freed: new Set([...freed, ...back.map(({ row }) => row)].map(nameOf)),
  };
};

type Locked = {
  readonly targets: readonly LockedTarget[];
  readonly found: readonly Row[];
  readonly queued: readonly Row[];
};

/**
 * Locks the request and the targets, and reads right behind it the rows themselves and what is queued beside them: what
 * is still the request's stays so.
 */
const lockAndRead = async (
  tx: Transaction,
  requestId: RequestId,
  refs: readonly ItemRef[],
): Promise<Locked> => {
  lockRequest(tx, requestId);
  for (;;) {
    const [{ locked, skipped }, found, queued] = await Promise.all([
      lockTargetsOf(tx, refs),
      tx.run(rowsToSettle, refValues(refs)),
      readQueuedBeside(tx, refs),
    ]);
    if (skipped.length === 0) return { targets: locked, found, queued };
  }
};

const isInLine = (state: ItemState): boolean => state === 'QUEUED' || state === 'RETRYING';

const rowInLine = ({ row, retry }: PutBack): Row => {
  const text = retry ? JSON.stringify(retry) : row['retry'];
  return { ...row, retry: text, state: text === null ? 'QUEUED' : 'RETRYING' };
};

type Settled = Omit<Changes, 'stock'> & Pick<Mirrored, 'stock'>;

const settleIn = async (tx: Transaction, settlement: Settlement): Promise<Settled> => {
  const { requestId, at, outcome, exchange, rows, release = [], retry = [] } = settlement;
  const { targets, found, queued } = await lockAndRead(tx, requestId, [...rows, ...release, ...retry]);
  const { endings, inPlace, back, settled, freed } = judge(settlement, found);
  const mirrored = await mirrorApplied(tx, inPlace, targets);
  const free = mirrored.targets.filter(({ channel, target }) => freed.has(targetName(channel, target)));
  // A row that ends from the line is in it no more.
  const inLine = [...queued.filter((row) => !settled.has(keyOf(row))), ...back.map(rowInLine)];
  const turns = turnsOn(free, inLine);
  const superseded = turns.flatMap((turn) => turn.superseded);
  // Whoever frees a target gives the next one its turn.
  const next = turns.flatMap(({ next: first }) => (first ? [first] : []));
  if (superseded.length + next.length > 0 || endings.some(({ from }) => isInLine(from)))
    lockForChange(tx, [...endings, ...superseded, ...back.map(({ row }) => refOf(row))], next.map(refOf));
  const operations = putBack(tx, back);
  const ended = endItems(tx, [...endings, ...superseded], at);
  // A deadline may find that a callback came first.
  const isNew = outcome !== 'TIMED_OUT' || endings.length + back.length > 0;
  if (outcome !== null && isNew) noteExchange(tx, requestId, outcome, exchange, at);
  takeInHand(tx, next);
  return {
    ...ended,
    operations: [...new Set([...ended.operations, ...operations])],
    stock: mirrored.stock,
    ...offered(next),
  };
};

export const settle = async (transaction: Transactions, settlement: Settlement): Promise<Changes> => {
  const { stock, ...changes } = await transaction((tx) => settleIn(tx, settlement));
  return { ...changes, stock: await stock };
};

export const recordRead = async (tx: Transaction, levels: readonly StockLevel[]): Promise<Changes> => ({
  ...noChanges,
  stock: await mirrorRead(tx, levels),
});
