import { describe, expect } from 'vitest';
import { it } from '../support/app.ts';
import {
  accepted,
  attemptsOf,
  confirmInventory,
  operationOf,
  outcomeOf,
  setStock,
} from '../support/client.ts';
import { confirmation, globalLinkStock, orderItem, smaregiStock } from '../support/items.ts';

const unknown = 'OUTCOME_UNKNOWN';
const notFound = 'FAILED TargetNotFound PRODUCT_NOT_FOUND';

describe('an answer that contradicts itself', () => {
  it.concurrent.for([
    { kind: 'wrong-counts', calls: 3 },
    { kind: 'missing-row', calls: 4 },
    { kind: 'foreign-row', calls: 3 },
  ] as const)(
    'A9: ($kind) of stock updates: the unknown rows are sent again, one by one',
    async ({ kind, calls }, { start }) => {
      const { url, sandbox } = await start();
      sandbox.globalLink.control.fail({ on: 'stock-updates', kind });
      const answer = await setStock(url, [
        globalLinkStock('product-001', 1),
        globalLinkStock('missing-001', 1),
        globalLinkStock('product-002', 1),
      ]);
      expect(answer.results.map(outcomeOf)).toEqual(['APPLIED', notFound, 'APPLIED']);
      expect(sandbox.globalLink.control.requests()).toHaveLength(calls);
    },
  );

  it.concurrent('of stock updates: no unconfirmed row is applied', async ({ start }) => {
    const { url, sandbox } = await start();
    sandbox.globalLink.control.fail({ on: 'stock-updates', kind: 'wrong-counts', times: 9 });
    const answer = await setStock(url, [
      globalLinkStock('product-001', 1),
      globalLinkStock('missing-001', 1),
    ]);
    expect(answer.results.map(outcomeOf)).toEqual([unknown, notFound]);
    expect(answer.operation).toMatchObject({ unknownCount: 1, appliedCount: 0, status: 'COMPLETED' });
  });

  it.concurrent.for([
    { kind: 'missing-row', calls: 2 },
    { kind: 'foreign-row', calls: 1 },
  ] as const)(
    'A9: ($kind) of confirmations: the missing item is sent again alone',
    async ({ kind, calls }, { start }) => {
      const { url, sandbox } = await start();
      sandbox.brightmall.control.fail({ on: 'inventory/confirm', kind });
      const answer = await confirmInventory(url, [confirmation(orderItem(1)), confirmation(orderItem(2))]);
      expect(answer.results.map(outcomeOf)).toEqual(['APPLIED', 'APPLIED']);
      expect(sandbox.brightmall.control.requests()).toHaveLength(calls);
    },
  );

  it.concurrent('the same value can be sent again', async ({ start }) => {
    const { url, sandbox } = await start();
    sandbox.globalLink.control.fail({ on: 'stock-updates', kind: 'wrong-counts' });
    const first = await setStock(url, [globalLinkStock('product-001', 1)]);
    const again = await setStock(url, [globalLinkStock('product-001', 1)]);
    expect([...first.results, ...again.results].map(outcomeOf)).toEqual([unknown, 'APPLIED']);
  });
});

describe("the vendor's limits", () => {
  it.concurrent('are respected if there are more rows per second', async ({ start }) => {
    const { url, sandbox } = await start();
    sandbox.globalLink.control.behave({ ratePerSecond: 2, retryAfter: 'date' });
    const items = Array.from({ length: 300 }, (_, at) => globalLinkStock(`product-${at}`, at));
    const answer = await setStock(url, items);
    expect(new Set(answer.results.map(outcomeOf))).toEqual(new Set(['APPLIED']));
    const log = attemptsOf(await operationOf(url, accepted(answer).id));
    expect(log.filter((line) => line.endsWith('ANSWERED'))).toHaveLength(3);
    expect(log.filter((line) => line.endsWith('UNAVAILABLE')).length).toBeGreaterThan(0);
  });

  it.concurrent('are respected for concurrent calls', async ({ start }) => {
    const { url, sandbox } = await start({ VENDOR_CONCURRENCY: '2' });
    sandbox.globalLink.control.behave({ maxConcurrent: 2, latencyMs: 20, retryAfter: 'none' });
    const items = Array.from({ length: 900 }, (_, at) => globalLinkStock(`product-${at}`, at));
    const answer = await setStock(url, items);
    expect(new Set(answer.results.map(outcomeOf))).toEqual(new Set(['APPLIED']));
    expect(sandbox.globalLink.control.requests().map(({ status }) => status)).toEqual(
      Array.from({ length: 9 }, () => 200),
    );
  });
});

describe('an access token', () => {
  const tokenCalls = (requests: readonly { readonly path: string }[]) =>
    requests.filter(({ path }) => path.endsWith('/token')).length;

  it.concurrent('is fetched once and kept', async ({ start }) => {
    const { url, sandbox } = await start();
    for (const quantity of [1, 2, 3]) await setStock(url, [smaregiStock('567', quantity)]);
    expect(tokenCalls(sandbox.smaregi.control.requests())).toBe(1);
  });

  it.concurrent('is replaced after an early end, and the item is applied', async ({ start }) => {
    const { url, sandbox } = await start();
    await setStock(url, [smaregiStock('567', 1)]);
    sandbox.smaregi.control.expireTokens();
    const answer = await setStock(url, [smaregiStock('567', 2)]);
    expect(answer.results.map(outcomeOf)).toEqual(['APPLIED']);
    expect(attemptsOf(await operationOf(url, accepted(answer).id))).toEqual(['1 CALLED_BACK']);
    expect(tokenCalls(sandbox.smaregi.control.requests())).toBe(2);
  });
});
