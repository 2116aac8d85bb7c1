import { type Change, targetOf } from '../../../domain/changes/change.ts';
import { guardedShape, isGuarded } from '../../../domain/changes/guard.ts';
import { type InvalidItem, invalidItem } from '../../../domain/failure.ts';
import { asChannelKey, type ChannelKey, type TargetKey } from '../../../domain/ids.ts';
import type { ItemTarget } from '../../../domain/item.ts';
import type { ItemLimits } from '../../../domain/item-limits.ts';
import type { OperationKind } from '../../../domain/operation.ts';
import { assertNever } from '../../../lib/assert-never.ts';
import { cutText } from '../../../lib/text.ts';
import type { Channel } from '../../../ports/channel.ts';
import type { DraftItem } from '../../../ports/journal/acceptance.ts';
import { type AnyWriter, type LiveChannels, toAnyWriter } from '../../channels/channels.ts';
import type {
  InputOf,
  InventoryConfirmationInput,
  ProductInput,
  StockAdjustmentInput,
  StockQuantityInput,
} from '../inputs.ts';
import { adjustmentChecker, toAdjustmentChange } from './adjustment-change.ts';
import { confirmationChangeSchema, toConfirmationChange } from './confirmation-change.ts';
import { namedTarget } from './named-target.ts';
import { checkProductSize, productChangeSchema, toProductChange } from './product-change.ts';
import { brokenRule, checkSchema, type FindBrokenRule } from './rules.ts';
import { stockChangeChecker, toStockChange } from './stock-change.ts';

/** Validates items of one kind for one channel, and turns them into changes. */
type ItemValidator<Input> = {
  check: FindBrokenRule<Input>;
  /** Also turns an item that breaks a rule into a change, so that its target is known. */
  toChange(input: Input): Change;
  shapeOf(change: Change): string;
};

type ItemValidators = { readonly [Kind in OperationKind]?: ItemValidator<InputOf[Kind]> };

const validatorsOf = ({ id, writers }: Channel, limits: ItemLimits): ItemValidators => {
  const { STOCK_SET: stock, STOCK_ADJUSTMENT: adjustment } = writers;
  const { PRODUCT_REPLACEMENT: product, INVENTORY_CONFIRMATION: confirmation } = writers;
  return {
    ...(stock && {
      STOCK_SET: {
        check: stockChangeChecker(stock.rules, limits),
        toChange: (input: StockQuantityInput) => toStockChange(id, stock.rules, input),
        shapeOf: itemShapeOf(toAnyWriter(stock)),
      },
    }),
    ...(adjustment && {
      STOCK_ADJUSTMENT: {
        check: adjustmentChecker(adjustment.rules, limits),
        toChange: (input: StockAdjustmentInput) => toAdjustmentChange(id, input),
        shapeOf: toAnyWriter(adjustment).shapeOf,
      },
    }),
    ...(product && {
      PRODUCT_REPLACEMENT: {
        check: checkBoth(checkProductSize(limits), checkSchema(productChangeSchema(product.rules))),
        toChange: (input: ProductInput) => toProductChange(id, input),
        shapeOf: toAnyWriter(product).shapeOf,
      },
    }),
    ...(confirmation && {
      INVENTORY_CONFIRMATION: {
        check: checkSchema(confirmationChangeSchema(confirmation.rules)),
        toChange: (input: InventoryConfirmationInput) => toConfirmationChange(id, input),
        shapeOf: toAnyWriter(confirmation).shapeOf,
      },
    }),
  };
};

/** The shape of a change as an item has it. A guarded change has one of its own. */
export const itemShapeOf =
  ({ shapeOf }: Pick<AnyWriter, 'shapeOf'>) =>
  (change: Change): string =>
    isGuarded(change) ? guardedShape(shapeOf(change)) : shapeOf(change);

const checkBoth =
  <Input>(first: FindBrokenRule<Input>, second: FindBrokenRule<Input>): FindBrokenRule<Input> =>
  (input) =>
    first(input) ?? second(input);

export type ValidatedItem = DraftItem & {
  /** The channel as the caller wrote it. */
  readonly name: string;
  /** Null if the channel does not take the item. */
  readonly target: TargetKey | null;
};

const invalid = (named: ItemTarget, failure: InvalidItem): ValidatedItem => ({
  named,
  name: named.channel,
  target: null,
  failure,
});

const nameTooLong = ({ length }: string, limit: number): InvalidItem => {
  const message = `An id of a channel has at most ${limit} characters, and this one has ${length}.`;
  return brokenRule('INVALID_VALUE', ['channel'], message);
};

export type ValidateItems = <Kind extends OperationKind>(
  kind: Kind,
  items: readonly InputOf[Kind][],
  /** The channels that the client may use. Null for all. */
  allowedChannels: ReadonlySet<ChannelKey> | null,
) => readonly DraftItem[];

export type ValidateItem = <Kind extends OperationKind>(
  kind: Kind,
  input: InputOf[Kind],
  allowedChannels: ReadonlySet<ChannelKey> | null,
) => ValidatedItem;

/** Validates one item on its own. */
export const createValidateItem = (
  channels: Pick<LiveChannels, 'values' | 'onReplaced'>,
  limits: ItemLimits,
): ValidateItem => {
  const currentValidators = () =>
    new Map([...channels.values()].map((channel) => [channel.key, validatorsOf(channel, limits)]));
  let validators = currentValidators();
  channels.onReplaced(() => {
    validators = currentValidators();
  });

  return (kind, input, allowedChannels) => {
    const { channel: name } = input;
    // The journal stores invalid items too, so the name is shortened.
    if (name.length > limits.idLength)
      return invalid(namedTarget(kind, input, cutText(name)), nameTooLong(name, limits.idLength));
    const key = asChannelKey(name);
    const ofChannel = allowedChannels?.has(key) === false ? undefined : validators.get(key);
    if (!ofChannel) {
      const none = allowedChannels ? 'No channel that this key may use' : 'No channel';
      const message = `${none} is called ${JSON.stringify(cutText(name))}.`;
      return invalid(namedTarget(kind, input, name), invalidItem('UNKNOWN_CHANNEL', ['channel'], message));
    }
    const validator: ItemValidator<typeof input> | undefined = ofChannel[kind];
    if (!validator) {
      const message = `The channel ${name} takes no ${nameOf(kind)}.`;
      return invalid(
        namedTarget(kind, input, name),
        invalidItem('UNSUPPORTED_BY_CHANNEL', ['channel'], message),
      );
    }
    const change = validator.toChange(input);
    const target = targetOf(change);
    const failure = validator.check(input);
    return failure
      ? { named: namedTarget(kind, input, name), name, target, failure }
      : { channel: change.channel, name, change, target, shape: validator.shapeOf(change) };
  };
};

/**
 * Validates each item on its own. An item that breaks a rule fails alone, and nothing is sent for it. Only a repeated
 * target fails every item that has it, because it is unclear which one the caller meant.
 */
export const createValidateItems =
  (validate: ValidateItem): ValidateItems =>
  (kind, items, allowedChannels) =>
    failRepeatedTargets(
      kind,
      items,
      items.map((item) => validate(kind, item, allowedChannels)),
    );

const nameOf = (kind: OperationKind): string => {
  switch (kind) {
    case 'STOCK_SET':
      return 'stock updates';
    case 'STOCK_ADJUSTMENT':
      return 'stock adjustments';
    case 'PRODUCT_REPLACEMENT':
      return 'product updates';
    case 'INVENTORY_CONFIRMATION':
      return 'inventory confirmations';
    default:
      return assertNever(kind);
  }
};

/** The number of items per channel and target. */
const countTargets = (
  items: readonly ValidatedItem[],
): ReadonlyMap<string, ReadonlyMap<TargetKey, number>> => {
  const counts = new Map<string, Map<TargetKey, number>>();
  for (const { name, target } of items) {
    if (target === null) continue;
    const ofChannel = counts.get(name) ?? new Map<TargetKey, number>();
    if (ofChannel.size === 0) counts.set(name, ofChannel);
    ofChannel.set(target, (ofChannel.get(target) ?? 0) + 1);
  }
  return counts;
};

/** Fails every item with a repeated target, also if another of them breaks another rule. */
const failRepeatedTargets = <Kind extends OperationKind>(
  kind: Kind,
  inputs: readonly InputOf[Kind][],
  items: readonly ValidatedItem[],
): readonly DraftItem[] => {
  if (items.length === 1) return items;
  const counts = countTargets(items);
  const field = kind === 'INVENTORY_CONFIRMATION' ? 'orderItemId' : 'productId';
  return items.map((item, index) => {
    const count = item.target === null ? 1 : (counts.get(item.name)?.get(item.target) ?? 1);
    const input = inputs[index];
    if (count === 1 || input === undefined) return item;
    const message = `The same target stands ${count} times in this mutation: send it once.`;
    const named = namedTarget(kind, input, item.name);
    return { named, failure: invalidItem('DUPLICATE_TARGET', [field], message) };
  });
};
