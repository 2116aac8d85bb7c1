import { asOptionId } from '../../../src/domain/ids.ts';
import type { StockLevel } from '../../../src/domain/stock.ts';
import { stockOf } from '../../support/changes.ts';
import type { MemoryHistory } from './memory-history.ts';

export const products = ['1', '2', '3'];
export const options = ['red', 'blue'];

type Random = {
  below(limit: number): number;
  chance(share: number): boolean;
  pick<One>(all: readonly One[]): One | undefined;
  some<One>(all: readonly One[], share: number): readonly One[];
};

/** The gateway reads levels, a vendor has removed one, or the retention deletes entries of the history. */
export const observe = (history: MemoryHistory, random: Random, now: number): void => {
  const levelAt = (productId: string, optionId: string | null): StockLevel => {
    const { channel, productId: id } = stockOf(productId, 0);
    return {
      channel,
      productId: id,
      locationId: null,
      optionId: optionId === null ? null : asOptionId(optionId),
      quantity: random.below(4),
      soldOut: false,
      observedAt: now - random.below(3),
      source: random.chance(0.5) ? 'VENDOR_READ' : 'VENDOR_EVENT',
    };
  };
  const all = products.flatMap((id) => [null, ...options].map((option) => levelAt(id, option)));
  const what = random.below(10);
  const one = random.pick(all);
  if (what < 7) history.observe(random.some(all, 0.4));
  else if (what < 8 && one) history.remove(one);
  else history.prune(now - random.below(20));
};
