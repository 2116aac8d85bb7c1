import { describe, expect, it } from 'vitest';
import { anonymousClient, asOperationId, asProductId } from '../../../src/domain/ids.ts';
import { appliedAt, refusedRow, shop, unknownRow } from '../../support/changes.ts';
import {
  accepts,
  answered,
  appliesAll,
  type Behaviour,
  ok,
  refusesWith,
} from '../../support/fake-channel.ts';
import { failureOf, progressOf, row, rows, startGateway, until } from '../../support/gateway.ts';

describe('a vendor that answers at once', () => {
  it('applies every item', async () => {
    const { submit, requests, journal } = await startGateway();
    const { operation, items } = await submit([row('1', 3), row('2', 0)]);
    expect(requests()).toEqual(['1 2']);
    expect(progressOf(items)).toEqual([appliedAt(5_000), appliedAt(5_000)]);
    expect(operation).toMatchObject({ appliedCount: 2, itemCount: 2 });
    expect(operation.completedAt).not.toBeNull();
    const key = { channel: shop, productId: asProductId('2'), locationId: null, optionId: null };
    expect(await journal.stockLevels([key])).toMatchObject([{ quantity: 0, soldOut: true }]);
  });

  it('fails only the rows that the vendor refuses', async () => {
    const behave = (sent: Parameters<typeof appliesAll>[0]) =>
      answered(sent, ({ productId }) => (productId === '2' ? refusedRow() : appliedAt(5_000)));
    const { submit } = await startGateway({ behave });
    const { operation, items } = await submit([...rows('1', '2', '3'), row('4', -1)]);
    expect(items.map((item) => item.progress.state)).toEqual(['APPLIED', 'FAILED', 'APPLIED', 'FAILED']);
    expect(failureOf(items[1])).toMatchObject({ code: 'PRODUCT_NOT_FOUND', vendorMessage: 'No such thing' });
    expect(operation).toMatchObject({ appliedCount: 2, failedCount: 2 });
  });

  it('A9: sends rows again one by one if the answer to several leaves them unknown', async () => {
    const { submit, requests, logOf } = await startGateway({
      behave: (sent) => ({
        type: 'answered',
        rows:
          sent.rows.length > 1
            ? [appliedAt(5_000)]
            : [sent.rows[0]?.productId === '2' ? unknownRow : refusedRow()],
        exchange: ok,
      }),
    });
    const { operation, items } = await submit(rows('1', '2', '3'));
    expect(items.map((item) => item.progress.state)).toEqual(['APPLIED', 'OUTCOME_UNKNOWN', 'FAILED']);
    expect(requests()).toEqual(['1 2 3', '2', '3']);
    expect((await logOf(operation)).map(({ outcome }) => outcome)).toEqual([
      'ANSWERED',
      'ANSWERED',
      'ANSWERED',
    ]);
  });

  it('ends a single row OUTCOME_UNKNOWN if the answer does not contain it', async () => {
    const { submit, requests } = await startGateway({
      behave: () => ({ type: 'answered', rows: [], exchange: ok }),
    });
    const { items } = await submit(rows('1'));
    expect(items.map((item) => item.progress.state)).toEqual(['OUTCOME_UNKNOWN']);
    expect(requests()).toEqual(['1']);
  });

  it('does not split the rows if the refusal is not about rows', async () => {
    const { submit, requests } = await startGateway({
      behave: (sent) => ({
        type: 'refused',
        rows: sent.rows.map(() => refusedRow()),
        exchange: { ...ok, httpStatus: 405 },
      }),
    });
    const { items } = await submit(rows('1', '2', '3'));
    expect(items.map((item) => item.progress.state)).toEqual(['FAILED', 'FAILED', 'FAILED']);
    expect(requests()).toEqual(['1 2 3']);
  });

  it.each([400, 404, 409, 410, 413, 422])(
    'A9: finds the bad row if the vendor refuses the whole request with %i',
    async (httpStatus) => {
      const { submit, requests } = await startGateway({
        behave: (sent, number) =>
          sent.rows.some((one) => one.productId === '2')
            ? { type: 'refused', rows: sent.rows.map(() => refusedRow()), exchange: { ...ok, httpStatus } }
            : appliesAll(sent, number),
      });
      const { items } = await submit(rows('1', '2', '3'));
      expect(items.map((item) => item.progress.state)).toEqual(['APPLIED', 'FAILED', 'APPLIED']);
      expect(requests()).toEqual(['1 2 3', '1 2', '1', '2', '3']);
    },
  );

  it('finds the bad row if the vendor refuses the whole request', async () => {
    const { submit, requests, logOf } = await startGateway({ behave: refusesWith('3') });
    const { operation, items } = await submit(rows('1', '2', '3', '4', '5'));
    expect(items.map((item) => item.progress.state)).toEqual([
      'APPLIED',
      'APPLIED',
      'FAILED',
      'APPLIED',
      'APPLIED',
    ]);
    expect(requests()).toEqual(['1 2 3 4 5', '1 2 3', '1 2', '3', '4 5']);
    expect((await logOf(operation)).map(({ outcome, attempt }) => [outcome, attempt])).toEqual([
      ['REFUSED', 1],
      ['REFUSED', 2],
      ['ANSWERED', 3],
      ['REFUSED', 3],
      ['ANSWERED', 2],
    ]);
  });

  it('sends rows of one shape per request, and no more than the vendor accepts', async () => {
    const { submit, requests } = await startGateway({ maxRows: 2 });
    await submit([row('1'), row('2', 1, { memo: 'a' }), row('3'), row('4', 1, { memo: 'b' }), row('5')]);
    expect(requests().toSorted()).toEqual(['1 3', '2 4', '5']);
  });
});

describe('while a target is in flight', () => {
  it('sends only the newest of the waiting changes next', async () => {
    let answerFirst = () => {};
    const first = new Promise<void>((resolve) => {
      answerFirst = resolve;
    });
    const { submit, sent, statesOf } = await startGateway({
      behave: async (request, number) => {
        if (number === 1) await first;
        return appliesAll(request, number);
      },
    });
    const one = await submit([row('1', 1)], { waitMs: 0 });
    await until(() => sent.length === 1);
    const two = await submit([row('1', 2)], { waitMs: 0 });
    const three = await submit([row('1', 3)], { waitMs: 0 });
    answerFirst();
    await until(async () => (await statesOf(three.operation))[0] === 'APPLIED');
    expect(sent.map(({ rows: [only] }) => only?.quantity)).toEqual([1, 3]);
    expect(await statesOf(one.operation)).toEqual(['APPLIED']);
    expect(await statesOf(two.operation)).toEqual(['SUPERSEDED']);
  });

  it('sends one request at a time for the target, and ends with the value accepted last', async () => {
    const underWay = new Set<string>();
    const held = new Map<string, number>();
    const { submit } = await startGateway({
      behave: async (request, number) => {
        for (const { productId } of request.rows) {
          expect(underWay.has(productId)).toBe(false);
          underWay.add(productId);
        }
        await new Promise((resolve) => setTimeout(resolve, number % 3));
        for (const { productId, quantity } of request.rows) {
          underWay.delete(productId);
          held.set(productId, quantity);
        }
        return appliesAll(request, number);
      },
    });
    const all = Array.from({ length: 60 }, (_, number) => submit([row(String(number % 3), number)]));
    const ended = await Promise.all(all);
    expect(Object.fromEntries(held)).toEqual({ 0: 57, 1: 58, 2: 59 });
    const states = ended.flatMap(({ items }) => items.map((item) => item.progress.state));
    expect(new Set(states)).toEqual(new Set(['APPLIED', 'SUPERSEDED']));
    expect(states.slice(-3)).toEqual(['APPLIED', 'APPLIED', 'APPLIED']);
  });
});

describe('submit', () => {
  it('answers when its wait is over, and the work continues', async () => {
    const { submit, statesOf, callBack, sent } = await startGateway({ callsBack: true, behave: accepts });
    const { operation, items } = await submit(rows('1'), { waitMs: 20 });
    expect(operation.completedAt).toBeNull();
    expect(['SENDING', 'AWAITING_CALLBACK']).toContain(items[0]?.progress.state);
    await until(async () => (await statesOf(operation))[0] === 'AWAITING_CALLBACK' && sent.length === 1);
    await callBack(1, { id: 'v-1', applied: ['1'] });
    expect(await statesOf(operation)).toEqual(['APPLIED']);
  });

  it('counts an idempotency key once', async () => {
    const { submit, sent } = await startGateway();
    const first = await submit(rows('1'), { key: 'k' });
    const again = await submit(rows('1'), { key: 'k' });
    expect(again).toEqual({ ...first, replayed: true });
    expect(first.replayed).toBe(false);
    expect(sent).toHaveLength(1);
    await expect(submit(rows('2'), { key: 'k' })).rejects.toThrow('IDEMPOTENCY_KEY_PARAMETER_MISMATCH');
  });

  it('refuses too many items, and reports the maximum', async () => {
    const { gateway, journal } = await startGateway({}, { maxItems: 2 });
    const submitted = await gateway.submit({
      client: anonymousClient,
      channels: null,
      kind: 'STOCK_SET',
      items: rows('1', '2', '3'),
      idempotencyKey: null,
      waitMs: 0,
    });
    expect(submitted).toMatchObject({
      type: 'refused',
      errors: [{ code: 'TOO_MANY_ITEMS', limit: 2, provided: 3 }],
    });
    expect(await journal.operations([asOperationId(1)])).toEqual([null]);
  });

  it('refuses items over the backlog limit, and accepts them once items end', async () => {
    let answer = () => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const behave: Behaviour = async (sent, number) => {
      await held;
      return appliesAll(sent, number);
    };
    const { submit, statesOf, sent } = await startGateway({ behave }, { maxPendingItems: 2 });
    const { operation } = await submit(rows('1', '2'), { waitMs: 0 });
    await expect(submit(rows('3'))).rejects.toThrow('OVERLOADED');
    answer();
    await until(async () => (await statesOf(operation)).every((state) => state === 'APPLIED'));
    expect((await submit(rows('3'))).operation.appliedCount).toBe(1);
    expect(sent).toHaveLength(2);
  });

  it('reserves no space in the backlog for refused items', async () => {
    const { submit } = await startGateway({}, { maxPendingItems: 2 });
    for (let time = 0; time < 3; time += 1) await submit(rows('1'), { key: 'k' });
    for (let time = 0; time < 3; time += 1) {
      await expect(submit(rows('2'), { key: 'k' })).rejects.toThrow('MISMATCH');
    }
    expect((await submit(rows('1', '2'))).operation.appliedCount).toBe(2);
  });

  it('answers at once if all items are invalid', async () => {
    const { submit, sent } = await startGateway();
    const { operation, items } = await submit([row('1', -1), { ...row('2'), channel: 'nowhere' }]);
    expect(operation.completedAt).not.toBeNull();
    expect(items.map((item) => failureOf(item)?.code)).toEqual(['INVALID_QUANTITY', 'UNKNOWN_CHANNEL']);
    expect(sent).toEqual([]);
  });
});
