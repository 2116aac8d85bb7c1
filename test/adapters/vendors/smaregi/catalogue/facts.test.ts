import { describe, expect, test } from 'vitest';
import type { StartCall } from '../../../../../src/ports/vendor-reads.ts';
import { startsAtOnce } from '../../support.ts';
import { useTokens } from '../token-bench.ts';
import { idsOf, now, productRow, queriesOf, useCatalogue } from './support.ts';

describe('without the filter by time', () => {
  const { fixture, readAll } = useCatalogue({ productChangeFilter: false });
  test('products are read in full', async () => {
    fixture.script.answer({ body: [productRow('1')] });
    expect(idsOf(await readAll('products', now - 1000))).toEqual(['1']);
    expect(queriesOf(fixture.script)).toEqual([{ sort: 'productId', limit: '1000', page: '1' }]);
  });
});

describe('without a list of stores', () => {
  const { fixture, read } = useCatalogue({ hasStoreList: false });
  test('the gateway does not ask for stores, and there are none', async () => {
    expect(await read('locations')).toEqual({
      type: 'read',
      rows: [],
      next: null,
      newestChange: null,
      skipped: 0,
    });
    expect(fixture.script.calls).toHaveLength(0);
  });
});

describe('without a list of stores that the settings know', () => {
  const { fixture, read } = useCatalogue();
  test('only the read of the stores is unavailable', async () => {
    fixture.script.answerBy(({ path }) =>
      path.includes('/stores')
        ? { status: 404 }
        : { body: path.includes('/products') ? [productRow('1')] : [] },
    );
    expect(await read('locations')).toMatchObject({ type: 'unavailable' });
    expect(idsOf([await read('products')])).toEqual(['1']);
    expect(await read('levels')).toMatchObject({ type: 'read' });
  });
});

describe('a token endpoint', () => {
  const { fixture, granted, serve, tokenCalls } = useTokens();
  const scopeOf = (body: string) => new URLSearchParams(body).get('scope') ?? '';
  test('that does not know the scope of the stores gives a token without it, and is asked once', async () => {
    serve(() =>
      scopeOf(tokenCalls().at(-1)?.body ?? '').includes('pos.stores:read')
        ? { status: 400, body: { error: 'invalid_scope' } }
        : granted(),
    );
    const { channel } = fixture;
    for (let time = 0; time < 2; time += 1) {
      await channel.catalogue?.products({ after: null, changedSince: null }, startsAtOnce);
    }
    expect(tokenCalls().map(({ body }) => scopeOf(body).split(' ').length)).toEqual([4, 3]);
  });
});

describe('a token endpoint, with two scopes that the vendor may not know', () => {
  const { fixture, granted, serve, tokenCalls } = useTokens({ stockHistory: true });
  const scopesOf = (body: string) =>
    (new URLSearchParams(body).get('scope') ?? '')
      .split(' ')
      .filter((scope) => /stores|changes/u.test(scope));
  const serveWithout = (...unknown: readonly string[]) =>
    serve(() =>
      scopesOf(tokenCalls().at(-1)?.body ?? '').some((scope) => unknown.includes(scope))
        ? { status: 400, body: { error: 'invalid_scope' } }
        : granted(),
    );
  const stores = 'pos.stores:read';
  const changes = 'pos.stock-changes:read';
  test.each([
    [[], [[stores, changes]]],
    [[changes], [[stores, changes], [stores]]],
    [[stores], [[stores, changes], [stores], [changes]]],
    [
      [stores, changes],
      [[stores, changes], [stores], [changes], []],
    ],
  ])('that does not know %j gives a token without it, and is asked once', async (unknown, asked) => {
    serveWithout(...unknown);
    for (let time = 0; time < 2; time += 1) {
      await fixture.channel.catalogue?.products({ after: null, changedSince: null }, startsAtOnce);
    }
    expect(tokenCalls().map(({ body }) => scopesOf(body))).toEqual(asked);
  });
});

describe('a token that ends in the middle of a list', () => {
  const { fixture, granted, serve, tokenCalls } = useTokens();
  test('is replaced, and each call has a start', async () => {
    const pages = [Array.from({ length: 1000 }, (_, at) => productRow(String(at))), [productRow('5000')]];
    let refused = 0;
    serve(granted, (call) => {
      if (call.headers.authorization !== 'Bearer token-1') return { body: pages[1] };
      if (call.path.endsWith('page=1')) return { body: pages[0] };
      refused += 1;
      return { status: 401 };
    });
    let started = 0;
    const start: StartCall = (call) => {
      started += 1;
      return call();
    };
    const list = fixture.channel.catalogue?.products;
    const first = await list?.({ after: null, changedSince: null }, start);
    const after = first?.type === 'read' ? first.next : null;
    expect(await list?.({ after, changedSince: null }, start)).toMatchObject({
      rows: [{ productId: '5000' }],
      next: null,
    });
    expect([refused, tokenCalls().length, started]).toEqual([1, 2, 5]);
  });
});
