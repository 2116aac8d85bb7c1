import { describe, expect } from 'vitest';
import { it } from '../support/app.ts';
import { accepted, confirmInventory, ended, outcomeOf, setStock } from '../support/client.ts';
import { confirmation, globalLinkStock, orderItem } from '../support/items.ts';

const manner = { idempotencyKey: 'stock-take 2026-01-22 / 棚' };

describe('an idempotency key', () => {
  it.concurrent('returns the same operation for a repeat, and sends nothing', async ({ start }) => {
    const { url, sandbox } = await start();
    const items = [globalLinkStock('product-001', 12), globalLinkStock('missing-001', 1)];
    const first = await setStock(url, items, manner);
    const again = await setStock(url, items, manner);
    expect(first.replayed).toBe(false);
    expect(again).toEqual({ ...first, replayed: true });
    expect(sandbox.globalLink.control.requests()).toHaveLength(1);
  });

  it.concurrent('treats a missing field and null as the same input', async ({ start }) => {
    const { url } = await start();
    await setStock(url, [globalLinkStock('product-001', 12)], manner);
    const again = await setStock(url, [globalLinkStock('product-001', 12, { memo: null })], manner);
    expect(again.replayed).toBe(true);
  });

  it.concurrent('counts once among concurrent calls', async ({ start }) => {
    const { url, sandbox } = await start();
    sandbox.globalLink.control.behave({ latencyMs: 50 });
    const calls = Array.from({ length: 20 }, () =>
      setStock(url, [globalLinkStock('product-001', 12)], manner),
    );
    const answers = await Promise.all(calls);
    expect(new Set(answers.map((answer) => accepted(answer).id)).size).toBe(1);
    expect(answers.filter((answer) => answer.replayed)).toHaveLength(19);
    expect(answers.flatMap((answer) => answer.results.map(outcomeOf))).toEqual(answers.map(() => 'APPLIED'));
    expect(sandbox.globalLink.control.requests()).toHaveLength(1);
  });

  it.concurrent('returns the current state for a repeat, even of a running operation', async ({ start }) => {
    const { url, sandbox } = await start();
    sandbox.globalLink.control.behave({ latencyMs: 150 });
    const items = [globalLinkStock('product-001', 12)];
    const first = await setStock(url, items, { ...manner, waitMs: 0 });
    expect(first.results.map(outcomeOf)).toEqual(['PENDING']);
    const again = await setStock(url, items, { ...manner, waitMs: 5_000 });
    expect(again.results.map(outcomeOf)).toEqual(['APPLIED']);
    expect(again).toMatchObject({
      replayed: true,
      operation: { id: accepted(first).id, status: 'COMPLETED' },
    });
    expect(sandbox.globalLink.control.requests()).toHaveLength(1);
  });

  it.concurrent.for([
    { what: 'another quantity', items: [globalLinkStock('product-001', 13)] },
    {
      what: 'one item more',
      items: [globalLinkStock('product-001', 12), globalLinkStock('product-002', 1)],
    },
    { what: 'another target', items: [globalLinkStock('product-002', 12)] },
  ])('refuses $what under the same key', async ({ items }, { start }) => {
    const { url, sandbox } = await start();
    const first = await setStock(url, [globalLinkStock('product-001', 12)], manner);
    const other = await setStock(url, items, manner);
    expect(other).toMatchObject({ operation: null, results: [], replayed: false });
    expect(other.userErrors).toMatchObject([
      { code: 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH', path: ['input', 'idempotencyKey'] },
    ]);
    expect(sandbox.globalLink.control.requests()).toHaveLength(1);
    expect(await ended(url, accepted(first).id)).toMatchObject({ itemCount: 1, appliedCount: 1 });
  });

  it.concurrent('is refused for another kind of mutation', async ({ start }) => {
    const { url, sandbox } = await start();
    await setStock(url, [globalLinkStock('product-001', 12)], manner);
    const other = await confirmInventory(url, [confirmation(orderItem(1))], manner);
    expect(other.userErrors.map(({ code }) => code)).toEqual(['IDEMPOTENCY_KEY_PARAMETER_MISMATCH']);
    expect(sandbox.brightmall.control.requests()).toEqual([]);
  });

  it.concurrent('is optional: the same call without one is another operation', async ({ start }) => {
    const { url } = await start();
    const first = await setStock(url, [globalLinkStock('product-001', 12)]);
    const again = await setStock(url, [globalLinkStock('product-001', 12)]);
    expect(accepted(again).id).not.toBe(accepted(first).id);
    expect(again.replayed).toBe(false);
  });
});
