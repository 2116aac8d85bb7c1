import type { Clock } from '../../../ports/clock.ts';
import type { Slots } from '../../in-process/slots.ts';
import type { Share, Statements } from './statements.ts';

export type ShareParts = {
  readonly slots: Slots;
  /** Slots of the channel, for all gateways together. */
  readonly concurrency: () => number;
  readonly ask: Statements['share'];
  /** After so long without a word from this gateway its slots are the others', milliseconds. */
  readonly leaseMs: number;
  readonly clock: Clock;
  readonly onPause: (ms: number) => void;
};

/** This gateway's share of a channel's slots. It asks for what it has work for, and gives back what others lack. */
export type SlotShare = {
  /** Lets so many run, of those that are granted. */
  allow(count: number): void;
  /** The channel has other limits from now on. */
  limitsChanged(): void;
  taskAdded(): void;
  taskEnded(): void;
  /** Another gateway changed its share. */
  lookAgain(): void;
  /** Whether the slots are surely still this gateway's. */
  isSure(): boolean;
  close(): Promise<void>;
};

/** The net under the notifications: one that lacks slots looks for itself after this long, milliseconds. */
const longestPollMs = 1_000;
const nothing: Share = { held: 0, granted: 0, takesTurns: false, pauseMs: 0 };

/**
 * Slots belong to a gateway, not to a request: while nobody else lacks any, a gateway goes from one request to the next
 * without asking. It gives a slot up only once nothing runs in it, so what the database counts is never too little.
 */
export const createSlotShare = (parts: ShareParts): SlotShare => {
  const { slots, concurrency, leaseMs, clock } = parts;
  let allowed = Number.POSITIVE_INFINITY;
  let share = nothing;
  let granted = 0;
  let told = 0;
  let sureUntil = 0;
  let isAsking = false;
  let isStale = false;
  let isClosed = false;
  let cancelNext = () => {};

  const isSure = (): boolean => performance.now() < sureUntil;
  const wanted = (): number =>
    isClosed ? 0 : Math.max(slots.running, Math.min(concurrency(), allowed, slots.waiting + slots.running));
  const apply = (): void =>
    slots.limit(!isClosed && isSure() ? Math.min(allowed, granted, concurrency()) : 0);
  const hasToGive = (): boolean => share.held > Math.max(granted, slots.running);

  const exchange = async (): Promise<void> => {
    const askedAt = performance.now();
    told = wanted();
    // Tasks may begin in what is granted while the answer is under way: all of that is kept.
    granted = told > 0 && isSure() ? granted : 0;
    apply();
    share = await parts.ask(concurrency(), told, Math.max(slots.running, granted), leaseMs);
    sureUntil = askedAt + leaseMs;
    granted = share.granted;
    if (share.pauseMs > 0) parts.onPause(share.pauseMs);
    apply();
  };

  const ask = async (): Promise<void> => {
    isAsking = true;
    isStale = false;
    cancelNext();
    const hasAnswer = await exchange().then(
      () => true,
      // The database is away: what was granted runs out by itself, and nothing is granted beyond it.
      () => false,
    );
    isAsking = false;
    if (hasAnswer && (isStale || hasToGive() || wanted() > told)) return ask();
    if (isClosed || (hasAnswer && share.held === 0 && told === 0)) return;
    const lacks = !hasAnswer || told > granted;
    cancelNext = clock.after(lacks ? Math.min(leaseMs / 3, longestPollMs) : leaseMs / 3, lookAgain);
  };

  const look = (): void => {
    if (!isAsking && (wanted() > told || hasToGive())) void ask();
  };

  const lookAgain = (): void => {
    apply();
    isStale = true;
    if (!isAsking && (share.held > 0 || told > 0 || wanted() > 0)) void ask();
  };

  return {
    allow: (count) => {
      allowed = count;
      apply();
      look();
    },
    limitsChanged: lookAgain,
    taskAdded: look,
    taskEnded: () => {
      if (share.takesTurns) {
        granted = Math.min(granted, slots.running);
        apply();
      }
      look();
    },
    lookAgain,
    isSure,
    close: async () => {
      isClosed = true;
      cancelNext();
      apply();
      await parts.ask(concurrency(), 0, slots.running, leaseMs).catch(() => {});
    },
  };
};
