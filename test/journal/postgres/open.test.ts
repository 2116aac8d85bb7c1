import { describe, expect, it, onTestFinished } from 'vitest';
import { openPostgresJournal } from '../../../src/journal/postgres/open.ts';
import { accept, send } from '../../contract/journal/given.ts';
import { stockOf } from '../../support/changes.ts';
import { createDatabase, query } from '../../support/postgres.ts';

const freshDatabase = async (): Promise<string> => {
  const { url, drop } = await createDatabase();
  onTestFinished(drop);
  return url;
};

describe('openPostgresJournal', () => {
  it('makes its tables once, though ten gateways start together', async () => {
    const url = await freshDatabase();
    const gateways = await Promise.all(
      Array.from({ length: 10 }, () => openPostgresJournal({ url, max: 2 })),
    );
    const accepted = await Promise.all(gateways.map(({ journal }) => accept(journal, stockOf('1', 1))));
    expect(new Set(accepted.map(({ operation }) => operation.id)).size).toBe(10);
    await Promise.all(gateways.map(({ journal }) => journal.close()));
    const steps = await query(url, 'SELECT part, version FROM migrations ORDER BY part, version');
    expect(steps.length).toBeGreaterThan(0);
    expect(steps).toEqual(steps.map((_, index) => ({ part: 'journal', version: index + 1 })));
  });

  it('refuses the database of a newer version, and says what to do', async () => {
    const url = await freshDatabase();
    await (await openPostgresJournal({ url })).journal.close();
    await query(url, "INSERT INTO migrations (part, version) VALUES ('journal', 999)");
    await expect(openPostgresJournal({ url })).rejects.toThrow(
      /The database is of a newer version of Onshelf \(journal 999, this one knows \d+\)\. Start that version, or point DATABASE_URL elsewhere\./u,
    );
    await query(url, 'DELETE FROM migrations WHERE version = 999');
    await (await openPostgresJournal({ url })).journal.close();
  });

  it('can not hold one target in two requests, whoever writes it', async () => {
    const url = await freshDatabase();
    const { journal } = await openPostgresJournal({ url });
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

  it('leaves what else the process reads from PostgreSQL as it is', async () => {
    const url = await freshDatabase();
    const { journal } = await openPostgresJournal({ url });
    await journal.close();
    expect(await query(url, 'SELECT 1::bigint AS one')).toEqual([{ one: '1' }]);
  });
});
