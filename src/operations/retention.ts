import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { Log } from '../ports/log.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** Between two looks for what is old. */
const roundMs = 10 * 60 * 1000;
/** Between two steps of a round, so that the work of the gateway goes on in between. */
const stepMs = 20;

/**
 * Lets go of finished operations that are older than the setting says, in small steps. What the vendors hold (stock
 * and products) stays. Gives the function that ends it.
 */
export const startRetention = (
  days: number,
  {
    journal,
    clock,
    log,
  }: { readonly journal: Pick<Journal, 'prune'>; readonly clock: Clock; readonly log: Log },
): (() => void) => {
  let cancel = () => {};
  const step = async (): Promise<number> => {
    const { operations, hasMore } = await journal.prune(clock.now() - days * dayMs);
    if (operations > 0) log.info({ operations }, 'Let go of old operations');
    return hasMore ? stepMs : roundMs;
  };
  const next = (ms: number): void => {
    cancel = clock.after(ms, () => {
      step().then(next, (error: unknown) => {
        log.error({ err: error }, 'Old operations could not be let go of');
        next(roundMs);
      });
    });
  };
  next(stepMs);
  return () => cancel();
};
