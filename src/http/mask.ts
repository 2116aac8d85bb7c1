import { maskError } from 'graphql-yoga';
import { unreadJournal } from '../graphql/errors.ts';

/** The error that a client sees: the cause if the journal cannot be used, and no detail of any other error. */
export const mask = (error: unknown): Error =>
  unreadJournal(error) ?? maskError(error, 'Unexpected error.', false);
