import pg from 'pg';
import { migrate } from '../../adapters/postgres/connection/migrate.ts';
import { connectionOf, storable } from '../../adapters/postgres/connection/pool.ts';
import { migrations } from '../../adapters/postgres/migrations.ts';
import { fillProducts } from '../../adapters/postgres/store/catalogue/migration.ts';
import { type Position, type Row, type Table, tables, type Value } from './tables.ts';

/** The shared journal that an embedded one is copied into. */
export type Destination = {
  /**
   * Begins or continues the migration. True if it is complete. Throws if gateways use the database, or if it holds another
   * journal.
   */
  begin(id: string): Promise<boolean>;
  /** The key of the last copied row of a table, and the number of copied rows. */
  progress(id: string, table: Table): Promise<{ readonly position: Position; readonly rows: number }>;
  /** Writes rows and the new progress in one transaction. */
  write(id: string, table: Table, rows: readonly Row[]): Promise<void>;
  count(table: Table): Promise<number>;
  finish(id: string): Promise<void>;
  close(): Promise<void>;
};

const isPosition = (value: unknown): value is readonly Value[] => Array.isArray(value);

/** Unfinished work belongs to a gateway that is gone. The first gateway that starts takes it over. */
const leaveToFirstGateway = `
  WITH gone AS (INSERT INTO gateways (expires_at) VALUES ('-infinity') RETURNING id),
    items_left AS (
      UPDATE items SET owner = (SELECT id FROM gone) WHERE state IN ('QUEUED', 'SENDING', 'RETRYING', 'AWAITING_CALLBACK'))
  UPDATE vendor_requests SET owner = (SELECT id FROM gone) WHERE outcome IN ('SENDING', 'AWAITING_CALLBACK')`;

/** Copied rows keep their ids, and new rows get greater ones. */
const continueIds = `
  SELECT setval('operation_ids', (SELECT max(id) FROM operations)) WHERE EXISTS (SELECT 1 FROM operations);
  SELECT setval(pg_get_serial_sequence('vendor_requests', 'id'), (SELECT max(id) FROM vendor_requests))
    WHERE EXISTS (SELECT 1 FROM vendor_requests);
  SELECT setval(pg_get_serial_sequence('stock_history', 'id'), (SELECT max(id) FROM stock_history))
    WHERE EXISTS (SELECT 1 FROM stock_history);
  SELECT setval(pg_get_serial_sequence('vendor_events', 'id'), (SELECT max(id) FROM vendor_events))
    WHERE EXISTS (SELECT 1 FROM vendor_events);
  SELECT setval(pg_get_serial_sequence('webhook_deliveries', 'id'), (SELECT max(id) FROM webhook_deliveries))
    WHERE EXISTS (SELECT 1 FROM webhook_deliveries);
  INSERT INTO webhook_versions (id, version) SELECT 1, pg_current_xact_id()::text
    WHERE EXISTS (SELECT 1 FROM webhook_endpoints)`;

export const openDestination = async (url: string): Promise<Destination> => {
  const options = { url };
  await migrate(options, migrations);
  const client = new pg.Client({ ...connectionOf(options), statement_timeout: 0, query_timeout: 0 });
  // The running statement reports the same error.
  client.on('error', () => {});
  await client.connect();

  const inTransaction = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    await client.query('BEGIN');
    try {
      const result = await work();
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => {});
      throw error;
    }
  };

  const countOf = async (sql: string, values: readonly unknown[] = []): Promise<number> =>
    Number((await client.query(sql, [...values])).rows[0]?.count);

  return {
    begin: (id) =>
      inTransaction(async () => {
        await client.query('LOCK TABLE gateways, moves IN EXCLUSIVE MODE');
        const own = await client.query('SELECT finished_at FROM moves WHERE id = $1', [id]);
        if (own.rowCount === 1) return own.rows[0].finished_at !== null;
        if ((await countOf('SELECT count(*) FROM gateways WHERE expires_at > clock_timestamp()')) > 0) {
          throw new Error('A gateway works on the database: stop every one of them first.');
        }
        // A migration that was interrupted before its first row left only its id.
        await client.query(
          'DELETE FROM moves m WHERE NOT EXISTS (SELECT 1 FROM move_progress p WHERE p.move_id = m.id)',
        );
        for (const { name } of tables) {
          // The retention deletes operations, but not stock and products, so every table must be empty.
          if ((await countOf(`SELECT count(*) FROM (SELECT 1 FROM ${name} LIMIT 1) AS any_of_them`)) === 0)
            continue;
          throw new Error('The database holds a journal already: give an empty one.');
        }
        await client.query('INSERT INTO moves (id) VALUES ($1)', [id]);
        return false;
      }),
    progress: async (id, table) => {
      const found = await client.query(
        'SELECT position, row_count FROM move_progress WHERE move_id = $1 AND table_name = $2',
        [id, table.name],
      );
      const [row] = found.rows;
      if (!row) return { position: null, rows: 0 };
      const position: unknown = JSON.parse(row.position);
      if (!isPosition(position)) throw new Error('The migration left no position');
      return { position, rows: Number(row.row_count) };
    },
    write: (id, { name, key, columns }, rows) =>
      inTransaction(async () => {
        const list = columns.join(', ');
        await client.query(
          `INSERT INTO ${name} (${list}) OVERRIDING SYSTEM VALUE
             SELECT ${list} FROM json_populate_recordset(NULL::${name}, $1)`,
          [JSON.stringify(rows, (_, value) => (typeof value === 'string' ? storable(value) : value))],
        );
        const last = rows.at(-1);
        await client.query(
          `INSERT INTO move_progress (move_id, table_name, position, row_count) VALUES ($1, $2, $3, $4)
             ON CONFLICT (move_id, table_name) DO UPDATE
             SET position = excluded.position, row_count = move_progress.row_count + excluded.row_count`,
          [id, name, JSON.stringify(key.map((column) => last?.[column] ?? null)), rows.length],
        );
      }),
    count: ({ name }) => countOf(`SELECT count(*) FROM ${name}`),
    finish: (id) =>
      inTransaction(async () => {
        await fillProducts(client);
        await client.query(leaveToFirstGateway);
        await client.query(continueIds);
        await client.query('UPDATE moves SET finished_at = clock_timestamp() WHERE id = $1', [id]);
      }),
    close: () => client.end(),
  };
};
