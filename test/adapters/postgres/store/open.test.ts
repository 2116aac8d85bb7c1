import { describe, expect, it, onTestFinished } from 'vitest';
import { migrate } from '../../../../src/adapters/postgres/connection/migrate.ts';
import { migrations } from '../../../../src/adapters/postgres/migrations.ts';
import { openPostgres } from '../../../../src/adapters/postgres/open.ts';
import { journalMigrations } from '../../../../src/adapters/postgres/store/migrations.ts';
import { accept, claim, send } from '../../../contract/journal/given.ts';
import { atStore, optionStock, stockOf } from '../../../support/changes.ts';
import { createEmptyDatabase, query } from '../../../support/postgres.ts';

const freshDatabase = async (): Promise<string> => {
  const { url, drop } = await createEmptyDatabase();
  onTestFinished(drop);
  return url;
};

describe('openPostgres', () => {
  it('creates its tables once if ten gateways start together', async () => {
    const url = await freshDatabase();
    const gateways = await Promise.all(Array.from({ length: 10 }, () => openPostgres({ url, max: 2 })));
    const accepted = await Promise.all(gateways.map(({ journal }) => accept(journal, stockOf('1', 1))));
    expect(new Set(accepted.map(({ operation }) => operation.id)).size).toBe(10);
    await Promise.all(gateways.map(({ journal }) => journal.close()));
    const applied = await query(url, 'SELECT part, version FROM migrations ORDER BY part, version');
    expect(applied).toEqual(
      migrations.flatMap(({ part, steps }) => steps.map((_, index) => ({ part, version: index + 1 }))),
    );
  });

  it('refuses the database of a newer version, and names the remedy', async () => {
    const url = await freshDatabase();
    await (await openPostgres({ url })).journal.close();
    await query(url, "INSERT INTO migrations (part, version) VALUES ('journal', 999)");
    await expect(openPostgres({ url })).rejects.toThrow(
      /The database is of a newer version of Onshelf \(journal 999, this one knows \d+\)\. Start that version, or point DATABASE_URL elsewhere\./u,
    );
    await query(url, 'DELETE FROM migrations WHERE version = 999');
    await (await openPostgres({ url })).journal.close();
  });

  it('A5: keeps only the watermarks that the data of an earlier version proves', async () => {
    const url = await freshDatabase();
    const before = journalMigrations.steps.findIndex((step) =>
      String(step).includes('ADD COLUMN watermarks'),
    );
    const { part, steps } = journalMigrations;
    await migrate({ url }, [{ part, steps: steps.slice(0, before) }]);
    await query(
      url,
      `INSERT INTO targets VALUES ('shop', 'product:1', 700, 3), ('shop', 'product:2', 700, 3),
        ('shop', 'store:["1","8"]', 800, 4), ('shop', 'product:3', NULL, NULL)`,
    );
    await query(
      url,
      `INSERT INTO stock_levels VALUES
        ('shop', '1', '', '', 5, 0, 700, 'ACKNOWLEDGED_WRITE', 3),
        ('shop', '1', '', 'red', 6, NULL, 700, 'ACKNOWLEDGED_WRITE', 3),
        ('shop', '1', '', 'blue', 7, NULL, 650, 'ACKNOWLEDGED_WRITE', 2),
        ('shop', '2', '', '', 5, 0, 900, 'ACKNOWLEDGED_WRITE', 5),
        ('shop', '1', '8', '', 9, NULL, 800, 'ACKNOWLEDGED_WRITE', 4)`,
    );
    const { journal } = await openPostgres({ url });
    onTestFinished(() => journal.close());
    const older = stockOf('1', 1, {
      observedAt: 600,
      options: [optionStock('red', 1), optionStock('blue', 1)],
    });
    const sentOf = async (change: typeof older) =>
      (await claim(journal, (await accept(journal, change)).queued)).request?.rows[0]?.change ?? null;
    expect(await sentOf(older)).toEqual({
      ...older,
      quantity: 5,
      soldOut: false,
      options: [optionStock('red', 6), optionStock('blue', 1)],
    });
    expect(await sentOf(stockOf('2', 1, { observedAt: 600 }))).not.toBeNull();
    expect(await sentOf(stockOf('1', 1, { observedAt: 799, ...atStore('8') }))).toBeNull();
  });

  it('rejects a second request in flight for one target', async () => {
    const url = await freshDatabase();
    const { journal } = await openPostgres({ url });
    onTestFinished(() => journal.close());
    const { operation } = await send(journal, [stockOf('1', 1)]);
    const next = await accept(journal, stockOf('1', 2));
    const move = (state: string) =>
      query(url, 'UPDATE items SET state = $1 WHERE operation_id = $2', [state, next.operation.id]);
    await expect(move('SENDING')).rejects.toThrow('items_in_flight');
    await expect(move('AWAITING_CALLBACK')).rejects.toThrow('items_in_flight');
    await query(url, "UPDATE items SET state = 'APPLIED' WHERE operation_id = $1", [operation.id]);
    await move('SENDING');
  });

  it('does not change how the process reads other data from PostgreSQL', async () => {
    const url = await freshDatabase();
    const { journal } = await openPostgres({ url });
    await journal.close();
    expect(await query(url, 'SELECT 1::bigint AS one')).toEqual([{ one: '1' }]);
  });
});
