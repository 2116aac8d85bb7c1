import { join } from 'node:path';
import pg from 'pg';
import { describe, expect } from 'vitest';
import { openPostgres } from '../../../src/adapters/postgres/open.ts';
import { runMigrateJournal } from '../../../src/cli/migrate-journal/run.ts';
import type { StockQuantityInput } from '../../e2e/generated/graphql.ts';
import {
  accepted,
  confirmInventory,
  ended,
  operationOf,
  replaceProducts,
  setStock,
  until,
} from '../../support/client.ts';
import { runHere, startsHere } from '../../support/in-process.ts';
import { confirmation, globalLinkStock, orderItem, product, smaregiStock } from '../../support/items.ts';
import { createEmptyDatabase, query } from '../../support/postgres.ts';
import { type Gateway, it as processIt } from '../../support/process.ts';
import type { Program } from '../../support/program.ts';
import type { Settings } from '../../support/settings.ts';

const it = processIt.extend('database', async ({ onTestFinished }): Promise<string> => {
  const { url, drop } = await createEmptyDatabase();
  onTestFinished(drop);
  return url;
});

type Run = (script: string, args?: readonly string[], settings?: Settings) => Program;

const migrate = (runProgram: Run, from: string, to: string): Program =>
  runProgram('src/cli/onshelf.ts', ['migrate-journal', '--from', from, '--to', to]);

const migrateHere = (from: string, to: string) => runHere(runMigrateJournal, ['--from', from, '--to', to]);

const stop = async ({ child, ended: end }: Gateway): Promise<void> => {
  child.kill('SIGTERM');
  expect(await end).toBe(0);
};

const kill = async ({ child, ended: end }: Gateway): Promise<void> => {
  child.kill('SIGKILL');
  await end;
};

const many = (count: number): StockQuantityInput[] =>
  Array.from({ length: count }, (_, at) => globalLinkStock(`product-${at}`, at));

/**
 * Migrates the schema of the database, and stops a move in the middle of the table of items, after its first batch.
 * Returns the function that lets it continue.
 */
const stopAfterFirstItems = async (database: string): Promise<() => Promise<void>> => {
  const { journal } = await openPostgres({ url: database });
  await journal.close();
  await query(
    database,
    `CREATE FUNCTION wait_for_test() RETURNS trigger LANGUAGE plpgsql AS $$
       BEGIN
         IF EXISTS (SELECT FROM items) THEN PERFORM pg_advisory_xact_lock(1); END IF;
         RETURN NULL;
       END $$;
     CREATE TRIGGER wait_for_test BEFORE INSERT ON items EXECUTE FUNCTION wait_for_test()`,
  );
  const client = new pg.Client({ connectionString: database });
  await client.connect();
  await client.query('SELECT pg_advisory_lock(1)');
  return async () => {
    await client.query('SELECT pg_advisory_unlock(1)');
    await client.query('DROP TRIGGER wait_for_test ON items');
    await client.query('DROP FUNCTION wait_for_test');
    await client.end();
  };
};

describe('onshelf migrate-journal', () => {
  it('moves finished work, stock levels and unfinished work, and the work continues', async ({
    startGateway,
    runProgram,
    vendors,
    database,
  }) => {
    const before = await startGateway(vendors.settings);
    const done = accepted(await setStock(before.url, many(1_000), { idempotencyKey: 'spring' }));
    await replaceProducts(before.url, [product('shirt-1')]);
    await confirmInventory(before.url, [confirmation(orderItem(1))]);
    const operationBefore = await operationOf(before.url, done.id);
    // A request that waits for its callback, and an item behind it that waits in the queue.
    vendors.smaregi.control.fail({ on: 'webhook', kind: 'never' });
    const waiting = accepted(await setStock(before.url, [smaregiStock('567', 1)], { waitMs: 0 }));
    await until(
      () => vendors.smaregi.control.writes(),
      (writes) => writes.length === 1,
    );
    const behind = accepted(await setStock(before.url, [smaregiStock('567', 2)], { waitMs: 0 }));
    await kill(before);

    const program = migrate(runProgram, before.settings['DATA_DIR'] ?? '', database);
    expect(await program.ended, program.said.err).toBe(0);
    expect(program.said.err).toMatch(/^operations +5$/mu);
    expect(program.said.err).toContain('The journal is moved.');

    const after = await startGateway({
      ...vendors.settings,
      DATABASE_URL: database,
      CALLBACK_TIMEOUT_MS: '500',
    });
    expect(await operationOf(after.url, done.id)).toEqual(operationBefore);
    const again = await setStock(after.url, many(1_000), { idempotencyKey: 'spring' });
    expect(again.replayed).toBe(true);
    expect((await ended(after.url, waiting.id)).status).toBe('COMPLETED');
    expect(await ended(after.url, behind.id)).toMatchObject({ appliedCount: 1 });
    expect(vendors.smaregi.control.writes().at(-1)).toMatchObject({ value: { stockAmount: '2' } });
    const next = accepted(await setStock(after.url, [globalLinkStock('product-1', 7)]));
    expect((await operationOf(after.url, next.id)).appliedCount).toBe(1);
  });

  it('continues after an interruption, and no gateway can start on either side before', async ({
    startGateway,
    runProgram,
    vendors,
    database,
  }) => {
    const before = await startGateway(vendors.settings);
    const { id } = accepted(await setStock(before.url, many(1_000)));
    for (let more = 1; more < 3; more += 1) await setStock(before.url, many(1_000));
    await stop(before);
    const from = before.settings['DATA_DIR'] ?? '';

    const release = await stopAfterFirstItems(database);
    const first = migrate(runProgram, from, database);
    const itemRows = async (): Promise<number> =>
      Number(
        (await query(database, "SELECT row_count FROM move_progress WHERE table_name = 'items'"))[0]?.[
          'row_count'
        ] ?? 0,
      );
    await until(itemRows, (rows) => rows > 0);
    first.child.kill('SIGKILL');
    await first.ended;
    await release();
    expect(await itemRows()).toBeLessThan(3_000);

    const embedded = runProgram('src/main.ts', [], { ...vendors.settings, PORT: '0', DATA_DIR: from });
    expect(await embedded.ended).toBe(1);
    expect(embedded.said.err).toContain('is being moved to PostgreSQL');
    const shared = runProgram('src/main.ts', [], { ...vendors.settings, PORT: '0', DATABASE_URL: database });
    expect(await shared.ended).toBe(1);
    expect(shared.said.err).toContain('is not finished');

    const second = migrate(runProgram, from, database);
    expect(await second.ended, second.said.err).toBe(0);
    const after = await startGateway({ ...vendors.settings, DATABASE_URL: database });
    expect((await operationOf(after.url, id)).appliedCount).toBe(1_000);
    expect(await query(database, 'SELECT count(*)::integer AS items FROM items')).toEqual([{ items: 3_000 }]);
    await stop(after);

    const third = await migrateHere(from, database);
    expect(third.code, third.err).toBe(0);
    const back = runProgram('src/main.ts', [], { ...vendors.settings, PORT: '0', DATA_DIR: from });
    expect(await back.ended).toBe(1);
    expect(back.said.err).toContain('was moved to PostgreSQL: set DATABASE_URL');
  });

  it('refuses while a gateway runs on either side, and if the database holds a journal', async ({
    startGateway,
    vendors,
    database,
  }) => {
    const embedded = await startGateway(vendors.settings);
    await setStock(embedded.url, many(1));
    const from = embedded.settings['DATA_DIR'] ?? '';
    const running = await migrateHere(from, database);
    expect(running.code).toBe(1);
    expect(running.err).toContain('Another gateway has the journal');
    await stop(embedded);

    const shared = await startGateway({ ...vendors.settings, DATABASE_URL: database });
    const there = await migrateHere(from, database);
    expect(there.code).toBe(1);
    expect(there.err).toContain('A gateway works on the database');
    await setStock(shared.url, many(1));
    await stop(shared);

    const held = await migrateHere(from, database);
    expect(held.code).toBe(1);
    expect(held.err).toContain('holds a journal already');
    // None of these attempts has changed the embedded journal.
    const again = await startGateway({ ...vendors.settings, DATA_DIR: from });
    expect(accepted(await setStock(again.url, many(1)))).toBeDefined();
  });

  it('restores the journal with --undo', async ({ directory, vendors, database, onTestFinished }) => {
    const start = startsHere(directory, (work) => onTestFinished(work));
    const from = join(directory, 'data');
    const before = await start(vendors.settings);
    const { id } = accepted(await setStock(before.url, many(3)));
    await before.stop();
    expect((await migrateHere(from, database)).code).toBe(0);
    expect((await runHere(runMigrateJournal, ['--from', from, '--undo'])).code).toBe(0);
    const after = await start(vendors.settings);
    expect((await operationOf(after.url, id)).appliedCount).toBe(3);
  });

  it('prints its usage and the location of the data, and never the password', async ({
    database,
    directory,
  }) => {
    const bare = await runHere(runMigrateJournal, ['--from', directory]);
    expect(bare.code).toBe(2);
    expect(bare.err).toContain('usage:');
    const nothing = await migrateHere(`${directory}/none`, database);
    expect(nothing.code).toBe(1);
    expect(nothing.err).toContain('No journal lies in');
    const wrong = new URL(database);
    wrong.password = 'hush-hush';
    wrong.port = '9';
    const unreachable = await migrateHere(`${directory}/none`, wrong.href);
    expect(unreachable.err).not.toContain('hush-hush');
  });
});
