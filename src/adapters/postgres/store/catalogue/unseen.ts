import type { ChannelId } from '../../../../domain/ids.ts';
import { assertNever } from '../../../../lib/assert-never.ts';
import type { CatalogueKind, Removed, StockPlace } from '../../../../ports/journal/catalogue.ts';
import { locationOf, productPlaceOf, stockPlaceOf } from '../../../journal-rows.ts';
import { edgeAt, walk } from '../../../lists/pages.ts';
import type { Read, Statement } from '../../connection/transaction.ts';
import { slicesOf } from './slices.ts';

const unread = {
  value: null,
  filtered: ['full_pass', 'observed_at'],
  filter: (first: number) =>
    `r.full_pass IS DISTINCT FROM $${first}::bigint AND r.observed_at < $${first + 1}::bigint`,
  edgeAt,
};
const products = slicesOf({
  ...unread,
  name: 'unseen-products',
  table: 'products',
  ids: ['product_id'],
  placeOf: productPlaceOf,
});
const levels = slicesOf<StockPlace>({
  ...unread,
  name: 'unseen-levels',
  table: 'stock_levels',
  ids: ['product_id', 'location_id', 'option_id'],
  placeOf: stockPlaceOf,
});
const locations: Statement = {
  name: 'unseen-locations',
  text: `
    SELECT channel, location_id, name, kind FROM locations
    WHERE channel = $1 AND full_pass IS DISTINCT FROM $2 AND observed_at < $3 ORDER BY location_id LIMIT $4`,
};

/** The rows of a kind that a full pass did not read, in the order of their keys. */
export const findUnseen = async (
  read: Read,
  channel: ChannelId,
  kind: CatalogueKind,
  pass: number,
  before: number,
  limit: number,
): Promise<Removed> => {
  const none: Removed = { channel, products: [], levels: [], locations: [] };
  const page = {
    filter: { channels: [channel] },
    sort: { field: 'PRODUCT_ID', direction: 'ASC' },
    after: null,
    before: null,
    limit,
    last: false,
  } as const;
  const values = [pass, before];
  switch (kind) {
    case 'products': {
      const { places } = await walk(page, (range, most) => products(read, range, most, values));
      return { ...none, products: places.map(({ productId }) => productId) };
    }
    case 'levels': {
      const { places } = await walk(page, (range, most) => levels(read, range, most, values));
      return { ...none, levels: places.map(({ value: _, ...key }) => key) };
    }
    case 'locations': {
      const rows = await read(locations, [channel, pass, before, limit]);
      return { ...none, locations: rows.map((row) => locationOf(row).locationId) };
    }
    default:
      return assertNever(kind);
  }
};
