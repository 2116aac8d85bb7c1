import { describe, expect, it, onTestFinished } from 'vitest';
import { vendorUnavailable } from '../../../../src/domain/failure.ts';
import { asProductId } from '../../../../src/domain/ids.ts';
import type { StockRead } from '../../../../src/ports/vendor-reads.ts';
import { shop } from '../../../support/changes.ts';
import type { FakeSettings } from '../../../support/fake-channel.ts';
import { failureOf, row, rows, startGateway, unknownOf, until } from '../../../support/gateway.ts';
import { itemsPage } from '../../../support/pages.ts';

const levelOf = (productId: string, quantity: number) => ({
  channel: shop,
  productId: asProductId(productId),
  locationId: null,
  optionId: null,
  quantity,
  soldOut: null,
  observedAt: Date.now(),
  source: 'VENDOR_READ' as const,
});
const reads =
  (...levels: StockReadLevels) =>
  async (): Promise<StockRead> => ({ type: 'read', levels });
type StockReadLevels = Extract<StockRead, { type: 'read' }>['levels'];

/** A vendor that accepts and never calls back, with a short deadline. */
const start = (settings: FakeSettings = {}) =>
  startGateway({ callsBack: true, limits: { callbackTimeoutMs: 40 }, ...settings });

describe('a callback that does not come soon', () => {
  it('is replaced by an event of the vendor whose read shows the value, with the reference of the event', async () => {
    const { gateway, submit, channels, channel, receiveEvent, startCatalogue, drain } = await startGateway({
      callsBack: true,
      readStock: async (keys) => ({
        type: 'read',
        levels: keys.map(({ productId }) => levelOf(productId, productId === '1' ? 3 : 9)),
      }),
    });
    const changes = ['1', '2'].map((id) => ({
      key: { channel: shop, productId: asProductId(id), locationId: null, optionId: null },
      reference: `history-${id}`,
    }));
    const events = { isAuthentic: () => true, read: () => ({ type: 'stock' as const, changes }) };
    channels.replace([{ ...channel, events }]);
    startCatalogue();
    onTestFinished(drain);
    const { operation } = await submit([row('1', 3), row('2', 4)], { waitMs: 0 });
    await receiveEvent('smaregi', 'shop', { header: () => undefined, body: async () => null });
    const states = async () => (await gateway.reads.items(itemsPage(operation.id))).nodes;
    await until(async () => (await states())[0]?.progress.state === 'APPLIED');
    const [applied, waits] = await states();
    expect(applied?.progress).toMatchObject({
      evidence: 'VENDOR_READ',
      receipt: { vendorReference: 'history-1' },
    });
    // A read that shows another value shows nothing: its callback may still come.
    expect(waits?.progress.state).toBe('AWAITING_CALLBACK');
  });
});

describe('a callback that never comes', () => {
  it('leaves the outcome unknown if the vendor supports no read', async () => {
    const { submit, logOf } = await start();
    const { operation, items } = await submit(rows('1'));
    expect(items[0]?.progress.state).toBe('OUTCOME_UNKNOWN');
    expect(unknownOf(items[0])).toMatchObject({ type: 'OutcomeUnknown' });
    expect(operation).toMatchObject({ unknownCount: 1 });
    expect(operation.completedAt).not.toBeNull();
    expect(await logOf(operation)).toMatchObject([{ outcome: 'TIMED_OUT' }]);
  });

  it('applies the item if a read finds its quantity', async () => {
    const { submit } = await start({ readStock: reads(levelOf('1', 3)) });
    const { operation, items } = await submit([row('1', 3)]);
    expect(items[0]?.progress).toMatchObject({ state: 'APPLIED', evidence: 'VENDOR_READ' });
    expect(operation).toMatchObject({ appliedCount: 1 });
  });

  it('leaves the outcome unknown if a read finds another quantity, and stores that quantity', async () => {
    const { submit, journal } = await start({ readStock: reads(levelOf('1', 8)) });
    const { items } = await submit([row('1', 3)]);
    expect(unknownOf(items[0])?.message).toContain('the vendor says 8');
    const [level] = await journal.stockLevels([levelOf('1', 0)]);
    expect(level).toMatchObject({ quantity: 8, source: 'VENDOR_READ' });
  });

  it.each<{ name: string; readStock: () => Promise<StockRead>; message: string }>([
    { name: 'knows nothing', readStock: reads(null), message: 'the vendor knows none' },
    {
      name: 'fails',
      readStock: async () => ({
        type: 'unavailable',
        failure: vendorUnavailable('RATE_LIMITED', 'Slow down.'),
      }),
      message: 'Slow down.',
    },
    {
      name: 'is broken off by a bug',
      readStock: () => {
        throw new Error('a bug');
      },
      message: 'broke the read off',
    },
  ])('leaves the outcome unknown when a read $name', async ({ readStock, message }) => {
    const { submit } = await start({ readStock });
    const { items } = await submit(rows('1'));
    expect(items[0]?.progress.state).toBe('OUTCOME_UNKNOWN');
    expect(unknownOf(items[0])?.message).toContain(message);
  });

  it('A9: compares each row with its own level, and sends the unproven rows again once, one by one', async () => {
    const readStock: FakeSettings['readStock'] = async (keys) => ({
      type: 'read',
      levels: keys.map(({ productId }) =>
        productId === '3' ? null : levelOf(productId, productId === '1' ? 1 : 9),
      ),
    });
    const { submit, requests, logOf } = await start({ readStock });
    const { operation, items } = await submit(rows('1', '2', '3'));
    expect(items.map((item) => item.progress.state)).toEqual([
      'APPLIED',
      'OUTCOME_UNKNOWN',
      'OUTCOME_UNKNOWN',
    ]);
    expect(requests().toSorted()).toEqual(['1 2 3', '2', '3']);
    expect((await logOf(operation)).map(({ outcome }) => outcome)).toEqual(Array(3).fill('TIMED_OUT'));
  });

  it('A9: also sends the rows again one by one if no read is possible, and uses the answers', async () => {
    const started = await start({ limits: { callbackTimeoutMs: 300 } });
    const { submit, callBack, sent, logOf } = started;
    const submitted = submit(rows('1', '2'));
    await until(() => sent.length === 3);
    const at = (productId: string) =>
      sent.findIndex((one) => one.rows.length === 1 && one.rows[0]?.productId === productId) + 1;
    await until(async () => (await callBack(at('1'), { id: `v-${at('1')}`, row: 0 })) === 'TAKEN');
    await until(async () => (await callBack(at('2'), { id: `v-${at('2')}`, applied: ['2'] })) === 'TAKEN');
    const { operation, items } = await submitted;
    expect(items.map((item) => item.progress.state)).toEqual(['FAILED', 'APPLIED']);
    expect((await logOf(operation)).map(({ outcome }) => outcome)).toEqual([
      'TIMED_OUT',
      'CALLED_BACK',
      'CALLED_BACK',
    ]);
    // The first request has no row left, so its callback changes nothing.
    await callBack(1, { id: 'v-1', row: 1 });
    expect(sent).toHaveLength(3);
  });

  it('A9: sends a newer change of a target after the row that is sent again', async () => {
    const { submit, requests, statesOf, sent } = await start({ limits: { callbackTimeoutMs: 150 } });
    const { operation } = await submit(rows('1', '2'), { waitMs: 0 });
    await until(() => sent.length === 1);
    const newer = await submit([row('1', 7)]);
    expect(await statesOf(operation)).toEqual(['OUTCOME_UNKNOWN', 'OUTCOME_UNKNOWN']);
    expect(newer.items[0]?.progress.state).toBe('OUTCOME_UNKNOWN');
    expect(requests()[0]).toBe('1 2');
    const ofFirst = sent.flatMap((one) => one.rows).filter((one) => one.productId === '1');
    expect(ofFirst.map(({ quantity }) => quantity)).toEqual([1, 1, 7]);
  });

  it('reads back only the rows that a callback left out', async () => {
    const asked: string[] = [];
    const timers: (() => void)[] = [];
    const clock = {
      now: Date.now,
      after: (_ms: number, task: () => void) => {
        timers.push(task);
        return () => {};
      },
    };
    const readStock: FakeSettings['readStock'] = async (keys) => {
      asked.push(...keys.map((key) => key.productId));
      return { type: 'read', levels: keys.map(({ productId }) => levelOf(productId, 1)) };
    };
    const { submit, callBack, statesOf, journal } = await startGateway(
      { callsBack: true, readStock },
      { clock },
    );
    const { operation } = await submit(rows('1', '2'), { waitMs: 0 });
    await until(async () => (await statesOf(operation))[0] === 'AWAITING_CALLBACK' && timers.length === 1);
    await callBack(1, { id: 'v-1', applied: ['2'] });
    timers[0]?.();
    await until(async () => (await statesOf(operation)).every((state) => state === 'APPLIED'));
    const { nodes } = await journal.items(itemsPage(operation.id));
    expect(nodes.map((item) => item.progress)).toMatchObject([
      { evidence: 'VENDOR_READ' },
      { evidence: 'ACKNOWLEDGED_WRITE' },
    ]);
    expect(asked).toEqual(['1']);
  });

  it('frees the target for the waiting change', async () => {
    const { submit, sent } = await start();
    await submit([row('1', 1)], { waitMs: 0 });
    await until(() => sent.length === 1);
    const { items } = await submit([row('1', 2)]);
    expect(sent.map(({ rows: [only] }) => only?.quantity)).toEqual([1, 2]);
    expect(items[0]?.progress.state).toBe('OUTCOME_UNKNOWN');
  });
});

describe('a callback that comes after the deadline', () => {
  it.each([
    { name: 'applied', body: { id: 'v-1', applied: ['1'] }, state: 'APPLIED' },
    { name: 'failed', body: { id: 'v-1', row: 0 }, state: 'FAILED' },
  ])('corrects the outcome: $name', async ({ body, state }) => {
    const { submit, callBack, statesOf, journal, logOf } = await start();
    const { operation } = await submit(rows('1'));
    expect(await statesOf(operation)).toEqual(['OUTCOME_UNKNOWN']);
    expect(await callBack(1, body)).toBe('TAKEN');
    expect(await statesOf(operation)).toEqual([state]);
    const [now] = await journal.operations([operation.id]);
    expect(now).toMatchObject({ unknownCount: 0, sequence: operation.sequence + 1 });
    expect(now?.completedAt).toBe(operation.completedAt);
    expect(await logOf(operation)).toMatchObject([{ outcome: 'CALLED_BACK' }]);
  });

  it('sends nothing again, and ends the rows that it does not blame', async () => {
    const { submit, callBack, statesOf, sent, journal, channels } = await start({
      limits: { callbackTimeoutMs: 200 },
    });
    const { operation } = await submit(rows('1', '2'), { waitMs: 0 });
    await until(() => sent.length === 1);
    // Without its channel no row is sent again, and all of them are unknown.
    channels.replace([]);
    await until(async () => (await statesOf(operation)).every((state) => state === 'OUTCOME_UNKNOWN'));
    await callBack(1, { id: 'v-1', row: 0 });
    expect(await statesOf(operation)).toEqual(['FAILED', 'FAILED']);
    const { nodes } = await journal.items(itemsPage(operation.id, { states: ['FAILED'] }));
    expect(nodes.map((item) => failureOf(item)?.code)).toEqual(['PRODUCT_NOT_FOUND', 'VENDOR_REJECTED']);
    expect(sent).toHaveLength(1);
  });
});
