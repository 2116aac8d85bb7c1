import DataLoader from 'dataloader';
import type { GraphQLError } from 'graphql';
import type { ChannelId, OperationId, TargetKey } from '../domain/ids.ts';
import type { Operation } from '../domain/operation.ts';
import type { Product } from '../domain/product.ts';
import { type StockKey, type StockLevel, stockKeyText } from '../domain/stock.ts';
import type { VendorRequest } from '../domain/vendor-request.ts';
import type { Gateway, StockReading } from '../operations/gateway.ts';
import type { ProductPosition } from '../ports/journal-reads.ts';
import { vendorFailed } from './vendor-failed.ts';

type PendingKey = { readonly channel: ChannelId; readonly target: TargetKey };

const productText = ({ channel, productId }: ProductPosition): string => JSON.stringify([channel, productId]);
const pendingText = ({ channel, target }: PendingKey): string => JSON.stringify([channel, target]);

/** A vendor that can't be asked fails the places that asked it. */
const levelOrError = (reading: StockReading): StockLevel | GraphQLError | null =>
  reading && 'type' in reading ? vendorFailed(reading) : reading;

/** Every read of one request, gathered: however many fields ask, each of these is one call of the journal or a vendor. */
export const createLoaders = ({ reads, readStock }: Pick<Gateway, 'reads' | 'readStock'>) => ({
  operations: new DataLoader<OperationId, Operation | null>((ids) => reads.operations(ids)),
  requestsOf: new DataLoader<OperationId, readonly VendorRequest[]>((ids) => reads.requestsOf(ids)),
  products: new DataLoader<ProductPosition, Product | null, string>((keys) => reads.products(keys), {
    cacheKeyFn: productText,
  }),
  stockOfProducts: new DataLoader<ProductPosition, readonly StockLevel[], string>(
    (keys) => reads.stockOfProducts(keys),
    { cacheKeyFn: productText },
  ),
  stockLevels: new DataLoader<StockKey, StockLevel | null, string>(
    async (keys) => (await readStock(keys)).map(levelOrError),
    { cacheKeyFn: stockKeyText },
  ),
  pendingTargets: new DataLoader<PendingKey, boolean, string>((targets) => reads.pendingTargets(targets), {
    cacheKeyFn: pendingText,
  }),
});

export type Loaders = ReturnType<typeof createLoaders>;

/** Forgets what was read: before each event of a subscription, and after each write, it may be old. */
export const clearLoaders = (loaders: Loaders): void => {
  for (const loader of Object.values(loaders)) loader.clearAll();
};
