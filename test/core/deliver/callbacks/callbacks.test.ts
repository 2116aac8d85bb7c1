import { describe, expect, it } from 'vitest';
import { callbackBody } from '../../../support/callback-body.ts';
import { accepts, type FakeSettings } from '../../../support/fake-channel.ts';
import { failureOf, row, rows, startGateway, until } from '../../../support/gateway.ts';
import { itemsPage } from '../../../support/pages.ts';

/** A gateway whose first operation waits for its callback. */
const waiting = async (productIds: readonly string[], settings: FakeSettings = {}) => {
  const started = await startGateway({ callsBack: true, ...settings });
  const { operation } = await started.submit(rows(...productIds), { waitMs: 0 });
  const states = () => started.statesOf(operation);
  await until(async () => (await states()).every((state) => state === 'AWAITING_CALLBACK'));
  return { ...started, operation, states };
};

describe('a callback', () => {
  it('ends the items, and the waiting mutation answers', async () => {
    const { submit, callBack, sent, logOf } = await startGateway({ callsBack: true });
    const submitted = submit(rows('1', '2'));
    await until(() => sent.length === 1);
    await until(async () => (await callBack(1, { id: 'v-1', applied: ['1', '2'] })) === 'TAKEN');
    const { operation, items } = await submitted;
    expect(operation).toMatchObject({ appliedCount: 2 });
    expect(items[0]?.progress).toMatchObject({ receipt: { vendorReference: 'ref-1' } });
    expect(await logOf(operation)).toMatchObject([
      { outcome: 'CALLED_BACK', httpStatus: 202, vendorRequestId: 'v-1' },
    ]);
  });

  it('cancels the deadline of its request', async () => {
    const timers = new Set<number>();
    const after = (ms: number) => {
      timers.add(ms);
      return () => void timers.delete(ms);
    };
    const clock = { now: () => 1_000, after };
    const { submit, callBack, statesOf } = await startGateway({ callsBack: true }, { clock });
    const { operation } = await submit(rows('1', '2'), { waitMs: 0 });
    await until(async () => (await statesOf(operation))[0] === 'AWAITING_CALLBACK' && timers.size === 1);
    await callBack(1, { id: 'v-1', applied: ['1'] });
    expect([...timers]).toEqual([60_000]);
    await callBack(1, { id: 'v-1', applied: ['2'] });
    expect([...timers]).toEqual([]);
  });

  it('has its own URL for each request', async () => {
    const { submit, sent } = await startGateway({ callsBack: true, maxRows: 1 });
    await submit(rows('1', '2'), { waitMs: 0 });
    await until(() => sent.length === 2);
    const urls = sent.map(({ callbackUrl }) => callbackUrl ?? '');
    expect(new Set(urls).size).toBe(2);
    for (const url of urls) expect(url).toMatch(/^https:\/\/gateway\.test\/[\w-]{32}$/);
  });

  it('is kept if it comes before the answer, and applied with the answer', async () => {
    let early: unknown = null;
    const { submit, callBack } = await startGateway({
      callsBack: true,
      behave: async (sent, number) => {
        early = await callBack(number, { id: 'v-1', applied: ['1'] });
        return accepts(sent, number);
      },
    });
    const { operation } = await submit(rows('1'));
    expect(early).toBe('EARLY');
    expect(operation).toMatchObject({ appliedCount: 1 });
  });

  it('is ignored if it came early for another request', async () => {
    const { submit, callBack, statesOf } = await startGateway({
      callsBack: true,
      behave: async (sent, number) => {
        await callBack(number, { id: 'v-other', applied: ['1'] });
        return accepts(sent, number);
      },
    });
    const { operation } = await submit(rows('1'), { waitMs: 50 });
    await until(async () => (await statesOf(operation))[0] === 'AWAITING_CALLBACK');
    expect(await callBack(1, { id: 'v-1', applied: ['1'] })).toBe('TAKEN');
    expect(await statesOf(operation)).toEqual(['APPLIED']);
  });

  it.each([
    {
      name: 'applied',
      body: { id: 'v-1', applied: ['1', '2'] },
      states: ['APPLIED', 'APPLIED'],
      requests: 1,
    },
    { name: 'failed', body: { id: 'v-1', row: 0 }, states: ['FAILED', 'AWAITING_CALLBACK'], requests: 2 },
    {
      name: 'failed without blame',
      body: { id: 'v-1' },
      states: ['AWAITING_CALLBACK', 'AWAITING_CALLBACK'],
      requests: 3,
    },
  ])('counts once if it comes three times at once: $name', async ({ body, states: wanted, requests }) => {
    const { callBack, states, sent, operation, journal } = await waiting(['1', '2']);
    const results = await Promise.all([callBack(1, body), callBack(1, body), callBack(1, body)]);
    expect(results).toEqual(['TAKEN', 'TAKEN', 'TAKEN']);
    await until(async () => sent.length === requests && (await states()).join() === wanted.join());
    expect(await callBack(1, body)).toBe('TAKEN');
    expect(sent).toHaveLength(requests);
    const [now] = await journal.operations([operation.id]);
    expect((now?.appliedCount ?? 0) + (now?.failedCount ?? 0)).toBe(
      wanted.filter((state) => state !== 'AWAITING_CALLBACK').length,
    );
  });

  it('changes nothing if its request, secret or content is wrong', async () => {
    const { callBack, receiveCallback, states } = await waiting(['1']);
    expect(await callBack(1, { id: 'v-2', applied: ['1'] })).toBe('MISMATCH');
    expect(await callBack(2, { id: 'v-1', applied: ['1'] })).toBe('UNKNOWN_SECRET');
    expect(await receiveCallback('SMAREGI', 'guess', callbackBody({ id: 'v-1', applied: ['1'] }))).toBe(
      'UNKNOWN_SECRET',
    );
    for (const body of [null, 'garbled', {}, [], { id: 7 }])
      expect(await callBack(1, body)).toBe('UNREADABLE');
    expect(await states()).toEqual(['AWAITING_CALLBACK']);
  });

  it('is refused at the URL of another vendor', async () => {
    const { receiveCallback, sent, states } = await waiting(['1']);
    const secret = sent[0]?.callbackUrl?.split('/').at(-1) ?? '';
    expect(await receiveCallback('BRIGHTMALL', secret, callbackBody({ id: 'v-1', applied: ['1'] }))).toBe(
      'UNKNOWN_SECRET',
    );
    expect(await states()).toEqual(['AWAITING_CALLBACK']);
  });

  it('leaves a missing row waiting and ends the others', async () => {
    const { callBack, states, logOf, operation } = await waiting(['1', '2']);
    expect(await callBack(1, { id: 'v-1', applied: ['2'] })).toBe('TAKEN');
    expect(await states()).toEqual(['AWAITING_CALLBACK', 'APPLIED']);
    expect(await logOf(operation)).toMatchObject([{ outcome: 'AWAITING_CALLBACK' }]);
    await callBack(1, { id: 'v-1', applied: ['1'] });
    expect(await states()).toEqual(['APPLIED', 'APPLIED']);
    expect(await logOf(operation)).toMatchObject([{ outcome: 'CALLED_BACK' }]);
  });
});

describe('a callback that says the request failed', () => {
  it('fails only the row that it names, and sends the others again', async () => {
    const { callBack, requests, states, operation, journal } = await waiting(['1', '2', '3']);
    await callBack(1, { id: 'v-1', row: 1 });
    await until(async () => requests().length === 2 && (await states())[0] === 'AWAITING_CALLBACK');
    expect(requests()).toEqual(['1 2 3', '1 3']);
    await callBack(2, { id: 'v-2', applied: ['1', '3'] });
    expect(await states()).toEqual(['APPLIED', 'FAILED', 'APPLIED']);
    const items = await journal.items(itemsPage(operation.id, { states: ['FAILED'] }));
    expect(failureOf(items.nodes[0])).toMatchObject({ code: 'PRODUCT_NOT_FOUND' });
  });

  it.each([{ id: 'v-1' }, { id: 'v-1', row: 9 }])(
    'sends the rows again in halves if it names no row: %o',
    async (body) => {
      const { callBack, requests, states, logOf, operation } = await waiting(['1', '2', '3']);
      await callBack(1, body);
      await until(
        async () => requests().length === 3 && (await states()).every((one) => one === 'AWAITING_CALLBACK'),
      );
      expect(requests().slice(1).toSorted()).toEqual(['1 2', '3']);
      const single = requests().indexOf('3') + 1;
      await callBack(single, { id: `v-${single}` });
      const pair = requests().indexOf('1 2') + 1;
      await callBack(pair, { id: `v-${pair}`, applied: ['1', '2'] });
      expect(await states()).toEqual(['APPLIED', 'APPLIED', 'FAILED']);
      expect((await logOf(operation)).map(({ outcome }) => outcome)).toEqual(Array(3).fill('CALLED_BACK'));
    },
  );

  it('A9: sends the others again if the named row has already ended', async () => {
    const { callBack, requests, states } = await waiting(['1', '2', '3']);
    await callBack(1, { id: 'v-1', applied: ['2'] });
    await callBack(1, { id: 'v-1', row: 1 });
    await until(async () => requests().length === 2 && (await states())[0] === 'AWAITING_CALLBACK');
    expect(requests()).toEqual(['1 2 3', '1 3']);
    await callBack(2, { id: 'v-2', applied: ['1', '3'] });
    expect(await states()).toEqual(['APPLIED', 'APPLIED', 'APPLIED']);
  });

  it('A9: is also used if it comes before the answer', async () => {
    const { submit, callBack, requests } = await startGateway({
      callsBack: true,
      behave: async (sent, number) => {
        const bad = sent.rows.findIndex((one) => one.productId === '2');
        const applied = sent.rows.map(({ productId }) => productId);
        await callBack(number, { id: `v-${number}`, ...(bad < 0 ? { applied } : { row: bad }) });
        return accepts(sent, number);
      },
    });
    const { items } = await submit(rows('1', '2', '3'));
    expect(items.map((item) => item.progress.state)).toEqual(['APPLIED', 'FAILED', 'APPLIED']);
    expect(requests()).toEqual(['1 2 3', '1 3']);
  });

  it('sends the newest value if a newer change came in the meantime', async () => {
    const { callBack, sent, states, submit, statesOf } = await waiting(['1', '2']);
    const newer = await submit([row('1', 7)], { waitMs: 0 });
    await callBack(1, { id: 'v-1', row: 1 });
    await until(() => sent.length === 2);
    expect(sent[1]?.rows.map(({ quantity }) => quantity)).toEqual([7]);
    expect(await states()).toEqual(['SUPERSEDED', 'FAILED']);
    await until(async () => (await statesOf(newer.operation))[0] === 'AWAITING_CALLBACK');
  });
});
