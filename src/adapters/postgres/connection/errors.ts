import pg from 'pg';
import {
  type JournalTrouble,
  JournalUnavailable,
  reasonOf,
} from '../../../ports/journal/journal-unavailable.ts';

const causeOf = (error: unknown): unknown => (error instanceof JournalUnavailable ? error.cause : error);

/** The SQLSTATE of an error of the server. Null for an error of the connection, whose code may look alike (EPIPE). */
const stateOf = (error: unknown): string | null => {
  const cause = causeOf(error);
  return cause instanceof pg.DatabaseError ? (cause.code ?? null) : null;
};

/**
 * Errors that pass, or that an operator can correct while the gateway runs, by class or code
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html). Every other code is a bug. The first match counts.
 */
const troubles: readonly (readonly [RegExp, JournalTrouble])[] = [
  [/^08/u, 'DATABASE_UNREACHABLE'],
  [/^28/u, 'DATABASE_LOGIN_REFUSED'],
  [/^3D000/u, 'DATABASE_MISSING'],
  [/^42501/u, 'RIGHTS_MISSING'],
  [/^53300/u, 'DATABASE_CONNECTIONS_USED_UP'],
  [/^53100/u, 'DISK_FULL'],
  [/^53200/u, 'OUT_OF_MEMORY'],
  [/^53/u, 'OTHER'],
  [/^57014/u, 'STATEMENT_TIMEOUT'],
  [/^57P0[123]/u, 'DATABASE_STARTING_OR_STOPPING'],
  [/^57P/u, 'DATABASE_UNREACHABLE'],
  [/^58/u, 'DISK_ERROR'],
  [/^25006/u, 'READ_ONLY'],
  [/^(?:25P03|55P03|40)/u, 'LOCKED'],
];

/** Errors of pg itself, by their messages, because they have no codes. */
const errorsOfClient: readonly (readonly [RegExp, JournalTrouble])[] = [
  [/^timeout exceeded when trying to connect$/u, 'GATEWAY_CONNECTIONS_BUSY'],
  [/^(?:Query read timeout|Connection terminated due to connection timeout)$/u, 'SILENT'],
];

const namedIn = (
  table: readonly (readonly [RegExp, JournalTrouble])[],
  text: string,
): JournalTrouble | undefined => table.find(([pattern]) => pattern.test(text))?.[1];

/** Bugs. Errors of pg and of Node's sockets have no class of their own. */
const isBug = (error: unknown): boolean =>
  error instanceof TypeError || error instanceof RangeError || error instanceof ReferenceError;

const troubleOf = (error: unknown): JournalTrouble | null => {
  const state = stateOf(error);
  if (state !== null) return namedIn(troubles, state) ?? null;
  if (isBug(error)) return null;
  return namedIn(errorsOfClient, reasonOf(error)) ?? 'DATABASE_UNREACHABLE';
};

/** The error of the port for an error of pg: JournalUnavailable for trouble that passes. A bug stays as it is. */
export const asTrouble = (error: unknown): unknown => {
  if (error instanceof JournalUnavailable) return error;
  const trouble = troubleOf(error);
  return trouble === null ? error : new JournalUnavailable(error, trouble);
};

/** Whether the connection is lost, and with it the answer to the last statement. */
export const isLost = (error: unknown): error is JournalUnavailable => {
  if (!(error instanceof JournalUnavailable)) return false;
  const state = stateOf(error);
  return state === null || /^(?:08|57P|25P03)/u.test(state);
};

/** Two transactions collided. The one that the database ended can run again. */
export const isCollision = (error: unknown): boolean => /^40/u.test(stateOf(error) ?? '');

/** The database of a URL, without the user and the password. */
const placeOf = (url: string): string => {
  const { host, pathname } = new URL(url);
  return `The database ${decodeURIComponent(pathname.slice(1))} at ${host || 'this machine'}`;
};

/** Remedies for refused connections, where the message of the refusal names none. */
const remedies: readonly (readonly [RegExp, string])[] = [
  [
    /unsupported startup parameter/u,
    'A pooler refuses the settings that Onshelf gives a connection: connect to PostgreSQL directly.',
  ],
  [
    /too many clients|remaining connection slots|too many connections/u,
    'Raise max_connections, or stop other clients.',
  ],
  [
    /password authentication failed|no pg_hba\.conf entry/u,
    'Correct the role and the password in DATABASE_URL.',
  ],
  [/database "[^"]*" does not exist/u, 'Create it, or correct DATABASE_URL.'],
  [/does not support SSL/u, 'Remove sslmode from DATABASE_URL, or turn SSL on at the server.'],
];
const remedyOf = (reason: string): string => {
  const found = remedies.find(([pattern]) => pattern.test(reason));
  return found ? `. ${found[1]}` : '';
};

/** The database is not available at the start. Nothing was done. */
export class DatabaseUnavailable extends JournalUnavailable {
  constructor(url: string, cause: unknown) {
    super(cause, troubleOf(cause) ?? 'OTHER');
    this.name = 'DatabaseUnavailable';
    const reason = reasonOf(cause);
    this.message = `${placeOf(url)} is not available: ${reason}${remedyOf(reason)}`;
  }
}

/** The database does not meet a requirement. Each problem is a sentence or two, with what to do. */
export class DatabaseUnsuitable extends Error {
  constructor(url: string, problems: readonly string[]) {
    super(`${placeOf(url)} can't be used. ${problems.join(' ')} Nothing was changed.`);
    this.name = 'DatabaseUnsuitable';
  }
}
