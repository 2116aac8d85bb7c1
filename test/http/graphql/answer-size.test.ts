import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { asProductId } from '../../../src/domain/ids.ts';
import { productOf } from '../../../src/domain/product.ts';
import { isLonger } from '../../../src/graphql/limits/answer-size.ts';
import { fakeGateway } from '../../graphql/fake-gateway.ts';
import { at, product, productChange, stockLevel } from '../../graphql/fixtures.ts';
import { post, serve, transports } from '../serve.ts';

/** A product as an older version of the gateway may have stored it. */
const withOptions = (count: number) => {
  const [group] = productChange.optionGroups;
  const [option] = group?.options ?? [];
  if (!group || !option) throw new Error('The fixture has no option');
  const optionGroups = [{ ...group, options: Array.from({ length: count }, () => option) }];
  return productOf({ ...productChange, productId: asProductId('large'), optionGroups }, at);
};

const options =
  '{ products(first: 3) { edges { node { productId options { optionId price { amount } order names { name } } } } } }';
const names =
  '{ products(first: 3) { edges { node { productId name ... on GlobalLinkProduct { brand mainImage } } } } }';

/** Often enough to be compiled. */
const times = 5;

describe.for(transports)('D6: over %s', ([, ask]) => {
  it('a query ends when its lists are longer than estimated and its cost exceeds the limit', async () => {
    const { gateway } = fakeGateway({ products: [withOptions(20_000)] });
    const url = await serve(gateway, { cost: 10_000 });
    for (let time = 0; time < times; time += 1) {
      const { data, errors } = await ask(url, { query: options });
      expect(data ?? null).toBeNull();
      expect(errors).toMatchObject([{ extensions: { code: 'QUERY_TOO_COMPLEX', limit: 10_000 } }]);
    }
    expect(await ask(url, { query: names })).toMatchObject({ data: { products: { edges: [{}] } } });
  });

  it('an answer over the limit is replaced by an error that states the limit', async () => {
    const { gateway } = fakeGateway({ products: ['1', '2', '3'].map((id) => product(id)) });
    const url = await serve(gateway, { responseBytes: 300 });
    for (let time = 0; time < times; time += 1) {
      const { data, errors } = await ask(url, { query: names });
      expect(data).toBeNull();
      expect(errors).toMatchObject([{ extensions: { code: 'RESPONSE_TOO_LARGE', limit: 300 } }]);
    }
    expect(await ask(url, { query: '{ products { edges { node { productId } } } }' })).toMatchObject({
      data: { products: {} },
    });
  });

  it('introspection costs what it returns', async () => {
    const url = await serve(fakeGateway().gateway);
    const one =
      '__schema { types { name fields { name args { name type { name } } type { name ofType { name } } } } }';
    const asked = async (count: number) =>
      ask(url, { query: `{ ${Array.from({ length: count }, (_, n) => `a${n}: ${one}`).join(' ')} }` });
    const once = await asked(1);
    const { cost: reported } = z.object({ cost: z.object({ requested: z.number() }) }).parse(once.extensions);
    const cost = reported.requested;
    const fields = JSON.stringify(once.data).match(/":/gu)?.length ?? 0;
    expect(cost).toBeGreaterThan(fields * 0.7);
    expect(cost).toBeLessThan(fields * 3);
    const twice = await asked(2);
    // Twice the fields, times two introspection fields. The two root fields themselves cost one each.
    expect(twice.extensions?.['cost']).toMatchObject({ requested: 4 * cost - 2 });
  });
});

describe('D6: an event', () => {
  it('over the limit is replaced by an error, and the stream continues', async () => {
    const long = 'x'.repeat(500);
    const { gateway, publishStock, stockListeners } = fakeGateway({
      levels: [stockLevel(long, 1), stockLevel('short', 2)],
    });
    const url = await serve(gateway, { responseBytes: 300 });
    const response = await post(
      url,
      { query: 'subscription { stockChanged { productId quantity } }' },
      'text/event-stream',
    );
    await expect.poll(() => stockListeners.size).toBe(1);
    publishStock(stockLevel(long, 1));
    publishStock(stockLevel('short', 2));
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    while (reader && !text.includes('short')) text += (await reader.read()).value ?? '';
    expect(text).toContain('RESPONSE_TOO_LARGE');
    expect(text).not.toContain(long);
    await reader?.cancel();
  });
});

describe('the measured length of an answer', () => {
  it('is that of its JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const bytes = Buffer.byteLength(JSON.stringify(value));
        expect(isLonger(value, bytes + 50 + bytes / 2)).toBe(false);
        if (bytes > 20) expect(isLonger(value, bytes / 2 - 5)).toBe(true);
      }),
    );
  });

  it('counts characters as in UTF-8 and JSON', () => {
    expect(isLonger('商品', 8)).toBe(false);
    expect(isLonger('商品', 7)).toBe(true);
    expect(isLonger('"\n', 6)).toBe(false);
    expect(isLonger('"\n', 5)).toBe(true);
  });
});
