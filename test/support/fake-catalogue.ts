import { vendorUnavailable } from '../../src/domain/failure.ts';
import { asLocationId, asProductId } from '../../src/domain/ids.ts';
import type { Location } from '../../src/domain/location.ts';
import type { Product } from '../../src/domain/product.ts';
import type { StockLevel } from '../../src/domain/stock.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { PageQuery, PageRead, ReadUnavailable, VendorReads } from '../../src/ports/vendor-reads.ts';
import { shop } from './changes.ts';

type Entry<Row> = { row: Row; changedAt: number };

export const productRow = (productId: string, name: string): Product => ({
  channel: shop,
  productId: asProductId(productId),
  name,
  code: null,
  price: null,
  image: null,
  optionGroups: [],
  details: {},
  source: 'VENDOR_READ',
  observedAt: 0,
});
export const levelRow = (productId: string, locationId: string, quantity: number): StockLevel => ({
  channel: shop,
  productId: asProductId(productId),
  locationId: asLocationId(locationId),
  optionId: null,
  quantity,
  soldOut: null,
  source: 'VENDOR_READ',
  observedAt: 0,
});

const away: ReadUnavailable = {
  type: 'unavailable',
  failure: vendorUnavailable('VENDOR_UNAVAILABLE', 'The vendor is away.'),
};

/** What a list does wrong with its next page. */
export type PageFault = 'away' | 'repeat' | 'skip';

/**
 * A vendor with products, locations and stock that are listed page by page. Its clock differs from that of the gateway by
 * `clockOffsetMs`. Each page uses one of `faults`, as long as there are any.
 */
export const fakeCatalogue = (clock: Pick<Clock, 'now'>, { pageSize = 3, clockOffsetMs = 0 } = {}) => {
  const products = new Map<string, Entry<Product>>();
  const levels = new Map<string, Entry<StockLevel>>();
  const locations = new Map<string, Entry<Location>>();
  const faults: (PageFault | null)[] = [];
  const state = { isAway: false, pages: 0 };
  const vendorNow = () => clock.now() + clockOffsetMs;

  const list =
    <Row extends { observedAt: number } | Location>(entries: Map<string, Entry<Row>>) =>
    async ({ after, changedSince }: PageQuery): Promise<PageRead<Row>> => {
      state.pages += 1;
      const fault = faults.shift() ?? null;
      if (state.isAway || fault === 'away') return away;
      const all = [...entries]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([, entry]) => entry)
        .filter(({ changedAt }) => changedSince === null || changedAt >= changedSince);
      const wanted = Number(after ?? 0);
      const start = fault === 'repeat' ? Math.max(0, wanted - 1) : wanted + (fault === 'skip' ? 1 : 0);
      const page = all.slice(start, start + pageSize);
      const observedAt = clock.now();
      return {
        type: 'read',
        rows: page.map(({ row }) => ('observedAt' in row ? { ...row, observedAt } : row)),
        next: start + pageSize < all.length ? String(start + pageSize) : null,
        newestChange: page.reduce<number | null>(
          (most, { changedAt }) => Math.max(most ?? 0, changedAt),
          null,
        ),
        skipped: 0,
      };
    };

  const reads: VendorReads = {
    readProducts: async (ids) =>
      state.isAway
        ? away
        : {
            type: 'read',
            products: ids.map((id) => {
              const found = products.get(id);
              return found ? { ...found.row, observedAt: clock.now() } : null;
            }),
          },
    readStock: async (keys) =>
      state.isAway
        ? away
        : {
            type: 'read',
            levels: keys.map(({ productId, locationId }) => {
              const found = levels.get(`${productId}:${locationId}`);
              return found ? { ...found.row, observedAt: clock.now() } : null;
            }),
          },
    catalogue: { products: list(products), levels: list(levels), locations: list(locations) },
  };

  return {
    reads,
    state,
    faults,
    products,
    levels,
    setProduct: (id: string, name: string): void => {
      products.set(id, { row: productRow(id, name), changedAt: vendorNow() });
    },
    removeProduct: (id: string): void => {
      products.delete(id);
      for (const key of levels.keys()) if (key.startsWith(`${id}:`)) levels.delete(key);
    },
    setLevel: (productId: string, locationId: string, quantity: number): void => {
      levels.set(`${productId}:${locationId}`, {
        row: levelRow(productId, locationId, quantity),
        changedAt: vendorNow(),
      });
    },
    setLocation: (id: string, name: string): void => {
      locations.set(id, {
        row: { channel: shop, locationId: asLocationId(id), name, kind: 'SHOP' },
        changedAt: vendorNow(),
      });
    },
  };
};
