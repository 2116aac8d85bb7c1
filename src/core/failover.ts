import type { ChannelId, RequestId } from '../domain/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventBus } from '../ports/event-bus.ts';
import type { Journal } from '../ports/journal/journal.ts';
import type { Recovery } from '../ports/journal/requests.ts';
import type { Log } from '../ports/log.ts';
import type { Backlog } from './submit/backlog.ts';

export type FailoverDeps = {
  readonly journal: Pick<Journal, 'failover' | 'handOn' | 'underWay'>;
  /** The channels that are configured now. */
  readonly channels: () => readonly ChannelId[];
  /** Calls the listener when the channels were replaced. */
  readonly onChannelsReplaced: (listener: () => void) => void;
  readonly bus: Pick<EventBus, 'onWorkLeft'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly backlog: Pick<Backlog, 'recount'>;
  /** Continues the work that this gateway recovered. */
  readonly resume: (recovery: Recovery) => Promise<void>;
  /** Another gateway waits for the callback of this request now. */
  readonly stopAwaiting: (request: RequestId) => void;
};

/**
 * A count of unfinished items reads all of them. The pause after a count is at least this many times as long as the
 * count took.
 */
const pausePerCount = 50;
/** The longest pause between two counts, milliseconds. It also bounds the effect of a change of the system clock. */
const longestPauseMs = 60_000;

/**
 * Recovers the work of gateways that stopped, for the channels of this gateway. Used if several gateways share a journal.
 *
 * A round runs at an interval, and at once when a gateway reports that it leaves work behind. It hands work of channels
 * that were removed here to gateways that have them, recovers work without an owner, and counts the unfinished items
 * again, since other gateways end some of them. Returns the function that stops it.
 */
export const startFailover = (everyMs: number, deps: FailoverDeps): (() => void) => {
  const { journal, clock, log, backlog } = deps;
  let isStopped = false;
  let isRunning = false;
  /** A round was requested while one was running. */
  let isRequested = false;
  let cancel = () => {};
  let nextCountAt = 0;

  const recount = async (): Promise<void> => {
    const startedAt = clock.now();
    if (startedAt < nextCountAt && nextCountAt <= startedAt + longestPauseMs) return;
    await backlog.recount(() => journal.underWay());
    const now = clock.now();
    nextCountAt = now + Math.min(longestPauseMs, Math.max(0, now - startedAt) * pausePerCount);
  };

  /** Every channel that was configured since the start. Work of a removed channel may return to the queue later. */
  const known = new Set(deps.channels());

  const handOn = async (configured: readonly ChannelId[]): Promise<void> => {
    for (const channel of configured) known.add(channel);
    const removed = [...known].filter((channel) => !configured.includes(channel));
    if (removed.length === 0) return;
    const { items, requests } = await journal.handOn(removed);
    for (const request of requests) deps.stopAwaiting(request);
    if (items + requests.length > 0) {
      log.info(
        { channels: removed, items, awaitedRequests: requests.length },
        'Handed the work of removed channels to gateways that have them',
      );
    }
  };

  const round = async (): Promise<void> => {
    const configured = deps.channels();
    await handOn(configured);
    await deps.resume(await journal.failover(configured));
    await recount();
  };

  const start = (): void => {
    cancel();
    if (isStopped) return;
    if (isRunning) {
      isRequested = true;
      return;
    }
    isRunning = true;
    isRequested = false;
    round()
      .catch((error: unknown) => log.warn({ err: error }, 'Could not recover the work of stopped gateways'))
      .finally(() => {
        isRunning = false;
        if (isStopped) return;
        if (isRequested) start();
        else cancel = clock.after(everyMs, start);
      });
  };

  const stopListening = deps.bus.onWorkLeft(start);
  deps.onChannelsReplaced(start);
  cancel = clock.after(everyMs, start);
  return () => {
    isStopped = true;
    stopListening();
    cancel();
  };
};
