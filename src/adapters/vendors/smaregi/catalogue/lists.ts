import { asLocationId, asProductId, type ChannelId } from '../../../../domain/ids.ts';
import type { Location } from '../../../../domain/location.ts';
import type { StockLevel } from '../../../../domain/stock.ts';
import type { VendorReads } from '../../../../ports/vendor-reads.ts';
import { createListReader, type List, type ListDeps } from './list.ts';
import { toProduct } from './product.ts';
import { type LevelRow, levelRow, productRow, type StoreRow, storeRow } from './wire.ts';

const toLocation =
  (channel: ChannelId) =>
  ({ storeId, storeName, storeDivision }: StoreRow): Location => ({
    channel,
    locationId: asLocationId(storeId),
    name: storeName,
    kind: storeDivision === null ? null : storeDivision ? 'SHOP' : 'WAREHOUSE',
  });

const toLevel =
  (channel: ChannelId) =>
  ({ productId, storeId, stockAmount }: LevelRow, observedAt: number): StockLevel => ({
    channel,
    productId: asProductId(productId),
    locationId: asLocationId(storeId),
    optionId: null,
    quantity: stockAmount,
    soldOut: null,
    observedAt,
    source: 'VENDOR_READ',
  });

const levels = (channel: ChannelId): List<LevelRow, StockLevel> => ({
  name: 'stock',
  idFields: ['productId', 'storeId'],
  sort: 'productId,storeId',
  takesChangedSince: true,
  row: levelRow,
  toRow: toLevel(channel),
});

type Deps = ListDeps & {
  readonly channel: ChannelId;
  /** Settings of facts that no page of the vendor states. */
  readonly productChangeFilter: boolean;
  readonly hasStoreList: boolean;
};

/** The lists of one contract. */
export const createCatalogue = (deps: Deps): NonNullable<VendorReads['catalogue']> => {
  const { channel, productChangeFilter, hasStoreList } = deps;
  const stores = createListReader<StoreRow, Location>(deps, {
    name: 'stores',
    idFields: ['storeId'],
    sort: null,
    takesChangedSince: false,
    row: storeRow,
    toRow: toLocation(channel),
  });
  return {
    products: createListReader(deps, {
      name: 'products',
      idFields: ['productId'],
      sort: 'productId',
      takesChangedSince: productChangeFilter,
      row: productRow,
      toRow: (row, observedAt) => toProduct(channel, row, observedAt),
    }),
    locations: hasStoreList
      ? stores
      : async () => ({ type: 'read', rows: [], next: null, newestChange: null, skipped: 0 }),
    levels: createListReader(deps, levels(channel)),
  };
};
