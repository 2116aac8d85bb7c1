import DataLoader from 'dataloader';
import type { GraphQLError } from 'graphql';
import type { Gateway } from '../core/gateway.ts';
import type { Change } from '../domain/changes/change.ts';
import type { Drift } from '../domain/drift.ts';
import type { VendorUnavailable } from '../domain/failure.ts';
import type {
  ChannelId,
  ClientId,
  LocationId,
  OperationId,
  SkuCode,
  TargetKey,
  WebhookDeliveryId,
  WebhookEndpointId,
} from '../domain/ids.ts';
import type { Location } from '../domain/location.ts';
import type { Operation } from '../domain/operation.ts';
import type { Product } from '../domain/product.ts';
import type { Sku } from '../domain/sku.ts';
import { type StockKey, type StockLevel, stockKeyText } from '../domain/stock.ts';
import type { StockHistoryEntry } from '../domain/stock-history.ts';
import type { VendorRequest } from '../domain/vendor-request.ts';
import type { WebhookDelivery, WebhookEndpoint } from '../domain/webhook.ts';
import type { Page, PageOf, ProductPosition } from '../ports/journal/page.ts';
import type { OwnDelivery } from '../ports/journal/webhooks.ts';
import { vendorFailed } from './errors.ts';
import { maxRetries } from './limits/field-cost.ts';
import { ReadBudget } from './limits/read-budget.ts';

type PendingKey = { readonly channel: ChannelId; readonly target: TargetKey };

type LocationKey = { readonly channel: ChannelId; readonly locationId: LocationId };

const productText = ({ channel, productId }: ProductPosition): string => JSON.stringify([channel, productId]);
const pendingText = ({ channel, target }: PendingKey): string => JSON.stringify([channel, target]);

/** An unavailable vendor fails only the fields that read from it. */
const valueOrError = <Value extends object>(
  reading: Value | VendorUnavailable | null,
): Value | GraphQLError | null =>
  reading && 'type' in reading && reading.type === 'VendorUnavailable'
    ? vendorFailed(reading)
    : (reading as Value | null);

/** The loader for this key, which is an age or a page. Fields with the same key share a loader. */
const within = <Key, Loader>(loaders: Map<Key, Loader>, key: Key, create: () => Loader): Loader => {
  const loader = loaders.get(key) ?? create();
  loaders.set(key, loader);
  return loader;
};

type Sources = Pick<Gateway, 'reads' | 'readStock' | 'readProducts'>;

/** The products of one read by their keys. */
const productsAtOnce = 20;

const makeLoaders = ({ reads, readStock, readProducts }: Sources, readLimit: number) => {
  const stock = new Map<number | null, DataLoader<StockKey, StockLevel | null, string>>();
  const productsByAge = new Map<number | null, DataLoader<ProductPosition, Product | null, string>>();
  const deliveries = new Map<string, DataLoader<WebhookEndpointId, Page<WebhookDelivery>>>();
  const histories = new Map<string, DataLoader<StockKey, Page<StockHistoryEntry>, string>>();
  const budget = new ReadBudget(readLimit);
  return {
    operations: new DataLoader<OperationId, Operation | null>((ids) => reads.operations(ids)),
    requestsOf: new DataLoader<OperationId, readonly VendorRequest[]>((ids) => reads.requestsOf(ids)),
    retriesOf: new DataLoader<OperationId, readonly Operation[]>((ids) => reads.retriesOf(ids, maxRetries)),
    products: new DataLoader<ProductPosition, Product | null, string>(
      (keys) =>
        budget.run(
          () => reads.products(keys),
          (found) => found,
        ),
      {
        cacheKeyFn: productText,
        maxBatchSize: productsAtOnce,
      },
    ),
    stockOfProducts: new DataLoader<ProductPosition, readonly StockLevel[], string>(
      (keys) => reads.stockOfProducts(keys),
      { cacheKeyFn: productText },
    ),
    /** The last known levels, without a question to a vendor. */
    knownLevels: new DataLoader<StockKey, StockLevel | null, string>((keys) => reads.stockLevels(keys), {
      cacheKeyFn: stockKeyText,
    }),
    locations: new DataLoader<LocationKey, Location | null, string>((keys) => reads.locations(keys), {
      cacheKeyFn: ({ channel, locationId }) => JSON.stringify([channel, locationId]),
    }),
    skus: new DataLoader<SkuCode, Sku | null>((codes) => reads.skus(codes)),
    skusOfProducts: new DataLoader<ProductPosition, SkuCode | null, string>(
      (keys) => reads.skusOfProducts(keys),
      { cacheKeyFn: productText },
    ),
    drifts: new DataLoader<StockKey, Drift | null, string>((keys) => reads.drifts(keys), {
      cacheKeyFn: stockKeyText,
    }),
    pendingTargets: new DataLoader<PendingKey, boolean, string>((targets) => reads.pendingTargets(targets), {
      cacheKeyFn: pendingText,
    }),
    pendingChanges: new DataLoader<PendingKey, Change | null, string>(
      (targets) => reads.pendingChanges(targets),
      {
        cacheKeyFn: pendingText,
      },
    ),
    /** Levels that are not older. They are read from vendors where needed. Null: stored levels of any age. */
    stockWithin: (maxAgeMs: number | null) =>
      within(stock, maxAgeMs, () => {
        const read = async (keys: readonly StockKey[]) => (await readStock(keys, maxAgeMs)).map(valueOrError);
        return new DataLoader<StockKey, StockLevel | null, string>(read, { cacheKeyFn: stockKeyText });
      }),
    /** Products that are not older. */
    productsWithin: (maxAgeMs: number) =>
      within(productsByAge, maxAgeMs, () => {
        const read = (keys: readonly ProductPosition[]) =>
          budget.run(
            async () => (await readProducts(keys, maxAgeMs)).map(valueOrError),
            (found) => found.map((one) => (one instanceof Error ? null : one)),
          );
        return new DataLoader<ProductPosition, Product | null, string>(read, { cacheKeyFn: productText });
      }),
    /** The same page of the history of each level. */
    historyWithin: (page: PageOf<number>) =>
      within(histories, JSON.stringify(page), () => {
        const read = (keys: readonly StockKey[]) => reads.stockHistory(keys, page);
        return new DataLoader<StockKey, Page<StockHistoryEntry>, string>(read, { cacheKeyFn: stockKeyText });
      }),
    webhookEndpoints: new DataLoader<ClientId, readonly WebhookEndpoint[]>((clients) =>
      Promise.all(clients.map(reads.webhookEndpoints)),
    ),
    webhookDeliveries: new DataLoader<OwnDelivery, WebhookDelivery | null, string>(
      (ids) => reads.webhookDeliveries(ids),
      { cacheKeyFn: (one) => JSON.stringify(one) },
    ),
    /** The same page of the deliveries of each endpoint. */
    webhookDeliveriesWithin: (page: PageOf<WebhookDeliveryId>) =>
      within(deliveries, JSON.stringify(page), () => {
        const read = (ids: readonly WebhookEndpointId[]) => reads.webhookDeliveriesPage(ids, page);
        return new DataLoader<WebhookEndpointId, Page<WebhookDelivery>>(read);
      }),
    /** One page of products. It is not cached. */
    productsPage: (filter: Parameters<typeof reads.productsPage>[0]) =>
      budget.run(
        () => reads.productsPage(filter),
        ({ nodes }) => nodes,
      ),
  };
};

type Made = ReturnType<typeof makeLoaders>;

/**
 * Batches the reads of one request: each loader makes one call to the journal or to a vendor, however many fields read.
 * Products may be long, so they are read in small batches. The loaders are created at the first read, because few
 * mutations read, and ten thousand idle subscriptions would hold them in memory.
 */
export class Loaders implements Made {
  readonly #sources: Sources;
  readonly #readLimit: number;
  #made: Made | null = null;

  /** `readLimit` is the limit of the products that are read, characters. */
  constructor(sources: Sources, readLimit: number) {
    this.#sources = sources;
    this.#readLimit = readLimit;
  }

  get #all(): Made {
    this.#made ??= makeLoaders(this.#sources, this.#readLimit);
    return this.#made;
  }
  get operations() {
    return this.#all.operations;
  }
  get requestsOf() {
    return this.#all.requestsOf;
  }
  get retriesOf() {
    return this.#all.retriesOf;
  }
  get products() {
    return this.#all.products;
  }
  get stockOfProducts() {
    return this.#all.stockOfProducts;
  }
  get knownLevels() {
    return this.#all.knownLevels;
  }
  get locations() {
    return this.#all.locations;
  }
  get skus() {
    return this.#all.skus;
  }
  get skusOfProducts() {
    return this.#all.skusOfProducts;
  }
  get stockWithin() {
    return this.#all.stockWithin;
  }
  get productsWithin() {
    return this.#all.productsWithin;
  }
  get drifts() {
    return this.#all.drifts;
  }
  get pendingChanges() {
    return this.#all.pendingChanges;
  }
  get pendingTargets() {
    return this.#all.pendingTargets;
  }

  get historyWithin() {
    return this.#all.historyWithin;
  }
  get webhookEndpoints() {
    return this.#all.webhookEndpoints;
  }
  get webhookDeliveries() {
    return this.#all.webhookDeliveries;
  }
  get webhookDeliveriesWithin() {
    return this.#all.webhookDeliveriesWithin;
  }
  get productsPage() {
    return this.#all.productsPage;
  }

  /** Discards the values that were read. They may be outdated after a write and before each event of a subscription. */
  clear(): void {
    this.#made = null;
  }
}
