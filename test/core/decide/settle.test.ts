import { describe, expect, it } from 'vitest';
import type { LoadedRequest, QueuedRow } from '../../../src/core/decide/data/state.ts';
import { settle } from '../../../src/core/decide/settle.ts';
import { asRequestId } from '../../../src/domain/ids.ts';
import type { Failed, RowOutcome } from '../../../src/domain/item.ts';
import type { Settlement } from '../../../src/ports/journal/requests.ts';
import { appliedAt, productOf, refusedRow, shop, stockOf, unknownRow } from '../../support/changes.ts';
import { item, operation, queued, request, sending } from './loaded.ts';

type Lists = {
  readonly rows?: readonly (readonly [QueuedRow, RowOutcome])[];
  readonly release?: readonly QueuedRow[];
  readonly retry?: readonly QueuedRow[];
};
const retry = { tries: 1, at: 4_000, until: 6_000, outcome: refusedRow() as Failed };

const settleWith = (
  { rows = [], release = [], retry: failed = [] }: Lists,
  more: Partial<Settlement> = {},
  of: Partial<LoadedRequest> = {},
) =>
  settle(
    {
      requestId: asRequestId(1),
      at: 3_000,
      outcome: 'ANSWERED',
      exchange: null,
      rows: rows.map(([row, outcome]) => ({ ...row.item, outcome })),
      release: release.map((row) => row.item),
      retry: failed.map((row) => ({ ...row.item, retry })),
      ...more,
    },
    {
      request: request(1, [...rows.map(([row]) => row), ...release, ...failed], of),
      rows: rows.map(([row]) => row),
      release,
      retry: failed,
    },
  );

const inFlight = (id: number, product: string) => queued(item(id, stockOf(product, id), sending()));

describe('settle', () => {
  it('ends rows, counts them and writes what the vendor holds', () => {
    const two = operation(1, { itemCount: 3 });
    const rows = ['1', '2'].map((id, index) => queued(item(two, stockOf(id, 5), sending(), index)));
    const [first, second] = rows;
    if (!first || !second) throw new Error('Two rows');
    const { writes, result } = settleWith({
      rows: [
        [first, appliedAt(3_000)],
        [second, refusedRow()],
      ],
    });
    expect(writes.operations).toEqual([{ ...two, sequence: 2, appliedCount: 1, failedCount: 1 }]);
    expect(writes.items.map(({ after }) => [after.state, after.sequence])).toEqual([
      ['APPLIED', 2],
      ['FAILED', 2],
    ]);
    expect(writes.levels).toMatchObject([{ level: { productId: '1', quantity: 5 }, by: 1 }]);
    expect(writes.requests).toMatchObject([{ id: 1, outcome: 'ANSWERED' }]);
    expect(result.ended.map(({ state, count }) => [state, count])).toEqual([
      ['APPLIED', 1],
      ['FAILED', 1],
    ]);
  });

  it('ignores rows that another request carries, that ended or that are given twice', () => {
    const moved = queued(item(1, stockOf('1', 1), sending(2)));
    const ended = queued(item(2, stockOf('2', 1), { state: 'APPLIED', requestId: asRequestId(1) }));
    const own = inFlight(3, '3');
    const { writes } = settleWith({
      rows: [
        [moved, appliedAt(1)],
        [ended, refusedRow()],
        [own, unknownRow],
        [own, appliedAt(1)],
      ],
      release: [own],
    });
    expect(writes.items.map(({ row, after }) => [row.item.operationId, after.state])).toEqual([
      [3, 'OUTCOME_UNKNOWN'],
    ]);
  });

  it('corrects an unknown outcome without counting it again, unless a later change was applied', () => {
    const unknown = item(operation(1, { unknownCount: 1, completedAt: 2_000 }), stockOf('1', 1), {
      state: 'OUTCOME_UNKNOWN',
      requestId: asRequestId(1),
    });
    const corrected = settleWith({ rows: [[queued(unknown), appliedAt(3_000)]] });
    expect(corrected.writes.operations).toMatchObject([
      { unknownCount: 0, appliedCount: 1, completedAt: 2_000, sequence: 2 },
    ]);
    expect(corrected.result.ended).toEqual([]);
    expect(corrected.writes.levels).toHaveLength(1);
    const appliedBy = operation(2).id;
    const late = settleWith({ rows: [[queued(unknown, { appliedBy }), appliedAt(3_000)]] });
    expect(late.writes.levels).toEqual([]);
  });

  it('marks a failure if an earlier try may have been applied', () => {
    const row = queued(item(1, stockOf('1', 1), { ...sending(), mayHaveApplied: true }));
    const { writes } = settleWith({ rows: [[row, refusedRow()]] });
    expect(writes.items[0]?.after.outcome).toMatchObject({ failure: { mayHaveApplied: true } });
  });

  it('returns the next item of a freed target, and supersedes the items that it covers', () => {
    const waiting = [item(2, stockOf('1', 2)), item(3, stockOf('1', 3))];
    const row = queued(item(1, stockOf('1', 1), sending()), { waiting });
    const { writes, result } = settleWith({ rows: [[row, appliedAt(3_000)]] });
    expect(result.unblocked).toEqual([waiting[1]?.item]);
    expect(result.operations).toEqual([1, 2]);
    expect(writes.items.at(-1)?.after.outcome).toEqual({ state: 'SUPERSEDED', by: 3 });
  });

  it('compares waiting changes with the watermark that the applied change sets', () => {
    const stale = item(2, stockOf('1', 2, { observedAt: 400 }));
    const row = queued(item(1, stockOf('1', 1, { observedAt: 500 }), sending()), { waiting: [stale] });
    const { writes, result } = settleWith({ rows: [[row, appliedAt(3_000)]] });
    expect(writes.watermarks).toMatchObject([{ channel: shop, watermarks: [{ observedAt: 500, by: 1 }] }]);
    expect(result.unblocked).toEqual([]);
    expect(writes.items.at(-1)?.after.outcome).toEqual({ state: 'SUPERSEDED', by: 1 });
  });

  it('requeues released rows in order, and writes a row once if it is superseded at once', () => {
    const later = item(2, productOf('1'));
    const back = settleWith({
      release: [queued(item(1, stockOf('1', 1), sending()), { waiting: [later] })],
    });
    expect(back.result.unblocked.map((one) => one.operationId)).toEqual([1]);
    expect(back.writes.items.map(({ after }) => after.state)).toEqual(['QUEUED']);
    const newer = item(2, stockOf('1', 2));
    const covered = settleWith({
      release: [queued(item(1, stockOf('1', 1), sending()), { waiting: [newer] })],
    });
    expect(covered.writes.items.map(({ row, after }) => [row.progress.state, after.state])).toEqual([
      ['SENDING', 'SUPERSEDED'],
    ]);
    expect(covered.result.ended).toMatchObject([{ state: 'SUPERSEDED', count: 1 }]);
  });

  it('makes failed rows wait for a retry, and records that the try may have been applied', () => {
    const doubt = { ...retry, outcome: unknownRow as never };
    const row = inFlight(1, '1');
    const { writes, result } = settleWith({ retry: [row] }, { retry: [{ ...row.item, retry: doubt }] });
    expect(writes.items[0]?.after).toMatchObject({
      state: 'RETRYING',
      mayHaveApplied: true,
      deadline: 6_000,
      sequence: 2,
    });
    expect(result.retrying).toEqual([{ item: row.item, requestId: 1, retry: doubt }]);
  });

  it('keeps a request waiting for the rows that a callback did not name', () => {
    const [named, other] = ['1', '2'].map((id, at) =>
      queued(item(at + 1, stockOf(id, 1), { state: 'AWAITING_CALLBACK', requestId: asRequestId(1) })),
    );
    if (!named || !other) throw new Error('Two rows');
    const of = { outcome: 'AWAITING_CALLBACK' as const, rows: [named, other] };
    const rows = [[named, appliedAt(1)]] as const;
    expect(settleWith({ rows }, { outcome: 'CALLED_BACK' }, of).writes.requests).toMatchObject([
      { outcome: 'AWAITING_CALLBACK' },
    ]);
    const both = { rows: [...rows, [other, appliedAt(1)] as const] };
    expect(settleWith(both, { outcome: 'CALLED_BACK' }, of).writes.requests).toMatchObject([
      { outcome: 'CALLED_BACK' },
    ]);
  });

  it('records nothing for a deadline after a callback, nor for an interrupted request', () => {
    const ended = queued(item(1, stockOf('1', 1), { state: 'APPLIED', requestId: asRequestId(1) }));
    expect(settleWith({ rows: [[ended, unknownRow]] }, { outcome: 'TIMED_OUT' }).writes.requests).toEqual([]);
    expect(settleWith({}, {}, { outcome: 'INTERRUPTED' }).writes.requests).toMatchObject([
      { outcome: 'INTERRUPTED' },
    ]);
  });
});
