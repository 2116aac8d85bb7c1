import { describe, expect } from 'vitest';
import { it } from '../support/app.ts';
import { accepted, ended, only, outcomeOf, resultsOf, setStock, until } from '../support/client.ts';
import { globalLinkStock, smaregiStock } from '../support/items.ts';
import type { AnswerFragment, StockQuantityInput } from './generated/graphql.ts';

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at + 1);
const quantities = (writes: readonly { readonly value: unknown }[], field: string): readonly number[] =>
  writes.map(({ value }) => Number(Object(value)[field]));
const isRising = (values: readonly number[]): boolean =>
  values.every((value, at) => at === 0 || value > (values[at - 1] ?? 0));

/** This many concurrent mutations of one item each. */
const manyAtOnce = (url: string, items: readonly StockQuantityInput[]): Promise<readonly AnswerFragment[]> =>
  Promise.all(items.map((item) => setStock(url, [item], { waitMs: 30_000 })));

describe('many concurrent callers', () => {
  it.for([
    { vendor: 'Global Link', item: (at: number) => globalLinkStock(`product-${at}`, at) },
    { vendor: 'Smaregi, which calls back', item: (at: number) => smaregiStock(String(at), at) },
  ])(
    'share vendor calls: 300 single items need at most 24 at $vendor',
    {
      timeout: 120_000,
    },
    async ({ item }, { start }) => {
      const { url, sandbox } = await start({ VENDOR_TIMEOUT_MS: '60000' });
      const startedAt = Date.now();
      await manyAtOnce(
        url,
        numbers(100).map((at) => item(1_000 + at)),
      );
      // Callers, gateway and vendor share one event loop, so the vendor waits for the time that the callers need.
      const latencyMs = 200 + 2 * (Date.now() - startedAt);
      const controls = [sandbox.globalLink.control, sandbox.smaregi.control];
      for (const control of controls) {
        control.reset();
        control.behave({ maxConcurrent: 8, latencyMs });
      }
      const answers = await manyAtOnce(url, numbers(300).map(item));
      expect(answers.map(({ results }) => outcomeOf(only(results)))).toEqual(
        numbers(300).map(() => 'APPLIED'),
      );
      expect(new Set(answers.map((answer) => accepted(answer).id)).size).toBe(300);
      const calls = controls
        .flatMap((control) => control.requests())
        .filter(({ method }) => method !== 'GET');
      expect(calls.length).toBeLessThanOrEqual(24);
      expect(calls.every(({ status }) => status === 200)).toBe(true);
      expect(controls.flatMap((control) => control.writes())).toHaveLength(300);
    },
  );
});

describe('many changes of one target', () => {
  it.concurrent.for([
    { vendor: 'Global Link', item: (quantity: number) => globalLinkStock('product-001', quantity) },
    { vendor: 'Smaregi', item: (quantity: number) => smaregiStock('567', quantity) },
  ])(
    'end with the value accepted last, and $vendor never receives an older value later',
    async ({ item }, { start }) => {
      const { url, sandbox } = await start();
      sandbox.globalLink.control.behave({ latencyMs: 20 });
      // Accepted one after the other, and all unfinished at the same time.
      const accepting: string[] = [];
      for (const quantity of numbers(50)) {
        accepting.push(accepted(await setStock(url, [item(quantity)], { waitMs: 0 })).id);
      }
      const ends = await Promise.all(
        accepting.map(async (id) => outcomeOf(only(resultsOf(await ended(url, id))))),
      );
      expect(new Set(ends)).toEqual(new Set(['APPLIED', 'SUPERSEDED']));
      expect(ends.at(-1)).toBe('APPLIED');
      const held = [
        ...quantities(sandbox.globalLink.control.writes(), 'stockQuantity'),
        ...quantities(sandbox.smaregi.control.writes(), 'stockAmount'),
      ];
      expect(held.at(-1)).toBe(50);
      expect(isRising(held)).toBe(true);
      expect(held).toHaveLength(ends.filter((end) => end === 'APPLIED').length);
    },
  );

  it.concurrent('name the superseding operation for each superseded item', async ({ start }) => {
    const { url, sandbox } = await start();
    const release = sandbox.globalLink.control.hold('answers');
    const ids: string[] = [];
    for (const quantity of [1, 2, 3]) {
      const answer = await setStock(url, [globalLinkStock('product-001', quantity)], { waitMs: 0 });
      ids.push(accepted(answer).id);
      // The first one is being sent before the others come.
      await until(
        () => sandbox.globalLink.control.requests().length,
        (count) => count === 1,
      );
    }
    release();
    const [first, second, third] = await Promise.all(ids.map((id) => ended(url, id)));
    if (!first || !second || !third) throw new Error('No operations');
    expect(outcomeOf(only(resultsOf(first)))).toBe('APPLIED');
    expect(only(resultsOf(second))).toMatchObject({ __typename: 'ItemSuperseded', by: { id: third.id } });
    expect(second).toMatchObject({ supersededCount: 1, appliedCount: 0, failedCount: 0 });
    expect(second.vendorRequests).toEqual([]);
    expect(outcomeOf(only(resultsOf(third)))).toBe('APPLIED');
    expect(quantities(sandbox.globalLink.control.writes(), 'stockQuantity')).toEqual([1, 3]);
  });

  it.concurrent('from concurrent callers all end APPLIED or SUPERSEDED', async ({ start }) => {
    const { url, sandbox } = await start();
    sandbox.globalLink.control.behave({ latencyMs: 20 });
    const answers = await Promise.all(
      numbers(50).map((quantity) => setStock(url, [globalLinkStock('product-001', quantity)])),
    );
    const ends = answers.map(({ results }) => outcomeOf(only(results)));
    expect(new Set([...ends, 'APPLIED', 'SUPERSEDED'])).toEqual(new Set(['APPLIED', 'SUPERSEDED']));
    const held = quantities(sandbox.globalLink.control.writes(), 'stockQuantity');
    const applied = answers.flatMap(({ results }) =>
      results.flatMap((one) => ('stock' in one ? [one.stock.quantity] : [])),
    );
    expect(held.toSorted()).toEqual(applied.toSorted());
  });
});

describe('a change with an older observation than the applied one', () => {
  it.concurrent('is SUPERSEDED and not sent', async ({ start }) => {
    const { url, sandbox } = await start();
    const at = (observedAt: string, quantity: number) =>
      setStock(url, [globalLinkStock('product-001', quantity, { observedAt })]);
    const newer = await at('2026-01-22T10:00:00Z', 10);
    const older = await at('2026-01-22T18:59:59.999+09:00', 9);
    const newest = await at('2026-01-22T10:00:00.001Z', 11);
    const unsaid = await setStock(url, [globalLinkStock('product-001', 12)]);
    expect([newer, older, newest, unsaid].map(({ results }) => outcomeOf(only(results)))).toEqual([
      ...['APPLIED', 'SUPERSEDED', 'APPLIED', 'APPLIED'],
    ]);
    expect(only(older.results)).toMatchObject({ by: { id: accepted(newer).id } });
    expect(quantities(sandbox.globalLink.control.writes(), 'stockQuantity')).toEqual([10, 11, 12]);
    expect(sandbox.globalLink.control.requests()).toHaveLength(3);
  });
});
