import { ExponentialBackoff, handleType, retry } from 'cockatiel';
import type { Journal } from '../../ports/journal/journal.ts';
import { JournalUnavailable } from '../../ports/journal/journal-unavailable.ts';
import type { Log } from '../../ports/log.ts';
import { remedyFor } from './causes.ts';

/**
 * A journal that retries writes about accepted work, and the reads they need, until the journal can be used again. It
 * does not retry an acceptance, because its caller gets the failure.
 */
export const createRetryingJournal = (journal: Journal, log: Log): Journal => {
  const logCause = (error: unknown): void => {
    const trouble = error instanceof JournalUnavailable ? error.trouble : 'OTHER';
    log.error({ err: error, cause: trouble, remedy: remedyFor(trouble) }, 'The journal cannot be written');
  };
  const untilWritten = retry(handleType(JournalUnavailable), {
    maxAttempts: Number.POSITIVE_INFINITY,
    backoff: new ExponentialBackoff({ initialDelay: 50, maxDelay: 5_000 }),
  }).dangerouslyUnref();
  untilWritten.onRetry((reason) => logCause('error' in reason ? reason.error : reason));
  /** Calls the policy only after a failed try, because the policy itself costs a good part of a write. */
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
        if (error instanceof JournalUnavailable) logCause(error);
        throw error;
      }),
    claim: (...about) => keep(() => journal.claim(...about)),
    resend: (...about) => keep(() => journal.resend(...about)),
    awaitCallback: (...about) => keep(() => journal.awaitCallback(...about)),
    keepEarlyCallback: (...about) => keep(() => journal.keepEarlyCallback(...about)),
    keepCallback: (...about) => keep(() => journal.keepCallback(...about)),
    settle: (...about) => keep(() => journal.settle(...about)),
    noteExchange: (...about) => keep(() => journal.noteExchange(...about)),
    requestById: (id) => keep(() => journal.requestById(id)),
    recordCatalogue: (...about) => keep(() => journal.recordCatalogue(...about)),
    removeFromCatalogue: (...about) => keep(() => journal.removeFromCatalogue(...about)),
    track: (...about) => keep(() => journal.track(...about)),
    recordRead: (...about) => keep(() => journal.recordRead(...about)),
  };
};
