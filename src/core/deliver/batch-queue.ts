import DataLoader from 'dataloader';
import type { ClientId } from '../../domain/ids.ts';
import type { ItemState } from '../../domain/item.ts';
import type { ItemRef } from '../../domain/operation.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RateLimiter } from '../../ports/rate-limiter.ts';
import { createFairQueue } from './fair-queue.ts';

export type BatchQueue = {
  /** Appends items of one client. */
  add(client: ClientId, items: readonly ItemRef[]): void;
  /** Removes items of one client. A request that waits for a slot may then carry fewer items, or none. */
  remove(client: ClientId, isGone: (item: ItemRef) => boolean): void;
  /** The number of items in the queue. */
  readonly size: number;
  /** The first item of each client. */
  heads(): readonly ItemRef[];
};

export type BatchQueueOptions = {
  readonly rateLimiter: Pick<RateLimiter, 'run'>;
  readonly maxRowsPerRequest: number;
  /** Executes one vendor request. Gives the state in which it leaves each item. Never rejects. */
  readonly execute: (items: readonly ItemRef[]) => Promise<readonly ItemState[]>;
  readonly clock: Clock;
  /** The number of unfinished items of the gateway, counted from before their acceptance. */
  readonly unfinishedItems: () => number;
};

/** The longest time that items wait for others while a request is running, milliseconds. */
const longestWaitMs = 250;

/**
 * Batches the items of all clients into vendor requests.
 *
 * An idle queue sends after the current turn of the event loop, or at once if it already holds every unfinished item of
 * the gateway. While a request is running, new items wait until the request ends, a batch is full, or the usual
 * duration of a request has passed. So one slow request does not block the items behind it.
 *
 * A batch is filled when its request has a slot, not before. Until then items can still join it. The fair queue yields
 * the items for the slot, the loader turns them into one request, and each item gets its own result.
 */
export const createBatchQueue = (options: BatchQueueOptions): BatchQueue => {
  const { rateLimiter, maxRowsPerRequest, execute, clock, unfinishedItems } = options;
  const queue = createFairQueue<ItemRef>();
  /** Requests that wait for a slot. */
  let waitingForSlot = 0;
  /** Requests that have a slot. */
  let running = 0;
  let usualMs = longestWaitMs;
  /** Cancels the scheduled `sendAll`. Null if none is scheduled. */
  let cancelScheduled: (() => void) | null = null;

  let dispatchLoaded = (): void => {};
  const loader = new DataLoader<ItemRef, ItemState>(execute, {
    // Each item is loaded once per request. A later request needs a new result.
    cache: false,
    maxBatchSize: maxRowsPerRequest,
    batchScheduleFn: (dispatch) => {
      dispatchLoaded = dispatch;
    },
  });

  /** Sends the items that the fair queue yields for one slot as one request. */
  const sendBatch = (): Promise<readonly ItemState[]> => {
    const items = queue.take(maxRowsPerRequest);
    const states = Promise.all(items.map((item) => loader.load(item)));
    if (items.length > 0) dispatchLoaded();
    return states;
  };

  /** The rate limiter may run the request at once. Its items have left the queue then. */
  const requestSlot = (): void => {
    waitingForSlot += 1;
    rateLimiter.run(runInSlot);
  };

  const sendFull = (): void => {
    while ((waitingForSlot + 1) * maxRowsPerRequest <= queue.size) requestSlot();
  };

  const sendAll = (): void => {
    cancelScheduled?.();
    cancelScheduled = null;
    while (waitingForSlot * maxRowsPerRequest < queue.size) requestSlot();
  };

  const noteDuration = (ms: number): void => {
    // The system clock may have been set back.
    usualMs = Math.min(longestWaitMs, usualMs * 0.8 + Math.max(0, ms) * 0.2);
  };

  const runInSlot = async (): Promise<void> => {
    waitingForSlot -= 1;
    running += 1;
    const startedAt = clock.now();
    const states = await sendBatch();
    running -= 1;
    // A request that sent nothing says nothing about the duration of requests.
    if (states.some((state) => state !== 'QUEUED')) noteDuration(clock.now() - startedAt);
    sendAll();
  };

  const sendAfterUsualDuration = (): void => {
    cancelScheduled = clock.after(usualMs, sendAll);
  };

  /** After the current turn of the event loop, so that everything accepted in it shares a request. */
  const sendAfterTurn = (): void => {
    const immediate = setImmediate(() => {
      cancelScheduled = null;
      if (running === 0) sendAll();
      else sendAfterUsualDuration();
    });
    cancelScheduled = () => clearImmediate(immediate);
  };

  return {
    get size() {
      return queue.size;
    },
    heads: queue.heads,
    remove: queue.remove,
    add: (client, items) => {
      queue.add(client, items);
      sendFull();
      if (waitingForSlot * maxRowsPerRequest >= queue.size) return;
      // No other item can join, so there is nothing to wait for.
      if (queue.size >= unfinishedItems()) sendAll();
      else if (!cancelScheduled && running > 0) sendAfterUsualDuration();
      else if (!cancelScheduled) sendAfterTurn();
    },
  };
};
