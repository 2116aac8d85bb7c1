import { beforeEach, expect, it, onTestFinished } from 'vitest';
import type { Row } from '../../../../src/adapters/journal-rows.ts';
import type { Transaction, Transactions } from '../../../../src/adapters/postgres/connection/transaction.ts';
import { openPostgres } from '../../../../src/adapters/postgres/open.ts';
import { claim, takeRequestId } from '../../../../src/adapters/postgres/store/commands/claim.ts';
import { settle } from '../../../../src/adapters/postgres/store/commands/settle.ts';
import type { WebhookListener } from '../../../../src/core/decide/webhooks/events.ts';
import type { RequestId } from '../../../../src/domain/ids.ts';
import type { Settlement } from '../../../../src/ports/journal/requests.ts';
import { accept, apply, requestDraft, some, statesOf } from '../../../contract/journal/given.ts';
import { appliedAt, stockOf } from '../../../support/changes.ts';
import { query } from '../../../support/postgres.ts';
import { describedDatabase } from './gateways.ts';

const { url, empty } = describedDatabase();
beforeEach(empty);

/**
 * Transactions over a slow connection: data is sent when no transaction has more to send, and the answers come back
 * together. Counts the round trips; the COMMIT is part of the last one.
 */
const opened = async (listeners: readonly WebhookListener[] = []) => {
  const { journal, pool } = await openPostgres({ url: url(), renewMs: 3_600_000 });
  onTestFinished(() => journal.close());
  const [gateway] = await query(url(), 'SELECT id FROM gateways');
  let trips = 0;
  let waiting: (() => Promise<void>)[] = [];
  const isQuiet = () => new Promise((resolve) => setImmediate(resolve));
  const go = async (): Promise<void> => {
    await isQuiet();
    trips += 1;
    const sent = waiting;
    waiting = [];
    for (const one of sent) await one();
  };
  const transactions: Transactions = async (work, opening = '') => {
    const client = await pool.connect();
    const send = (ask: () => Promise<{ rows: Row[] }>): Promise<readonly Row[]> => {
      const answer = Promise.withResolvers<readonly Row[]>();
      if (waiting.length === 0) void go();
      waiting.push(() => ask().then(({ rows }) => answer.resolve(rows), answer.reject));
      return answer.promise;
    };
    void send(() => client.query('BEGIN'));
    const transaction: Transaction = {
      owner: Number(gateway?.['id']),
      opened: opening ? send(() => client.query(opening)) : Promise.resolve([]),
      run: ({ name, text }, values) => send(() => client.query({ name, text, values: [...values] })),
      webhooks: { listeners: async () => listeners, stored: () => {} },
    };
    const result = await work(transaction);
    await send(() => client.query('COMMIT'));
    client.release();
    return result;
  };
  const counted = async <Result>(work: Promise<Result>): Promise<readonly [Result, number]> => {
    trips = 0;
    return [await work, trips];
  };
  return { journal, transactions, counted };
};

const settlementOf = (request: { id: RequestId; rows: readonly object[] }): Settlement => ({
  requestId: request.id,
  at: 3_000,
  outcome: 'ANSWERED',
  exchange: { httpStatus: 200, vendorRequestId: null },
  rows: (request.rows as Settlement['rows']).map((row) => ({ ...row, outcome: appliedAt(3_000) })),
});

it('a claim and a settlement take two round trips each, for any number of rows', async () => {
  const { journal, transactions, counted } = await opened();
  const changes = Array.from({ length: 20 }, (_, at) => stockOf(String(at), at));
  const { operation, queued } = await accept(journal, ...changes);
  const [claimed, toClaim] = await counted(
    transactions((tx) => claim(tx, queued, requestDraft(), 'QUEUED'), takeRequestId),
  );
  const request = some(claimed.request);
  expect([request.rows.length, toClaim]).toEqual([20, 2]);
  const [{ stock }, toSettle] = await counted(transactions((tx) => settle(tx, settlementOf(request))));
  expect([stock.length, toSettle]).toEqual([20, 2]);
  expect(new Set(await statesOf(journal, operation.id))).toEqual(new Set(['APPLIED']));
});

it('a claim of guarded items takes one more', async () => {
  const { journal, transactions, counted } = await opened();
  await apply(journal, stockOf('1', 5), stockOf('2', 5));
  const changes = ['1', '2'].map((id) => stockOf(id, 7, { ifQuantity: 5 }));
  const { queued } = await accept(journal, ...changes);
  const draft = requestDraft({ guard: 'LAST_ACKNOWLEDGED' });
  const [{ request }, toClaim] = await counted(
    transactions((tx) => claim(tx, queued, draft, 'QUEUED'), takeRequestId),
  );
  expect([some(request).rows.length, toClaim]).toEqual([2, 3]);
});

it('a settlement that changes watermarks needs no further round trip', async () => {
  const { journal, transactions, counted } = await opened();
  const { queued } = await accept(journal, stockOf('1', 1, { observedAt: 700 }));
  const { request } = await transactions((tx) => claim(tx, queued, requestDraft(), 'QUEUED'), takeRequestId);
  const [, toSettle] = await counted(transactions((tx) => settle(tx, settlementOf(some(request)))));
  expect(toSettle).toBe(2);
});
