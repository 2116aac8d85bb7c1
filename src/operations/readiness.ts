import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';

/** Whether the gateway can take work, and if not, why: a word for whoever balances the load. */
export type Readiness =
  | { readonly ready: true }
  | { readonly ready: false; readonly reason: 'JOURNAL_UNAVAILABLE' };

/** An answer counts for this long, however often it is asked for. Milliseconds. */
const freshMs = 1_000;
/** A journal that says nothing for so long is away. Milliseconds. */
const patienceMs = 2_000;

/** Tells whether the journal can be written. */
export const createReadiness = (
  journal: Pick<Journal, 'check'>,
  clock: Clock,
): (() => Promise<Readiness>) => {
  let latest: Promise<Readiness> | null = null;
  const away: Readiness = { ready: false, reason: 'JOURNAL_UNAVAILABLE' };

  const check = (): Promise<Readiness> =>
    new Promise((resolve) => {
      const cancel = clock.after(patienceMs, () => resolve(away));
      journal
        .check()
        .then(
          () => resolve({ ready: true }),
          () => resolve(away),
        )
        .finally(cancel);
    });

  return () => {
    if (latest) return latest;
    const asked = check();
    latest = asked;
    void asked.then(() =>
      clock.after(freshMs, () => {
        latest = null;
      }),
    );
    return asked;
  };
};
