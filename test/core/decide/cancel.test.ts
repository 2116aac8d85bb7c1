import { describe, expect, it } from 'vitest';
import { cancel } from '../../../src/core/decide/cancel.ts';
import type { QueuedRow } from '../../../src/core/decide/data/state.ts';
import { noWrites } from '../../../src/core/decide/data/writes.ts';
import { asChannelKey, asOperationId } from '../../../src/domain/ids.ts';
import { noChanges } from '../../../src/ports/journal/changes.ts';
import { productOf, shop, stockOf, unknownRow } from '../../support/changes.ts';
import { client, item, operation, queued, sending } from './loaded.ts';

const command = { operationId: asOperationId(1), by: client, channels: null, at: 2_000 };
const cancelOf = (...loaded: readonly (QueuedRow | null)[]) => cancel(command, loaded);
const nothing = { writes: noWrites, result: { canceled: [], changes: noChanges } };

describe('cancel', () => {
  it('ends queued items, and completes the operation', () => {
    const own = operation(1, { itemCount: 2 });
    const rows = [queued(item(own, stockOf('1', 1))), queued(item(own, stockOf('2', 2), {}, 1))];
    const { writes, result } = cancelOf(...rows);
    expect(writes.items.map(({ after }) => after)).toEqual(
      rows.map(({ progress }) => ({
        ...progress,
        state: 'CANCELED',
        sequence: 2,
        outcome: { state: 'CANCELED', by: client },
      })),
    );
    expect(writes.operations).toEqual([{ ...own, canceledCount: 2, sequence: 2, completedAt: 2_000 }]);
    expect(result.canceled).toEqual(rows.map((row) => row.item));
    expect(result.changes).toMatchObject({
      operations: [1],
      ended: [{ channel: shop, kind: 'STOCK_SET', state: 'CANCELED', count: 2 }],
      unblocked: [],
      retrying: [],
    });
    expect(result.changes.stock).toHaveLength(2);
  });

  it('leaves items that were sent, and items that may have been sent', () => {
    const retry = { tries: 1, at: 3_000, until: 5_000, outcome: unknownRow as never };
    for (const progress of [
      sending(),
      { state: 'AWAITING_CALLBACK' as const },
      { state: 'RETRYING' as const, retry },
      { mayHaveApplied: true },
      { state: 'APPLIED' as const },
    ])
      expect(cancelOf(queued(item(1, stockOf('1', 1), progress)))).toEqual(nothing);
    expect(cancelOf(null)).toEqual(nothing);
    expect(cancelOf()).toEqual(nothing);
  });

  it('leaves items of channels that the caller may not use', () => {
    const row = queued(item(1, stockOf('1', 1)));
    const other = new Set([asChannelKey('other')]);
    expect(cancel({ ...command, channels: other }, [row])).toEqual(nothing);
    const own = new Set([asChannelKey('shop')]);
    expect(cancel({ ...command, channels: own }, [row]).result.canceled).toEqual([row.item]);
  });

  it('offers the next item of a free target, and none of a target in flight', () => {
    const product = item(1, productOf('1'));
    const later = item(2, stockOf('1', 2));
    const waiting = [product, later];
    expect(cancelOf(queued(product, { waiting })).result.changes.unblocked).toEqual([later.item]);
    const taken = cancelOf(queued(product, { waiting, isTaken: true }));
    expect(taken.result).toMatchObject({ canceled: [product.item], changes: { unblocked: [] } });
  });

  it('offers a retrying item that waits behind a canceled one for its next try', () => {
    const retry = { tries: 1, at: 3_000, until: 5_000, outcome: unknownRow as never };
    const product = item(1, productOf('1'));
    const later = item(2, stockOf('1', 2), { ...sending(), state: 'RETRYING', retry });
    const { retrying } = cancelOf(queued(product, { waiting: [product, later] })).result.changes;
    expect(retrying).toEqual([{ item: later.item, requestId: 1, retry }]);
  });

  it('supersedes an item behind it that a newer one covers, once', () => {
    const own = item(1, productOf('1'));
    const [older, newer] = [item(2, stockOf('1', 2)), item(3, stockOf('1', 3))];
    const { writes, result } = cancelOf(queued(own, { waiting: [own, older, newer] }));
    expect(writes.items.map(({ row, after }) => [row.item.operationId, after.state])).toEqual([
      [1, 'CANCELED'],
      [2, 'SUPERSEDED'],
    ]);
    expect(result.changes).toMatchObject({ operations: [1, 2], unblocked: [newer.item] });
  });
});
