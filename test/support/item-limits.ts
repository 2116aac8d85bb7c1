import { readLimits } from '../../src/config/limits.ts';
import type { ItemLimits } from '../../src/domain/item-limits.ts';

/** As the settings have them when they are left out. */
export const itemLimits: ItemLimits = (() => {
  const { limits, problems } = readLimits({});
  if (!limits) throw new Error(problems.join());
  return limits.item;
})();
