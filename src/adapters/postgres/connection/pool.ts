import pg from 'pg';

export type Pool = pg.Pool;

export type PoolOptions = {
  readonly url: string;
  /** Connections at most. */
  readonly max?: number;
  /** How long to wait for a connection, milliseconds. */
  readonly connectMs?: number;
  /** How long one statement may take, milliseconds; a connection that stays silent for longer is given up. */
  readonly statementMs?: number;
};

/** int8 as a number: ids and times fit. This pool's alone, whatever else of the process uses pg. */
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
 * What every session is given, whatever the server, the database or the role has as its default.
 *
 * Every row is looked up by a key. A planner that knows a table to be small, or knows nothing of it, would read all of
 * it, and would go on to do so when the table has grown. Locks are followed by reads of what others committed meanwhile,
 * which only READ COMMITTED shows. Values go to the server as array literals, whose NULL has to be one.
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

/** A space ends a setting of the `options` unless a backslash stands before it. */
const optionsText = Object.entries(sessionSettings)
  .map(([name, value]) => `-c ${name}=${value.replaceAll(' ', '\\ ')}`)
  .join(' ');

/** Connections for the work of one gateway, unless it is told otherwise. */
const poolSize = 10;
/** With one for its lease and one for notifications. */
export const connectionsOfGateway = poolSize + 2;

/** For so long a transaction may stand still between two statements, milliseconds. */
const pausedMs = 3_000;

/** What every connection to the database is opened with. */
export const connectionOf = ({
  url,
  connectMs = 5_000,
  statementMs = 10_000,
}: PoolOptions): pg.ClientConfig => ({
  connectionString: url,
  application_name: 'onshelf',
  connectionTimeoutMillis: connectMs,
  // The server gives up first, and says so; a server that says nothing is given up a little later.
  statement_timeout: statementMs,
  query_timeout: statementMs + 2_000,
  // A gateway that is paused in a transaction must not hold up the others: where they wait for what it has locked, their
  // connections are all taken before long, and who wants one then must still get it in time.
  idle_in_transaction_session_timeout: Math.min(pausedMs, statementMs),
  keepAlive: true,
  keepAliveInitialDelayMillis: 5_000,
  options: optionsText,
  types: typesOf(),
});

/** The connections of one gateway. None is made before it is needed. */
export const openPool = (options: PoolOptions): Pool => {
  const pool = new pg.Pool({
    ...connectionOf(options),
    max: options.max ?? poolSize,
    pipeline: true,
    allowExitOnIdle: true,
  });
  // A connection that is lost while it idles is simply not there the next time. One that is given up may still be told
  // that its server stops, when nobody else listens to it: an error that nobody hears would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
};
