import type { VendorWrite } from '../support/breaches.ts';
import { soldProducts } from './program.ts';
import type { World } from './world.ts';

const isOf = (productId: string) => (write: VendorWrite) => write.target === `smaregi/${productId}:8`;

/** Everything that the vendor stored for a product, in order. */
export const historyOf = (productId: string, writes: readonly VendorWrite[]): readonly VendorWrite[] =>
  writes.filter(isOf(productId));

/** The products whose last change at the vendor is a loss, and the quantity before it, if that is known. */
export const lostIn = (writes: readonly VendorWrite[]): ReadonlyMap<string, number> =>
  new Map(
    soldProducts.flatMap((productId) => {
      const history = historyOf(productId, writes);
      const last = history.findLast((write) => !write.isSilent || write.isReported);
      const isLost = history.length > 0 && last !== history.at(-1);
      return isLost && last && !last.isRelative ? [[productId, last.value] as const] : [];
    }),
  );

/** The vendor's own changes. Each has a quantity that no client sets. */
export const createVendorChanges = ({ writes }: Pick<World, 'writes'>) => {
  let changes = 0;
  const next = (): number => {
    changes += 1;
    return 1_000_000 + changes;
  };
  return {
    lose: (productId: string): void => writes.lose(productId, -next()),
    sell: (productId: string): void => writes.sell(productId, next()),
  };
};

export type VendorChanges = ReturnType<typeof createVendorChanges>;
