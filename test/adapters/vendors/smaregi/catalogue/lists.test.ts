import { describe, expect, test } from 'vitest';
import {
  codesOf,
  idsOf,
  levelRow,
  now,
  paged,
  productRow,
  queriesOf,
  queryOf,
  useCatalogue,
} from './support.ts';

const { fixture, read, readAll } = useCatalogue({ listPageSize: 3 });
const manyProducts = (count: number) => Array.from({ length: count }, (_, at) => productRow(String(at + 1)));

describe('a row', () => {
  test('of a product has the fields that the schema knows', async () => {
    const row = productRow('0012', {
      productCode: 'A-1',
      productKana: 'ショウヒン',
      categoryId: '3',
      customerPrice: '1080.5',
      taxDivision: '0',
      stockControlDivision: '1',
      size: 'M',
      color: '赤',
      tag: '',
      groupCode: 'G1',
      cost: '300',
      description: '…',
    });
    fixture.script.answer({ body: [row] });
    expect(await read('products')).toEqual({
      type: 'read',
      rows: [
        {
          channel: 'smaregi',
          productId: '0012',
          name: '商品0012',
          code: 'A-1',
          price: 1200,
          image: null,
          optionGroups: [],
          details: {
            kana: 'ショウヒン',
            groupCode: 'G1',
            categoryId: '3',
            customerPrice: 1080.5,
            taxDivision: '0',
            stockManaged: false,
            size: 'M',
            color: '赤',
            tag: null,
            vendorUpdatedAt: Date.UTC(2026, 3, 30, 15),
          },
          source: 'VENDOR_READ',
          observedAt: now,
        },
      ],
      next: null,
      newestChange: Date.UTC(2026, 3, 30, 15),
      skipped: 0,
    });
    expect(fixture.script.calls[0]).toMatchObject({
      method: 'GET',
      path: '/contract/pos/products?sort=productId&limit=3&page=1',
    });
  });

  test('of a store and of stock', async () => {
    fixture.script.answer({
      body: [
        { storeId: '01', storeName: '渋谷店', storeDivision: '0' },
        { storeId: 2, storeName: null, storeDivision: '1' },
      ],
    });
    expect(await read('locations')).toMatchObject({
      rows: [
        { channel: 'smaregi', locationId: '01', name: '渋谷店', kind: 'SHOP' },
        { channel: 'smaregi', locationId: '2', name: null, kind: 'WAREHOUSE' },
      ],
      newestChange: null,
    });
    fixture.script.answer({ body: [levelRow('001', '7', { stockAmount: '-4' })] });
    expect(await read('levels')).toMatchObject({
      rows: [
        {
          channel: 'smaregi',
          productId: '001',
          locationId: '7',
          optionId: null,
          quantity: -4,
          soldOut: null,
          observedAt: now,
          source: 'VENDOR_READ',
        },
      ],
    });
    expect(queriesOf(fixture.script)).toEqual([
      { limit: '3', page: '1' },
      { sort: 'productId,storeId', limit: '3', page: '1' },
    ]);
  });

  test('with only an id and a name is a product', async () => {
    fixture.script.answer({ body: [{ productId: '1', productName: 'x' }] });
    expect(await read('products')).toMatchObject({ rows: [{ code: null, price: null }], newestChange: null });
  });

  test.each([
    ['1200', 1200],
    [1200, 1200],
    ['12.50', 12.5],
    ['-1', -1],
    ['', null],
    ['１２００', null],
    ['1,200', null],
    ['1e5', null],
    ['オープン価格', null],
    [{}, null],
    [true, null],
    ['9'.repeat(400), null],
  ])('with the price %j has the price %s', async (price, amount) => {
    fixture.script.answer({ body: [productRow('1', { price, customerPrice: price })] });
    expect(await read('products')).toMatchObject({
      rows: [{ price: amount, details: { customerPrice: amount } }],
    });
  });

  test.each([undefined, null, '', 'abc', 1.5, -1, {}, ['1'], '1'.repeat(30)])(
    'with the id %j is skipped and counted',
    async (id) => {
      fixture.script.answer({ body: [productRow(id), productRow('2')] });
      const products = await read('products');
      expect([idsOf([products]), products]).toMatchObject([['2'], { skipped: 1 }]);
      fixture.script.answer({ body: [levelRow('1', id), levelRow('2', '2')] });
      expect(await read('levels')).toMatchObject({ rows: [{ productId: '2' }], skipped: 1 });
    },
  );

  test('that is no object, or stock without a whole amount, is skipped and counted', async () => {
    fixture.script.answer({ body: [null, 7, levelRow('1', '1', { stockAmount: '5.5' })] });
    expect(await read('levels')).toMatchObject({ rows: [], skipped: 3 });
  });

  test('cannot change a prototype, and loses characters that no journal stores', async () => {
    const text = `[{"__proto__":{"polluted":1},"productId":"1","productName":"a\\u0000b","constructor":{"prototype":{"polluted":1}}}]`;
    fixture.script.answer({ body: text });
    const page = await read('products');
    expect(page).toMatchObject({ rows: [{ name: 'ab' }] });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('a list', () => {
  test('is read to the first page that is shorter than the limit', async () => {
    fixture.script.answerBy(paged(manyProducts(8)));
    expect(idsOf(await readAll('products'))).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
    expect(queriesOf(fixture.script).map(({ page }) => page)).toEqual(['1', '2', '3']);
  });

  test('ends with an empty page if its last page is full', async () => {
    fixture.script.answerBy(paged(manyProducts(6)));
    expect(idsOf(await readAll('products'))).toHaveLength(6);
    expect(fixture.script.calls).toHaveLength(3);
  });

  test('may be wrapped, with texts for numbers', async () => {
    const wrap = (items: readonly unknown[], { page, limit }: Record<string, string>) => ({
      ...{ items, total: '7', page, limit },
    });
    fixture.script.answerBy(paged(manyProducts(7), wrap));
    expect(idsOf(await readAll('products'))).toHaveLength(7);
    expect(fixture.script.calls).toHaveLength(3);
  });

  test('may have a lower limit than the requested one, if it states it', async () => {
    fixture.script.answerBy((call) => {
      const page = Number(queryOf(call)['page']);
      return { body: { items: manyProducts(5).slice((page - 1) * 2, page * 2), limit: 2, total: 5, page } };
    });
    expect(idsOf(await readAll('products'))).toEqual(['1', '2', '3', '4', '5']);
  });

  test.each([{}, null, 'x', { items: null }, { items: {} }, Array.from({ length: 100 }, () => ({}))])(
    'of the form %j is unavailable',
    async (body) => {
      fixture.script.answer({ body: JSON.stringify(body) });
      expect(await read('products')).toMatchObject({
        type: 'unavailable',
        failure: { code: 'VENDOR_UNAVAILABLE', message: expect.stringContaining('list of products') },
      });
    },
  );

  test('that repeats a page ends, also if its values change', async () => {
    let amount = 0;
    fixture.script.answerBy(() => {
      amount += 1;
      return { body: ['1', '2', '3'].map((id) => levelRow(id, '1', { stockAmount: String(amount) })) };
    });
    const pages = await readAll('levels');
    expect(codesOf(pages)).toEqual(['read', 'VENDOR_UNAVAILABLE']);
    expect(pages[1]).toMatchObject({ failure: { message: expect.stringContaining('same page') } });
  });

  test('of unreadable rows ends too', async () => {
    fixture.script.answer({ body: [{}, {}, {}] });
    expect(codesOf(await readAll('products'))).toEqual(['read', 'VENDOR_UNAVAILABLE']);
  });

  test('that never ends with new rows ends after a number of pages', async () => {
    let calls = 0;
    fixture.script.answerBy(() => {
      calls += 1;
      return { body: [1, 2, 3].map((number) => productRow(`${calls}${number}`)) };
    });
    const first = await read('products');
    const next = first.type === 'read' ? first.next : null;
    const last = next?.replace('[2,', '[10000,') ?? null;
    expect(await read('products', { after: last })).toMatchObject({
      type: 'unavailable',
      failure: { message: expect.stringContaining('did not end') },
    });
  });

  test.each(['', 'x', '{}', '[0,null,null,null]', '[1,[1],null,null]', '["__proto__"]'])(
    'starts again at a position %j that this version did not write',
    async (after) => {
      fixture.script.answerBy(paged(manyProducts(2)));
      expect(idsOf([await read('products', { after })])).toEqual(['1', '2']);
    },
  );
});

describe('a vendor', () => {
  test.each([
    [401, 'VENDOR_UNAUTHORIZED', null],
    [403, 'VENDOR_UNAUTHORIZED', null],
    [400, 'VENDOR_UNAVAILABLE', null],
    [404, 'VENDOR_UNAVAILABLE', null],
    [429, 'RATE_LIMITED', 7],
    [500, 'VENDOR_UNAVAILABLE', 7],
  ])('that answers %i makes the read %s, and the position stays valid', async (status, code, retryAfter) => {
    fixture.script.answerBy(paged(manyProducts(5)));
    const first = await read('products');
    const after = first.type === 'read' ? first.next : null;
    fixture.script.answer({ status, headers: { 'retry-after': '7' }, body: { detail: 'no' } });
    expect(await read('products', { after })).toMatchObject({
      type: 'unavailable',
      failure: { code, retryAfter, mayHaveApplied: false },
    });
    fixture.script.answerBy(paged(manyProducts(5)));
    expect(idsOf([await read('products', { after })])).toEqual(['4', '5']);
  });
});
