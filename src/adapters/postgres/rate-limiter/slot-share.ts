import type { Clock } from '../../../ports/clock.ts';
import type { Slots } from '../../in-process/slots.ts';
import type { RateLimiterDeps, Share, Statements } from './statements.ts';

type Options = Pick<RateLimiterDeps, 'lease'> & {
  readonly slots: Slots;
  /** Slots of the channel, for all gateways together. */
  readonly concurrency: () => number;
  readonly ask: Statements['share'];
  readonly clock: Clock;
  readonly onPause: (ms: number) => void;
};

/** This gateway's share of a channel's slots. It asks for slots that it has work for, and returns those that others lack. */
export type SlotShare = {
  /** Runs at most `count` tasks, of those that are granted. */
  limitRunning(count: number): void;
  /** The limits of the channel changed. */
  limitsChanged(): void;
  taskAdded(): void;
  taskEnded(): void;
  /** Another gateway changed its share. */
  lookAgain(): void;
  /** Whether the slots certainly still belong to this gateway. */
  isSure(): boolean;
  close(): Promise<void>;
};

/** A gateway that lacks slots asks again after this time even without a notification, milliseconds. */
const longestPollMs = 1_000;
const nothing: Share = { held: 0, granted: 0, takesTurns: false, pauseMs: 0 };

/**
 * Slots belong to a gateway, not to a request: while no other gateway lacks slots, a gateway sends one request after the
 * other without asking the database. It returns a slot only when no request runs in it, so the database never counts too
 * few. Slots last as long as the gateway's lease. After a gap in the lease the gateway asks before it uses a slot again.
 */
export const createSlotShare = (options: Options): SlotShare => {
  const { slots, concurrency, lease, clock } = options;
  let allowed = Number.POSITIVE_INFINITY;
  let share = nothing;
  let granted = 0;
  let asked = 0;
  let sureSince = Number.NEGATIVE_INFINITY;
  let isAsking = false;
  let isStale = false;
  let isClosed = false;
  let cancelNext = () => {};

  const isSure = (): boolean => lease.holds(sureSince);
  const wanted = (): number =>
    isClosed ? 0 : Math.max(slots.running, Math.min(concurrency(), allowed, slots.waiting + slots.running));
  const apply = (): void =>
    slots.limit(!isClosed && isSure() ? Math.min(allowed, granted, concurrency()) : 0);
  const hasToGive = (): boolean => share.held > Math.max(granted, slots.running);

  const exchange = async (): Promise<void> => {
    const askedAt = performance.now();
    asked = wanted();
    // Tasks may begin in granted slots before the answer arrives, so all of them are kept.
    granted = asked > 0 && isSure() ? granted : 0;
    apply();
    share = await options.ask(concurrency(), asked, Math.max(slots.running, granted));
    sureSince = askedAt;
    granted = share.granted;
    if (share.pauseMs > 0) options.onPause(share.pauseMs);
    apply();
  };

  const ask = async (): Promise<void> => {
    isAsking = true;
    isStale = false;
    cancelNext();
    const hasAnswer = await exchange().then(
      () => true,
      // The database is away: granted slots last as long as the lease, and there are no further ones.
      () => false,
    );
    isAsking = false;
    if (hasAnswer && (isStale || hasToGive() || wanted() > asked)) return ask();
    if (isClosed || (hasAnswer && share.held === 0 && asked === 0)) return;
    // A notification may be lost, so a gateway that has slots asks now and then as well.
    const lacks = !hasAnswer || asked > granted || !isSure();
    cancelNext = clock.after(lacks ? Math.min(lease.renewMs, longestPollMs) : lease.renewMs, lookAgain);
  };

  const look = (): void => {
    if (!isAsking && (wanted() > asked || hasToGive())) void ask();
  };

  const lookAgain = (): void => {
    apply();
    isStale = true;
    if (!isAsking && (share.held > 0 || asked > 0 || wanted() > 0)) void ask();
  };

  return {
    limitRunning: (count) => {
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
      await options.ask(concurrency(), 0, slots.running).catch(() => {});
    },
  };
};
