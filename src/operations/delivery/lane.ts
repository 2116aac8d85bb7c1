import DataLoader from 'dataloader';
import type PQueue from 'p-queue';
import type { ItemRef } from '../../domain/operation.ts';

export type Lane = {
  /** Puts an item in line; resolves when the request that took it up is through. */
  add(item: ItemRef): Promise<void>;
};

/**
 * Gathers the items of all callers into vendor requests, as a group commit does: while the channel has a free slot a
 * request goes out at once, and while all are taken the items gather, so that the next free slot takes as many as fit.
 * No timer: an idle gateway adds no wait, a busy one fills its requests.
 */
export const createLane = (
  slots: PQueue,
  maxRowsPerRequest: number,
  deliver: (items: readonly ItemRef[]) => Promise<void>,
): Lane => {
  let underWay: Promise<void> = Promise.resolve();
  const loader = new DataLoader<ItemRef, void>(
    async (items) => {
      underWay = deliver(items);
      await underWay;
      return items.map(() => undefined);
    },
    {
      cache: false,
      maxBatchSize: maxRowsPerRequest,
      batchScheduleFn: (dispatch) => {
        // After this turn of the event loop, so that everything accepted in it is in the batch.
        setImmediate(() => {
          void slots.add(() => {
            dispatch();
            return underWay;
          });
        });
      },
    },
  );
  return { add: (item) => loader.load(item) };
};
