import { expect, it } from 'vitest';
import type { StockChange } from '../../../src/domain/changes/change.ts';
import { subjectOf } from '../../../src/domain/changes/subject.ts';
import { asChannelId, asLocationId, asOptionId, asProductId } from '../../../src/domain/ids.ts';

const change = (locationId: string | null, ...options: readonly string[]): StockChange => ({
  kind: 'STOCK_SET',
  channel: asChannelId('shop'),
  productId: asProductId('plain-001'),
  locationId: locationId === null ? null : asLocationId(locationId),
  quantity: 1,
  soldOut: null,
  options: options.map((optionId) => ({ optionId: asOptionId(optionId), quantity: 1 })),
  memo: null,
  observedAt: null,
});

it('C7: a message names the subject of its code', () => {
  const six = ['a', 'b', 'c', 'd', 'e', 'f'];
  expect(subjectOf(change(null, 'opt-001'), 'OPTION_NOT_FOUND')).toBe(
    'option "opt-001" of product "plain-001"',
  );
  expect(subjectOf(change(null, ...six), 'OPTION_NOT_FOUND')).toBe(
    'an option of product "plain-001" (sent: "a", "b", "c", "d", "e", …)',
  );
  expect(subjectOf(change(null), 'OPTION_NOT_FOUND')).toBe('product "plain-001"');
  expect(subjectOf(change(null, 'opt-001'), 'PRODUCT_NOT_FOUND')).toBe('product "plain-001"');
  expect(subjectOf(change('8'), 'LOCATION_NOT_FOUND')).toBe('store "8"');
  expect(subjectOf(change('8'), 'PRODUCT_NOT_FOUND')).toBe('product "plain-001"');
  expect(subjectOf(change('8'), null)).toBe('the stock of product "plain-001" at store "8"');
});
