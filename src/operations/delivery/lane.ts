import DataLoader from 'dataloader';
import type { ClientId } from '../../domain/ids.ts';
import type { ItemRef } from '../../domain/operation.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Throttle } from '../../ports/throttle.ts';
import { createFairQueue } from './fair-queue.ts';

export type Lane = {
  /** Puts an item of a client in line. */
  add(client: ClientId, item: ItemRef): void;
  /** How many items are in line. */
  readonly size: number;
  /** Those that have waited longest, one a client. */
  heads(): readonly ItemRef[];
};

/** Behind a request that takes long nobody gathers for longer than this, milliseconds. */
const longestGathering = 250;

/**
 * Gathers the items of all callers into vendor requests, as a group commit does. An idle lane sends at once. While a
 * request is under way items gather, until it is through, a request is full, or as long has passed as requests take of
 * late, so that one that hangs holds up nobody. The loader says when a request goes out and how many rows it has;
 * whose items those are, the clients' turns say.
 */
export const createLane = (
  throttle: Pick<Throttle, 'run'>,
  maxRowsPerRequest: number,
  deliver: (items: readonly ItemRef[]) => Promise<void>,
  clock: Clock,
): Lane => {
  const line = createFairQueue<ItemRef>();
  let underWay: Promise<void> = Promise.resolve();
  let requests = 0;
  let usualMs = longestGathering;
  let gathering: (() => void) | null = null;

  const gatherNoMore = (): void => {
    const send = gathering;
    gathering = null;
    send?.();
  };

  const carry = async (items: readonly ItemRef[]): Promise<void> => {
    const start = clock.now();
    requests += 1;
    await deliver(items);
    requests -= 1;
    // A clock that was set back meanwhile must not make the wait for the next ones a negative one.
    const tookMs = Math.max(0, clock.now() - start);
    usualMs = Math.min(longestGathering, usualMs * 0.8 + tookMs * 0.2);
    gatherNoMore();
  };

  const loader = new DataLoader<ClientId, void>(
    async (places) => {
      underWay = carry(line.take(places.length));
      await underWay;
      return places.map(() => undefined);
    },
    {
      cache: false,
      maxBatchSize: maxRowsPerRequest,
      batchScheduleFn: (dispatch) => {
        const send = (): void => {
          throttle.run(() => {
            dispatch();
            return underWay;
          });
        };
        // After this turn of the event loop, so that everything accepted in it is in the batch.
        setImmediate(() => {
          // The loader opens a batch when the one before it is full.
          gatherNoMore();
          if (requests === 0 || line.size >= maxRowsPerRequest) return send();
          const cancel = clock.after(usualMs, gatherNoMore);
          gathering = () => {
            cancel();
            send();
          };
        });
      },
    },
  );
  return {
    get size() {
      return line.size;
    },
    heads: line.heads,
    add: (client, item) => {
      line.add(client, item);
      void loader.load(client);
      if (line.size >= maxRowsPerRequest) gatherNoMore();
    },
  };
};
