import { describe, expect, it } from 'vitest';
import {
  afterChanges,
  afterCheck,
  afterPage,
  beginFullPass,
  isFullPassDue,
  positionFrom,
  positionText,
} from '../../../src/core/catalogue/position.ts';

const day = 86_400_000;

describe('the position of a poll', () => {
  it('begins with a full pass, also for a text that it does not know', () => {
    for (const text of [null, '', '{}', 'nonsense', '{"pass":"1"}'])
      expect(isFullPassDue(positionFrom(text), 0, day)).toBe(true);
  });

  it('is the same after it was stored', () => {
    const position = beginFullPass(positionFrom(null), 5);
    expect(positionFrom(positionText(position))).toEqual(position);
  });

  it('reads locations, products and levels, and then only changes', () => {
    let position = beginFullPass(positionFrom(null), 1_000);
    const kinds: string[] = [];
    while (position.full) {
      const { full } = position;
      kinds.push(`${full.kind} ${full.isRead ? 'checked' : 'read'}`);
      position = full.isRead
        ? afterCheck(position, full)
        : afterPage(position, full, { next: null, newestChange: full.kind === 'levels' ? 900 : null }, 2_000);
    }
    expect(kinds).toEqual([
      ...['locations read', 'locations checked', 'products read', 'products checked'],
      ...['levels read', 'levels checked'],
    ]);
    expect(position.since).toEqual({ products: 1_000 - day, levels: 900 });
    expect(isFullPassDue(position, 1_000 + day - 1, day)).toBe(false);
    expect(isFullPassDue(position, 1_000 + day, day)).toBe(true);
    // The clock was set back.
    expect(isFullPassDue(position, 0, day)).toBe(true);
  });

  it('ignores a time of change that no clock explains', () => {
    const position = { ...positionFrom(null), since: { products: 100, levels: null } };
    expect(afterChanges(position, 'products', 200 + 2 * day, 200).since.products).toBe(100);
    expect(afterChanges(position, 'products', 200 + day / 2, 200).since.products).toBe(200 + day / 2);
    expect(afterChanges(position, 'products', null, 200).since.products).toBe(100);
    expect(afterChanges(position, 'products', 50, 200).since.products).toBe(100);
  });
});
