import {
  type Change,
  type OptionStock,
  onlyOptionOf,
  type StockChange,
} from '../../domain/changes/change.ts';
import type { StockLevel } from '../../domain/stock.ts';
import type { Journal } from '../../ports/journal/journal.ts';

const isOfOption = (change: Change): change is StockChange => onlyOptionOf(change) !== null;

/**
 * The change with the newest known values of the product and of its other options. A value that is not known any longer
 * stays as it was at acceptance.
 */
export const withKnownValues = (change: StockChange, levels: readonly StockLevel[]): StockChange => {
  const only = onlyOptionOf(change);
  const known = new Map(
    levels
      .filter(({ locationId }) => locationId === change.locationId)
      .map((level) => [level.optionId, level] as const),
  );
  const own = known.get(null);
  const accepted = change.options.map((option): OptionStock => {
    const quantity = option.optionId === only ? undefined : known.get(option.optionId)?.quantity;
    return quantity === undefined ? option : { ...option, quantity };
  });
  const names = new Set(accepted.map(({ optionId }) => optionId));
  const added = [...known.values()].flatMap(({ optionId, quantity }): readonly OptionStock[] =>
    optionId === null || names.has(optionId) ? [] : [{ optionId, quantity }],
  );
  return {
    ...change,
    ...(own && { quantity: own.quantity, soldOut: own.soldOut }),
    options: [...accepted, ...added],
  };
};

/**
 * Completes rows that are about one option alone, directly before they are sent. Their targets are held by the request, so
 * no other value of them changes until it ends: an older change has ended, and a newer one waits. Without this, a
 * row would write back the values that its product had at acceptance. Other rows cost nothing.
 */
export const createCompleteRows =
  (journal: Pick<Journal, 'stockOfProducts'>) =>
  async (changes: readonly Change[]): Promise<readonly Change[]> => {
    const ofOptions = changes.filter(isOfOption);
    const levels = await journal.stockOfProducts(
      ofOptions.map(({ channel, productId }) => ({ channel, productId })),
    );
    const completed = new Map<Change, Change>(
      ofOptions.map((change, at) => [change, withKnownValues(change, levels[at] ?? [])]),
    );
    return changes.map((change) => completed.get(change) ?? change);
  };

export const needsValues = (changes: readonly Change[]): boolean => changes.some(isOfOption);
