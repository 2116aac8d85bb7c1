import type { ChannelId, RequestId } from '../../domain/ids.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EventBus } from '../../ports/event-bus.ts';
import type { Journal } from '../../ports/journal.ts';
import type { Log } from '../../ports/log.ts';
import type { Recovery } from '../../ports/requests.ts';
import type { Backlog } from '../submit/backlog.ts';

export type AdoptionParts = {
  readonly journal: Pick<Journal, 'takeOver' | 'handOn' | 'underWay'>;
  /** Those that this gateway has now. */
  readonly channels: () => readonly ChannelId[];
  /** Calls the listener when the channels were replaced. */
  readonly onChannelsReplaced: (listener: () => void) => void;
  readonly bus: Pick<EventBus, 'onWorkLeft'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly backlog: Pick<Backlog, 'recount'>;
  readonly takeUp: (left: Recovery) => Promise<void>;
  /** A request is waited for elsewhere from now on. */
  readonly letGo: (request: RequestId) => void;
};

/** Counting reads all that is queued: so many times as long as it took, nothing is counted again. */
const restPerCount = 50;
/** However long that was, or by whatever a clock was set meanwhile, milliseconds. */
const longestRest = 60_000;

/**
 * For one of several gateways: takes over the work of gateways that are gone, for the channels that this gateway has.
 * It
 * looks at an interval, and at once when a gateway reports that it leaves. It hands the work of channels that it lost
 * to
 * gateways that have them. In each round it also counts its own work again, since other gateways end some of it and
 * hand
 * over some of theirs. Returns the function that ends this.
 */
export const startAdoption = (everyMs: number, parts: AdoptionParts): (() => void) => {
  const { journal, clock, log, backlog } = parts;
  let isOver = false;
  let isBusy = false;
  let isCalled = false;
  let cancel = () => {};

  let nextCountAt = 0;

  const recount = async (): Promise<void> => {
    const since = clock.now();
    if (since < nextCountAt && nextCountAt <= since + longestRest) return;
    await backlog.recount(() => journal.underWay());
    const now = clock.now();
    nextCountAt = now + Math.min(longestRest, Math.max(0, now - since) * restPerCount);
  };

  /** Every channel that this gateway had since its start. Work of a lost channel may return to the queue later. */
  const known = new Set(parts.channels());

  const handOn = async (served: readonly ChannelId[]): Promise<void> => {
    for (const channel of served) known.add(channel);
    const lost = [...known].filter((channel) => !served.includes(channel));
    if (lost.length === 0) return;
    const { items, requests } = await journal.handOn(lost);
    for (const request of requests) parts.letGo(request);
    if (items + requests.length > 0) {
      const about = { channels: lost, items, awaitedRequests: requests.length };
      log.info(
        about,
        'Left the work of channels that are not configured any more to a gateway that has them',
      );
    }
  };

  const round = async (): Promise<void> => {
    const served = parts.channels();
    await handOn(served);
    await parts.takeUp(await journal.takeOver(served));
    await recount();
  };

  const look = (): void => {
    cancel();
    if (isOver) return;
    if (isBusy) {
      isCalled = true;
      return;
    }
    isBusy = true;
    isCalled = false;
    round()
      .catch((error: unknown) =>
        log.warn({ err: error }, 'The work of other gateways could not be looked at'),
      )
      .finally(() => {
        isBusy = false;
        if (isOver) return;
        if (isCalled) look();
        else cancel = clock.after(everyMs, look);
      });
  };

  const stopListening = parts.bus.onWorkLeft(look);
  parts.onChannelsReplaced(look);
  cancel = clock.after(everyMs, look);
  return () => {
    isOver = true;
    stopListening();
    cancel();
  };
};
