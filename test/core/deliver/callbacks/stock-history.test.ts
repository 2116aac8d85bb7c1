import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteJournal } from '../../../../src/adapters/sqlite/open.ts';
import { createChannels } from '../../../../src/core/channels/channels.ts';
import { createStockHistory } from '../../../../src/core/deliver/callbacks/stock-history.ts';
import { callbackHashOf, markOf } from '../../../../src/core/deliver/send-request.ts';
import { vendorUnavailable } from '../../../../src/domain/failure.ts';
import { asChannelId } from '../../../../src/domain/ids.ts';
import type { StockHistoryRead } from '../../../../src/ports/vendor-reads.ts';
import { itemsOf, send, statesOf } from '../../../contract/journal/given.ts';
import { adjustmentOf, unknownRow } from '../../../support/changes.ts';
import { fakeChannel } from '../../../support/fake-channel.ts';
import { manualClock } from '../../../support/manual-clock.ts';
import { temporaryDirectory } from '../../../support/temporary-directory.ts';

const minute = 60_000;
const day = 24 * 60 * minute;
const markOfSecret = (secret: string) => markOf(callbackHashOf(secret));
const failing: StockHistoryRead = {
  type: 'unavailable',
  failure: vendorUnavailable('VENDOR_UNAVAILABLE', 'away'),
};

/** A journal with one adjustment in doubt, and a vendor with a stock history. */
const startWorld = async (products: readonly string[] = ['1']) => {
  const clock = manualClock();
  const journal = openSqliteJournal(await temporaryDirectory());
  onTestFinished(() => journal.close());
  const reads: string[] = [];
  const warnings: string[] = [];
  const lines: string[] = [];
  let answer = async (_productId: string): Promise<StockHistoryRead> => ({ type: 'read', entries: [] });
  const channel = {
    ...fakeChannel().channel,
    readStockHistory: async ({ key }: { readonly key: { readonly productId: string } }) => {
      reads.push(key.productId);
      return answer(key.productId);
    },
  };
  const channels = createChannels([channel]);
  const start = <Result>(call: () => Promise<Result>) => call();
  const history = createStockHistory({
    ...{ channels, journal, clock },
    log: {
      debug: () => {},
      info: () => {},
      warn: (_fields: unknown, message?: string) => void warnings.push(message ?? ''),
      error: (_fields: unknown, message?: string) => void lines.push(message ?? ''),
    },
    handleChanges: () => {},
    readLimitOf: () => ({
      startCall: start,
      startLater: start,
      onUnavailable: () => {},
      refusal: () => null,
    }),
    adjustedLevels: { withLevels: async (_channel, rows) => rows, readMissing: async () => {} },
  });
  onTestFinished(history.stop);
  const sentAt = clock.now() - minute;
  const { operation, request } = await send(
    journal,
    products.map((id) => adjustmentOf(id, -3)),
    { sentAt, callbackHash: callbackHashOf('secret') },
  );
  const rows = request.rows.map((row) => ({ ...row, outcome: unknownRow }));
  const timedOut = { requestId: request.id, at: clock.now(), outcome: 'TIMED_OUT', exchange: null } as const;
  await journal.settle({ ...timedOut, rows });
  const entry = (reference: string, mark = markOfSecret('secret')) => ({ reference, delta: -3, mark });
  return {
    ...{ clock, journal, history, channel, channels, reads, warnings, lines, operation, request, entry },
    states: () => statesOf(journal, operation.id),
    items: () => itemsOf(journal, operation.id),
    answers: (next: typeof answer) => {
      answer = next;
    },
    has: (...entries: ReturnType<typeof entry>[]) => {
      answer = async () => ({ type: 'read', entries });
    },
    watch: async () => {
      const found = await journal.requestById(request.id);
      if (found) history.watch(found);
    },
    key: (productId: string) => ({ ...adjustmentOf(productId, 1), optionId: null }),
  };
};

describe('adjustments whose outcome is unknown', () => {
  it('are resolved after a restart, by the history that the vendor has now', async () => {
    const { clock, history, has, entry, states, items, reads } = await startWorld();
    has(entry('77'), entry('76', markOfSecret('other')));
    history.start();
    await clock.advance(0);
    expect(await states()).toEqual(['APPLIED']);
    expect((await items())[0]?.progress).toMatchObject({
      evidence: 'VENDOR_READ',
      receipt: { kind: 'STOCK_ADJUSTMENT', vendorReference: '77', level: null },
    });
    await clock.advance(day);
    expect(reads).toEqual(['1']);
  });

  it('are read again after pauses that double, and no longer after a day', async () => {
    const { clock, history, states, reads, has, entry } = await startWorld();
    history.start();
    const readsWithin = async (ms: number) => {
      const before = reads.length;
      await clock.advance(ms);
      return reads.length - before;
    };
    expect(await readsWithin(0)).toBe(1);
    const counts: number[] = [];
    for (const minutes of [1, 2, 4, 8, 16]) counts.push(await readsWithin(minutes * minute));
    expect(counts).toEqual([1, 1, 1, 1, 1]);
    const later = await readsWithin(day - 40 * minute);
    expect(later).toBeGreaterThan(2);
    expect(later).toBeLessThan(7);
    await clock.advance(10 * minute);
    has(entry('77'));
    expect(await readsWithin(day)).toBe(0);
    expect(await states()).toEqual(['OUTCOME_UNKNOWN']);
  });

  it('are read soon after an event of their stock, once for many events', async () => {
    const { clock, history, states, reads, has, entry, key, channel, watch } = await startWorld();
    history.start();
    await clock.advance(0);
    await watch();
    has(entry('77'));
    for (let count = 0; count < 50; count += 1) history.onChanged(channel, [key('1'), key('2')]);
    history.onChanged({ ...channel, id: asChannelId('other') }, [key('1')]);
    await clock.advance(1_000);
    expect(await states()).toEqual(['APPLIED']);
    expect(reads).toHaveLength(2);
    // It is not in doubt any more.
    history.onChanged(channel, [key('1')]);
    await clock.advance(minute);
    expect(reads).toHaveLength(2);
  });

  it('are not read because of an event of another stock', async () => {
    const { clock, history, reads, key, channel, watch } = await startWorld();
    history.start();
    await clock.advance(0);
    await watch();
    history.onChanged(channel, [key('2')]);
    await clock.advance(5_000);
    expect(reads).toHaveLength(1);
  });

  it('end one by one, and the vendor is asked no further after a failure', async () => {
    const { clock, history, states, reads, entry, answers } = await startWorld(['1', '2', '3']);
    answers(async (product) =>
      product === '2' ? failing : { type: 'read', entries: [entry(`h-${product}`)] },
    );
    history.start();
    await clock.advance(0);
    expect(reads).toEqual(['1', '2']);
    expect(await states()).toEqual(['APPLIED', 'OUTCOME_UNKNOWN', 'OUTCOME_UNKNOWN']);
    answers(async (product) => ({ type: 'read', entries: [entry(`h-${product}`)] }));
    await clock.advance(minute);
    expect(reads).toEqual(['1', '2', '2', '3']);
    expect(await states()).toEqual(['APPLIED', 'APPLIED', 'APPLIED']);
  });

  it('stay unknown if the vendor refuses its history, which is logged once', async () => {
    const { clock, history, states, reads, warnings, answers } = await startWorld(['1', '2']);
    answers(async () => ({ type: 'read', entries: null }));
    history.start();
    await clock.advance(8 * minute);
    expect(reads.length).toBeGreaterThan(2);
    expect(new Set(reads)).toEqual(new Set(['1']));
    expect(warnings).toEqual([expect.stringContaining('refuses its stock history')]);
    expect(await states()).toEqual(['OUTCOME_UNKNOWN', 'OUTCOME_UNKNOWN']);
  });

  it('stay unknown while the adapter throws, and are not read after the stop', async () => {
    const { clock, history, states, reads, lines, answers } = await startWorld();
    answers(() => {
      throw new Error('a bug');
    });
    history.start();
    await clock.advance(minute);
    expect(await states()).toEqual(['OUTCOME_UNKNOWN']);
    expect(lines).toContainEqual(expect.stringContaining('A bug in the vendor adapter'));
    const before = reads.length;
    history.stop();
    await clock.advance(day);
    expect(reads).toHaveLength(before);
  });
});
