import type { DatabaseSync } from 'node:sqlite';
import { isAcceptedBefore } from '../../../core/decide/data/state.ts';
import type { Change } from '../../../domain/changes/change.ts';
import type { ChannelId, RequestId, TargetKey } from '../../../domain/ids.ts';
import type { StockKey } from '../../../domain/stock.ts';
import type { ProductPosition } from '../../../ports/journal/page.ts';
import { integer, stockKeyValues, stockLevelOf } from '../../journal-rows.ts';
import type { Cache } from '../cache/cache.ts';

/** Each method runs at most one statement, however many keys it gets. */
export const prepareReadStock = (db: DatabaseSync, cache: Cache) => {
  const { queues } = cache;
  const byKeys = db.prepare(`
    SELECT s.*, k.key AS position FROM json_each(?) k JOIN stock_levels s
      ON s.channel = k.value ->> 0 AND s.product_id = k.value ->> 1
      AND s.location_id = k.value ->> 2 AND s.option_id = k.value ->> 3`);
  const byProducts = db.prepare(`
    SELECT s.*, k.key AS position FROM json_each(?) k JOIN stock_levels s
      ON s.channel = k.value ->> 0 AND s.product_id = k.value ->> 1
    ORDER BY s.location_id, s.option_id`);

  return {
    stockLevels(keys: readonly StockKey[]) {
      const found = new Map(
        byKeys
          .all(JSON.stringify(keys.map(stockKeyValues)))
          .map((row) => [integer(row, 'position'), stockLevelOf(row)]),
      );
      return keys.map((_, position) => found.get(position) ?? null);
    },
    stockOfProducts(products: readonly ProductPosition[]) {
      const wanted = products.map(({ channel, productId }) => [channel, productId]);
      const found = Map.groupBy(byProducts.all(JSON.stringify(wanted)), (row) => integer(row, 'position'));
      return products.map((_, position) => (found.get(position) ?? []).map(stockLevelOf));
    },
    pendingTargets(targets: readonly { readonly channel: ChannelId; readonly target: TargetKey }[]) {
      return targets.map(({ channel, target }) => queues.isPending(channel, target));
    },
    awaitingRequests(targets: readonly { readonly channel: ChannelId; readonly target: TargetKey }[]) {
      return targets.map(({ channel, target }): RequestId | null => {
        const { inFlight } = queues.get(channel, target);
        const progress = inFlight && cache.peek(inFlight.operationId)?.progress[inFlight.index];
        return progress?.state === 'AWAITING_CALLBACK' ? progress.requestId : null;
      });
    },
    pendingChanges(targets: readonly { readonly channel: ChannelId; readonly target: TargetKey }[]) {
      return targets.map(({ channel, target }): Change | null => {
        const { waiting, inFlight } = queues.get(channel, target);
        const last = waiting.at(-1);
        // An item that was requeued may be older than the one in flight.
        const newest = last && inFlight && isAcceptedBefore(last, inFlight) ? inFlight : (last ?? inFlight);
        const found = newest && cache.peek(newest.operationId);
        const stored = found && cache.item(found, newest.index);
        return stored?.item ? stored.change : null;
      });
    },
  };
};
