import type { OptionStock, StockChange } from '../../../domain/changes/change.ts';
import { asLocationId, asOptionId, asProductId, type ChannelId } from '../../../domain/ids.ts';
import type { ItemLimits } from '../../../domain/item-limits.ts';
import type { StockRules } from '../../../ports/channel.ts';
import type { OptionStockInput, StockQuantityInput } from '../inputs.ts';
import {
  brokenRule,
  check,
  type FindBrokenRule,
  firstRepeated,
  idRule,
  memoUpTo,
  quantityRule,
  soundText,
  tooMany,
  vendorMemoUpTo,
} from './rules.ts';

const optionsChecker = (
  { optionId, quantity }: StockRules,
  { options: most }: ItemLimits,
): FindBrokenRule<readonly OptionStockInput[]> => {
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
        check(id, option.optionId, at('optionId')) ?? check(amount, option.quantity, at('quantity'));
      if (wrong) return wrong;
    }
    const repeated = firstRepeated(options.map((option) => option.optionId));
    const path = ['options', String(repeated), 'optionId'];
    return repeated < 0 ? null : brokenRule('INVALID_VALUE', path, 'The option is named twice.');
  };
};

export const locationChecker = ({
  locationId,
}: Pick<StockRules, 'locationId'>): FindBrokenRule<StockQuantityInput['locationId']> => {
  const path = ['locationId'];
  if (!locationId) {
    const message = 'The channel has no stores: leave it out.';
    return (id) => ((id ?? null) === null ? null : brokenRule('LOCATION_UNSUPPORTED', path, message));
  }
  const rule = idRule(locationId);
  return (id) =>
    id ? check(rule, id, path) : brokenRule('LOCATION_REQUIRED', path, 'The channel needs the store.');
};

/** A memo is allowed for a vendor that stores none, because the same item may go to several channels. It is not sent. */
export const memoChecker = (
  { memoMaxLength }: Pick<StockRules, 'memoMaxLength'>,
  { textLength }: Pick<ItemLimits, 'textLength'>,
): FindBrokenRule<string> => {
  const path = ['memo'];
  if (memoMaxLength === null) {
    // The journal stores it anyway.
    const length = memoUpTo(textLength);
    return (memo) => check(length, memo, path);
  }
  const length = vendorMemoUpTo(memoMaxLength);
  return (memo) => check(soundText, memo, path) ?? check(length, memo, path);
};

/** The condition is about the quantity of the product, so a change with a condition sets no options. */
const guardChecker = ({ quantity }: StockRules): FindBrokenRule<StockQuantityInput> => {
  const path = ['ifQuantity'];
  const rule = quantityRule(quantity);
  const message =
    'The condition compares the quantity of the product, and cannot protect quantities of options: leave out options or ifQuantity.';
  return ({ ifQuantity, options }) => {
    if (ifQuantity == null) return null;
    return options?.length ? brokenRule('INVALID_VALUE', path, message) : check(rule, ifQuantity, path);
  };
};

/**
 * The rules of a stock change on a channel with `rules`. Other kinds of change use a zod schema. This one is written by
 * hand, because a mutation has up to a thousand stock changes and zod allocates a kilobyte for each.
 */
export const stockChangeChecker = (
  rules: StockRules,
  limits: ItemLimits,
): FindBrokenRule<StockQuantityInput> => {
  const [product, quantity] = [idRule(rules.productId), quantityRule(rules.quantity)];
  const [productPath, quantityPath] = [['productId'], ['quantity']];
  const [checkLocation, checkOptions, checkMemo, checkGuard] = [
    locationChecker(rules),
    optionsChecker(rules, limits),
    memoChecker(rules, limits),
    guardChecker(rules),
  ];
  return (input) =>
    check(product, input.productId, productPath) ??
    checkLocation(input.locationId) ??
    check(quantity, input.quantity, quantityPath) ??
    (input.options?.length ? checkOptions(input.options) : null) ??
    (input.memo ? checkMemo(input.memo) : null) ??
    checkGuard(input);
};

const toOptionStock = ({ optionId, quantity }: OptionStockInput): OptionStock => ({
  optionId: asOptionId(optionId),
  quantity,
});

/** Shared by all changes without options. The journal stores a shared value once. */
const noOptions: readonly OptionStock[] = [];

export const toStockChange = (
  channel: ChannelId,
  rules: StockRules,
  input: StockQuantityInput,
): StockChange => ({
  kind: 'STOCK_SET',
  channel,
  productId: asProductId(input.productId),
  locationId: input.locationId ? asLocationId(input.locationId) : null,
  quantity: input.quantity,
  soldOut: rules.soldOut ? (input.soldOut ?? input.quantity === 0) : null,
  options: input.options?.length ? input.options.map(toOptionStock) : noOptions,
  memo: input.memo ?? null,
  observedAt: input.observedAt?.getTime() ?? null,
  ...(input.ifQuantity != null && { ifQuantity: input.ifQuantity }),
});
