import { describe, expect, it } from 'vitest';
import { provenBy } from '../../../src/core/decide/history-evidence.ts';
import type { VendorStockEntry } from '../../../src/ports/vendor-reads.ts';

const entry = (reference: string, delta: number, mark: string | null): VendorStockEntry => ({
  reference,
  delta,
  mark,
});
const own = entry('7', -3, 'mine');
const proven = (...entries: VendorStockEntry[]) =>
  provenBy({ delta: -3 }, 'mine', entries)?.reference ?? null;

describe('an adjustment is proven', () => {
  it.each([
    ['by its own entry', [own], '7'],
    [
      'by its own entry among sales and other requests',
      [entry('6', -3, null), own, entry('8', -3, 'other')],
      '7',
    ],
    ['by an entry that was returned twice', [own, own], '7'],
    ['by nothing in an empty history', [], null],
    ['by no sale of the same quantity', [entry('6', -3, null)], null],
    ['by no request of another client with the same quantity', [entry('6', -3, 'other')], null],
    ['by no entry with another quantity', [entry('7', 3, 'mine')], null],
    ['by no two entries with its mark', [own, entry('8', -3, 'mine')], null],
    ['by no entry with two quantities', [own, entry('7', -4, 'mine')], null],
  ])('%s', (_, entries, reference) => {
    expect(proven(...entries)).toBe(reference);
    expect(proven(...entries.toReversed())).toBe(reference);
  });
});
