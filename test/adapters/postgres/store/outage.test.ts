import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { connectionOf } from '../../../../src/adapters/postgres/connection/pool.ts';
import { JournalUnavailable } from '../../../../src/ports/journal/journal-unavailable.ts';
import {
  accept,
  claim,
  draftOf,
  queuedDraft,
  send,
  settleAll,
  some,
  statesOf,
} from '../../../contract/journal/given.ts';
import { stockOf } from '../../../support/changes.ts';
import { startDatabaseProxy } from '../../../support/database-proxy.ts';
import { createDatabase, query } from '../../../support/postgres.ts';
import { describedDatabase } from './gateways.ts';

const { url, open } = describedDatabase();
const onClose = (close: () => Promise<void>) => void onTestFinished(close);

/** A gateway whose connection to the database the test can break. */
const behindProxy = async (more: Parameters<typeof open>[0] = {}) => {
  const proxy = await startDatabaseProxy(url(), onClose);
  const journal = await open({ url: proxy.url, connectMs: 2_000, statementMs: 4_000, ...more });
  return { proxy, journal };
};

const count = async (table: string): Promise<number> => {
  const [row] = await query(url(), `SELECT count(*)::integer AS count FROM ${table}`);
  return Number(row?.['count']);
};

describe('an outage of the database', () => {
  it('rejects mutations with a reason, and ends without a restart', async () => {
    const { proxy, journal } = await behindProxy();
    const { operation } = await accept(journal, stockOf('1', 1));
    const before = await count('operations');
    proxy.stop();
    await expect(accept(journal, stockOf('1', 2))).rejects.toBeInstanceOf(JournalUnavailable);
    await expect(journal.check()).rejects.toBeInstanceOf(JournalUnavailable);
    await expect(journal.operations([operation.id])).rejects.toBeInstanceOf(JournalUnavailable);
    expect(await count('operations')).toBe(before);
    proxy.resume();
    await journal.check();
    await accept(journal, stockOf('1', 3));
    expect(await count('operations')).toBe(before + 1);
  });

  it('is noticed if the database becomes read-only, like a standby', async () => {
    const database = await createDatabase();
    onTestFinished(() => database.drop());
    const proxy = await startDatabaseProxy(database.url, onClose);
    const journal = await open({ url: proxy.url });
    await journal.check();
    const name = new URL(database.url).pathname.slice(1);
    await query(database.url, `ALTER DATABASE ${name} SET default_transaction_read_only = on`);
    // Connections keep the settings they were opened with.
    proxy.cut();
    await expect
      .poll(
        () =>
          journal.check().then(
            () => null,
            (error: unknown) => error,
          ),
        { timeout: 60_000 },
      )
      .toMatchObject({ cause: { code: '25006' } });
    await expect(accept(journal, stockOf('1', 2))).rejects.toBeInstanceOf(JournalUnavailable);
  });

  it('is noticed if the connection hangs', async () => {
    const { proxy, journal } = await behindProxy();
    await accept(journal, stockOf('1', 1));
    const before = await count('operations');
    proxy.hang();
    await expect(accept(journal, stockOf('1', 2))).rejects.toBeInstanceOf(JournalUnavailable);
    proxy.resume();
    await expect
      .poll(() =>
        journal.check().then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
    expect(await count('operations')).toBe(before);
    await accept(journal, stockOf('1', 3));
  });

  it('is reported without the password', async () => {
    const wrong = new URL(url());
    wrong.password = 'hush-hush';
    wrong.port = '1';
    const error = await open({ url: wrong.href }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(JournalUnavailable);
    expect(String(error)).not.toContain('hush-hush');
    expect(String(error)).toMatch(/refused/iu);
  });
});

describe('a commit whose answer is lost', () => {
  it('is looked up: an accepted operation is reported as accepted, once', async () => {
    const { proxy, journal } = await behindProxy();
    await accept(journal, stockOf('1', 1));
    const before = await count('operations');
    const lost = proxy.loseAnswerTo('COMMIT', 'COMMIT');
    const { operation, queued } = await accept(journal, stockOf('lost', 2));
    await lost;
    expect(await count('operations')).toBe(before + 1);
    expect(await statesOf(journal, operation.id)).toEqual(['QUEUED']);
    expect(some((await claim(journal, queued)).request).rows).toHaveLength(1);
  });

  it('is looked up for a settlement too, and the freed target gets its next item', async () => {
    const { proxy, journal } = await behindProxy();
    const { request, operation } = await send(journal, [stockOf('freed', 1)]);
    const next = await accept(journal, stockOf('freed', 2));
    const lost = proxy.loseAnswerTo('COMMIT', 'COMMIT');
    const changes = await settleAll(journal, request);
    await lost;
    expect(changes.unblocked).toEqual(next.queued);
    // The notifications of levels are lost too, so the bus reports that levels may have changed.
    expect(changes.stock).toMatchObject([{ productId: 'freed' }]);
    expect(await statesOf(journal, operation.id)).toEqual(['APPLIED']);
  });

  it('has no effect if the connection broke before it', async () => {
    const { proxy, journal } = await behindProxy();
    await accept(journal, stockOf('1', 1));
    const before = await count('operations');
    const lost = proxy.loseAnswerTo('6741002');
    await Promise.all([
      expect(journal.accept(draftOf([queuedDraft(stockOf('half', 2))]))).rejects.toBeInstanceOf(
        JournalUnavailable,
      ),
      lost,
    ]);
    expect(await count('operations')).toBe(before);
    expect(await count(`items WHERE target = 'product:half'`)).toBe(0);
  });
});

describe('a gateway that pauses within a transaction', () => {
  it('blocks other connections only for a short time', async () => {
    const journal = await open({ max: 2 });
    const { operation, request } = await send(journal, [stockOf('still', 1)]);
    const stands = new pg.Client(connectionOf({ url: url() }));
    stands.on('error', () => {});
    await stands.connect();
    onTestFinished(() => stands.end().catch(() => {}));
    await stands.query(`BEGIN; SELECT FROM targets WHERE target = 'product:still' FOR UPDATE`);
    const behind = [settleAll(journal, request), settleAll(journal, request)];
    await expect
      .poll(async () =>
        count(`pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`),
      )
      .toBe(2);
    expect((await journal.operations([operation.id]))[0]?.id).toBe(operation.id);
    await Promise.all(behind);
    expect(await statesOf(journal, operation.id)).toEqual(['APPLIED']);
  });
});
