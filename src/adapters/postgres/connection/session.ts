import pg from 'pg';
import { connectionOf, type PoolOptions, sessionSettings } from './pool.ts';

/** The session settings that did not reach the server, because a pooler dropped them. */
const lostSettings = async (client: pg.Client): Promise<readonly string[]> => {
  const names = Object.keys(sessionSettings);
  const { rows } = await client.query<{ name: string; value: string }>(
    'SELECT n AS name, current_setting(n) AS value FROM unnest($1::text[]) n',
    [names],
  );
  return rows.flatMap(({ name, value }) => (sessionSettings[name] === value ? [] : [name]));
};

const throughPooler =
  'connect to PostgreSQL directly, or through a pooler that gives each client a server connection of its own ' +
  '(PgBouncer: pool_mode = session).';

const proofChannel = 'onshelf_start';
/** A direct connection delivers within one round trip. Milliseconds. */
const proofMs = 5_000;

/**
 * Whether a connection receives what another one notifies. Behind a pooler in transaction or statement mode it does not,
 * because the connection soon gets another session. Prepared statements and session settings fail for the same reason, at
 * unforeseeable moments.
 */
const hearsNotifications = async (client: pg.Client, options: PoolOptions): Promise<boolean> => {
  const token = `${process.pid}/${performance.now()}`;
  const heard = new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), proofMs);
    client.on('notification', ({ payload }) => {
      if (payload !== token) return;
      clearTimeout(timer);
      resolve(true);
    });
  });
  await client.query(`LISTEN ${proofChannel}`);
  const other = new pg.Client(connectionOf(options));
  other.on('error', () => {});
  try {
    await other.connect();
    await other.query('SELECT pg_notify($1, $2)', [proofChannel, token]);
  } finally {
    await other.end().catch(() => {});
  }
  const isHeard = await heard;
  await client.query(`UNLISTEN ${proofChannel}`);
  return isHeard;
};

/** Null if a session of the gateway is a session of the server itself. Otherwise the problem and its remedy. */
export const sessionProblem = async (client: pg.Client, options: PoolOptions): Promise<string | null> => {
  const lost = await lostSettings(client);
  if (lost.length > 0) {
    return (
      `The settings that Onshelf gives a connection do not reach the server (${lost.join(', ')}). Either DATABASE_URL ` +
      `has options of its own, which replace them: remove those. Or a pooler drops them: ${throughPooler}`
    );
  }
  return (await hearsNotifications(client, options))
    ? null
    : `A connection that listens hears no notification, as behind a pooler in transaction mode: ${throughPooler}`;
};
