import { changedAccounts, decideRegistration, unrecorded } from '../../../core/decide/accounts.ts';
import { asChannelId, type ChannelId } from '../../../domain/ids.ts';
import type { ConfiguredAccount, Registration } from '../../../ports/journal/accounts.ts';
import { channelAccountOf, integer, text } from '../../journal-rows.ts';
import { advisoryLocks, type Read, type Statement, type Transactions } from '../connection/transaction.ts';
import { isWaiting } from './sql.ts';

/** The smallest channel after each one is found by the primary key: no table is read as a whole. */
const channelsOf = (table: string): string => `
  INSERT INTO channel_accounts (id, key, is_current)
    WITH RECURSIVE held (channel) AS (
      SELECT min(channel) FROM ${table}
      UNION ALL SELECT (SELECT min(t.channel) FROM ${table} t WHERE t.channel > held.channel) FROM held
        WHERE held.channel IS NOT NULL)
    SELECT channel, channel, 1 FROM held WHERE channel IS NOT NULL
    ON CONFLICT DO NOTHING;`;

/** A migration: the account of each channel, and the scope of an idempotency key, which depends on it. */
export const accountsOfChannels = `
  CREATE TABLE channel_accounts (
    id TEXT COLLATE "C" PRIMARY KEY,
    key TEXT COLLATE "C" NOT NULL,
    -- Both null where an earlier version did not record the account.
    vendor TEXT COLLATE "C",
    account TEXT COLLATE "C",
    is_current INTEGER NOT NULL
  );
  ${['stock_levels', 'products', 'targets'].map(channelsOf).join('')}

  ALTER TABLE operations ADD COLUMN key_scope TEXT COLLATE "C" NOT NULL DEFAULT '';
  CREATE UNIQUE INDEX operations_by_scoped_key ON operations (client, idempotency_key, key_scope)
    WHERE idempotency_key IS NOT NULL;
  DROP INDEX operations_by_idempotency_key;
  `;

const readAll: Statement = {
  name: 'channel-accounts',
  text: 'SELECT id, key, vendor, account, is_current FROM channel_accounts ORDER BY id',
};

const put: Statement = {
  name: 'put-channel-accounts',
  text: `
    INSERT INTO channel_accounts (id, key, vendor, account, is_current)
    SELECT id, key, vendor, account, is_current
    FROM json_to_recordset($1) AS d (id text, key text, vendor text, account text, is_current integer)
    ON CONFLICT (id) DO UPDATE SET vendor = excluded.vendor, account = excluded.account,
      is_current = excluded.is_current`,
};

const belongsToLivingGateway = `EXISTS (
  SELECT 1 FROM gateways g WHERE g.id = i.owner AND g.id <> $1 AND g.expires_at > clock_timestamp())`;
/** Each part names its partial index, in the words of the index, so that items that have ended are not read. */
const unfinishedAmong = (which: string): string => `
  SELECT channel, sum(items)::bigint AS items FROM (
    SELECT i.channel, count(*) AS items FROM items i
    WHERE ${isWaiting('i.state')} AND ${which} AND NOT ${belongsToLivingGateway} GROUP BY 1
    UNION ALL SELECT i.channel, count(*) FROM items i
    WHERE i.state IN ('SENDING', 'AWAITING_CALLBACK') AND ${which} AND NOT ${belongsToLivingGateway} GROUP BY 1) u
  GROUP BY 1`;

const unfinishedUnrecorded: Statement = {
  name: 'unfinished-unrecorded',
  text: unfinishedAmong(
    'NOT EXISTS (SELECT 1 FROM channel_accounts a WHERE a.id = i.channel AND a.account IS NOT NULL)',
  ),
};
const unfinished: Statement = {
  name: 'unfinished-of-channels',
  text: unfinishedAmong('i.channel = ANY ($2::text[])'),
};

/** Gateways that start together register one after the other. Each gets the ids of its own accounts. */
export const registerAccounts = (
  transaction: Transactions,
  configured: readonly ConfiguredAccount[],
): Promise<Registration> =>
  transaction(async ({ owner, run }) => {
    const recorded = (await run(readAll, [])).map(channelAccountOf);
    const isComplete =
      recorded.length > 0 &&
      recorded.every(({ account }) => account !== null) &&
      configured.every((one) => recorded.some(({ key }) => key === one.key));
    const open = isComplete
      ? new Set<ChannelId>()
      : new Set((await run(unfinishedUnrecorded, [owner])).map((row) => asChannelId(text(row, 'channel'))));
    const known = new Set(recorded.map(({ id }) => id));
    const before = [...recorded, ...[...open].filter((id) => !known.has(id)).map(unrecorded)];
    const registration = decideRegistration(before, configured, (id) => open.has(id));
    const changed = changedAccounts(recorded, registration.accounts);
    if (changed.length > 0) {
      const rows = changed.map(({ id, key, account, isCurrent }) => ({
        id,
        key,
        vendor: account?.vendor ?? null,
        account: account?.name ?? null,
        is_current: Number(isCurrent),
      }));
      void run(put, [JSON.stringify(rows)]);
    }
    return registration;
  }, `SELECT pg_advisory_xact_lock(${advisoryLocks.accounts}, 0)`);

export const unfinishedOf = async (
  read: Read,
  owner: number,
  channels: readonly ChannelId[],
): Promise<ReadonlyMap<ChannelId, number>> => {
  const rows = await read(unfinished, [owner, channels]);
  const counts = new Map(rows.map((row) => [asChannelId(text(row, 'channel')), integer(row, 'items')]));
  return new Map(channels.map((id) => [id, counts.get(id) ?? 0]));
};
