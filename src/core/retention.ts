import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import type { Log } from '../ports/log.ts';
import type { PruneCursor } from '../ports/prune.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** Between two sweeps for what is old. */
const roundMs = 10 * 60 * 1000;
/** Between two steps of a sweep, so that the work of the gateway goes on in between. */
const stepMs = 20;

/**
 * Lets go of finished operations that are older than the setting says, in sweeps of small steps. What the vendors hold (stock
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
  const step = async (from: PruneCursor | null): Promise<PruneCursor | null> => {
    const { operations, next } = await journal.prune(clock.now() - days * dayMs, from);
    if (operations > 0) log.info({ operations }, 'Let go of old operations');
    return next;
  };
  const goOn = (ms: number, from: PruneCursor | null): void => {
    cancel = clock.after(ms, () => {
      step(from).then(
        (next) => goOn(next === null ? roundMs : stepMs, next),
        (error: unknown) => {
          log.error({ err: error }, 'Old operations could not be let go of');
          goOn(roundMs, null);
        },
      );
    });
  };
  goOn(stepMs, null);
  return () => cancel();
};
