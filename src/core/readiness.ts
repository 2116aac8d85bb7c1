import type { Clock } from '../ports/clock.ts';
import type { Journal } from '../ports/journal.ts';
import { type JournalTrouble, JournalUnavailable } from '../ports/journal-unavailable.ts';
import type { HeldBack } from './failover/held-work.ts';
import { causeForCallers, remedyFor } from './journal-causes.ts';

/** Whether the gateway can take work. If not: why, in a word for programs and in words for the operator. */
export type Readiness =
  | { readonly ready: true; readonly heldBack: readonly HeldBack[] }
  | {
      readonly ready: false;
      readonly reason: 'JOURNAL_UNAVAILABLE';
      readonly cause: JournalTrouble;
      readonly message: string;
    };

/** An answer counts for this long, however often it is asked for. Milliseconds. */
const freshMs = 1_000;
/** A journal that says nothing for so long is away. Milliseconds. */
const patienceMs = 2_000;

const away = (cause: JournalTrouble): Readiness => ({
  ready: false,
  reason: 'JOURNAL_UNAVAILABLE',
  cause,
  message: `${causeForCallers(cause)} ${remedyFor(cause)}`,
});

/** Tells whether the journal can be written. */
export const createReadiness = (
  journal: Pick<Journal, 'check'>,
  clock: Clock,
  heldBack: () => readonly HeldBack[],
): (() => Promise<Readiness>) => {
  let latest: Promise<Readiness> | null = null;

  const check = (): Promise<Readiness> =>
    new Promise((resolve) => {
      const cancel = clock.after(patienceMs, () => resolve(away('SILENT')));
      journal
        .check()
        .then(
          () => resolve({ ready: true, heldBack: heldBack() }),
          (error: unknown) => resolve(away(error instanceof JournalUnavailable ? error.trouble : 'OTHER')),
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
