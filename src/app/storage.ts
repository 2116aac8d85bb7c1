import { join } from 'node:path';
import type { Access } from '../access/access.ts';
import { createInProcessBus } from '../adapters/in-process/event-bus.ts';
import { createInProcessRateLimiter } from '../adapters/in-process/rate-limiter.ts';
import { openSqliteJournal } from '../adapters/sqlite/open.ts';
import type { Config } from '../config/config.ts';
import type { GatewayDeps } from '../core/create-gateway.ts';
import { systemClock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

export type Storage = Pick<GatewayDeps, 'journal' | 'bus' | 'createRateLimiter'> & {
  /** How often to look for work of gateways that are gone, milliseconds. Null if there are no other gateways. */
  readonly failoverEveryMs: number | null;
};

/** A journal in a directory that this gateway has for itself. */
const openEmbedded = (dataDir: string, rightsOf: Access['rightsOf']): Storage => ({
  journal: openSqliteJournal(dataDir, undefined, rightsOf),
  bus: createInProcessBus(),
  createRateLimiter: createInProcessRateLimiter(systemClock),
  failoverEveryMs: null,
});

/** A database that this gateway shares with others. */
const openShared = async (
  url: string,
  leaseMs: number,
  log: Log,
  rightsOf: Access['rightsOf'],
): Promise<Storage> => {
  // A gateway with an embedded journal starts without loading the client of PostgreSQL.
  const { openPostgres } = await import('../adapters/postgres/open.ts');
  // Two renewals may fail before the lease runs out.
  const renewMs = leaseMs * 0.3;
  const opened = await openPostgres({
    url,
    leaseMs,
    renewMs,
    rightsOf,
    onLost: () => log.warn('The lease of this gateway ran out: other gateways recover its work'),
    onWarning: (message) => log.warn(message),
  });
  return { ...opened, failoverEveryMs: renewMs };
};

/** Within the data directory. The sandbox has a journal of its own, apart from the journal of real vendors. */
const sandboxDirectory = 'sandbox';

/** Opens the journal, the event bus and the rate limiter that the settings choose. */
export const openStorage = (
  { dataDir, databaseUrl, gatewayLeaseMs }: Config,
  isSandbox: boolean,
  log: Log,
  { rightsOf }: Pick<Access, 'rightsOf'>,
): Storage | Promise<Storage> => {
  if (!isSandbox)
    return databaseUrl === null
      ? openEmbedded(dataDir, rightsOf)
      : openShared(databaseUrl, gatewayLeaseMs, log, rightsOf);
  const directory = join(dataDir, sandboxDirectory);
  if (databaseUrl !== null)
    log.warn(
      { directory },
      'No vendor is configured: the sandbox keeps its journal here, not in the database',
    );
  return openEmbedded(directory, rightsOf);
};
