import type { Drift } from '../../domain/drift.ts';
import { type InvalidItem, invalidItem } from '../../domain/failure.ts';
import { asChannelKey, asLocationId, asOptionId, asProductId, type ChannelKey } from '../../domain/ids.ts';
import type { ItemLimits } from '../../domain/item-limits.ts';
import type { StockKey } from '../../domain/stock.ts';
import type { DraftItem, Idempotency } from '../../ports/journal/acceptance.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import type { LiveChannels } from '../channels/channels.ts';
import { scopeOf } from './accept.ts';
import { fingerprintOfRepair } from './idempotency.ts';
import type { StockTargetInput } from './inputs.ts';
import { namedTarget } from './items/named-target.ts';
import type { ValidateItems } from './items/validate-items.ts';

type Deps = {
  readonly channels: Pick<LiveChannels, 'named'>;
  readonly journal: Pick<Journal, 'drifts' | 'stockLevels'>;
  readonly validateItems: ValidateItems;
  readonly limits: ItemLimits;
};

/** What the gateway knows of one target. */
type Known = { readonly drift: Drift | null; readonly isStored: boolean };
const nothing: Known = { drift: null, isStored: false };

const failureOf = ({ optionId }: StockTargetInput, { drift, isStored }: Known): InvalidItem | null => {
  if (!isStored)
    return invalidItem(
      'PRODUCT_NOT_FOUND',
      ['productId'],
      'The gateway knows no stock level of this target.',
    );
  if (!drift)
    return invalidItem(
      'NO_DRIFT',
      ['productId'],
      'The stock level has no drift now: there is nothing to repair.',
    );
  return optionId == null
    ? null
    : invalidItem(
        'OPTIONS_UNSUPPORTED',
        ['optionId'],
        'The quantity of an option cannot be repaired alone: set it with setStock.',
      );
};

/** What distinguishes one use of an idempotency key for a repair from others. */
export const repairUse = (
  targets: readonly StockTargetInput[],
  channels: Parameters<typeof scopeOf>[1],
): Pick<Idempotency, 'fingerprint' | 'scope'> => ({
  fingerprint: fingerprintOfRepair(targets),
  scope: scopeOf(targets, channels),
});

/**
 * The items that repair drift: each sets the expected quantity of its target, if the vendor still has the actual one when
 * the turn of the item comes. A target without drift fails alone.
 */
export const createRepairItems = ({ channels, journal, validateItems, limits }: Deps) => {
  /** Null for a target whose item is refused in any case. */
  const keyOf = (
    { channel: name, productId, locationId, optionId }: StockTargetInput,
    allowed: ReadonlySet<ChannelKey> | null,
  ): StockKey | null => {
    const isShort = [name, productId, locationId, optionId].every(
      (id) => (id?.length ?? 0) <= limits.idLength,
    );
    const channel =
      isShort && allowed?.has(asChannelKey(name)) !== false && channels.named(asChannelKey(name));
    if (!channel) return null;
    return {
      channel: channel.id,
      productId: asProductId(productId),
      locationId: locationId ? asLocationId(locationId) : null,
      optionId: optionId ? asOptionId(optionId) : null,
    };
  };

  const read = async (
    targets: readonly StockTargetInput[],
    allowed: ReadonlySet<ChannelKey> | null,
  ): Promise<readonly Known[]> => {
    const keys = targets.map((target) => keyOf(target, allowed));
    const wanted = keys.filter((key) => key !== null);
    const [drifts, levels] = await Promise.all([journal.drifts(wanted), journal.stockLevels(wanted)]);
    const found = wanted
      .map((_key, at) => ({ drift: drifts[at] ?? null, isStored: levels[at] != null }))
      .values();
    return keys.map((key) => (key ? (found.next().value ?? nothing) : nothing));
  };

  return async (
    targets: readonly StockTargetInput[],
    allowed: ReadonlySet<ChannelKey> | null,
  ): Promise<readonly DraftItem[]> => {
    const known = await read(targets, allowed);
    const inputs = targets.map(({ channel, productId, locationId }, at) => {
      const drift = known[at]?.drift ?? null;
      // A target without drift gets a quantity that every vendor can store. Its item is refused below.
      return { channel, productId, locationId, quantity: drift?.expected ?? 0, ifQuantity: drift?.actual };
    });
    const drafts = validateItems('STOCK_SET', inputs, allowed);
    return drafts.map((draft, at): DraftItem => {
      const [target, input] = [targets[at], inputs[at]];
      if ('failure' in draft || !target || !input) return draft;
      const failure = failureOf(target, known[at] ?? nothing);
      return failure ? { named: namedTarget('STOCK_SET', input, input.channel), failure } : draft;
    });
  };
};
