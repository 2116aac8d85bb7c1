import type { Pool } from 'pg';
import type { Clock } from '../../../ports/clock.ts';
import type { CreateThrottle, Throttle } from '../../../ports/throttle.ts';
import { createSlots } from '../../in-process/slots.ts';
import { throttleChannel } from './schema.ts';
import { createSlotShare } from './share.ts';
import { createSharedStarts } from './starts.ts';
import { prepareStatements } from './statements.ts';

export type PostgresThrottleParts = {
  readonly pool: Pick<Pool, 'query'>;
  /** Hears what gateways notify under a name; gives the function that ends the listening. */
  readonly listen: (name: string, listener: (payload: string) => void) => () => void;
  /** What tells this gateway from the others. */
  readonly gateway: string;
  /** After so long without a word from a gateway its slots are the others', milliseconds. */
  readonly leaseMs: number;
  readonly clock: Clock;
};

/** The throttle of gateways that share a database: slots, rate and pauses of a channel are those of all together. */
export const createPostgresThrottle =
  ({ pool, listen, gateway, leaseMs, clock }: PostgresThrottleParts): CreateThrottle =>
  ({ id, limits }): Throttle => {
    let { concurrency } = limits;
    const statements = prepareStatements(pool, id, gateway);
    const writes = createSharedStarts(limits.ratePerSecond, statements.reserveStart, clock);
    const reads = createSharedStarts(limits.readRatePerSecond, statements.reserveRead, clock);
    const pauseBoth = (ms: number): void => {
      writes.pause(ms);
      reads.pause(ms);
    };
    const slots = createSlots(() => share.taskEnded());
    const share = createSlotShare({
      slots,
      concurrency: () => concurrency,
      ask: statements.share,
      leaseMs,
      clock,
      onPause: pauseBoth,
    });
    const stopListening = listen(throttleChannel, (payload) => {
      const [from = '', ...channel] = payload.split(' ');
      if (from !== gateway && channel.join(' ') === id) share.lookAgain();
    });

    const run = (task: () => Promise<void>, urgent = false): void => {
      slots.add(async () => {
        if (share.isSure()) return task();
        // This gateway stood still, and its slots may be another's by now: the task goes back to the head of the line.
        run(task, true);
        share.lookAgain();
      }, urgent);
      share.taskAdded();
    };

    return {
      run,
      get running() {
        return slots.running;
      },
      allow: share.allow,
      settled: slots.settled,
      start: writes.run,
      startRead: reads.run,
      pausedForMs: writes.pausedForMs,
      pause: (ms) => {
        pauseBoth(ms);
        // The others are told; if the database is away, each finds out from the vendor.
        statements.pause(ms).catch(() => {});
      },
      keepTo: (next) => {
        ({ concurrency } = next);
        writes.setRate(next.ratePerSecond);
        reads.setRate(next.readRatePerSecond);
        share.limitsChanged();
      },
      close: () => {
        stopListening();
        return share.close();
      },
    };
  };
