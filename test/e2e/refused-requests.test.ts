import { describe, expect } from 'vitest';
import { it } from '../support/app.ts';
import { confirmInventory, outcomeOf, replaceProducts, setStock, vendorCallsOf } from '../support/client.ts';
import { confirmation, globalLinkStock, orderItem, product } from '../support/items.ts';
import type { AnswerFragment, UserErrorCode } from './generated/graphql.ts';

const item = globalLinkStock('product-001', 1);
const refusal = (answer: AnswerFragment) => {
  expect(answer).toMatchObject({ operation: null, results: [], replayed: false });
  return answer.userErrors;
};

describe('a request that is refused as a whole', () => {
  it.concurrent('has no item', async ({ start }) => {
    const app = await start();
    const answers = [
      await setStock(app.url, []),
      await replaceProducts(app.url, []),
      await confirmInventory(app.url, []),
    ];
    for (const answer of answers) {
      expect(refusal(answer)).toMatchObject([{ code: 'NO_ITEMS', path: ['input', 'items'] }]);
    }
    expect(vendorCallsOf(app)).toEqual([]);
  });

  it.concurrent('has more items than MAX_ITEMS', async ({ start }) => {
    const app = await start({ MAX_ITEMS: '3' });
    const four = [1, 2, 3, 4];
    const answers = [
      await setStock(
        app.url,
        four.map((at) => globalLinkStock(`product-${at}`, at)),
      ),
      await replaceProducts(
        app.url,
        four.map((at) => product(`product-${at}`)),
      ),
      await confirmInventory(
        app.url,
        four.map((at) => confirmation(orderItem(at))),
      ),
    ];
    for (const answer of answers) {
      expect(refusal(answer)).toMatchObject([
        { code: 'TOO_MANY_ITEMS', path: ['input', 'items'], limit: 3, provided: 4 },
      ]);
    }
    expect(vendorCallsOf(app)).toEqual([]);
    const { results } = await setStock(
      app.url,
      [1, 2, 3].map((at) => globalLinkStock(`product-${at}`, at)),
    );
    expect(results.map(outcomeOf)).toEqual(['APPLIED', 'APPLIED', 'APPLIED']);
  });

  it.concurrent('has more than a thousand items, by default', async ({ start }) => {
    const { url } = await start();
    const items = Array.from({ length: 1001 }, (_, at) => globalLinkStock(`product-${at}`, at));
    expect(refusal(await setStock(url, items, { waitMs: 0 }))).toMatchObject([
      { limit: 1000, provided: 1001 },
    ]);
    const answer = await setStock(url, items.slice(1));
    expect(answer.operation).toMatchObject({ itemCount: 1000, appliedCount: 1000 });
  });

  it.concurrent.for([
    { what: 'an empty idempotencyKey', manner: { idempotencyKey: '' }, path: 'idempotencyKey' },
    {
      what: 'an idempotencyKey too long',
      manner: { idempotencyKey: 'k'.repeat(256) },
      path: 'idempotencyKey',
    },
    { what: 'a waitMs below zero', manner: { waitMs: -1 }, path: 'waitMs' },
    { what: 'a waitMs over half a minute', manner: { waitMs: 30_001 }, path: 'waitMs' },
  ])('has $what', async ({ manner, path }, { start }) => {
    const app = await start();
    const code: UserErrorCode = path === 'waitMs' ? 'INVALID_WAIT' : 'INVALID_IDEMPOTENCY_KEY';
    expect(refusal(await setStock(app.url, [item], manner))).toMatchObject([{ code, path: ['input', path] }]);
    expect(vendorCallsOf(app)).toEqual([]);
  });

  it.concurrent('reports all of its errors at once', async ({ start }) => {
    const app = await start();
    const errors = refusal(await setStock(app.url, [], { idempotencyKey: '', waitMs: -5 }));
    expect(new Set(errors.map(({ code }) => code))).toEqual(
      new Set(['NO_ITEMS', 'INVALID_IDEMPOTENCY_KEY', 'INVALID_WAIT']),
    );
    expect(errors.find(({ code }) => code === 'INVALID_WAIT')).toMatchObject({ limit: 30_000, provided: -5 });
  });

  it.concurrent('does not use up its idempotency key', async ({ start }) => {
    const { url } = await start({ MAX_ITEMS: '1' });
    const idempotencyKey = 'k'.repeat(255);
    refusal(await setStock(url, [item, globalLinkStock('product-002', 1)], { idempotencyKey }));
    const answer = await setStock(url, [item], { idempotencyKey, waitMs: 30_000 });
    expect(answer.results.map(outcomeOf)).toEqual(['APPLIED']);
    expect(answer.replayed).toBe(false);
  });
});
