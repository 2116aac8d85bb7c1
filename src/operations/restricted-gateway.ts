import type { ChannelId } from '../domain/ids.ts';
import type { Product } from '../domain/product.ts';
import type { JournalReads } from '../ports/journal-reads.ts';
import type { Gateway } from './gateway.ts';

type Of = { readonly channel: ChannelId };

/**
 * The gateway as a client has it that may use some of its channels alone: of the others there is nothing, as if they
 * were not configured. Every member is named, so that a new one can't pass by unbounded.
 */
export const restrictedGateway = (gateway: Gateway, channels: ReadonlySet<ChannelId>): Gateway => {
  const isOpen = ({ channel }: Of): boolean => channels.has(channel);

  /** Reads the keys of its channels alone; in the places of the others stands `nothing`. */
  const readOpen =
    <Key extends Of, Value>(read: (keys: readonly Key[]) => Promise<readonly Value[]>, nothing: Value) =>
    async (keys: readonly Key[]): Promise<readonly Value[]> => {
      const found = (await read(keys.filter(isOpen))).values();
      return keys.map((key) => (isOpen(key) ? (found.next().value ?? nothing) : nothing));
    };

  const { reads } = gateway;

  /** One channel after the other, in the order that a page over all of them has. */
  const productsPage: JournalReads['productsPage'] = async (filter) => {
    const inOrder = [...channels].filter((id) => (filter.channel ?? id) === id).toSorted();
    const nodes: Product[] = [];
    for (const channel of filter.last ? inOrder.toReversed() : inOrder) {
      const limit = filter.limit - nodes.length;
      const page = await reads.productsPage({ ...filter, channel, limit });
      if (filter.last) nodes.unshift(...page.nodes);
      else nodes.push(...page.nodes);
      if (page.hasMore) return { nodes, hasMore: true };
    }
    return { nodes, hasMore: false };
  };

  return {
    channels: {
      get: (id) => (channels.has(id) ? gateway.channels.get(id) : undefined),
      values: () => [...gateway.channels.values()].filter(({ id }) => channels.has(id)),
    },
    reads: {
      // Operations are their client's own, whatever channels it may use by now.
      operations: reads.operations,
      operationsPage: reads.operationsPage,
      items: reads.items,
      operationSince: reads.operationSince,
      requestsOf: reads.requestsOf,
      stockLevels: readOpen(reads.stockLevels, null),
      stockOfProducts: readOpen(reads.stockOfProducts, []),
      pendingTargets: readOpen(reads.pendingTargets, false),
      products: readOpen(reads.products, null),
      productsPage,
    },
    submit: gateway.submit,
    readStock: readOpen(gateway.readStock, null),
    watchOperation: gateway.watchOperation,
    watchStock: (isWanted) => gateway.watchStock((key) => isOpen(key) && isWanted(key)),
    healthOf: gateway.healthOf,
    itemsLeftOf: gateway.itemsLeftOf,
    onStatusChanged: (listener) => gateway.onStatusChanged((id) => channels.has(id) && listener(id)),
    readiness: gateway.readiness,
  };
};
