import { type Change, targetOf } from '../../../domain/change.ts';
import { type InvalidItem, invalidItem } from '../../../domain/failure.ts';
import { asChannelKey, type ChannelKey, type TargetKey } from '../../../domain/ids.ts';
import type { ItemLimits } from '../../../domain/item-limits.ts';
import type { OperationKind } from '../../../domain/operation.ts';
import { assertNever } from '../../../lib/assert-never.ts';
import { cutText } from '../../../lib/text.ts';
import type { DraftItem } from '../../../ports/acceptance.ts';
import type { Channel } from '../../../ports/channel.ts';
import { type LiveChannels, toAnyWriter } from '../../channels.ts';
import type { InputOf, InventoryConfirmationInput, ProductInput, StockChangeInput } from '../inputs.ts';
import { brokenIn, brokenRule, type FindBroken } from './broken-rule.ts';
import { confirmationChangeSchema, toConfirmationChange } from './confirmation-change.ts';
import { findOversize } from './oversize.ts';
import { productChangeSchema, toProductChange } from './product-change.ts';
import { findInStockChange, toStockChange } from './stock-change.ts';

/** What one kind of write of one channel does with an item: the change it asks for, and what is wrong with it. */
type ItemJudge<Input> = {
  findBroken: FindBroken<Input>;
  /** Total: it also reads items that break a rule, so that their target is known. */
  toChange(input: Input): Change;
  shapeOf(change: Change): string;
};

type ItemJudges = { readonly [Kind in OperationKind]?: ItemJudge<InputOf[Kind]> };

const judgesOf = ({ id, writers }: Channel, limits: ItemLimits): ItemJudges => {
  const { STOCK_UPDATE: stock, PRODUCT_UPDATE: product, INVENTORY_CONFIRMATION: confirmation } = writers;
  return {
    ...(stock && {
      STOCK_UPDATE: {
        findBroken: findInStockChange(stock.rules, limits),
        toChange: (input: StockChangeInput) => toStockChange(id, stock.rules, input),
        shapeOf: toAnyWriter(stock).shapeOf,
      },
    }),
    ...(product && {
      PRODUCT_UPDATE: {
        findBroken: first(findOversize(limits), brokenIn(productChangeSchema(product.rules))),
        toChange: (input: ProductInput) => toProductChange(id, input),
        shapeOf: toAnyWriter(product).shapeOf,
      },
    }),
    ...(confirmation && {
      INVENTORY_CONFIRMATION: {
        findBroken: brokenIn(confirmationChangeSchema(confirmation.rules)),
        toChange: (input: InventoryConfirmationInput) => toConfirmationChange(id, input),
        shapeOf: toAnyWriter(confirmation).shapeOf,
      },
    }),
  };
};

/** The target is known of every item that its channel takes, of one that breaks a rule too. */
type Judged = DraftItem & {
  /** The channel as the caller wrote it: an item that fails shows no more of it. */
  readonly name: string;
  readonly target: TargetKey | null;
};

const refused = (name: string, failure: InvalidItem): Judged => ({
  channel: name,
  name,
  target: null,
  failure,
});

/** Kept and told is a part of it: what is refused is written down too. */
const refuseLongChannel = (channel: string, limit: number): Judged => {
  const message = `An id of a channel has at most ${limit} characters, and this one has ${channel.length}.`;
  return refused(cutText(channel), brokenRule('INVALID_VALUE', ['channel'], message));
};

const first =
  <Input>(one: FindBroken<Input>, other: FindBroken<Input>): FindBroken<Input> =>
  (input) =>
    one(input) ?? other(input);

export type Judge = <Kind extends OperationKind>(
  kind: Kind,
  items: readonly InputOf[Kind][],
  /** The channels that its client may use; null for all. */
  mayUse: ReadonlySet<ChannelKey> | null,
) => readonly DraftItem[];

/**
 * Judges every item by itself: one that breaks a rule fails alone, and nothing is sent for it. Only the same target
 * twice is a mistake of the whole: every copy fails, since nobody can say which one was meant.
 */
export const createJudge = (
  channels: Pick<LiveChannels, 'values' | 'onReplaced'>,
  limits: ItemLimits,
): Judge => {
  const judgesNow = () =>
    new Map([...channels.values()].map((channel) => [channel.key, judgesOf(channel, limits)]));
  let judges = judgesNow();
  channels.onReplaced(() => {
    judges = judgesNow();
  });

  const judgeOne = <Kind extends OperationKind>(
    kind: Kind,
    input: InputOf[Kind],
    mayUse: ReadonlySet<ChannelKey> | null,
  ): Judged => {
    const { channel: name } = input;
    if (name.length > limits.idLength) return refuseLongChannel(name, limits.idLength);
    const key = asChannelKey(name);
    const ofChannel = mayUse?.has(key) === false ? undefined : judges.get(key);
    if (!ofChannel) {
      const none = mayUse ? 'No channel that this key may use' : 'No channel';
      const message = `${none} is called ${JSON.stringify(cutText(name))}.`;
      return refused(name, invalidItem('UNKNOWN_CHANNEL', ['channel'], message));
    }
    const judge: ItemJudge<InputOf[Kind]> | undefined = ofChannel[kind];
    if (!judge) {
      const message = `The channel ${name} takes no ${nameOf(kind)}.`;
      return refused(name, invalidItem('UNSUPPORTED_BY_CHANNEL', ['channel'], message));
    }
    const change = judge.toChange(input);
    const target = targetOf(change);
    const failure = judge.findBroken(input);
    return failure
      ? { channel: name, name, target, failure }
      : { channel: change.channel, name, change, target, shape: judge.shapeOf(change) };
  };

  return (kind, items, mayUse) =>
    refuseRepeated(
      kind,
      items.map((item) => judgeOne(kind, item, mayUse)),
    );
};

const nameOf = (kind: OperationKind): string => {
  switch (kind) {
    case 'STOCK_UPDATE':
      return 'stock updates';
    case 'PRODUCT_UPDATE':
      return 'product updates';
    case 'INVENTORY_CONFIRMATION':
      return 'inventory confirmations';
    default:
      return assertNever(kind);
  }
};

/** How often each target stands there, by channel. */
const countTargets = (items: readonly Judged[]): ReadonlyMap<string, ReadonlyMap<TargetKey, number>> => {
  const counts = new Map<string, Map<TargetKey, number>>();
  for (const { name, target } of items) {
    if (target === null) continue;
    const ofChannel = counts.get(name) ?? new Map<TargetKey, number>();
    if (ofChannel.size === 0) counts.set(name, ofChannel);
    ofChannel.set(target, (ofChannel.get(target) ?? 0) + 1);
  }
  return counts;
};

/** Items of one channel stand together, as a rule. */
const hasRepeated = (items: readonly Judged[]): boolean => {
  const seen = new Map<string, Set<TargetKey>>();
  let name: string | null = null;
  let targets = new Set<TargetKey>();
  for (const item of items) {
    if (item.target === null) continue;
    if (item.name !== name) {
      name = item.name;
      targets = seen.get(name) ?? new Set();
      seen.set(name, targets);
    }
    if (targets.size === targets.add(item.target).size) return true;
  }
  return false;
};

/** Every copy of a target fails, also beside one that breaks another rule. */
const refuseRepeated = (kind: OperationKind, items: readonly Judged[]): readonly DraftItem[] => {
  if (items.length === 1 || !hasRepeated(items)) return items;
  const counts = countTargets(items);
  const field = kind === 'INVENTORY_CONFIRMATION' ? 'orderItemId' : 'productId';
  return items.map((item) => {
    const count = item.target === null ? 1 : (counts.get(item.name)?.get(item.target) ?? 1);
    if (count === 1) return item;
    const message = `The same target stands ${count} times in this mutation: send it once.`;
    return { channel: item.name, failure: invalidItem('DUPLICATE_TARGET', [field], message) };
  });
};
