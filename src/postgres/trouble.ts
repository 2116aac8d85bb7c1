import pg from 'pg';
import { JournalUnavailable, reasonOf } from '../ports/journal-unavailable.ts';

/** The SQLSTATE of what the server said; null for trouble on the way to it, whose codes may look alike (EPIPE). */
const stateOf = (error: unknown): string | null => {
  const cause = error instanceof JournalUnavailable ? error.cause : error;
  return cause instanceof pg.DatabaseError ? (cause.code ?? null) : null;
};

/**
 * Classes and codes (https://www.postgresql.org/docs/current/errcodes-appendix.html) of what passes: connections that
 * break, a login that is refused, no room, a server that is stopped or is a standby by now, waits that took too long,
 * and transactions that got into each other's way.
 */
const passing = /^(?:08|28|53|57P|58|57014|55P03|25P03|25006|40)/u;

/** What pg threw, as the port tells it: trouble that passes is JournalUnavailable, anything else a bug. */
export const asTrouble = (error: unknown): unknown => {
  const state = stateOf(error);
  return state === null || passing.test(state) ? new JournalUnavailable(error) : error;
};

/** Whether the connection is gone, and with it the word on what was last asked. */
export const isLost = (error: unknown): boolean => {
  if (!(error instanceof JournalUnavailable)) return false;
  const state = stateOf(error);
  return state === null || /^(?:08|57P|25P03)/u.test(state);
};

/** Two transactions got into each other's way: the one that was broken off can run again. */
export const isCollision = (error: unknown): boolean => /^40/u.test(stateOf(error) ?? '');

/** Where a URL leads, without who goes there. */
const placeOf = (url: string): string => {
  const { host, pathname } = new URL(url);
  return `The database ${decodeURIComponent(pathname.slice(1))} at ${host || 'this machine'}`;
};

/** The database that a start needs is not to be had; nothing was done. */
export class DatabaseUnavailable extends JournalUnavailable {
  constructor(url: string, cause: unknown) {
    super(cause);
    this.name = 'DatabaseUnavailable';
    this.message = `${placeOf(url)} can't be had: ${reasonOf(cause)}`;
  }
}
