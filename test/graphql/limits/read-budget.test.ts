import { describe, expect, it } from 'vitest';
import type { Product } from '../../../src/domain/product.ts';
import { fakeGateway } from '../fake-gateway.ts';
import { limits, product } from '../fixtures.ts';
import { ask, codesOf, data } from '../run.ts';

const image = `https://shop.example/${'x'.repeat(2_000)}.jpg`;
/** About 200 KB each, so that a page of 100 is longer than an answer may be. */
const longProduct = (at: number): Product => ({
  ...product(`long-${at}`),
  details: {
    images: Array.from({ length: 50 }, () => image),
    detailImages: Array.from({ length: 49 }, () => image),
  },
});
const aliases = (count: number, field: string): string =>
  `{ ${Array.from({ length: count }, (_, at) => `a${at}: ${field}`).join(' ')} }`;
const names = 'products(first: 100) { edges { node { name } } }';

describe('the products that one request reads', () => {
  const longs = Array.from({ length: 100 }, (_, at) => longProduct(at));

  it('D6: are bounded, whatever fields of them are in the answer', async () => {
    const { gateway, calls } = fakeGateway({ products: longs });
    const answer = await ask(gateway, aliases(20, names));
    expect(answer.data).toBeNull();
    expect(new Set(codesOf(answer))).toEqual(new Set(['RESPONSE_TOO_LARGE']));
    expect(answer.errors[0].message).toContain(`more than ${limits.responseBytes} characters of products`);
    expect(calls).toEqual(['productsPage']);
  });

  it('D6: are bounded also by their keys', async () => {
    const more = Array.from({ length: 160 }, (_, at) => longProduct(at));
    const { gateway, calls } = fakeGateway({ products: more });
    const one = (at: number) => `a${at}: product(channel: "global-link", productId: "long-${at}") { name }`;
    const answer = await ask(gateway, `{ ${more.map((_, at) => one(at)).join(' ')} }`);
    expect(codesOf(answer)).toContain('RESPONSE_TOO_LARGE');
    expect(calls.length).toBeLessThanOrEqual(5);
  });

  it('D6: are bounded also when they must not be old', async () => {
    const { gateway, calls } = fakeGateway({ products: longs });
    // Each age is one read.
    const one = (at: number) =>
      `a${at}: product(channel: "global-link", productId: "long-${at}", maxAgeMs: ${at}) { name }`;
    const answer = await ask(gateway, `{ ${longs.map((_, at) => one(at)).join(' ')} }`);
    expect(codesOf(answer)).toContain('RESPONSE_TOO_LARGE');
    expect(answer.data).toMatchObject({ a0: { name: 'Tee' }, a99: null });
    expect(calls.length).toBeLessThan(100);
  });

  it('may be one page of any length', async () => {
    const { gateway } = fakeGateway({ products: longs });
    expect((await data(gateway, `{ ${names} }`)).products.edges).toHaveLength(100);
  });

  it('may be many pages of short products, in the order of their fields', async () => {
    const { gateway, calls } = fakeGateway({ products: [product('a'), product('b')] });
    const found = await data(gateway, aliases(20, names));
    expect(Object.values(found)).toHaveLength(20);
    expect(calls).toHaveLength(20);
  });

  it('lets other work run between long reads', async () => {
    const { gateway } = fakeGateway({ products: longs.slice(0, 10) });
    let turns = 0;
    const count = (): void => {
      turns += 1;
      counting = setImmediate(count);
    };
    let counting = setImmediate(count);
    await data(gateway, aliases(6, names));
    clearImmediate(counting);
    expect(turns).toBeGreaterThanOrEqual(5);
  });
});
