import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal/journal.ts';
import type { PruneCursor } from '../ports/journal/prune.ts';
import type { Log } from '../ports/log.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** The pause between two sweeps. */
const roundMs = 10 * 60 * 1000;
/** The pause between two steps of a sweep. Other work of the gateway runs in it. */
const stepMs = 20;
/** The time between two sweeps of the history of stock, which read most of its entries. */
const historyMs = 6 * 60 * 60 * 1000;

/**
 * Deletes completed operations and entries of the stock history that are older than `days`, in sweeps of small steps.
 * Stock and products stay. Returns the function that stops it.
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
  let historyFrom = Number.NEGATIVE_INFINITY;
  const isDue = (next: PruneCursor): boolean => {
    if (next.of !== 'history' || next.after !== null) return true;
    if (clock.now() < historyFrom) return false;
    historyFrom = clock.now() + historyMs;
    return true;
  };
  const step = async (from: PruneCursor | null): Promise<PruneCursor | null> => {
    const { operations, next } = await journal.prune(clock.now() - days * dayMs, from);
    if (operations > 0) log.info({ operations }, 'Deleted old operations');
    return next && isDue(next) ? next : null;
  };
  const scheduleStep = (ms: number, from: PruneCursor | null): void => {
    cancel = clock.after(ms, () => {
      step(from).then(
        (next) => scheduleStep(next === null ? roundMs : stepMs, next),
        (error: unknown) => {
          log.error({ err: error }, 'Could not delete old operations');
          scheduleStep(roundMs, null);
        },
      );
    });
  };
  scheduleStep(stepMs, null);
  return () => cancel();
};
