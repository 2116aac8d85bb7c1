import type { DatabaseSync } from 'node:sqlite';
import { changedAccounts, decideRegistration, unrecorded } from '../../core/decide/accounts.ts';
import type { ChannelId } from '../../domain/ids.ts';
import type { ChannelAccount, ConfiguredAccount, Registration } from '../../ports/journal/accounts.ts';
import { channelAccountOf } from '../journal-rows.ts';
import type { TargetQueues } from './cache/target-queues.ts';

/** The smallest channel after each one is found by the primary key, so no table is read completely. */
const channelsOf = (table: string): string => `
  INSERT OR IGNORE INTO channel_accounts (id, key, is_current)
    WITH RECURSIVE held (channel) AS (
      SELECT min(channel) FROM ${table}
      UNION ALL SELECT (SELECT min(t.channel) FROM ${table} t WHERE t.channel > held.channel) FROM held
        WHERE held.channel IS NOT NULL)
    SELECT channel, channel, 1 FROM held WHERE channel IS NOT NULL;`;

/** A migration: the account of each channel, and the part of an idempotency key that depends on it. */
export const accountsOfChannels = `
  CREATE TABLE channel_accounts (
    id TEXT NOT NULL PRIMARY KEY,
    key TEXT NOT NULL,
    -- Both null where an earlier version did not record the account.
    vendor TEXT,
    account TEXT,
    is_current INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  ${['stock_levels', 'products', 'watermarks'].map(channelsOf).join('')}

  ALTER TABLE operations ADD COLUMN key_scope TEXT NOT NULL DEFAULT '';
  DROP INDEX operations_by_idempotency_key;
  CREATE UNIQUE INDEX operations_by_idempotency_key ON operations (client, idempotency_key, key_scope)
    WHERE idempotency_key IS NOT NULL;
  `;

export const prepareAccountRows = (db: DatabaseSync) => {
  const all = db.prepare('SELECT id, key, vendor, account, is_current FROM channel_accounts ORDER BY id');
  const put = db.prepare(`
    INSERT INTO channel_accounts (id, key, vendor, account, is_current) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET vendor = excluded.vendor, account = excluded.account, is_current = excluded.is_current`);
  return {
    read: (): readonly ChannelAccount[] => all.all().map(channelAccountOf),
    put: ({ id, key, account, isCurrent }: ChannelAccount): void => {
      put.run(id, key, account?.vendor ?? null, account?.name ?? null, Number(isCurrent));
    },
  };
};

export const prepareAccounts = (db: DatabaseSync, queues: Pick<TargetQueues, 'count'>) => {
  const rows = prepareAccountRows(db);

  /** Including a row for unfinished work of an earlier version, which recorded no accounts. */
  const seen = (unfinished: ReadonlyMap<ChannelId, number>): readonly ChannelAccount[] => {
    const recorded = rows.read();
    const ids = new Set(recorded.map(({ id }) => id));
    const others = [...unfinished.keys()].filter((id) => !ids.has(id)).map(unrecorded);
    for (const other of others) rows.put(other);
    return [...recorded, ...others];
  };

  return {
    register: (configured: readonly ConfiguredAccount[]): Registration => {
      const unfinished = queues.count();
      const before = seen(unfinished);
      const registration = decideRegistration(before, configured, (id) => unfinished.has(id));
      for (const one of changedAccounts(before, registration.accounts)) rows.put(one);
      return registration;
    },
    unfinishedOf: (ids: readonly ChannelId[]): ReadonlyMap<ChannelId, number> => {
      const counts = queues.count();
      return new Map(ids.map((id) => [id, counts.get(id) ?? 0]));
    },
  };
};
