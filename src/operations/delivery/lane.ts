import DataLoader from 'dataloader';
import type PQueue from 'p-queue';
import type { ClientId } from '../../domain/ids.ts';
import type { ItemRef } from '../../domain/operation.ts';
import { createFairQueue } from './fair-queue.ts';

export type Lane = {
  /** Puts an item of a client in line. */
  add(client: ClientId, item: ItemRef): void;
  /** How many items are in line. */
  readonly size: number;
};

/**
 * Gathers the items of all callers into vendor requests, as a group commit does: while the channel has a free slot a
 * request goes out at once, and while all are taken the items gather, so that the next free slot takes as many as fit.
 * No timer: an idle gateway adds no wait, a busy one fills its requests. The loader says when a request goes out and
 * how many rows it has; whose items those are, the clients' turns say.
 */
export const createLane = (
  slots: PQueue,
  maxRowsPerRequest: number,
  deliver: (items: readonly ItemRef[]) => Promise<void>,
): Lane => {
  const line = createFairQueue<ItemRef>();
  let underWay: Promise<void> = Promise.resolve();
  const loader = new DataLoader<ClientId, void>(
    async (places) => {
      underWay = deliver(line.take(places.length));
      await underWay;
      return places.map(() => undefined);
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
  return {
    get size() {
      return line.size;
    },
    add: (client, item) => {
      line.add(client, item);
      void loader.load(client);
    },
  };
};
