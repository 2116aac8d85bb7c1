import type { DatabaseSync } from 'node:sqlite';
import { stockOfTarget } from '../../../domain/changes/change.ts';
import type { StockLevelFilter, StockPlace } from '../../../ports/journal/catalogue.ts';
import { type Row, stockPlaceOf } from '../../journal-rows.ts';
import { type LevelSource, type LevelsAt, type LevelsPage, placesOfLevels } from '../../lists/levels.ts';
import { edgeAt, type Places, type ReadBest } from '../../lists/pages.ts';
import type { Cache } from '../cache/cache.ts';
import { prepareDrifts } from './drifts.ts';
import { pointNames, pointValues, prepareSlices } from './slices.ts';

/** The levels of one slice. */
const size = 1_000;
const ids = ['product_id', 'location_id', 'option_id'];

/** Null stands for no condition. */
const filter = `
  (:ids IS NULL OR r.product_id IN (SELECT value FROM json_each(:ids)))
  AND (:locations IS NULL OR r.location_id IN (SELECT value FROM json_each(:locations)))
  AND (:min IS NULL OR r.quantity BETWEEN :min AND :max)`;

const filterValues = ({ productIds, locationIds, quantity }: StockLevelFilter) => ({
  ids: productIds && JSON.stringify([...new Set(productIds)]),
  locations: locationIds && JSON.stringify(locationIds),
  min: quantity && (quantity.min ?? Number.MIN_SAFE_INTEGER),
  max: quantity && (quantity.max ?? Number.MAX_SAFE_INTEGER),
});

const columnOf = { PRODUCT_ID: null, QUANTITY: 'quantity', OBSERVED_AT: 'observed_at' } as const;

export const prepareLevelLists = (db: DatabaseSync, { queues }: Pick<Cache, 'queues'>) => {
  const { drifts, driftedAt } = prepareDrifts(db);
  const readSlice = prepareSlices<StockPlace>(db, {
    table: 'stock_levels',
    ids,
    value: null,
    filtered: ['quantity'],
    filter,
    size,
    placeOf: stockPlaceOf,
    edgeAt,
  });
  const columns = 'r.channel, r.product_id, r.location_id, r.option_id, r.quantity, r.observed_at';
  const byProducts = db.prepare(`
    SELECT ${columns} FROM json_each(:channels) c CROSS JOIN json_each(:ids) k
      CROSS JOIN stock_levels r ON r.channel = c.value AND r.product_id = k.value
    WHERE ${filter}`);
  const byTargets = db.prepare(`
    SELECT ${columns} FROM json_each(:targets) k CROSS JOIN stock_levels r
      ON r.channel = k.value ->> 0 AND r.product_id = k.value ->> 1 AND r.location_id = k.value ->> 2
    WHERE ${filter}`);

  const placesOf = (rows: readonly Row[], { sort: { field } }: LevelsPage): readonly StockPlace[] => {
    const column = columnOf[field];
    return rows.map((row) => stockPlaceOf({ ...row, value: column && row[column] }));
  };

  const inSlice = `
    FROM stock_levels WHERE channel = :channel AND (${ids.join(', ')}) > (${pointNames('start', ids)})
    ORDER BY ${ids.join(', ')}`;
  const lastOfSlice = db.prepare(`
    SELECT channel, ${ids.join(', ')}, NULL AS value ${inSlice} LIMIT 1 OFFSET ${size - 1}`);
  const bestBy = (column: string) => {
    const key = [column, ...ids];
    const row = key.map((one) => `r.${one}`);
    const statement = (direction: 'ASC' | 'DESC') =>
      db.prepare(`
        SELECT ${columns} FROM (SELECT channel, ${ids.join(', ')}, quantity, observed_at ${inSlice} LIMIT ${size}) r
        WHERE ${filter} AND (${row.join(', ')}) > (${pointNames('lower', key)})
          AND (${row.join(', ')}) < (${pointNames('upper', key)})
        ORDER BY ${row.map((one) => `${one} ${direction}`).join(', ')} LIMIT :limit`);
    return { value: { column, isText: false }, ascending: statement('ASC'), descending: statement('DESC') };
  };
  const bests = { QUANTITY: bestBy('quantity'), OBSERVED_AT: bestBy('observed_at') };

  const bestOf =
    (page: LevelsPage): ReadBest<StockPlace> =>
    async (rest, bounds, limit) => {
      if (page.sort.field === 'PRODUCT_ID') throw new Error('A list by product id is walked');
      const { value, ascending, descending } = bests[page.sort.field];
      const start = { channel: rest.channel, ...pointValues('start', rest.lower, null, ids) };
      const rows = (bounds.isDescending ? descending : ascending).all({
        ...start,
        ...filterValues(page.filter),
        ...pointValues('lower', bounds.lower, value, ids),
        ...pointValues('upper', bounds.upper, value, ids),
        limit,
      });
      const last = lastOfSlice.get(start);
      return { found: placesOf(rows, page), next: last ? edgeAt(stockPlaceOf(last)) : null };
    };

  const source: LevelSource = {
    ofProducts: async (page) =>
      placesOf(
        byProducts.all({ ...filterValues(page.filter), channels: JSON.stringify(page.filter.channels) }),
        page,
      ),
    at: async (page, wanted) => {
      const targets = wanted.map(({ channel, productId, locationId }) => [
        channel,
        productId,
        locationId ?? '',
      ]);
      return placesOf(
        byTargets.all({ ...filterValues(page.filter), targets: JSON.stringify(targets) }),
        page,
      );
    },
    pendingAt: async (channels, limit) =>
      channels
        .flatMap((channel) =>
          queues.targetsOf(channel, limit).flatMap((target): readonly LevelsAt[] => {
            const at = stockOfTarget(target);
            return at ? [{ channel, ...at }] : [];
          }),
        )
        .slice(0, limit),
    driftedAt: async (channels, limit) => driftedAt(channels, limit),
    drifts: async (keys) => drifts(keys),
    slice: ({ filter: { locationIds, quantity, ...others } }) => {
      const values = locationIds || quantity ? filterValues({ locationIds, quantity, ...others }) : null;
      return (range, limit) => readSlice(range, limit, values);
    },
    best: bestOf,
    isPending: async (targets) => targets.map(({ channel, target }) => queues.isPending(channel, target)),
  };

  return (page: LevelsPage): Promise<Places<StockPlace>> => placesOfLevels(page, source);
};
