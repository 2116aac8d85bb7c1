import { expect, test } from 'vitest';
import { asProductId } from '../../../../../src/domain/ids.ts';
import type { StartCall } from '../../../../../src/ports/vendor-reads.ts';
import { startsAtOnce } from '../../support.ts';
import { now, productRow, useCatalogue } from './support.ts';

const { fixture } = useCatalogue();
const read = async (ids: readonly string[], startCall: StartCall = startsAtOnce) => {
  const result = await fixture.channel.readProducts?.(ids.map(asProductId), startCall);
  if (!result) throw new Error('The channel reads no products');
  return result;
};
const names = async (...ids: readonly string[]) => {
  const result = await read(ids);
  return result.type === 'read' ? result.products.map((one) => one?.productId ?? null) : result.failure.code;
};

test('reads products by their ids, in order, with one call for each id', async () => {
  fixture.script.answerBy(({ path }) => {
    const id = path.split('/').at(-1);
    return id === '9' ? { status: 404, body: { title: 'Not Found' } } : { body: productRow(id) };
  });
  expect(await names('2', '9', '1', '2')).toEqual(['2', null, '1', '2']);
  expect(fixture.script.calls.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual([
    'GET /contract/pos/products/1',
    'GET /contract/pos/products/2',
    'GET /contract/pos/products/9',
  ]);
  expect(await read(['1'])).toMatchObject({
    products: [{ channel: 'smaregi', name: '商品1', price: 1200, source: 'VENDOR_READ', observedAt: now }],
  });
});

test('keeps leading zeros, and takes a product with another spelling of the id for another product', async () => {
  fixture.script.answerBy(({ path }) => ({ body: productRow(path.endsWith('/007') ? '007' : '1') }));
  expect(await names('007', '01')).toEqual(['007', null]);
});

test('does not request an id that the vendor cannot have', async () => {
  expect(await names('abc', '../stores', '', '1?x', '__proto__', '1'.repeat(30))).toEqual(
    Array.from({ length: 6 }, () => null),
  );
  expect(await names()).toEqual([]);
  expect(fixture.script.calls).toHaveLength(0);
});

test.each([
  [401, 'VENDOR_UNAUTHORIZED'],
  [429, 'RATE_LIMITED'],
  [500, 'VENDOR_UNAVAILABLE'],
  [400, 'VENDOR_UNAVAILABLE'],
])('a %i in the middle makes the read %s and sends no further calls', async (status, code) => {
  fixture.script.answerBy(({ path }) => {
    const id = Number(path.split('/').at(-1));
    return id === 10 ? { status } : { body: productRow(String(id)) };
  });
  const ids = Array.from({ length: 100 }, (_, at) => String(at + 1));
  expect(await names(...ids)).toBe(code);
  expect(fixture.script.calls.length).toBeLessThan(30);
});

test.each(['<html>', null, [], {}, { productId: null }])('a product %j is unavailable', async (body) => {
  fixture.script.answer({ body: JSON.stringify(body) });
  expect(await names('1')).toBe('VENDOR_UNAVAILABLE');
});

test('asks for the start of each call, at most four at a time', async () => {
  fixture.script.answerBy(({ path }) => ({ body: productRow(path.split('/').at(-1)) }));
  let [running, most, started] = [0, 0, 0];
  const counted: StartCall = async (call) => {
    [running, started] = [running + 1, started + 1];
    most = Math.max(most, running);
    try {
      return await call();
    } finally {
      running -= 1;
    }
  };
  await read(
    Array.from({ length: 20 }, (_, at) => String(at + 1)),
    counted,
  );
  expect(started).toBe(20);
  expect(most).toBe(4);
});
