import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../src/operations/fingerprint.ts';
import { productInput } from '../support/inputs.ts';

const item = { channel: 'shop', productId: '1', quantity: 5 };

describe('fingerprintOf', () => {
  it('is the same for the same input, whether a field is null or left out', () => {
    const print = fingerprintOf('STOCK_UPDATE', [item]);
    expect(fingerprintOf('STOCK_UPDATE', [{ ...item }])).toBe(print);
    expect(fingerprintOf('STOCK_UPDATE', [{ ...item, memo: null, options: undefined }])).toBe(print);
  });

  it.each([
    ['another value', [{ ...item, quantity: 6 }]],
    ['no stock', [{ ...item, quantity: 0 }]],
    ['a field more', [{ ...item, memo: '' }]],
    ['a flag that is off', [{ ...item, soldOut: false }]],
    ['an item more', [item, item]],
    ['nothing', []],
    ['a moment', [{ ...item, observedAt: new Date(5) }]],
  ])('is another for %s', (_name, items) => {
    expect(fingerprintOf('STOCK_UPDATE', items)).not.toBe(fingerprintOf('STOCK_UPDATE', [item]));
  });

  it('is another for another kind and for another order', () => {
    const other = { ...item, productId: '2' };
    expect(fingerprintOf('PRODUCT_UPDATE', [item])).not.toBe(fingerprintOf('STOCK_UPDATE', [item]));
    expect(fingerprintOf('STOCK_UPDATE', [item, other])).not.toBe(
      fingerprintOf('STOCK_UPDATE', [other, item]),
    );
  });

  it('tells dates and URLs apart', () => {
    const at = (ms: number) => fingerprintOf('STOCK_UPDATE', [{ ...item, observedAt: new Date(ms) }]);
    expect(at(1)).not.toBe(at(2));
    expect(at(1)).toBe(at(1));
    const from = (url: string) =>
      fingerprintOf('PRODUCT_UPDATE', [productInput({ mainImage: new URL(url) })]);
    expect(from('https://a.test/1')).not.toBe(from('https://a.test/2'));
  });
});
