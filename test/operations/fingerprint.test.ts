import { describe, expect, it } from 'vitest';
import { targetOf } from '../../src/domain/change.ts';
import { invalidItem } from '../../src/domain/failure.ts';
import { asChannelId } from '../../src/domain/ids.ts';
import type { OperationKind } from '../../src/domain/operation.ts';
import { fingerprintOf } from '../../src/operations/fingerprint.ts';
import type { ProductInput, StockChangeInput } from '../../src/operations/inputs.ts';
import { toProductChange } from '../../src/operations/items/product-change.ts';
import { toStockChange } from '../../src/operations/items/stock-change.ts';
import type { DraftItem } from '../../src/ports/journal.ts';
import { stockRules } from '../../src/vendors/global-link/rules.ts';
import { productInput } from '../support/inputs.ts';

const item = { channel: 'shop', productId: '1', quantity: 5 };

const known = asChannelId('shop');
const drafts = (kind: OperationKind, items: readonly object[]): readonly DraftItem[] =>
  items.map((one) => {
    const change =
      kind === 'PRODUCT_UPDATE' && 'name' in one
        ? toProductChange(known, one as ProductInput)
        : toStockChange(known, stockRules, one as StockChangeInput);
    return { channel: known, change, target: targetOf(change), shape: '' };
  });
const printOf = (kind: OperationKind, items: readonly object[]) =>
  fingerprintOf(kind, items, drafts(kind, items));

describe('fingerprintOf', () => {
  it('is the same for the same input, whether a field is null, left out or has its default', () => {
    const print = printOf('STOCK_UPDATE', [item]);
    expect(printOf('STOCK_UPDATE', [{ ...item }])).toBe(print);
    expect(printOf('STOCK_UPDATE', [{ ...item, memo: null, options: undefined, soldOut: false }])).toBe(
      print,
    );
  });

  it.each([
    ['another value', [{ ...item, quantity: 6 }]],
    ['no stock', [{ ...item, quantity: 0 }]],
    ['a field more', [{ ...item, memo: '' }]],
    ['a flag that is on', [{ ...item, soldOut: true }]],
    ['an item more', [item, item]],
    ['nothing', []],
    ['a moment', [{ ...item, observedAt: new Date(5) }]],
  ])('is another for %s', (_name, items) => {
    expect(printOf('STOCK_UPDATE', items)).not.toBe(printOf('STOCK_UPDATE', [item]));
  });

  it('is another for another kind and for another order', () => {
    const other = { ...item, productId: '2' };
    expect(printOf('PRODUCT_UPDATE', [item])).not.toBe(printOf('STOCK_UPDATE', [item]));
    expect(printOf('STOCK_UPDATE', [item, other])).not.toBe(printOf('STOCK_UPDATE', [other, item]));
  });

  it('reads an item that broke a rule as it was written', () => {
    const failure = invalidItem('INVALID_QUANTITY', ['quantity'], 'No.');
    const print = (quantity: number) =>
      fingerprintOf('STOCK_UPDATE', [{ ...item, quantity }], [{ channel: 'shop', failure }]);
    expect(print(-1)).toBe(print(-1));
    expect(print(-1)).not.toBe(print(-2));
  });

  it('tells dates and URLs apart', () => {
    const at = (ms: number) => printOf('STOCK_UPDATE', [{ ...item, observedAt: new Date(ms) }]);
    expect(at(1)).not.toBe(at(2));
    expect(at(1)).toBe(at(1));
    const from = (url: string) => printOf('PRODUCT_UPDATE', [productInput({ mainImage: new URL(url) })]);
    expect(from('https://a.test/1')).not.toBe(from('https://a.test/2'));
  });
});
