import DataLoader from 'dataloader';
import type { ClientId } from '../../domain/ids.ts';
import type { ItemRef } from '../../domain/operation.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Throttle } from '../../ports/throttle.ts';
import { createFairQueue } from './fair-queue.ts';

export type Lane = {
  /** Puts items of a client in line. */
  add(client: ClientId, items: readonly ItemRef[]): void;
  /** How many items are in line. */
  readonly size: number;
  /** Those that have waited longest, one a client. */
  heads(): readonly ItemRef[];
};

export type LaneParts = {
  readonly throttle: Pick<Throttle, 'run'>;
  readonly maxRowsPerRequest: number;
  readonly deliver: (items: readonly ItemRef[]) => Promise<void>;
  readonly clock: Clock;
  /** How many items the gateway has in hand, from before they are accepted to their end. */
  readonly itemsInHand: () => number;
};

/** Behind a request that takes long nobody gathers for longer than this, milliseconds. */
const longestGathering = 250;

/**
 * Gathers the items of all callers into vendor requests, as a group commit does. An idle lane sends after the turn of
 * the event loop, or at once where it has all that is in hand. While a request is under way items gather, until it is
 * through, a request is full, or as long has passed as requests take of late, so that one that hangs holds up nobody.
 * The loader fills batches of as many rows as a request takes, the last one until the request has its slot; whose items
 * are in it, the clients' turns say.
 */
export const createLane = (parts: LaneParts): Lane => {
  const { throttle, maxRowsPerRequest, deliver, clock, itemsInHand } = parts;
  const line = createFairQueue<ItemRef>();
  /** Requests that wait for a slot, and those that have one. */
  let asked = 0;
  let requests = 0;
  let usualMs = longestGathering;
  /** Calls off what the rest of the line waits for. */
  let stopWaiting: (() => void) | null = null;
  /** Dispatch a batch each, the oldest first. */
  const batches: (() => void)[] = [];
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
        batches.push(dispatch);
      },
    },
  );

  /** The request may have its slot at once, and its batch is out of the line then. */
  const ask = (): void => {
    asked += 1;
    throttle.run(carry);
  };

  const sendFull = (): void => {
    while ((asked + 1) * maxRowsPerRequest <= line.size) ask();
  };

  const sendAll = (): void => {
    stopWaiting?.();
    stopWaiting = null;
    while (asked * maxRowsPerRequest < line.size) ask();
  };

  const carry = async (): Promise<void> => {
    asked -= 1;
    requests += 1;
    const start = clock.now();
    batches.shift()?.();
    await underWay;
    requests -= 1;
    // A clock that was set back meanwhile must not make the wait for the next ones a negative one.
    const tookMs = Math.max(0, clock.now() - start);
    usualMs = Math.min(longestGathering, usualMs * 0.8 + tookMs * 0.2);
    sendAll();
  };

  const gather = (): void => {
    stopWaiting = clock.after(usualMs, sendAll);
  };

  /** After this turn of the event loop, so that everything accepted in it goes together. */
  const sendAfterTurn = (): void => {
    const turn = setImmediate(() => {
      stopWaiting = null;
      if (requests === 0) sendAll();
      else gather();
    });
    stopWaiting = () => clearImmediate(turn);
  };

  return {
    get size() {
      return line.size;
    },
    heads: line.heads,
    add: (client, items) => {
      line.add(client, items);
      for (const _ of items) void loader.load(client);
      sendFull();
      if (asked * maxRowsPerRequest >= line.size) return;
      // Who has all that there is, as who has a full request, has nobody to wait for.
      if (line.size >= itemsInHand()) sendAll();
      else if (!stopWaiting && requests > 0) gather();
      else if (!stopWaiting) sendAfterTurn();
    },
  };
};
