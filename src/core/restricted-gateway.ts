import { type ChannelId, type ChannelKey, keyOf } from '../domain/ids.ts';
import { isVisible, type Sku } from '../domain/sku.ts';
import type { Gateway } from './gateway.ts';
import { withinChannels } from './subscribe/stock-filter.ts';

type Of = { readonly channel: ChannelId };

/**
 * The gateway for a client that may use only some channels. To the client, other channels are not configured. Every
 * member is listed, so that a new member of Gateway cannot bypass the restriction.
 */
export const restrictedGateway = (gateway: Gateway, channels: ReadonlySet<ChannelKey>): Gateway => {
  const isOpenChannel = (id: ChannelId): boolean => channels.has(keyOf(id));
  const isOpen = ({ channel }: Of): boolean => isOpenChannel(channel);

  /** Reads the keys of allowed channels. The other keys get `nothing`. */
  const readOpen =
    <Key extends Of, Value>(read: (keys: readonly Key[]) => Promise<readonly Value[]>, nothing: Value) =>
    async (keys: readonly Key[]): Promise<readonly Value[]> => {
      const found = (await read(keys.filter(isOpen))).values();
      return keys.map((key) => (isOpen(key) ? (found.next().value ?? nothing) : nothing));
    };

  const { reads } = gateway;

  const openFilter = <Filter extends { readonly channels: readonly ChannelId[] }>(
    filter: Filter,
  ): Filter => ({
    ...filter,
    channels: filter.channels.filter(isOpenChannel),
  });

  /** The SKU without listings on other channels. Null if the client may not know of it. */
  const openSku = (sku: Sku): Sku | null =>
    isVisible(sku, channels) ? { ...sku, listings: sku.listings.filter(isOpen) } : null;

  return {
    channels: {
      get: (id) => (isOpenChannel(id) ? gateway.channels.get(id) : undefined),
      named: (key) => (channels.has(key) ? gateway.channels.named(key) : undefined),
      values: () => [...gateway.channels.values()].filter(({ key }) => channels.has(key)),
      idOf: gateway.channels.idOf,
    },
    reads: {
      // Operations belong to their client, whatever channels it may use now.
      operations: reads.operations,
      operationsPage: reads.operationsPage,
      items: reads.items,
      operationSince: reads.operationSince,
      requestsOf: reads.requestsOf,
      retriesOf: reads.retriesOf,
      // Endpoints belong to their client too.
      webhookEndpoints: reads.webhookEndpoints,
      webhookDeliveries: reads.webhookDeliveries,
      webhookDeliveriesPage: reads.webhookDeliveriesPage,
      stockLevels: readOpen(reads.stockLevels, null),
      stockOfProducts: readOpen(reads.stockOfProducts, []),
      drifts: readOpen(reads.drifts, null),
      pendingTargets: readOpen(reads.pendingTargets, false),
      pendingChanges: readOpen(reads.pendingChanges, null),
      stockHistory: (keys, page) =>
        readOpen((open: typeof keys) => reads.stockHistory(open, page), { nodes: [], hasMore: false })(keys),
      products: readOpen(reads.products, null),
      productsPage: (page) => reads.productsPage({ ...page, filter: openFilter(page.filter) }),
      countProducts: (filter) => reads.countProducts(openFilter(filter)),
      stockLevelsPage: (page) => reads.stockLevelsPage({ ...page, filter: openFilter(page.filter) }),
      skus: async (codes) => (await reads.skus(codes)).map((sku) => sku && openSku(sku)),
      skusPage: async (page) => {
        const filter = { ...page.filter, visible: [...channels] };
        const open = filter.channels?.filter(isOpenChannel) ?? null;
        const { nodes, hasMore } = await reads.skusPage({ ...page, filter: { ...filter, channels: open } });
        return { nodes: nodes.flatMap((sku) => openSku(sku) ?? []), hasMore };
      },
      skusOfProducts: readOpen(reads.skusOfProducts, null),
      locations: readOpen(reads.locations, null),
      locationsPage: async (page) =>
        isOpenChannel(page.channel) ? reads.locationsPage(page) : { nodes: [], hasMore: false },
    },
    saveSkus: gateway.saveSkus,
    deleteSkus: gateway.deleteSkus,
    createWebhookEndpoint: gateway.createWebhookEndpoint,
    updateWebhookEndpoint: gateway.updateWebhookEndpoint,
    deleteWebhookEndpoint: gateway.deleteWebhookEndpoint,
    redeliverWebhook: gateway.redeliverWebhook,
    submit: gateway.submit,
    setSkuStock: gateway.setSkuStock,
    checkSkuStock: gateway.checkSkuStock,
    repairDrift: gateway.repairDrift,
    check: gateway.check,
    // Both are about items of channels that their caller may use.
    cancel: gateway.cancel,
    retry: gateway.retry,
    readStock: (keys, maxAgeMs) =>
      readOpen((open: typeof keys) => gateway.readStock(open, maxAgeMs), null)(keys),
    readProducts: (keys, maxAgeMs) =>
      readOpen((open: typeof keys) => gateway.readProducts(open, maxAgeMs), null)(keys),
    watchOperation: gateway.watchOperation,
    watchStock: (filter, hasSnapshot) => gateway.watchStock(withinChannels(filter, channels), hasSnapshot),
    healthOf: gateway.healthOf,
    itemsLeftOf: gateway.itemsLeftOf,
    onStatusChanged: (listener) => gateway.onStatusChanged((id) => isOpenChannel(id) && listener(id)),
    readiness: gateway.readiness,
  };
};
