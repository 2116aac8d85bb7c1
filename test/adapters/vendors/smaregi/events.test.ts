import { describe, expect, test } from 'vitest';
import { asChannelId } from '../../../../src/domain/ids.ts';
import type { VendorEvents } from '../../../../src/ports/vendor-reads.ts';
import { channelOf, configured, smaregiAt } from '../support.ts';

const base = 'http://127.0.0.1:9/skc130x6/pos';
const secret = 'a-secret-of-the-console';
const eventsOf = (over: object = { events: { secret } }, baseUrl = base): VendorEvents | undefined =>
  channelOf(smaregiAt(baseUrl, over)).events;
const events = (): VendorEvents => {
  const found = eventsOf();
  if (!found) throw new Error('The channel takes no events');
  return found;
};
const withHeaders = (headers: Readonly<Record<string, string>>) => (name: string) => headers[name];

const stock = (over: object = {}) => ({
  contractId: 'skc130x6',
  event: 'pos:stock',
  action: 'edited',
  ids: [{ id: '1234', productId: '007', storeId: '2' }],
  ...over,
});
const products = (over: object = {}) => ({
  contractId: 'skc130x6',
  event: 'pos:products',
  action: 'edited',
  productIds: ['1', 2],
  ...over,
});

describe('the secret', () => {
  test('must be in the header of the settings', () => {
    const { isAuthentic } = events();
    expect(isAuthentic(withHeaders({ 'x-onshelf-secret': secret }))).toBe(true);
    for (const wrong of ['', 'x', `${secret} `, secret.toUpperCase(), secret.slice(1)]) {
      expect(isAuthentic(withHeaders({ 'x-onshelf-secret': wrong }))).toBe(false);
    }
    expect(isAuthentic(withHeaders({}))).toBe(false);
    expect(isAuthentic(withHeaders({ authorization: secret }))).toBe(false);
  });

  test('may be in another header', () => {
    const other = eventsOf({ events: { secret, header: 'X-Shop-Key' } });
    expect(other?.isAuthentic(withHeaders({ 'x-shop-key': secret }))).toBe(true);
    expect(other?.isAuthentic(withHeaders({ 'x-onshelf-secret': secret }))).toBe(false);
  });

  test('is a secret of the channel, and without it the channel takes no events', () => {
    expect(eventsOf({})).toBeUndefined();
    expect(configured(smaregiAt(base, { events: { secret } })).secrets).toContain(secret);
  });

  test.each([
    {},
    { secret: '' },
    { secret: 'two words' },
    { secret, header: 'a header' },
    { secret, more: 1 },
  ])('cannot be %j', (wrong) => expect(() => configured(smaregiAt(base, { events: wrong }))).toThrow());
});

describe('a body', () => {
  test.each(['edited', 'bulk-update'])('of stock that was changed by %s', (action) => {
    expect(events().read(stock({ action }))).toEqual({
      type: 'stock',
      changes: [
        {
          key: { channel: asChannelId('smaregi'), productId: '007', locationId: '2', optionId: null },
          reference: '1234',
        },
      ],
    });
  });

  test.each(['created', 'edited', 'deleted', 'bulk-update', 'bulk-deleted'])('of products: %s', (action) => {
    expect(events().read(products({ action }))).toEqual({ type: 'products', productIds: ['1', '2'] });
  });

  test.each([
    undefined,
    null,
    '',
    7,
    [],
    {},
    [stock()],
    stock({ contractId: 'another' }),
    stock({ contractId: null }),
    stock({ event: 'pos:transactions' }),
    stock({ action: 'deleted' }),
    stock({ ids: undefined }),
    stock({ ids: {} }),
    products({ action: 'sold' }),
    products({ productIds: 'all' }),
    stock({ event: '__proto__' }),
    stock({ event: 'constructor' }),
  ])('that is not an event of this contract is null: %j', (body) => {
    expect(events().read(body)).toBeNull();
  });

  test('has rows that cannot be read', () => {
    const ids = [
      null,
      7,
      {},
      { productId: '1' },
      { productId: 'x', storeId: '1' },
      { id: [], productId: 1, storeId: 2 },
    ];
    expect(events().read(stock({ ids }))).toMatchObject({
      changes: [{ key: { productId: '1', locationId: '2' }, reference: null }],
    });
    expect(events().read(products({ productIds: [null, '', 'x', {}, -1, '5'] }))).toEqual({
      type: 'products',
      productIds: ['5'],
    });
  });

  test('with 100,000 ids is cut to the first 10,000', () => {
    const many = Array.from({ length: 100_000 }, (_, at) => String(at));
    const read = events().read(products({ productIds: many, action: 'bulk-update' }));
    expect(read?.type === 'products' && read.productIds).toEqual(many.slice(0, 10_000));
    const rows = many.map((productId) => ({ id: productId, productId, storeId: '1' }));
    const changed = events().read(stock({ ids: rows, action: 'bulk-update' }));
    expect(changed?.type === 'stock' && changed.changes.length).toBe(10_000);
  });

  test('cannot change a prototype', () => {
    const text = JSON.stringify(stock()).replace('{', '{"__proto__":{"polluted":1},');
    expect(events().read(JSON.parse(text))).toMatchObject({ type: 'stock' });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('is of no contract if the base URL has another form', () => {
    expect(eventsOf({ events: { secret } }, 'http://127.0.0.1:9/other')?.read(stock())).toBeNull();
  });
});
