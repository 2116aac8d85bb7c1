import { describe, expect } from 'vitest';
import { transports } from '../http/serve.ts';
import { it } from '../support/app.ts';
import { setStock, vendorCallsOf } from '../support/client.ts';
import { globalLinkStock } from '../support/items.ts';

/** So slow that the rate restores nothing while the test runs. */
const slow = { RATE_ITEMS_PER_SECOND: '1', RATE_ITEMS_BURST: '3000' };
const items = (from: number, count: number) =>
  Array.from({ length: count }, (_, at) => globalLinkStock(`product-${from + at}`, at));

describe('a client over its rate of items', () => {
  it.concurrent('is refused as a whole with a time to retry, and nothing is accepted', async ({ start }) => {
    const app = await start({ ...slow, RATE_ITEMS_BURST: '40' });
    const first = await setStock(app.url, items(0, 40));
    expect(first.userErrors).toEqual([]);
    const calls = vendorCallsOf(app).length;
    const { operation, results, userErrors } = await setStock(app.url, items(100, 40));
    expect({ operation, results }).toEqual({ operation: null, results: [] });
    expect(userErrors).toMatchObject([
      { code: 'RATE_LIMITED', path: ['input', 'items'], limit: 40, provided: 40 },
    ]);
    expect(userErrors[0]?.retryAfterMs).toBeGreaterThanOrEqual(1000);
    expect(userErrors[0]?.retryAfterMs).toBeLessThanOrEqual(40_000);
    expect(userErrors[0]?.message).toMatch(/try again in \d+ s\. Nothing was accepted\.$/u);
    expect(vendorCallsOf(app)).toHaveLength(calls);
  });

  it.concurrent('uses no items for a repeated mutation with its key', async ({ start }) => {
    const { url } = await start({ ...slow, RATE_ITEMS_BURST: '5' });
    const manner = { idempotencyKey: 'once' };
    await setStock(url, items(0, 5), manner);
    for (const replay of [1, 2]) {
      const { replayed, userErrors } = await setStock(url, items(0, 5), manner);
      expect({ replay, replayed, userErrors }).toEqual({ replay, replayed: true, userErrors: [] });
    }
  });

  it.concurrent('uses no items for concurrent repeats', async ({ start }) => {
    const { url } = await start({ ...slow, RATE_ITEMS_BURST: '100' });
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => setStock(url, items(0, 10), { idempotencyKey: 'once' })),
    );
    expect(answers.map(({ replayed }) => replayed).toSorted()).toEqual([false, ...Array(9).fill(true)]);
    expect((await setStock(url, items(20, 90))).userErrors).toEqual([]);
  });

  it.concurrent('uses no items for a mutation that was refused for another reason', async ({ start }) => {
    const { url } = await start({ ...slow, RATE_ITEMS_BURST: '5', MAX_ITEMS: '4', MAX_PENDING_ITEMS: '4' });
    expect((await setStock(url, items(0, 5))).userErrors).toMatchObject([{ code: 'TOO_MANY_ITEMS' }]);
    await setStock(url, items(0, 1), { idempotencyKey: 'once' });
    const mismatch = await setStock(url, items(1, 4), { idempotencyKey: 'once' });
    expect(mismatch.userErrors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH' }]);
    expect((await setStock(url, items(0, 4))).userErrors).toEqual([]);
  });

  it.concurrent('gets the remaining items with each answer, over every transport', async ({ start }) => {
    const { url } = await start(slow);
    const query =
      'mutation ($items: [StockQuantityInput!]!) { setStock(input: { items: $items }) { replayed } }';
    const left: unknown[] = [];
    for (const [, ask] of transports) {
      const { extensions } = await ask(url, { query, variables: { items: items(0, 1000) } });
      const { cost } = extensions as {
        cost: { items: { remaining: number; limit: number; resetAt: string } };
      };
      expect(cost.items.limit).toBe(3000);
      expect(Date.parse(cost.items.resetAt)).toBeGreaterThan(Date.now());
      left.push(Math.round(cost.items.remaining / 1000));
    }
    expect(left).toEqual([2, 1]);
  });

  it.concurrent('has no limit without API keys, where all callers are one client', async ({ start }) => {
    const { url } = await start();
    const [[, ask] = []] = transports;
    expect(await ask?.(url, { query: '{ __typename }' })).toEqual({
      data: { __typename: 'Query' },
      extensions: { cost: { requested: 1, limit: 250_000 } },
    });
  });
});
