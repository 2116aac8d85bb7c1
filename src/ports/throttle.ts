import type { Channel, ChannelLimits, StartCall } from './channel.ts';

export type ThrottleLimits = Pick<ChannelLimits, 'concurrency' | 'ratePerSecond' | 'readRatePerSecond'>;

/**
 * Keeps the requests of one channel within its vendor's limits: those of all gateways together, where several work
 * behind one journal.
 */
export interface Throttle {
  /**
   * Runs `task` once it has one of the channel's slots, an urgent one before the others, and keeps the slot until it
   * is through. What the task needs it gathers then, not before. It must not reject.
   */
  run(task: () => Promise<void>, urgent?: boolean): void;
  /** How many tasks have a slot. */
  readonly running: number;
  /** Begins a task only while fewer than `count` of this gateway run; infinity for as many as the channel allows. */
  allow(count: number): void;
  /** Resolves once no task runs. */
  settled(): Promise<void>;

  /** Runs `send`, one request that writes, as soon as the rate allows it and the vendor has not asked for a pause. */
  readonly start: StartCall;
  /** As `start`, for one request that reads: reads have a rate of their own and share the pauses. */
  readonly startRead: StartCall;
  /** Starts no request of the channel for so long, milliseconds: the vendor asked for it. */
  pause(ms: number): void;
  /** How long the pause still takes, milliseconds; 0 when there is none. */
  pausedForMs(): number;

  /** The channel's limits from now on, for what waits already too. */
  keepTo(limits: ThrottleLimits): void;

  /** Gives back what it holds. */
  close(): Promise<void>;
}

export type CreateThrottle = (channel: Pick<Channel, 'id'> & { readonly limits: ThrottleLimits }) => Throttle;
