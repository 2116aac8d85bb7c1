import type { Clock } from '../../ports/clock.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import { type JournalTrouble, JournalUnavailable } from '../../ports/journal/journal-unavailable.ts';
import type { HeldBack } from '../channels/held-back-work.ts';
import { causeForCallers, remedyFor } from './causes.ts';

/** Whether the gateway can accept work. If not, `cause` has the reason for programs and `message` for the operator. */
export type Readiness =
  | { readonly ready: true; readonly heldBack: readonly HeldBack[] }
  | {
      readonly ready: false;
      readonly reason: 'JOURNAL_UNAVAILABLE';
      readonly cause: JournalTrouble;
      readonly message: string;
    };

/** A result is reused for this long, milliseconds. */
const freshMs = 1_000;
/** A journal that does not answer for this long is unavailable. Milliseconds. */
const timeoutMs = 2_000;

const notReady = (cause: JournalTrouble): Readiness => ({
  ready: false,
  reason: 'JOURNAL_UNAVAILABLE',
  cause,
  message: `${causeForCallers(cause)} ${remedyFor(cause)}`,
});

/** Checks whether the journal can be written. */
export const createReadiness = (
  journal: Pick<Journal, 'check'>,
  clock: Clock,
  heldBack: () => readonly HeldBack[],
): (() => Promise<Readiness>) => {
  let latest: Promise<Readiness> | null = null;

  const check = (): Promise<Readiness> =>
    new Promise((resolve) => {
      const cancel = clock.after(timeoutMs, () => resolve(notReady('SILENT')));
      journal
        .check()
        .then(
          () => resolve({ ready: true, heldBack: heldBack() }),
          (error: unknown) =>
            resolve(notReady(error instanceof JournalUnavailable ? error.trouble : 'OTHER')),
        )
        .finally(cancel);
    });

  return () => {
    if (latest) return latest;
    const current = check();
    latest = current;
    void current.then(() =>
      clock.after(freshMs, () => {
        latest = null;
      }),
    );
    return current;
  };
};
