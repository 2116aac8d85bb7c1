import { describe, expect, it } from 'vitest';
import { claim } from '../../../src/core/decide/claim.ts';
import type { QueuedRow } from '../../../src/core/decide/data/state.ts';
import { noWrites } from '../../../src/core/decide/data/writes.ts';
import { asRequestId } from '../../../src/domain/ids.ts';
import { noChanges } from '../../../src/ports/journal/changes.ts';
import type { RequestDraft } from '../../../src/ports/journal/requests.ts';
import { productOf, shop, stockOf, unknownRow } from '../../support/changes.ts';
import { item, queued, sending } from './loaded.ts';

const draft: RequestDraft = {
  channel: shop,
  kind: 'STOCK_SET',
  sentAt: 2_000,
  callbackHash: null,
  deadline: 8_000,
};
const id = asRequestId(7);
const claimOf = (...loaded: readonly QueuedRow[]) =>
  claim({ items: loaded.map((row) => row.item), draft, from: 'QUEUED' }, loaded, id);

describe('claim', () => {
  it('moves the items into one request, in the given order', () => {
    const [first, second] = [queued(item(1, stockOf('1', 1))), queued(item(2, stockOf('2', 2)))];
    const { writes, result } = claimOf(second, first);
    expect(result.request).toMatchObject({ id: 7, attempt: 1 });
    expect(result.request?.rows.map((row) => row.change)).toEqual([second.change, first.change]);
    expect(writes.opened).toMatchObject({ id: 7, attempt: 1, draft });
    expect(writes.items.map(({ after }) => after)).toEqual(
      [1, 2].map(() => ({ ...first.progress, state: 'SENDING', requestId: 7, deadline: 8_000 })),
    );
    expect(writes.operations).toEqual([]);
  });

  it('supersedes what a newer change covers, and completes its operation', () => {
    const older = item(1, stockOf('1', 1));
    const newer = item(2, stockOf('1', 2));
    const queue = { waiting: [older, newer] };
    const { writes, result } = claimOf(queued(older, queue), queued(newer, queue));
    expect(result.request?.rows.map((row) => row.change)).toEqual([newer.change]);
    expect(result.changes.ended).toEqual([
      { channel: shop, kind: 'STOCK_SET', state: 'SUPERSEDED', count: 1 },
    ]);
    expect(writes.items[0]?.after).toMatchObject({
      state: 'SUPERSEDED',
      outcome: { state: 'SUPERSEDED', by: 2 },
      sequence: 2,
    });
    expect(writes.operations).toEqual([
      { ...older.operation, supersededCount: 1, sequence: 2, completedAt: 2_000 },
    ]);
  });

  it('returns the next item of a target as unblocked if it was not given and does not wait for a retry', () => {
    const product = item(1, productOf('1'));
    const stock = item(2, stockOf('1', 2));
    expect(claimOf(queued(stock, { waiting: [product, stock] }))).toEqual({
      writes: noWrites,
      result: { request: null, changes: { ...noChanges, unblocked: [product.item] } },
    });
    const retry = { tries: 1, at: 3_000, until: 5_000, outcome: unknownRow as never };
    const retrying = { ...product, progress: { ...product.progress, state: 'RETRYING' as const, retry } };
    expect(claimOf(queued(stock, { waiting: [retrying, stock] })).result.changes).toEqual(noChanges);
  });

  it('counts the tries of the items in the attempt', () => {
    const retry = { tries: 2, at: 1, until: 2, outcome: unknownRow as never };
    const row = queued(item(1, stockOf('1', 1), { state: 'RETRYING', retry }));
    const { result } = claim({ items: [row.item], draft, from: 'RETRYING' }, [row], id);
    expect(result.request).toMatchObject({ attempt: 3, rows: [{ retry }] });
  });

  it('B1: takes no item for a first try after its try failed', () => {
    const retry = { tries: 1, at: 3_000, until: 5_000, outcome: unknownRow as never };
    const retrying = item(1, stockOf('1', 1, { observedAt: 900 }), { state: 'RETRYING', retry });
    expect(claimOf(queued(retrying))).toEqual({
      writes: noWrites,
      result: { request: null, changes: noChanges },
    });
    // Neither as the next of its target, if a later change is given that does not supersede it.
    const later = item(2, stockOf('1', 2, { observedAt: 800 }));
    const queue = { waiting: [retrying, later] };
    expect(claimOf(queued(later, queue), queued(retrying, queue))).toEqual({
      writes: noWrites,
      result: { request: null, changes: noChanges },
    });
  });

  it('ignores items that are taken, in flight, unknown or given twice', () => {
    const free = queued(item(1, stockOf('1', 1)));
    const taken = queued(item(2, stockOf('2', 1)), { isTaken: true });
    const flying = queued(item(3, stockOf('3', 1), sending()));
    expect(claimOf(taken, flying).writes).toEqual(noWrites);
    const loaded = [free, null, free];
    const { result } = claim(
      { items: [free.item, taken.item, free.item], draft, from: 'QUEUED' },
      loaded,
      id,
    );
    expect(result.request?.rows).toHaveLength(1);
  });
});
