import { describe, expect, test } from 'vitest';
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
