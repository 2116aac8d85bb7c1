import { createChannels } from '../../src/core/channels/channels.ts';
import type {
  Canceled,
  CancelRequest,
  ChannelStatus,
  Gateway,
  OperationEvent,
  RepairSubmission,
  Retried,
  RetryRequest,
  Submission,
  Submitted,
} from '../../src/core/gateway.ts';
import { createStockWatches } from '../../src/core/subscribe/stock-events.ts';
import type { Drift } from '../../src/domain/drift.ts';
import { type ChannelId, keyOf, type OperationId } from '../../src/domain/ids.ts';
import { type Item, isPending } from '../../src/domain/item.ts';
import type { Location } from '../../src/domain/location.ts';
import { type Operation, type OperationKind, operationStatus } from '../../src/domain/operation.ts';
import type { Product } from '../../src/domain/product.ts';
import type { Sku } from '../../src/domain/sku.ts';
import { type StockKey, type StockLevel, stockKeyText } from '../../src/domain/stock.ts';
import type { StockHistoryEntry } from '../../src/domain/stock-history.ts';
import type { Channel } from '../../src/ports/channel.ts';
import type { EventBus } from '../../src/ports/event-bus.ts';
import type { Page, ProductPosition } from '../../src/ports/journal/page.ts';
import { globalLink, smaregi, stockLevel, vendorRequest } from './fixtures.ts';

export type FakeWorld = {
  operations: Operation[];
  items: Item[];
  /** By channel and product id. */
  products: Product[];
  levels: StockLevel[];
  locations: Location[];
  skus: Sku[];
  pending: string[];
  /** By the text of their keys. */
  drifts: ReadonlyMap<string, Drift>;
  /** By the text of the key, oldest first. */
  history: { readonly [key: string]: readonly StockHistoryEntry[] };
  answer: Submitted;
  cancellation: Canceled;
  retry: Retried;
  events: AsyncIterable<OperationEvent> | null;
  status: ChannelStatus;
};

/** A channel that writes stock. */
export const channel = (id: ChannelId, maxRowsPerRequest: number): Channel => ({
  id,
  key: keyOf(id),
  vendor: id === smaregi ? 'SMAREGI' : 'GLOBAL_LINK',
  sandbox: true,
  currency: id === smaregi ? 'JPY' : 'KRW',
  limits: {
    concurrency: 8,
    ratePerSecond: null,
    readRatePerSecond: null,
    retryForMs: 900_000,
    retriesPerMinute: 300,
    timeoutMs: 1,
    callbackTimeoutMs: 1,
    catalogPollMs: 60_000,
    catalogFullPassMs: 86_400_000,
    driftAfterMs: 300_000,
  },
  writers: {
    STOCK_SET: {
      kind: 'STOCK_SET',
      rules: {
        productId: { pattern: /./u, description: '' },
        quantity: { min: 0, max: 1 },
        locationId: null,
        optionId: null,
        soldOut: true,
        memoMaxLength: null,
      },
      maxRowsPerRequest,
      callsBack: false,
      shapeOf: () => '',
      send: () => Promise.reject(new Error('not sent in a test')),
    },
  },
  close: async () => {},
});

/** Of entries in the order of the list. */
const pageFrom = <Node>(
  found: readonly Node[],
  { limit, last }: { readonly limit: number; readonly last: boolean },
): Page<Node> => ({
  nodes: last ? found.slice(Math.max(0, found.length - limit)) : found.slice(0, limit),
  hasMore: found.length > limit,
});

const names = ({ target }: Item, channels: readonly string[]): boolean => channels.includes(target.channel);

const text = ({ channel, productId }: ProductPosition) => `${channel}\0${productId}`;

/** A gateway over plain lists; `calls` counts its reads, `submissions` records its inputs. */
export const fakeGateway = (given: Partial<FakeWorld> = {}) => {
  const world: FakeWorld = {
    operations: [],
    items: [],
    products: [],
    levels: [],
    locations: [],
    skus: [],
    pending: [],
    drifts: new Map(),
    history: {},
    answer: { type: 'refused', errors: [] },
    cancellation: { type: 'refused', errors: [] },
    retry: { type: 'refused', errors: [] },
    events: null,
    status: 'DEGRADED',
    ...given,
  };
  const calls: string[] = [];
  /** The arguments of reads and watches, with the name of the method. */
  const asked: (readonly [method: string, argument: unknown])[] = [];
  const submissions: Submission<OperationKind>[] = [];
  const repairs: RepairSubmission[] = [];
  const statusListeners = new Set<(channel: ChannelId) => void>();
  const stockListeners = new Set<(key: StockKey) => void>();
  const canceled: CancelRequest[] = [];
  const retried: RetryRequest[] = [];
  const watched: { id: OperationId; after: number }[] = [];
  const called = <Value>(name: string, value: Value): Promise<Value> => {
    calls.push(name);
    return Promise.resolve(value);
  };

  const levelOf = (key: StockKey) =>
    world.levels.find((one) => stockKeyText(one) === stockKeyText(key)) ?? null;

  const keyOf = ({ channel, productId, locationId, optionId }: StockKey): StockKey => ({
    channel,
    productId,
    locationId,
    optionId,
  });
  const productOf = (key: ProductPosition) => world.products.find((one) => text(one) === text(key)) ?? null;

  const bus: Pick<EventBus, 'onStockChanged'> = {
    onStockChanged: (listener) => {
      stockListeners.add(listener);
      return () => stockListeners.delete(listener);
    },
  };

  const gateway: Gateway = {
    channels: createChannels([channel(globalLink, 100), channel(smaregi, 50)]),
    reads: {
      operations: (ids) =>
        called(
          'operations',
          ids.map((id) => world.operations.find((one) => one.id === id) ?? null),
        ),
      retriesOf: (ids, limit) =>
        called(
          'retriesOf',
          ids.map((id) =>
            world.operations
              .filter(({ retryOf }) => retryOf?.operationId === id)
              .toSorted((a, b) => b.id - a.id)
              .slice(0, limit),
          ),
        ),
      operationsPage: (filter) => {
        const { client, kinds, statuses, channels, createdAfter, createdBefore, hasFailures } = filter;
        const wanted = (one: Operation): boolean =>
          one.client === client &&
          one.id < (filter.after ?? Number.POSITIVE_INFINITY) &&
          one.id > (filter.before ?? 0) &&
          (kinds?.includes(one.kind) ?? true) &&
          (statuses?.includes(operationStatus(one)) ?? true) &&
          (channels === null ||
            world.items.some((item) => item.operationId === one.id && names(item, channels))) &&
          one.createdAt > (createdAfter ?? 0) &&
          one.createdAt < (createdBefore ?? Number.POSITIVE_INFINITY) &&
          (hasFailures ?? one.failedCount > 0) === one.failedCount > 0;
        const found = world.operations.filter(wanted).toSorted((a, b) => b.id - a.id);
        return called('operationsPage', pageFrom(found, filter));
      },
      items: (filter) => {
        const { operationId, states, channels, after, before } = filter;
        const wanted = (one: Item): boolean =>
          one.operationId === operationId &&
          one.index > (after ?? -1) &&
          one.index < (before ?? Number.POSITIVE_INFINITY) &&
          (states?.includes(isPending(one.progress.state) ? 'PENDING' : one.progress.state) ?? true) &&
          (channels === null || names(one, channels));
        return called('items', pageFrom(world.items.filter(wanted), filter));
      },
      operationSince: () => Promise.resolve(null),
      requestsOf: (ids) =>
        called(
          'requestsOf',
          ids.map(() => [vendorRequest]),
        ),
      stockLevels: (keys) => called('stockLevels', keys.map(levelOf)),
      stockOfProducts: (products) =>
        called(
          'stockOfProducts',
          products.map(({ channel, productId }) => {
            const own = world.levels.filter((one) => one.channel === channel && one.productId === productId);
            return own.length > 0 ? own : [stockLevel(productId, 5, channel)];
          }),
        ),
      drifts: (keys) =>
        called(
          'drifts',
          keys.map((key) => world.drifts.get(stockKeyText(key)) ?? null),
        ),
      pendingChanges: (targets) =>
        called(
          'pendingChanges',
          targets.map(() => null),
        ),
      pendingTargets: (targets) =>
        called(
          'pendingTargets',
          targets.map(({ target }) => world.pending.includes(target)),
        ),
      stockHistory: (keys, page) => {
        asked.push(['stockHistory', page]);
        return called(
          'stockHistory',
          keys.map((key) => {
            const newestFirst = (world.history[stockKeyText(keyOf(key))] ?? []).toReversed();
            const found = newestFirst
              .filter(({ id }) => id < (page.after ?? Number.POSITIVE_INFINITY))
              .filter(({ id }) => id > (page.before ?? 0));
            return pageFrom(found, page);
          }),
        );
      },
      products: (keys) => called('products', keys.map(productOf)),
      productsPage: (page) => {
        const { filter, after, before, limit, last } = page;
        asked.push(['productsPage', page]);
        const found = world.products
          .filter((one) => filter.channels.includes(one.channel))
          .filter((one) => !after || text(one) > text(after))
          .filter((one) => !before || text(one) < text(before));
        return called('productsPage', pageFrom(found, { limit, last }));
      },
      countProducts: (filter) => {
        asked.push(['countProducts', filter]);
        const value = world.products.filter((one) => filter.channels.includes(one.channel)).length;
        return called('countProducts', { value, isExact: true });
      },
      stockLevelsPage: (page) => {
        const { filter, after, before, limit, last } = page;
        asked.push(['stockLevelsPage', page]);
        const found = world.levels
          .filter((one) => filter.channels.includes(one.channel))
          .filter((one) => !after || stockKeyText(one) > stockKeyText(keyOf(after)))
          .filter((one) => !before || stockKeyText(one) < stockKeyText(keyOf(before)));
        return called('stockLevelsPage', pageFrom(found, { limit, last }));
      },
      webhookEndpoints: () => called('webhookEndpoints', []),
      webhookDeliveries: (ids) =>
        called(
          'webhookDeliveries',
          ids.map(() => null),
        ),
      webhookDeliveriesPage: (ids) =>
        called(
          'webhookDeliveriesPage',
          ids.map(() => ({ nodes: [], hasMore: false })),
        ),
      skus: (codes) =>
        called(
          'skus',
          codes.map((code) => world.skus.find((one) => one.code === code) ?? null),
        ),
      skusPage: (page) => {
        asked.push(['skusPage', page]);
        const { after, before, limit, last } = page;
        const found = world.skus
          .filter(({ code }) => !after || code > after)
          .filter(({ code }) => !before || code < before);
        return called('skusPage', pageFrom(found, { limit, last }));
      },
      skusOfProducts: (products) =>
        called(
          'skusOfProducts',
          products.map(
            (product) =>
              world.skus.find(({ listings }) =>
                listings.some((one) => one.optionId === null && text(one) === text(product)),
              )?.code ?? null,
          ),
        ),
      locations: (keys) =>
        called(
          'locations',
          keys.map(
            (key) =>
              world.locations.find(
                (one) => one.channel === key.channel && one.locationId === key.locationId,
              ) ?? null,
          ),
        ),
      locationsPage: ({ channel: id, after, before, limit, last }) => {
        const found = world.locations
          .filter((one) => one.channel === id)
          .filter((one) => !after || one.locationId > after)
          .filter((one) => !before || one.locationId < before);
        return called('locationsPage', pageFrom(found, { limit, last }));
      },
    },
    createWebhookEndpoint: () =>
      called('createWebhookEndpoint', { endpoint: null, secret: null, errors: [] }),
    updateWebhookEndpoint: () =>
      called('updateWebhookEndpoint', { endpoint: null, secret: null, errors: [] }),
    deleteWebhookEndpoint: () => called('deleteWebhookEndpoint', { deletedId: null, errors: [] }),
    redeliverWebhook: () => called('redeliverWebhook', { delivery: null, errors: [] }),
    saveSkus: () => called('saveSkus', { skus: [], errors: [] }),
    deleteSkus: () => called('deleteSkus', { codes: [], errors: [] }),
    readStock: (keys, maxAgeMs) => {
      asked.push(['readStock', maxAgeMs]);
      return called('readStock', keys.map(levelOf));
    },
    readProducts: (keys, maxAgeMs) => {
      asked.push(['readProducts', maxAgeMs]);
      return called('readProducts', keys.map(productOf));
    },
    check: () => called('check', { type: 'checked' as const, items: [] }),
    checkSkuStock: () => called('checkSkuStock', { type: 'checked' as const, items: [] }),
    setSkuStock: () => called('setSkuStock', world.answer),
    repairDrift: (submission) => {
      repairs.push(submission);
      return called('repairDrift', world.answer);
    },
    submit: (submission) => {
      submissions.push(submission);
      return called('submit', world.answer);
    },
    retry: (request) => {
      retried.push(request);
      return called('retry', world.retry);
    },
    cancel: (request) => {
      canceled.push(request);
      return called('cancel', world.cancellation);
    },
    watchOperation: (id, after) => {
      watched.push({ id, after });
      if (!world.events) throw new Error('The test gave no events');
      return world.events;
    },
    itemsLeftOf: () => null,
    // Each listener separately, so that they can be counted.
    watchStock: (filter, hasSnapshot) => {
      asked.push(['watchStock', { filter, hasSnapshot }]);
      const channels = () => [...gateway.channels.values()];
      return createStockWatches({ journal: gateway.reads, bus, channels })(filter, hasSnapshot);
    },
    healthOf: () => ({
      status: world.status,
      queuedItems: 3,
      oldestQueued: null,
      itemsUnderWay: 5,
      requestsInFlight: 2,
      requestsPerSecond: 1.5,
      itemsPerSecond: 12,
      latencyMs: 48,
      lastFailure: 'refused',
      lastFailureAt: null,
      heldBack: null,
      catalogSyncedAt: null,
      driftCount: null,
    }),
    readiness: async () => ({ ready: true, heldBack: [] }),
    onStatusChanged: (listener) => {
      statusListeners.add(listener);
      return () => statusListeners.delete(listener);
    },
  };

  const publishStock = (key: StockKey) => {
    for (const listener of stockListeners) listener(key);
  };
  const publishStatus = (channel: ChannelId, status: ChannelStatus) => {
    world.status = status;
    for (const listener of statusListeners) listener(channel);
  };
  return {
    gateway,
    world,
    statusListeners,
    publishStatus,
    calls,
    canceled,
    retried,
    asked,
    repairs,
    submissions,
    stockListeners,
    watched,
    publishStock,
    bus,
  };
};
