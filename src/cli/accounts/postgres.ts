import pg from 'pg';
import { channelAccountOf } from '../../adapters/journal-rows.ts';
import { migrate } from '../../adapters/postgres/connection/migrate.ts';
import { connectionOf } from '../../adapters/postgres/connection/pool.ts';
import { migrations } from '../../adapters/postgres/migrations.ts';
import { prepareAccountTransfer } from '../../adapters/postgres/store/commands/account-transfer.ts';
import { unrecorded } from '../../core/decide/accounts.ts';
import { asChannelId, type ChannelId } from '../../domain/ids.ts';
import { assertNever } from '../../lib/assert-never.ts';
import type { AccountStore, CountedAccount, Step } from './store.ts';

const unfinishedItems = `
  SELECT channel, count(*) AS items FROM items
  WHERE state IN ('QUEUED', 'SENDING', 'AWAITING_CALLBACK') GROUP BY channel`;

const listOn = async (client: pg.Client): Promise<readonly CountedAccount[]> => {
  const counted = await client.query(unfinishedItems);
  const unfinished = new Map<ChannelId, number>(
    counted.rows.map((row) => [asChannelId(String(row.channel)), Number(row.items)]),
  );
  const { rows } = await client.query(
    'SELECT id, key, vendor, account, is_current FROM channel_accounts ORDER BY id',
  );
  const known = rows.map(channelAccountOf);
  const ids = new Set(known.map(({ id }) => id));
  const others = [...unfinished.keys()].filter((id) => !ids.has(id)).map(unrecorded);
  return [...known, ...others].map((one) => ({ ...one, unfinished: unfinished.get(one.id) ?? 0 }));
};

const carryOutOn = async (client: pg.Client, steps: readonly Step[]): Promise<readonly number[]> => {
  const transfer = prepareAccountTransfer(client);
  const one = async (step: Step): Promise<number> => {
    switch (step.type) {
      case 'work':
        return transfer.work(step.from, step.to, step.keys);
      case 'stock':
        await transfer.stock(step.from, step.to);
        return 0;
      case 'keys':
        await transfer.keys(step.from, step.to);
        return 0;
      case 'account':
        await transfer.account(step.account);
        return 0;
      default:
        return assertNever(step);
    }
  };
  const moved: number[] = [];
  for (const step of steps) moved.push(await one(step));
  return moved;
};

/** Opens the journal in a database. Rejects when it can't be reached. */
export const openPostgresAccounts = async (url: string): Promise<AccountStore> => {
  const options = { url };
  await migrate(options, migrations);
  const client = new pg.Client({ ...connectionOf(options), statement_timeout: 0, query_timeout: 0 });
  // The statement that is under way reports the same.
  client.on('error', () => {});
  await client.connect();
  return {
    list: () => listOn(client),
    carryOut: async (steps) => {
      await client.query('BEGIN');
      try {
        // A gateway that starts meanwhile waits for the end of this transaction.
        await client.query('LOCK TABLE gateways IN EXCLUSIVE MODE');
        const alive = await client.query(
          'SELECT 1 FROM gateways WHERE expires_at > clock_timestamp() LIMIT 1',
        );
        if (alive.rowCount) throw new Error('A gateway works on the database: stop every one of them first.');
        const moved = await carryOutOn(client, steps);
        await client.query('COMMIT');
        return moved;
      } catch (error) {
        await client.query('ROLLBACK').catch(() => {});
        throw error;
      }
    },
    close: () => client.end(),
  };
};
