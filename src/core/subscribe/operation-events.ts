import DataLoader from 'dataloader';
import type { OperationId } from '../../domain/ids.ts';
import { operationStatus } from '../../domain/operation.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EventBus } from '../../ports/event-bus.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import type { OperationEvent } from '../gateway.ts';
import { Watch } from './watch.ts';

type OperationSince = Awaited<ReturnType<Journal['operationSince']>>;
type Since = { readonly id: OperationId; readonly after: number };

/** The reads of the journal that watches of operations share. */
export type SharedReads = {
  operationSince(id: OperationId, after: number): Promise<OperationSince>;
};

/**
 * Shares one read of the journal among all watches that one event wakes and that ask for the same. The read begins after
 * the last of them has asked. A later caller begins a new read, so no watch gets data from before its event.
 */
export const shareReads = (journal: Pick<Journal, 'operationSince'>): SharedReads => {
  const operations = new DataLoader<Since, OperationSince, string>(
    (keys) => {
      operations.clearAll();
      // A read that fails fails only its own watches.
      return Promise.all(
        keys.map(({ id, after }) => journal.operationSince(id, after).catch((error: Error) => error)),
      );
    },
    { cacheKeyFn: ({ id, after }) => `${id} ${after}` },
  );
  return {
    operationSince: (id, after) => operations.load({ id, after }),
  };
};

type WatchDeps = { readonly journal: SharedReads; readonly bus: EventBus };

class OperationWatch extends Watch<OperationEvent> {
  readonly #id: OperationId;
  readonly #deps: WatchDeps;
  #sequence: number;
  #isFirst = true;
  #hasChanged = true;

  constructor(id: OperationId, after: number, deps: WatchDeps) {
    super();
    this.#id = id;
    this.#sequence = after;
    this.#deps = deps;
  }

  protected listen(): () => void {
    return this.#deps.bus.onOperationChanged(this.#id, () => {
      this.#hasChanged = true;
      this.wake();
    });
  }

  protected async take(): Promise<OperationEvent | null> {
    while (this.#hasChanged) {
      this.#hasChanged = false;
      const found = await this.#deps.journal.operationSince(this.#id, this.#sequence);
      if (!found) {
        this.end();
        return null;
      }
      const { operation, items } = found;
      const completed = operationStatus(operation) === 'COMPLETED';
      if (completed) this.end();
      if (!this.#isFirst && !completed && operation.sequence <= this.#sequence) continue;
      this.#isFirst = false;
      this.#sequence = operation.sequence;
      return { sequence: operation.sequence, operation, items, completed };
    }
    return null;
  }
}

/**
 * Events of an operation after the sequence `after`, until it is completed. The first event has the current state, each
 * further one has what changed. A slow reader gets several changes in one event and misses none.
 */
export const watchOperation = (id: OperationId, after: number, deps: WatchDeps): Watch<OperationEvent> =>
  new OperationWatch(id, after, deps);

/** The wait reads the journal once after this long. It finds an operation that ended before the wait began. Milliseconds. */
const checkAfterMs = 50;

/** Resolves when the operation is completed, or after `waitMs`. The work continues in both cases. */
export const waitForCompletion = (
  id: OperationId,
  waitMs: number,
  deps: { readonly bus: EventBus; readonly clock: Clock; readonly journal: Pick<Journal, 'operations'> },
): Promise<void> => {
  if (waitMs === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const stop = () => {
      stopListening();
      stopTimer();
    };
    const end = () => {
      stop();
      resolve();
    };
    const check = () => {
      deps.journal.operations([id]).then(
        ([operation]) => {
          if (!operation || operationStatus(operation) === 'COMPLETED') end();
        },
        (error: Error) => {
          stop();
          reject(error);
        },
      );
    };
    const stopListening = deps.bus.onOperationChanged(id, check);
    const endAfter = (ms: number): void => {
      stopTimer = deps.clock.after(ms, end);
    };
    const checkOnce = (): void => {
      endAfter(waitMs - checkAfterMs);
      check();
    };
    let stopTimer = () => {};
    if (waitMs <= checkAfterMs) endAfter(waitMs);
    else stopTimer = deps.clock.after(checkAfterMs, checkOnce);
  });
};
