import type { OptionStock, StockChange } from '../../../domain/change.ts';
import type { InvalidItem } from '../../../domain/failure.ts';
import { asLocationId, asOptionId, asProductId, type ChannelId } from '../../../domain/ids.ts';
import type { ItemLimits } from '../../../domain/item-limits.ts';
import type { StockRules } from '../../../ports/channel.ts';
import type { OptionStockInput, StockChangeInput } from '../inputs.ts';
import { brokenRule, type FindBroken } from './broken-rule.ts';
import { tooMany } from './oversize.ts';
import {
  charactersUpTo,
  firstRepeated,
  idRule,
  lengthUpTo,
  quantityRule,
  type Rule,
  soundText,
} from './rules.ts';

const broken = <Value>(rule: Rule<Value>, value: Value, path: readonly string[]): InvalidItem | null =>
  rule.holds(value) ? null : brokenRule(rule.code, path, rule.message);

const findInOptions = (
  { optionId, quantity }: StockRules,
  { options: most }: ItemLimits,
): FindBroken<readonly OptionStockInput[]> => {
  if (!optionId) {
    const message = 'The channel keeps no stock of options: leave them out.';
    return () => brokenRule('OPTIONS_UNSUPPORTED', ['options'], message);
  }
  const [id, amount] = [idRule(optionId), quantityRule(quantity)];
  return (options) => {
    if (options.length > most) return tooMany(['options'], 'options', most, options.length);
    for (const [index, option] of options.entries()) {
      const at = (field: string) => ['options', String(index), field];
      const wrong =
        broken(id, option.optionId, at('optionId')) ?? broken(amount, option.quantity, at('quantity'));
      if (wrong) return wrong;
    }
    const repeated = firstRepeated(options.map((option) => option.optionId));
    const path = ['options', String(repeated), 'optionId'];
    return repeated < 0 ? null : brokenRule('INVALID_VALUE', path, 'The option is named twice.');
  };
};

const findInLocation = ({ locationId }: StockRules): FindBroken<StockChangeInput['locationId']> => {
  const path = ['locationId'];
  if (!locationId) {
    const message = 'The channel has no stores: leave it out.';
    return (id) => ((id ?? null) === null ? null : brokenRule('LOCATION_UNSUPPORTED', path, message));
  }
  const rule = idRule(locationId);
  return (id) =>
    id ? broken(rule, id, path) : brokenRule('LOCATION_REQUIRED', path, 'The channel needs the store.');
};

/** A vendor that keeps no memo is not sent one: the same item may go to several channels. */
const findInMemo = ({ memoMaxLength }: StockRules, { textLength }: ItemLimits): FindBroken<string> => {
  const path = ['memo'];
  if (memoMaxLength === null) {
    // It is written down all the same.
    const kept = charactersUpTo(textLength);
    return (memo) => broken(kept, memo, path);
  }
  const length = lengthUpTo(memoMaxLength);
  return (memo) => broken(soundText, memo, path) ?? broken(length, memo, path);
};

/**
 * The rules of a stock change on a channel with `rules`. By hand, where other kinds have a schema: mutations carry a
 * thousand of these, and a schema makes a kilobyte of garbage of each.
 */
export const findInStockChange = (rules: StockRules, limits: ItemLimits): FindBroken<StockChangeInput> => {
  const [product, quantity] = [idRule(rules.productId), quantityRule(rules.quantity)];
  const [ofProduct, ofQuantity] = [['productId'], ['quantity']];
  const [inLocation, inOptions, inMemo] = [
    findInLocation(rules),
    findInOptions(rules, limits),
    findInMemo(rules, limits),
  ];
  return (input) =>
    broken(product, input.productId, ofProduct) ??
    inLocation(input.locationId) ??
    broken(quantity, input.quantity, ofQuantity) ??
    (input.options?.length ? inOptions(input.options) : null) ??
    (input.memo ? inMemo(input.memo) : null);
};

const toOptionStock = ({ optionId, quantity }: OptionStockInput): OptionStock => ({
  optionId: asOptionId(optionId),
  quantity,
});

/** One for all changes without: what they share the journal leaves out. */
const noOptions: readonly OptionStock[] = [];

export const toStockChange = (
  channel: ChannelId,
  rules: StockRules,
  input: StockChangeInput,
): StockChange => ({
  kind: 'STOCK_UPDATE',
  channel,
  productId: asProductId(input.productId),
  locationId: input.locationId ? asLocationId(input.locationId) : null,
  quantity: input.quantity,
  soldOut: rules.soldOut ? (input.soldOut ?? input.quantity === 0) : null,
  options: input.options?.length ? input.options.map(toOptionStock) : noOptions,
  memo: input.memo ?? null,
  observedAt: input.observedAt?.getTime() ?? null,
});
