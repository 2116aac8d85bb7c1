import { GraphQLError } from 'graphql';
import { causeForCallers } from '../core/journal-causes.ts';
import { JournalInDoubt, JournalUnavailable } from '../ports/journal-unavailable.ts';

const isOfJournal = (error: unknown): error is JournalUnavailable => error instanceof JournalUnavailable;

const errorOf = (error: JournalUnavailable, message: string): GraphQLError =>
  new GraphQLError(message, {
    originalError: null,
    extensions: { code: 'JOURNAL_UNAVAILABLE', cause: error.trouble },
  });

const inDoubt =
  'Whether this was accepted is not known, and it may be applied. Once the gateway can use its journal again, ask ' +
  'again with the same idempotencyKey or the same absolute values.';

/** The error of a mutation whose acceptance the journal did not write. Returns any other error unchanged. */
export const refusedByJournal = (error: unknown): unknown => {
  if (!isOfJournal(error)) return error;
  const rest = error instanceof JournalInDoubt ? inDoubt : 'Nothing was accepted. Try again later.';
  return errorOf(error, `${causeForCallers(error.trouble)} ${rest}`);
};

/** The error of a query if the journal cannot be read; null for any other error. */
export const unreadJournal = (error: unknown): GraphQLError | null => {
  const thrown = error instanceof GraphQLError ? error.originalError : error;
  if (!isOfJournal(thrown)) return null;
  const { message, extensions } = errorOf(thrown, `${causeForCallers(thrown.trouble)} Try again later.`);
  const { nodes, path } = error instanceof GraphQLError ? error : {};
  return new GraphQLError(message, { nodes, path, extensions });
};
