import pg from 'pg';

export type Pool = pg.Pool;

export type PoolOptions = {
  readonly url: string;
  /** The most connections. */
  readonly max?: number;
  /** How long to wait for a connection, milliseconds. */
  readonly connectMs?: number;
  /** How long a statement may take, milliseconds. A connection that does not answer for longer is dropped. */
  readonly statementMs?: number;
};

/** Reads int8 as a number, because ids and times fit. Other users of pg in the process are not affected. */
const typesOf = (): pg.CustomTypesConfig => {
  const int8: number = pg.types.builtins.INT8;
  const integer = (value: string): number => {
    const number = Number(value);
    if (!Number.isSafeInteger(number)) throw new RangeError('An integer of the database is too large');
    return number;
  };
  return {
    getTypeParser: (oid: number, format?: 'text' | 'binary') =>
      oid === int8 ? integer : pg.types.getTypeParser(oid, format),
  };
};

/**
 * The settings of every session, whatever the defaults of the server, the database and the role are.
 *
 * Every row is looked up by a key. For a small or unknown table the planner would choose to read the whole table, and it
 * would keep that plan when the table has grown. Reads behind a lock have to see what others committed before, which only
 * READ COMMITTED shows. Values are sent as array literals, so NULL in a literal has to mean NULL.
 */
export const sessionSettings: Readonly<Record<string, string>> = {
  enable_seqscan: 'off',
  enable_hashjoin: 'off',
  enable_mergejoin: 'off',
  jit: 'off',
  plan_cache_mode: 'force_generic_plan',
  default_transaction_isolation: 'read committed',
  standard_conforming_strings: 'on',
  array_nulls: 'on',
};

/** In `options` a space ends a setting unless a backslash precedes it. */
const optionsText = Object.entries(sessionSettings)
  .map(([name, value]) => `-c ${name}=${value.replaceAll(' ', '\\ ')}`)
  .join(' ');

/** The default for the most connections of one gateway. */
const poolSize = 10;
/** With one for its lease and one for notifications. */
export const connectionsOfGateway = poolSize + 2;

/** How long a transaction may pause between two statements, milliseconds. */
const pausedMs = 3_000;

/** The options of every connection to the database. */
export const connectionOf = ({
  url,
  connectMs = 5_000,
  statementMs = 10_000,
}: PoolOptions): pg.ClientConfig => ({
  connectionString: url,
  application_name: 'onshelf',
  connectionTimeoutMillis: connectMs,
  // The server ends a statement first and reports it. If the server does not answer, pg ends it a little later.
  statement_timeout: statementMs,
  query_timeout: statementMs + 2_000,
  // A gateway that is paused in a transaction holds locks. Transactions of other gateways that wait for these locks soon
  // occupy all of their connections, so the server ends the paused transaction before calls for a connection time out.
  idle_in_transaction_session_timeout: Math.min(pausedMs, statementMs),
  keepAlive: true,
  keepAliveInitialDelayMillis: 5_000,
  options: optionsText,
  types: typesOf(),
});

/** The connections of one gateway. Each is opened when it is needed. */
export const openPool = (options: PoolOptions): Pool => {
  const pool = new pg.Pool({
    ...connectionOf(options),
    max: options.max ?? poolSize,
    pipeline: true,
    allowExitOnIdle: true,
  });
  // The pool replaces an idle connection that is lost. A dropped connection may still emit an error, for instance when
  // the server stops. Without a listener such an error would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
};

/**
 * PostgreSQL stores no NUL in a text and no half of a surrogate pair in JSON. NUL is stored as U+FFFF, which is no
 * character, and half of a pair as U+FFFD, the replacement character.
 */
export const storable = (text: string): string => text.replaceAll('\0', '\uFFFF').toWellFormed();

/** The values of a statement as the database can store them. Writes and look-ups use the same values. */
export const storableValues = (values: readonly unknown[]): unknown[] =>
  values.map((value) => {
    if (typeof value === 'string') return storable(value);
    if (Array.isArray(value) && typeof value[0] === 'string')
      return value.map((one: unknown) => (typeof one === 'string' ? storable(one) : one));
    return value;
  });
