import { stockOfTarget } from '../../../../domain/changes/change.ts';
import { asChannelId, asTargetKey } from '../../../../domain/ids.ts';
import type { StockLevelFilter, StockPlace } from '../../../../ports/journal/catalogue.ts';
import type { JournalReads } from '../../../../ports/journal/journal-reads.ts';
import { type Row, stockPlaceOf, text } from '../../../journal-rows.ts';
import { type LevelSource, type LevelsAt, type LevelsPage, placesOfLevels } from '../../../lists/levels.ts';
import { edgeAt, type ReadBest } from '../../../lists/pages.ts';
import type { Read, Statement } from '../../connection/transaction.ts';
import { byKey, isInFlight, isWaiting } from '../sql.ts';
import { driftReads } from './drifts.ts';
import { pointNames, pointValues, sliceSize, slicesOf } from './slices.ts';

const ids = ['product_id', 'location_id', 'option_id'];

/** Null stands for no condition. */
const filter = (first: number): string => `
  ($${first}::text[] IS NULL OR r.product_id = ANY ($${first}))
  AND ($${first + 1}::text[] IS NULL OR r.location_id = ANY ($${first + 1}))
  AND ($${first + 2}::bigint IS NULL OR r.quantity BETWEEN $${first + 2} AND $${first + 3}::bigint)`;

const filterValues = ({ productIds, locationIds, quantity }: StockLevelFilter) => [
  productIds,
  locationIds,
  quantity && (quantity.min ?? Number.MIN_SAFE_INTEGER),
  quantity && (quantity.max ?? Number.MAX_SAFE_INTEGER),
];

const columnOf = { PRODUCT_ID: null, QUANTITY: 'quantity', OBSERVED_AT: 'observed_at' } as const;
const columns = 'r.channel, r.product_id, r.location_id, r.option_id, r.quantity, r.observed_at';

const slices = slicesOf<StockPlace>({
  name: 'levels',
  table: 'stock_levels',
  ids,
  value: null,
  filtered: ['quantity'],
  filter,
  placeOf: stockPlaceOf,
  edgeAt,
});
const byProducts: Statement = {
  name: 'levels-of-products',
  text: `
    SELECT ${columns} FROM unnest($1::text[]) c(channel) CROSS JOIN unnest($2::text[]) i(product_id)
    ${byKey('stock_levels', 'channel = c.channel AND product_id = i.product_id')} r
    WHERE ${filter(3)}`,
};
const byTargets: Statement = {
  name: 'levels-of-targets',
  text: `
    SELECT ${columns} FROM unnest($1::text[], $2::text[], $3::text[]) k(channel, product_id, location_id)
    JOIN stock_levels r ON r.channel = k.channel AND r.product_id = k.product_id AND r.location_id = k.location_id
    WHERE ${filter(4)}`,
};
/** Each part names its partial index. */
const pendingAt: Statement = {
  name: 'pending-at',
  text: `
    SELECT channel, target FROM items i WHERE i.channel = ANY ($1::text[]) AND ${isWaiting('i.state')}
    UNION SELECT channel, target FROM items i WHERE i.channel = ANY ($1::text[]) AND ${isInFlight('i.state')}
    LIMIT $2`,
};

const inSlice = `
  FROM stock_levels WHERE channel = $1 AND (${ids.join(', ')}) > (${pointNames(2, null, ids)})
  ORDER BY channel, ${ids.join(', ')}`;
const lastOfSlice: Statement = {
  name: 'last-of-levels',
  text: `SELECT channel, ${ids.join(', ')}, NULL AS value ${inSlice} LIMIT 1 OFFSET ${sliceSize - 1}`,
};
const bestBy = (column: string) => {
  const value = { column, isText: false };
  const row = [column, ...ids].map((one) => `r.${one}`);
  const statement = (direction: 'ASC' | 'DESC'): Statement => ({
    name: `levels-by-${column}-${direction}`,
    text: `
      SELECT ${columns} FROM (SELECT channel, ${ids.join(', ')}, quantity, observed_at ${inSlice} LIMIT ${sliceSize}) r
      WHERE (${row.join(', ')}) > (${pointNames(5, value, ids)}) AND (${row.join(', ')}) < (${pointNames(9, value, ids)})
        AND ${filter(14)}
      ORDER BY ${row.map((one) => `${one} ${direction}`).join(', ')} LIMIT $13`,
  });
  return { value, ascending: statement('ASC'), descending: statement('DESC') };
};
const bests = { QUANTITY: bestBy('quantity'), OBSERVED_AT: bestBy('observed_at') };

const placesOf = (rows: readonly Row[], { sort: { field } }: LevelsPage): readonly StockPlace[] => {
  const column = columnOf[field];
  return rows.map((row) => stockPlaceOf({ ...row, value: column && row[column] }));
};

export const levelReads = (
  read: Read,
  { stockLevels, pendingTargets }: Pick<JournalReads, 'stockLevels' | 'pendingTargets'>,
): Pick<JournalReads, 'stockLevelsPage' | 'drifts'> => {
  const { drifts, driftedAt } = driftReads(read);
  const bestOf =
    (page: LevelsPage): ReadBest<StockPlace> =>
    async (rest, bounds, limit) => {
      if (page.sort.field === 'PRODUCT_ID') throw new Error('A list by product id is walked');
      const { value, ascending, descending } = bests[page.sort.field];
      const start = [rest.channel, ...pointValues('lower', rest.lower, null, ids)];
      const rows = await read(bounds.isDescending ? descending : ascending, [
        ...start,
        ...pointValues('lower', bounds.lower, value, ids),
        ...pointValues('upper', bounds.upper, value, ids),
        limit,
        ...filterValues(page.filter),
      ]);
      const [last] = await read(lastOfSlice, start);
      return { found: placesOf(rows, page), next: last ? edgeAt(stockPlaceOf(last)) : null };
    };

  const source: LevelSource = {
    ofProducts: async (page) => {
      const { channels, productIds } = page.filter;
      const wanted = [...new Set(productIds)];
      return placesOf(await read(byProducts, [channels, wanted, ...filterValues(page.filter)]), page);
    },
    at: async (page, wanted) =>
      placesOf(
        await read(byTargets, [
          wanted.map(({ channel }) => channel),
          wanted.map(({ productId }) => productId),
          wanted.map(({ locationId }) => locationId ?? ''),
          ...filterValues(page.filter),
        ]),
        page,
      ),
    pendingAt: async (channels, limit) =>
      (await read(pendingAt, [channels, limit])).flatMap((row): readonly LevelsAt[] => {
        const at = stockOfTarget(asTargetKey(text(row, 'target')));
        return at ? [{ channel: asChannelId(text(row, 'channel')), ...at }] : [];
      }),
    driftedAt,
    drifts,
    slice: ({ filter: { locationIds, quantity, ...others } }) => {
      const values = locationIds || quantity ? filterValues({ locationIds, quantity, ...others }) : null;
      return (range, limit) => slices(read, range, limit, values);
    },
    best: bestOf,
    isPending: pendingTargets,
  };

  return {
    drifts,
    stockLevelsPage: async (page) => {
      const { places, hasMore } = await placesOfLevels(page, source);
      return { nodes: (await stockLevels(places)).filter((level) => level !== null), hasMore };
    },
  };
};
