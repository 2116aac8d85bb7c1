import { maskError } from 'graphql-yoga';
import { unreadJournal } from '../graphql/journal-error.ts';

/** What a client is told of an error: that the journal can't be used, with its cause; of any other nothing. */
export const mask = (error: unknown): Error =>
  unreadJournal(error) ?? maskError(error, 'Unexpected error.', false);
