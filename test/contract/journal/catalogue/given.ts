import {
  asChannelId,
  asLocationId,
  asOptionId,
  asProductId,
  type ChannelId,
} from '../../../../src/domain/ids.ts';
import type { Product } from '../../../../src/domain/product.ts';
import type { StockKey, StockLevel } from '../../../../src/domain/stock.ts';
import type {
  CatalogueRecord,
  PageOf,
  ProductFilter,
  ProductPlace,
  ProductSort,
  StockLevelFilter,
  StockPlace,
  StockSort,
} from '../../../../src/ports/journal/catalogue.ts';
import { shop } from '../../../support/changes.ts';

export const other = asChannelId('zoo');

export const seenProduct = (productId: string, more: Partial<Product> = {}): Product => ({
  channel: shop,
  productId: asProductId(productId),
  name: `Product ${productId}`,
  code: null,
  price: 1_000,
  image: null,
  optionGroups: [],
  details: {},
  source: 'VENDOR_READ',
  observedAt: 1_000,
  ...more,
});

export const keyOf = (
  productId: string,
  locationId: string | null = null,
  optionId: string | null = null,
  channel: ChannelId = shop,
): StockKey => ({
  channel,
  productId: asProductId(productId),
  locationId: locationId === null ? null : asLocationId(locationId),
  optionId: optionId === null ? null : asOptionId(optionId),
});

export const seenLevel = (key: StockKey, quantity: number, more: Partial<StockLevel> = {}): StockLevel => ({
  ...key,
  quantity,
  soldOut: null,
  observedAt: 1_000,
  source: 'VENDOR_READ',
  ...more,
});

export const recordOf = (more: Partial<CatalogueRecord>): CatalogueRecord => ({
  channel: shop,
  readAt: 1_000,
  products: [],
  levels: [],
  locations: [],
  pass: null,
  refresh: false,
  position: null,
  ...more,
});

export type ProductsPage = PageOf<ProductFilter, ProductSort, ProductPlace>;
export type LevelsPage = PageOf<StockLevelFilter, StockSort, StockPlace>;

export const anyProduct: ProductFilter = {
  channels: [shop, other],
  search: null,
  codes: null,
  productIds: null,
  quantity: null,
  observedAfter: null,
};
export const anyLevel: StockLevelFilter = {
  channels: [shop, other],
  productIds: null,
  locationIds: null,
  listings: null,
  quantity: null,
  pending: null,
  drifted: null,
};

export const productsPage = (
  filter: Partial<ProductFilter>,
  more: Partial<Omit<ProductsPage, 'filter'>> = {},
): ProductsPage => ({
  filter: { ...anyProduct, ...filter },
  sort: { field: 'PRODUCT_ID', direction: 'ASC' },
  after: null,
  before: null,
  limit: 100,
  last: false,
  ...more,
});
export const levelsPage = (
  filter: Partial<StockLevelFilter>,
  more: Partial<Omit<LevelsPage, 'filter'>> = {},
): LevelsPage => ({
  filter: { ...anyLevel, ...filter },
  sort: { field: 'PRODUCT_ID', direction: 'ASC' },
  after: null,
  before: null,
  limit: 100,
  last: false,
  ...more,
});
