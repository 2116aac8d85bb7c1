import type { Product } from '../../domain/product.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import type { ProductPosition } from '../../ports/journal/page.ts';
import type { HandleChanges } from '../journal/handle-changes.ts';
import { createReadFresh, type ReadFreshDeps } from './read-fresh.ts';

export type ReadProductsDeps = ReadFreshDeps & {
  readonly journal: Pick<Journal, 'products' | 'recordCatalogue' | 'removeFromCatalogue'>;
  readonly handleChanges: HandleChanges;
};

/** Reads products of a given age: see `createReadFresh`. */
export const createReadProducts = (deps: ReadProductsDeps) => {
  const { journal, log, handleChanges } = deps;
  return createReadFresh<ProductPosition, Product>(
    {
      known: (keys) => journal.products(keys),
      readOf: ({ readProducts }) =>
        readProducts
          ? async (keys, startCall) => {
              const read = await readProducts(
                keys.map(({ productId }) => productId),
                startCall,
              );
              return read.type === 'read' ? { type: 'read', values: read.products } : read;
            }
          : null,
      record: (channel, products) => {
        const nothing = { levels: [], locations: [], pass: null, position: null, refresh: true };
        journal
          .recordCatalogue({ ...nothing, channel, products, readAt: deps.clock.now() })
          .then(handleChanges, (error: unknown) => {
            log.error({ err: error }, 'Could not record products that a vendor reported');
          });
      },
      remove: (channel, keys, readAt) => {
        const products = keys.map(({ productId }) => productId);
        journal
          .removeFromCatalogue({ channel, products, locations: [], levels: [] }, readAt)
          .then(handleChanges, (error: unknown) => {
            log.error({ err: error }, 'Could not record products that a vendor reported');
          });
      },
    },
    deps,
  );
};
