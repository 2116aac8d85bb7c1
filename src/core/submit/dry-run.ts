import type { AdjustmentChange, Change, StockChange } from '../../domain/changes/change.ts';
import { isGuarded } from '../../domain/changes/guard.ts';
import type { NotFoundCode, StaleQuantity, TargetNotFound } from '../../domain/failure.ts';
import type { ChannelId } from '../../domain/ids.ts';
import { itemTargetOf } from '../../domain/item.ts';
import { type StockLevel, stockKeysOf } from '../../domain/stock.ts';
import type { DraftItem } from '../../ports/journal/acceptance.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import { positionFrom } from '../catalogue/position.ts';
import type { LiveChannels } from '../channels/channels.ts';
import { placeOf, staleQuantity } from '../decide/guard.ts';
import { guardOf } from '../deliver/guarded-rows.ts';
import type { CheckedItem } from '../gateway.ts';
import { createRefuseOverflow } from './overflow.ts';

type DryRunDeps = {
  readonly channels: LiveChannels;
  readonly journal: Pick<
    Journal,
    'stockLevels' | 'pendingTargets' | 'products' | 'locations' | 'pollPosition'
  >;
};

const notFound = (code: NotFoundCode, subject: string): TargetNotFound => ({
  type: 'TargetNotFound',
  code,
  message: `The catalogue that the gateway read from the vendor does not have ${subject}. Nothing was sent.`,
  retryable: false,
  mayHaveApplied: false,
  vendorCode: null,
  vendorMessage: null,
});

type Known = { readonly product: boolean; readonly location: boolean };

type TargetedChange = StockChange | AdjustmentChange;

const absence = ({ productId, locationId }: TargetedChange, { product, location }: Known) => {
  if (!product) return notFound('PRODUCT_NOT_FOUND', `the product ${productId}`);
  return location ? null : notFound('LOCATION_NOT_FOUND', `the store ${locationId}`);
};

/**
 * Checks validated items without accepting them: whether the catalogue has their products and stores, for a vendor whose lists were read completely. A guarded change is compared with the stored level, and
 * an adjustment is added to it. It writes nothing, and sends nothing. A vendor may still refuse an item that passes.
 */
export const createDryRun = ({ channels, journal }: DryRunDeps) => {
  const refuseOverflow = createRefuseOverflow({ channels, journal });

  /** Whether every product and store of the channel is in the catalogue. */
  const isComplete = async (id: ChannelId): Promise<boolean> =>
    channels.get(id)?.catalogue !== undefined &&
    positionFrom(await journal.pollPosition(id)).fullPassAt !== null;

  const absences = async (
    changes: readonly TargetedChange[],
  ): Promise<ReadonlyMap<Change, TargetNotFound>> => {
    const complete = new Set<ChannelId>();
    for (const id of new Set(changes.map(({ channel }) => channel)))
      if (await isComplete(id)) complete.add(id);
    const listed = changes.filter(({ channel }) => complete.has(channel));
    const [products, locations] = await Promise.all([
      journal.products(listed),
      journal.locations(
        listed.flatMap(({ channel, locationId }) => (locationId === null ? [] : [{ channel, locationId }])),
      ),
    ]);
    const stores = new Set(
      locations.flatMap((one) => (one ? [JSON.stringify([one.channel, one.locationId])] : [])),
    );
    return new Map(
      listed.flatMap((change, at) => {
        const { channel, locationId } = change;
        const location = locationId === null || stores.has(JSON.stringify([channel, locationId]));
        const failure = absence(change, { product: Boolean(products[at]), location });
        return failure ? [[change, failure]] : [];
      }),
    );
  };

  /** Compares a guarded change with the stored level. A vendor that can be read may have another one by now. */
  const staleness = (change: Change, level: StockLevel | null): StaleQuantity | null => {
    const channel = channels.get(change.channel);
    if (!channel || !isGuarded(change) || level?.quantity === change.ifQuantity) return null;
    const guard = guardOf(channel);
    const comparison = { change, level, guard, mayHaveApplied: false };
    if (guard === 'LAST_ACKNOWLEDGED') return staleQuantity(comparison);
    if (level === null) return null;
    const seen = `The gateway last saw the quantity ${level.quantity} of ${placeOf(change)}. The vendor was not asked.`;
    return staleQuantity(comparison, seen);
  };

  return async (valid: readonly DraftItem[]): Promise<readonly CheckedItem[]> => {
    const drafts = await refuseOverflow(valid);
    const changes = drafts.flatMap((draft) => ('change' in draft ? [draft.change] : []));
    const missing = await absences(
      changes.filter((change) => change.kind === 'STOCK_SET' || change.kind === 'STOCK_ADJUSTMENT'),
    );
    const keys = changes.flatMap((change) => stockKeysOf(change).slice(0, 1));
    const levels = (await journal.stockLevels(keys)).values();
    return drafts.map((draft, index): CheckedItem => {
      if ('failure' in draft) {
        const { named: target, failure } = draft;
        return { index, target, change: null, failure, current: null };
      }
      const { change } = draft;
      const current = change.kind === 'INVENTORY_CONFIRMATION' ? null : (levels.next().value ?? null);
      const failure = missing.get(change) ?? staleness(change, current);
      return { index, target: itemTargetOf(change), change, failure, current };
    });
  };
};
