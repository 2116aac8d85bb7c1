import type { Channel, ChannelLimits } from './channel.ts';
import type { StartCall } from './vendor-reads.ts';

export type RateLimits = Pick<ChannelLimits, 'concurrency' | 'ratePerSecond' | 'readRatePerSecond'>;

/**
 * Keeps the requests of one channel within the limits of its vendor. If several gateways share a journal, it keeps the
 * requests of all of them within these limits.
 */
export interface RateLimiter {
  /**
   * Runs `task` once it has one of the channel's slots, and frees the slot when the task ends. Urgent tasks go first. The
   * task should collect its items when it runs, so that items can join until then. It must not reject.
   */
  run(task: () => Promise<void>, urgent?: boolean): void;
  /** The number of tasks that have a slot. */
  readonly running: number;
  /** Starts a task only while fewer than `count` of this gateway run. Infinity means as many as the channel allows. */
  limitRunning(count: number): void;
  /** Resolves when no task runs. */
  idle(): Promise<void>;

  /** Runs `send`, one request that writes, as soon as the rate allows it and no pause is in effect. */
  readonly start: StartCall;
  /** As `start`, for one request that reads. Reads have a rate of their own and share the pauses. */
  readonly startRead: StartCall;
  /** Starts no request of the channel for this long, milliseconds. To be called when the vendor asks for a pause. */
  pause(ms: number): void;
  /** The rest of the current pause, milliseconds. 0 if there is none. */
  pausedForMs(): number;

  /** Replaces the limits, also for tasks that wait already. */
  setLimits(limits: RateLimits): void;

  /** Gives back all slots. */
  close(): Promise<void>;
}

export type CreateRateLimiter = (
  channel: Pick<Channel, 'id'> & { readonly limits: RateLimits },
) => RateLimiter;
