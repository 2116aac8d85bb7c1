import type { ChannelId } from '../domain/ids.ts';
import type { Clock } from '../ports/clock.ts';
import type { EventBus } from '../ports/event-bus.ts';
import type { Journal } from '../ports/journal.ts';
import type { Log } from '../ports/log.ts';
import type { Recovery } from '../ports/requests.ts';
import type { Backlog } from './backlog.ts';

export type AdoptionParts = {
  readonly journal: Pick<Journal, 'takeOver' | 'underWay'>;
  /** Those that this gateway has now. */
  readonly channels: () => readonly ChannelId[];
  readonly bus: Pick<EventBus, 'onWorkLeft'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly backlog: Pick<Backlog, 'recount'>;
  readonly takeUp: (left: Recovery) => Promise<void>;
};

/** Counting reads all that is queued: so many times as long as it took, nothing is counted again. */
const restPerCount = 50;
/** However long that was, or by whatever a clock was set meanwhile, milliseconds. */
const longestRest = 60_000;

/**
 * For a gateway among others: takes over every so often the work of those that are gone, as far as it has their
 * channels, at once where one says that it leaves. In the same rounds it counts anew what it has in hand itself, since
 * others end some of it and hand it some of theirs. Gives the function that ends it.
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

  const round = async (): Promise<void> => {
    await parts.takeUp(await journal.takeOver(parts.channels()));
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
  cancel = clock.after(everyMs, look);
  return () => {
    isOver = true;
    stopListening();
    cancel();
  };
};
