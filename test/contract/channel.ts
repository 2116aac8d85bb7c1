import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Change } from '../../src/domain/changes/change.ts';
import type { OperationKind } from '../../src/domain/operation.ts';
import type { StockKey } from '../../src/domain/stock.ts';
import { capabilitiesOf } from '../../src/ports/channel.ts';
import { type Bench, deliver, many, outcomesOf, type Rows } from './channel-bench.ts';
import { testTroubles } from './channel-troubles.ts';

/** The contract of every channel, for one of its kinds of write. `open` is called once. */
export const describeChannel = <Kind extends OperationKind>(
  name: string,
  rows: Rows<Kind>,
  open: () => Promise<Bench<Kind>>,
): void => {
  describe(`a channel: ${name}`, () => {
    let bench: Bench<Kind>;
    beforeAll(async () => {
      bench = await open();
    });
    beforeEach(() => bench.reset());
    afterAll(() => bench.close());

    test('has a writer of its operation kind', () => {
      const { channel, writer } = bench;
      expect(channel.writers[writer.kind]).toBe(writer);
      expect(capabilitiesOf(channel).operations).toContain(writer.kind);
      expect(writer.maxRowsPerRequest).toBeGreaterThan(0);
      expect(writer.callsBack).toBe(channel.readCallback !== undefined);
      expect(new Set(many(rows, 5).map((change) => writer.shapeOf(change))).size).toBe(1);
    });

    test('applies one change', async () => {
      const [outcome, ...others] = await outcomesOf(bench, [rows.good(0)]);
      expect(outcome).toMatchObject({
        state: 'APPLIED',
        receipt: { kind: bench.writer.kind },
        evidence: 'ACKNOWLEDGED_WRITE',
        at: expect.any(Number),
      });
      expect(others).toEqual([]);
      expect([bench.requests(), bench.writes()]).toEqual([1, 1]);
    });

    test('applies a full request in one call', async () => {
      const { maxRowsPerRequest } = bench.writer;
      const outcomes = await outcomesOf(bench, many(rows, maxRowsPerRequest));
      expect(outcomes.map((outcome) => outcome?.state)).toEqual(
        Array.from({ length: maxRowsPerRequest }, () => 'APPLIED'),
      );
      expect([bench.requests(), bench.writes()]).toEqual([1, maxRowsPerRequest]);
    });

    test.each(rows.bad.map(({ change, code }) => [code, change] as const))(
      'a row with %s fails alone',
      async (code, change) => {
        const isAlone = bench.writer.maxRowsPerRequest === 1;
        const changes = isAlone ? [change] : [rows.good(0), change, rows.good(1)];
        const outcomes = await outcomesOf(bench, changes);
        expect(outcomes).toHaveLength(changes.length);
        expect(outcomes[changes.indexOf(change)]).toMatchObject({
          state: 'FAILED',
          failure: { code, retryable: false, mayHaveApplied: false, vendorMessage: expect.any(String) },
        });
        const applied = outcomes.filter((outcome) => outcome?.state === 'APPLIED');
        expect(bench.writes()).toBe(applied.length);
        if (!isAlone && !bench.writer.callsBack) expect(applied).toHaveLength(2);
      },
    );

    test('reads back what it wrote, if the vendor supports reads', async () => {
      const change: Change = rows.good(0);
      const { channel } = bench;
      if (!channel.readStock || change.kind !== 'STOCK_SET') return;
      await outcomesOf(bench, [rows.good(0)]);
      const { productId, locationId } = change;
      const key: StockKey = { channel: channel.id, productId, locationId, optionId: null };
      const other: Change = rows.good(1);
      const missing = other.kind === 'STOCK_SET' ? { ...key, productId: other.productId } : key;
      expect(await channel.readStock([missing, key], (call) => call())).toEqual({
        type: 'read',
        levels: [
          null,
          {
            ...key,
            quantity: change.quantity,
            soldOut: null,
            observedAt: expect.any(Number),
            source: 'VENDOR_READ',
          },
        ],
      });
    });

    test('shows in its stock history which adjustment a request made, if the vendor has one', async () => {
      const change: Change = rows.good(0);
      const { channel } = bench;
      if (!channel.readStockHistory || change.kind !== 'STOCK_ADJUSTMENT') return;
      const since = Date.now();
      const marks = [
        (await deliver(bench, [rows.good(0)])).mark,
        (await deliver(bench, [rows.good(0), rows.good(1)])).mark,
      ];
      const { productId, locationId, delta } = change;
      const key: StockKey = { channel: channel.id, productId, locationId, optionId: null };
      const read = await channel.readStockHistory({ key, since }, (call) => call());
      const entries = read.type === 'read' ? (read.entries ?? []) : [];
      const expected = marks.map((mark) => ({ reference: expect.any(String), delta, mark }));
      expect(entries.toSorted((a, b) => Number(a.reference) - Number(b.reference))).toEqual(expected);
      expect(new Set(entries.map(({ reference }) => reference)).size).toBe(2);
    });

    test('recognizes a callback of another vendor', () => {
      for (const body of [undefined, null, '', '<html>', {}, [], 7]) {
        expect(bench.channel.readCallback?.(body) ?? null).toBeNull();
      }
    });

    testTroubles(rows, () => bench);
  });
};
