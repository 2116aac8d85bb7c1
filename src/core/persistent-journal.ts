import { ExponentialBackoff, handleType, retry } from 'cockatiel';
import type { Journal } from '../ports/journal.ts';
import { JournalUnavailable } from '../ports/journal-unavailable.ts';
import type { Log } from '../ports/log.ts';
import { remedyFor } from './journal-causes.ts';

/**
 * What happened to accepted work is written down, however long the journal takes to have room for it again, and what
 * that takes is read. Only acceptance is not tried again: its caller is there to be told.
 */
export const persistent = (journal: Journal, log: Log): Journal => {
  const sayWhy = (error: unknown): void => {
    const trouble = error instanceof JournalUnavailable ? error.trouble : 'OTHER';
    log.error({ err: error, cause: trouble, remedy: remedyFor(trouble) }, 'The journal can not write');
  };
  const untilWritten = retry(handleType(JournalUnavailable), {
    maxAttempts: Number.POSITIVE_INFINITY,
    backoff: new ExponentialBackoff({ initialDelay: 50, maxDelay: 5_000 }),
  }).dangerouslyUnref();
  untilWritten.onRetry((reason) => sayWhy('error' in reason ? reason.error : reason));
  /** Only a try that failed needs the policy: its way there and back costs a good part of what a write does. */
  const keep = async <Result>(write: () => Promise<Result>): Promise<Result> => {
    try {
      return await write();
    } catch (error) {
      return untilWritten.execute(({ attempt }) => (attempt === 0 ? Promise.reject(error) : write()));
    }
  };

  return {
    ...journal,
    accept: (draft) =>
      journal.accept(draft).catch((error: unknown) => {
        if (error instanceof JournalUnavailable) sayWhy(error);
        throw error;
      }),
    claim: (...about) => keep(() => journal.claim(...about)),
    resend: (...about) => keep(() => journal.resend(...about)),
    awaitCallback: (...about) => keep(() => journal.awaitCallback(...about)),
    keepEarlyCallback: (...about) => keep(() => journal.keepEarlyCallback(...about)),
    settle: (...about) => keep(() => journal.settle(...about)),
    noteExchange: (...about) => keep(() => journal.noteExchange(...about)),
    requestById: (id) => keep(() => journal.requestById(id)),
    recordRead: (...about) => keep(() => journal.recordRead(...about)),
  };
};
