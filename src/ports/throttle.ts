import type { Channel, ChannelLimits } from './channel.ts';

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

  /** Runs `send`, one request, as soon as the channel's rate allows it and the vendor has not asked for a pause. */
  start<Result>(send: () => Promise<Result>): Promise<Result>;
  /** Starts no request of the channel for so long, milliseconds: the vendor asked for it. */
  pause(ms: number): void;

  /** The channel's limits from now on, for what waits already too. */
  keepTo(limits: Pick<ChannelLimits, 'concurrency' | 'ratePerSecond'>): void;

  /** Gives back what it holds. */
  close(): Promise<void>;
}

export type CreateThrottle = (channel: Pick<Channel, 'id' | 'limits'>) => Throttle;
