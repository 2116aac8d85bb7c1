import { ExponentialBackoff, handleType, retry } from 'cockatiel';
import type { Journal } from '../ports/journal.ts';
import { JournalUnavailable } from '../ports/journal-unavailable.ts';
import type { Log } from '../ports/log.ts';

/**
 * What happened to accepted work is written down, however long the journal takes to have room for it again, and what
 * that takes is read. Only acceptance is not tried again: its caller is there to be told.
 */
export const persistent = (journal: Journal, log: Log): Journal => {
  const sayWhy = (error: unknown): void => log.error({ err: error }, 'The journal can not write');
  const untilWritten = retry(handleType(JournalUnavailable), {
    maxAttempts: Number.POSITIVE_INFINITY,
    backoff: new ExponentialBackoff({ initialDelay: 50, maxDelay: 5_000 }),
  }).dangerouslyUnref();
  untilWritten.onRetry((reason) => sayWhy('error' in reason ? reason.error : reason));

  return {
    ...journal,
    accept: (draft) =>
      journal.accept(draft).catch((error: unknown) => {
        if (error instanceof JournalUnavailable) sayWhy(error);
        throw error;
      }),
    claim: (...about) => untilWritten.execute(() => journal.claim(...about)),
    resend: (...about) => untilWritten.execute(() => journal.resend(...about)),
    awaitCallback: (...about) => untilWritten.execute(() => journal.awaitCallback(...about)),
    keepEarlyCallback: (...about) => untilWritten.execute(() => journal.keepEarlyCallback(...about)),
    settle: (...about) => untilWritten.execute(() => journal.settle(...about)),
    noteExchange: (...about) => untilWritten.execute(() => journal.noteExchange(...about)),
    requestById: (id) => untilWritten.execute(() => journal.requestById(id)),
    recordRead: (...about) => untilWritten.execute(() => journal.recordRead(...about)),
  };
};
