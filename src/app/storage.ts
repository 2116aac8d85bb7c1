import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { createInProcessBus } from '../adapters/in-process/event-bus.ts';
import { createInProcessThrottle } from '../adapters/in-process/rate-limiter.ts';
import { openSqliteJournal } from '../adapters/sqlite/open.ts';
import type { Config } from '../config/config.ts';
import type { GatewayParts } from '../core/create-gateway.ts';
import { systemClock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

/** What the gateway keeps, and what it hears and holds together with others that keep theirs in the same place. */
export type State = Pick<GatewayParts, 'journal' | 'bus' | 'createThrottle'> & {
  /** How often to look for what other gateways left, milliseconds; null where there are none. */
  readonly adoptEveryMs: number | null;
  close(): Promise<void>;
};

/** What the gateway keeps by itself, in a directory of its own. */
const openOwnState = (dataDir: string): State => {
  const journal = openSqliteJournal(dataDir);
  return {
    journal,
    bus: createInProcessBus(),
    createThrottle: createInProcessThrottle(systemClock),
    adoptEveryMs: null,
    close: () => journal.close(),
  };
};

/** What the gateways of one database keep together. */
const openSharedState = async (url: string, leaseMs: number, log: Log): Promise<State> => {
  // A gateway with a journal of its own starts without them, and without the database's client.
  const [{ openPostgresJournal }, { createPostgresBus }, { createPostgresThrottle }, throttleSchema] =
    await Promise.all([
      import('../adapters/postgres/journal/open.ts'),
      import('../adapters/postgres/events/event-bus.ts'),
      import('../adapters/postgres/rate-limiter/open.ts'),
      import('../adapters/postgres/rate-limiter/schema.ts'),
    ]);
  // A sign of life may be late twice before it is missed.
  const renewMs = leaseMs * 0.3;
  const onLost = () => log.warn('The lease of this gateway ran out: others took over what it had under way');
  const { journal, pool } = await openPostgresJournal({
    url,
    leaseMs,
    renewMs,
    onLost,
    onWarning: (message) => log.warn(message),
    migrations: [throttleSchema.throttleMigrations],
  });
  const bus = createPostgresBus({ url, pool, names: [throttleSchema.throttleChannel] });
  const gateway = randomUUID();
  return {
    journal,
    bus,
    createThrottle: createPostgresThrottle({
      pool,
      listen: bus.listen,
      gateway,
      leaseMs,
      clock: systemClock,
    }),
    adoptEveryMs: renewMs,
    close: async () => {
      await bus.close();
      await journal.close();
    },
  };
};

/** Within the data directory. The sandbox never opens the journal of real vendors, and they never open the sandbox's. */
const sandboxDirectory = 'sandbox';

/** Opens what the settings name: the one place that knows a journal, a bus and a throttle by name. */
export const openState = (
  { dataDir, databaseUrl, gatewayLeaseMs }: Config,
  isSandbox: boolean,
  log: Log,
): State | Promise<State> => {
  if (!isSandbox)
    return databaseUrl === null ? openOwnState(dataDir) : openSharedState(databaseUrl, gatewayLeaseMs, log);
  const directory = join(dataDir, sandboxDirectory);
  if (databaseUrl !== null)
    log.warn(
      { directory },
      'No vendor is configured: the sandbox keeps its journal here, not in the database',
    );
  return openOwnState(directory);
};
