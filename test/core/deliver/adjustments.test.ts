import { describe, expect, it, onTestFinished } from 'vitest';
import type { AdjustmentChange, Change } from '../../../src/domain/changes/change.ts';
import { anonymousClient, asProductId } from '../../../src/domain/ids.ts';
import type { RowOutcome } from '../../../src/domain/item.ts';
import type { Operation } from '../../../src/domain/operation.ts';
import type { CallbackMessage, Channel, SendResult, Writer } from '../../../src/ports/channel.ts';
import type { VendorEvent, VendorStockEntry } from '../../../src/ports/vendor-reads.ts';
import { callbackBody } from '../../support/callback-body.ts';
import { adjustedAt, refusedRow, shop, unknownRow } from '../../support/changes.ts';
import { ok, unavailable } from '../../support/fake-channel.ts';
import { startGateway, until } from '../../support/gateway.ts';
import { itemsPage } from '../../support/pages.ts';

type Behave = (rows: readonly AdjustmentChange[], number: number) => Promise<SendResult> | SendResult;
type Settings = {
  readonly callsBack?: boolean;
  readonly othersMayHaveApplied?: boolean;
  readonly directory?: string;
  readonly quantity?: number | null;
  /** The vendor's stock history. Absent for a vendor without one. */
  readonly readStockHistory?: NonNullable<Channel['readStockHistory']>;
  readonly callbackTimeoutMs?: number;
};

/** What the vendor posts to a callback URL. */
type Body = { readonly id: string; readonly applied?: readonly string[]; readonly row?: number };

const answeredWith = (...rows: readonly RowOutcome[]): SendResult => ({
  type: 'answered',
  rows,
  exchange: ok,
});
const productOf = (change: Change) => (change.kind === 'STOCK_ADJUSTMENT' ? change.productId : '');

/** A gateway whose vendor also takes adjustments, and the requests that the vendor received. */
const startAdjusting = async (behave: Behave, settings: Settings = {}) => {
  const { callsBack = false, othersMayHaveApplied = false, quantity = 42 } = settings;
  const { readStockHistory, callbackTimeoutMs } = settings;
  const started = await startGateway(
    { callsBack, ...(callbackTimeoutMs && { limits: { callbackTimeoutMs } }) },
    settings.directory ? { directory: settings.directory } : {},
  );
  const sent: {
    readonly ids: readonly string[];
    readonly callbackUrl: string | null;
    readonly mark: string | null;
  }[] = [];
  const writer: Writer<'STOCK_ADJUSTMENT'> = {
    kind: 'STOCK_ADJUSTMENT',
    rules: {
      productId: { pattern: /^[\w-]+$/u, description: 'letters and digits' },
      quantity: { min: 0, max: 1_000 },
      delta: { min: -1_000, max: 1_000 },
      locationId: null,
      memoMaxLength: 20,
    },
    maxRowsPerRequest: 100,
    callsBack,
    shapeOf: () => 'plain',
    send: async (rows: readonly AdjustmentChange[], { callbackUrl, mark }) => {
      sent.push({ ids: rows.map(({ productId }) => productId), callbackUrl, mark });
      return behave(rows, sent.length);
    },
  };
  const readCallback = (body: unknown): CallbackMessage | null => {
    const { id: vendorRequestId, applied, row = null } = body as Body;
    return applied
      ? {
          type: 'applied',
          vendorRequestId,
          receiptFor: (change, at) => (applied.includes(productOf(change)) ? adjustedAt(at) : null),
        }
      : {
          type: 'failed',
          vendorRequestId,
          row,
          failureFor: () => refusedRow(),
          collateralFor: () => refusedRow('VENDOR_REJECTED'),
          ...(othersMayHaveApplied && { othersMayHaveApplied }),
        };
  };
  started.channels.replace([
    {
      ...started.channel,
      writers: { ...started.channel.writers, STOCK_ADJUSTMENT: writer },
      ...(callsBack && { readCallback }),
      ...(readStockHistory && { readStockHistory }),
      events: { isAuthentic: () => true, read: (body) => body as VendorEvent },
      readStock: async (keys) => ({
        type: 'read',
        levels: keys.map((key) =>
          quantity === null
            ? null
            : { ...key, quantity, soldOut: null, observedAt: 7_000, source: 'VENDOR_READ' as const },
        ),
      }),
    },
  ]);
  const adjust = async (ids: readonly string[], waitMs = 10_000) => {
    const submitted = await started.gateway.submit({
      client: anonymousClient,
      channels: null,
      kind: 'STOCK_ADJUSTMENT',
      items: ids.map((productId) => ({ channel: shop, productId, delta: 5 })),
      idempotencyKey: null,
      waitMs,
    });
    if (submitted.type === 'refused') throw new Error(submitted.errors[0]?.code);
    return submitted;
  };
  const callBack = (number: number, body: unknown) =>
    started.receiveCallback(
      started.channel.vendor,
      sent[number - 1]?.callbackUrl?.split('/').at(-1) ?? '',
      callbackBody(body),
    );
  return { ...started, adjust, callBack, received: sent };
};

const accepted = (number: number): SendResult => ({
  type: 'accepted',
  vendorRequestId: `v-${number}`,
  exchange: { httpStatus: 202, vendorRequestId: `v-${number}` },
});

describe('an adjustment at a vendor that answers at once', () => {
  it('ends OUTCOME_UNKNOWN after a lost answer, and is not sent again', async () => {
    const { adjust, received } = await startAdjusting(() => unavailable({ mayHaveApplied: true }));
    const { items } = await adjust(['1', '2']);
    expect(items.map(({ progress }) => progress.state)).toEqual(['OUTCOME_UNKNOWN', 'OUTCOME_UNKNOWN']);
    expect(items[0]?.progress).toMatchObject({
      failure: { message: expect.stringContaining('Read the stock before you send it again.') },
    });
    expect(received).toHaveLength(1);
  });

  it('is tried again after a certain refusal', async () => {
    const { adjust, received } = await startAdjusting((rows, number) =>
      number === 1 ? unavailable({ httpStatus: 429 }) : answeredWith(...rows.map(() => adjustedAt(6_000, 5))),
    );
    const { items } = await adjust(['1', '2']);
    expect(items.map(({ progress }) => progress.state)).toEqual(['APPLIED', 'APPLIED']);
    expect(received.map(({ ids }) => ids.length)).toEqual([2, 2]);
  });

  it('is not sent alone when the vendor left its row without an outcome', async () => {
    const { adjust, received } = await startAdjusting(() => answeredWith(adjustedAt(6_000, 5), unknownRow));
    const { items } = await adjust(['1', '2', '3']);
    expect(items.map(({ progress }) => progress.state)).toEqual([
      'APPLIED',
      'OUTCOME_UNKNOWN',
      'OUTCOME_UNKNOWN',
    ]);
    expect(received).toHaveLength(1);
  });

  it('is sent in halves after a refusal of the whole request', async () => {
    const { adjust, received } = await startAdjusting((rows) =>
      rows.some(({ productId }) => productId === '2')
        ? { type: 'refused', rows: rows.map(() => refusedRow()), exchange: { ...ok, httpStatus: 400 } }
        : answeredWith(...rows.map(() => adjustedAt(6_000, 5))),
    );
    const { items } = await adjust(['1', '2', '3']);
    expect(items.map(({ progress }) => progress.state)).toEqual(['APPLIED', 'FAILED', 'APPLIED']);
    expect(received.map(({ ids }) => ids.join())).toEqual(['1,2,3', '1,2', '1', '2', '3']);
  });

  it('ends OUTCOME_UNKNOWN when its adapter has a bug', async () => {
    const { adjust, received } = await startAdjusting(() => {
      throw new Error('A bug');
    });
    const { items } = await adjust(['1']);
    expect(items.map(({ progress }) => progress.state)).toEqual(['OUTCOME_UNKNOWN']);
    expect(received).toHaveLength(1);
  });
});

describe('an adjustment at a vendor that calls back', () => {
  const isAwaiting = (
    { statesOf }: Pick<Awaited<ReturnType<typeof startAdjusting>>, 'statesOf'>,
    operation: Operation,
  ) => until(async () => (await statesOf(operation)).every((state) => state === 'AWAITING_CALLBACK'));

  it('ends with the quantity that is read after the callback', async () => {
    const gateway = await startAdjusting((_rows, number) => accepted(number), { callsBack: true });
    const { operation } = await gateway.adjust(['1', '2'], 0);
    await isAwaiting(gateway, operation);
    expect(await gateway.callBack(1, { id: 'v-1', applied: ['1', '2'] })).toBe('TAKEN');
    const found = await gateway.journal.operationSince(operation.id, 0);
    expect(found?.items.map(({ progress }) => progress)).toMatchObject([
      { state: 'APPLIED', receipt: { level: { quantity: 42, observedAt: 7_000 } } },
      { state: 'APPLIED', receipt: { level: { quantity: 42 } } },
    ]);
  });

  it('ends without a quantity if the vendor has none', async () => {
    const gateway = await startAdjusting((_rows, number) => accepted(number), {
      callsBack: true,
      quantity: null,
    });
    const { operation } = await gateway.adjust(['1'], 0);
    await isAwaiting(gateway, operation);
    await gateway.callBack(1, { id: 'v-1', applied: ['1'] });
    const found = await gateway.journal.operationSince(operation.id, 0);
    expect(found?.items[0]?.progress).toMatchObject({ state: 'APPLIED', receipt: { level: null } });
  });

  it('is sent again without the row that the callback names', async () => {
    const gateway = await startAdjusting((_rows, number) => accepted(number), { callsBack: true });
    const { operation } = await gateway.adjust(['1', '2', '3'], 0);
    await isAwaiting(gateway, operation);
    await gateway.callBack(1, { id: 'v-1', row: 1 });
    await until(() => gateway.received.length === 2);
    expect(gateway.received[1]?.ids).toEqual(['1', '3']);
  });

  it('is not sent again if the vendor may have applied the other rows of a failed request', async () => {
    const gateway = await startAdjusting((_rows, number) => accepted(number), {
      callsBack: true,
      othersMayHaveApplied: true,
    });
    const { operation } = await gateway.adjust(['1', '2', '3'], 0);
    await isAwaiting(gateway, operation);
    await gateway.callBack(1, { id: 'v-1', row: 1 });
    expect(await gateway.statesOf(operation)).toEqual(['OUTCOME_UNKNOWN', 'FAILED', 'OUTCOME_UNKNOWN']);
    expect(gateway.received).toHaveLength(1);
  });

  it('waits for its callback after its gateway stopped while it was sent', async () => {
    const first = await startAdjusting(() => new Promise<never>(() => {}), { callsBack: true });
    const { operation } = await first.adjust(['1'], 0);
    await until(() => first.received.length === 1);
    await first.close();
    const secret = first.received[0]?.callbackUrl?.split('/').at(-1) ?? '';

    const next = await startAdjusting((_rows, number) => accepted(number), {
      callsBack: true,
      directory: first.directory,
    });
    await next.recover();
    expect(await next.statesOf(operation)).toEqual(['AWAITING_CALLBACK']);
    const body = callbackBody({ id: 'v-1', applied: ['1'] });
    expect(await next.receiveCallback('SMAREGI', secret, body)).toBe('TAKEN');
    expect(await next.statesOf(operation)).toEqual(['APPLIED']);
    expect(next.received).toEqual([]);
  });

  it('takes a callback that was stored when its gateway stopped', async () => {
    const first = await startAdjusting((_rows, number) => accepted(number), { callsBack: true });
    const { operation } = await first.adjust(['1'], 0);
    await isAwaiting(first, operation);
    const [log] = await first.logOf(operation);
    if (!log) throw new Error('No request');
    await first.journal.keepCallback(log.id, { id: 'v-1', applied: ['1'] });
    await first.close();

    const next = await startAdjusting(() => unavailable(), { callsBack: true, directory: first.directory });
    await next.recover();
    await until(async () => (await next.statesOf(operation))[0] === 'APPLIED');
  });
});

describe('a dry run of an adjustment', () => {
  it('adds it to the known quantity, and counts no pending target', async () => {
    const { gateway, journal } = await startAdjusting(() => answeredWith(adjustedAt(6_000, 5)));
    await journal.recordRead([
      {
        ...{ channel: shop, productId: '1' as never, locationId: null, optionId: null },
        ...{ quantity: 998, soldOut: null, observedAt: 1, source: 'VENDOR_READ' },
      },
    ]);
    const check = async (delta: number) => {
      const items = [{ channel: shop, productId: '1', delta }];
      const checked = await gateway.check({ kind: 'STOCK_ADJUSTMENT', channels: null, items });
      return checked.type === 'checked' ? checked.items : [];
    };
    expect(await check(2)).toMatchObject([{ failure: null, current: { quantity: 998 } }]);
    expect(await check(3)).toMatchObject([{ failure: { code: 'INVALID_QUANTITY', path: ['delta'] } }]);
    expect(await check(-999)).toMatchObject([{ failure: { code: 'INVALID_QUANTITY' } }]);
  });
});

describe('an adjustment at a vendor with a stock history', () => {
  const entries: VendorStockEntry[] = [];
  const start = async (settings: Settings = {}) => {
    entries.length = 0;
    const reads: string[] = [];
    const started = await startAdjusting((_rows, number) => accepted(number), {
      callsBack: true,
      readStockHistory: async ({ key }) => {
        reads.push(key.productId);
        return { type: 'read', entries: key.productId === '2' ? [] : entries };
      },
      ...settings,
    });
    started.startCatalogue();
    onTestFinished(started.drain);
    const event = (productId: string, reference: string) => {
      const key = { channel: shop, productId: asProductId(productId), locationId: null, optionId: null };
      const body: VendorEvent = { type: 'stock', changes: [{ key, reference }] };
      return started.receiveEvent('smaregi', 'shop', { header: () => undefined, body: async () => body });
    };
    return { ...started, reads, event };
  };

  it('ends early when an event names its change, and not when it names a sale', async () => {
    const { adjust, received, reads, event, statesOf, gateway, logOf } = await start();
    const { operation } = await adjust(['1', '2'], 0);
    await until(() => received.length === 1);
    entries.push({ reference: 'sale', delta: 5, mark: null });
    await event('1', 'sale');
    await until(() => reads.length >= 1);
    expect(await statesOf(operation)).toEqual(['AWAITING_CALLBACK', 'AWAITING_CALLBACK']);
    entries.push({ reference: 'own', delta: 5, mark: received[0]?.mark ?? null });
    await event('1', 'own');
    await until(async () => (await statesOf(operation))[0] === 'APPLIED');
    expect(await statesOf(operation)).toEqual(['APPLIED', 'AWAITING_CALLBACK']);
    const [item] = (await gateway.reads.items(itemsPage(operation.id))).nodes;
    expect(item?.progress).toMatchObject({
      evidence: 'VENDOR_READ',
      receipt: { kind: 'STOCK_ADJUSTMENT', vendorReference: 'own', level: { quantity: 42 } },
    });
    expect(received).toHaveLength(1);
    expect(await logOf(operation)).toMatchObject([{ outcome: 'AWAITING_CALLBACK' }]);
  });

  it('keeps the outcome of the history when the callback comes afterwards', async () => {
    const { adjust, received, callBack, statesOf, event } = await start();
    const { operation } = await adjust(['1', '2'], 0);
    await until(() => received.length === 1);
    entries.push({ reference: 'own', delta: 5, mark: received[0]?.mark ?? null });
    await event('1', 'own');
    await until(async () => (await statesOf(operation))[0] === 'APPLIED');
    await until(async () => (await callBack(1, { id: 'v-1', applied: ['1', '2'] })) === 'TAKEN');
    expect(await statesOf(operation)).toEqual(['APPLIED', 'APPLIED']);
  });

  it('is resolved at the deadline, and only the rows that the history shows', async () => {
    const { adjust, received, reads } = await start({ callbackTimeoutMs: 60 });
    const adjusting = adjust(['1', '2']);
    await until(() => received.length === 1);
    entries.push({ reference: 'own', delta: 5, mark: received[0]?.mark ?? null });
    const { items } = await adjusting;
    expect(items.map(({ progress }) => progress.state)).toEqual(['APPLIED', 'OUTCOME_UNKNOWN']);
    expect(reads.slice(0, 2)).toEqual(['1', '2']);
    expect(received).toHaveLength(1);
  });

  it('stays unknown if the other rows of a failed request are not in the history, and is resolved if they are', async () => {
    const { adjust, received, callBack, statesOf, event } = await start({ othersMayHaveApplied: true });
    const { operation } = await adjust(['1', '2', '3'], 0);
    await until(() => received.length === 1);
    await until(async () => (await callBack(1, { id: 'v-1', row: 1 })) === 'TAKEN');
    expect(await statesOf(operation)).toEqual(['OUTCOME_UNKNOWN', 'FAILED', 'OUTCOME_UNKNOWN']);
    entries.push({ reference: 'own', delta: 5, mark: received[0]?.mark ?? null });
    await event('1', 'own');
    await until(async () => (await statesOf(operation))[0] === 'APPLIED');
    expect(received).toHaveLength(1);
  });
});
