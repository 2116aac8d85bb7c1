import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { advisoryLocks } from '../../../../src/adapters/postgres/connection/transaction.ts';
import { asOperationId, asRequestId } from '../../../../src/domain/ids.ts';
import type { QueuedItem } from '../../../../src/domain/operation.ts';
import { noChanges } from '../../../../src/ports/journal/changes.ts';
import type { Journal } from '../../../../src/ports/journal/journal.ts';
import { JournalUnavailable } from '../../../../src/ports/journal/journal-unavailable.ts';
import {
  accept,
  acceptDraft,
  claim,
  draftOf,
  queuedDraft,
  requestDraft,
  send,
  settleAll,
  some,
  statesOf,
} from '../../../contract/journal/given.ts';
import { appliedAt, stockOf } from '../../../support/changes.ts';
import { query } from '../../../support/postgres.ts';
import { describedDatabase } from './gateways.ts';

const { url, empty, open, connect } = describedDatabase();
beforeEach(empty);

const waitingForLocks = async (): Promise<number> => {
  const [row] = await query(
    url(),
    `SELECT count(*)::integer AS count FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`,
  );
  return Number(row?.['count']);
};

/** Holds the lock of acceptance, as a gateway does between the assignment of its ids and its commit. */
const holdAcceptance = async () => {
  const client = await connect();
  await client.query(`BEGIN; SELECT pg_advisory_xact_lock(${advisoryLocks.acceptance}, 0)`);
  return { client, commit: () => client.query('COMMIT') };
};

describe('several gateways that accept on one target', () => {
  it('assign ids in the order in which the operations become visible', async () => {
    const [one, two] = [await open(), await open()];
    const slow = await holdAcceptance();
    const { rows } = await slow.client.query("SELECT nextval('operation_ids') AS id");
    const accepting = [accept(one, stockOf('1', 1)), accept(two, stockOf('1', 2))];
    await expect.poll(waitingForLocks).toBe(2);
    await slow.commit();
    for (const { operation } of await Promise.all(accepting))
      expect(operation.id).toBeGreaterThan(Number(rows[0]?.id));
  });

  it('create one operation for one key', async () => {
    const gateways = [await open(), await open(), await open()];
    const draft = draftOf([queuedDraft(stockOf('1', 5))], {
      idempotency: { key: 'k', fingerprint: 'f', scope: '' },
    });
    const all = await Promise.all([...gateways, ...gateways].map((gateway) => gateway.accept(draft)));
    const types = all.map(({ type }) => type).sort();
    expect(types).toEqual(['accepted', ...Array(5).fill('replayed')]);
    expect(new Set(all.map((one) => (!('operation' in one) ? null : one.operation.id))).size).toBe(1);
    const other = {
      ...draft,
      idempotency: { key: 'k', fingerprint: 'another', scope: '' },
    };
    expect(await gateways[2]?.accept(other)).toEqual({ type: 'mismatch' });
  });
});

it('reports why a write failed, even for a statement without a waiting caller', async () => {
  const gateway = await open();
  const { request } = await send(gateway, [stockOf('1', 1)], { callbackHash: 'hash' });
  const other = await connect();
  await other.query(`BEGIN; SELECT 1 FROM vendor_requests WHERE id = ${request.id} FOR UPDATE`);
  const answered = { httpStatus: 202, vendorRequestId: 'v' };
  const failing = expect(gateway.awaitCallback(request.id, answered, 2_100, 6_000)).rejects.toBeInstanceOf(
    JournalUnavailable,
  );
  await expect.poll(waitingForLocks).toBe(1);
  await other.query(
    `SELECT pg_cancel_backend(pid) FROM pg_stat_activity
     WHERE wait_event_type = 'Lock' AND datname = current_database()`,
  );
  await failing;
});

describe('several gateways that claim', () => {
  it('never have two requests in flight for a target, and one that frees it returns the next item', async () => {
    const [one, two] = [await open(), await open()];
    const first = await accept(one, stockOf('1', 1));
    const { request } = await claim(one, first.queued);
    const second = await accept(two, stockOf('1', 2));
    expect(await claim(two, second.queued)).toEqual({ request: null, changes: noChanges });

    const { unblocked } = await settleAll(one, some(request));
    expect(unblocked).toEqual(second.queued);
    // The other gateway no longer owns it.
    expect(await claim(two, second.queued)).toEqual({ request: null, changes: noChanges });
    expect(some((await claim(one, unblocked)).request).rows).toHaveLength(1);
  });

  it('return an item again if another gateway decided on its target at the same time', async () => {
    const gateway = await open();
    const { queued } = await accept(gateway, stockOf('1', 1), stockOf('2', 2));
    const other = await connect();
    await other.query(
      `INSERT INTO targets (channel, target) VALUES ('shop', 'product:1') ON CONFLICT DO NOTHING`,
    );
    await other.query(`BEGIN; SELECT 1 FROM targets WHERE target = 'product:1' FOR UPDATE`);
    const { request, changes } = await claim(gateway, queued);
    expect(some(request).rows.map(({ index }) => index)).toEqual([1]);
    expect(changes.unblocked).toEqual(queued.slice(0, 1));
    await other.query('COMMIT');
    expect(some((await claim(gateway, changes.unblocked)).request).rows).toHaveLength(1);
  });

  it('find a change that is accepted and claimed while its target becomes free', async () => {
    const [one, two] = [await open(), await open()];
    for (let round = 0; round < 20; round += 1) {
      const target = `race-${round}`;
      const first = await accept(one, stockOf(target, 1));
      const flying = some((await claim(one, first.queued)).request);
      const [changes, late] = await Promise.all([
        settleAll(one, flying),
        accept(two, stockOf(target, 2)).then(async (second) => ({
          second,
          claimed: await claim(two, second.queued),
        })),
      ]);
      const offered = changes.unblocked.length + late.claimed.changes.unblocked.length;
      expect(offered + (late.claimed.request?.rows.length ?? 0)).toBeGreaterThan(0);
      expect(await statesOf(two, late.second.operation.id)).not.toEqual(['FAILED']);
    }
  });

  it('can each end a request that waits for its callback', async () => {
    const [one, two] = [await open(), await open()];
    const { operation, queued } = await accept(one, stockOf('1', 1));
    const request = some((await claim(one, queued, { callbackHash: 'hash' })).request);
    await one.awaitCallback(request.id, { httpStatus: 202, vendorRequestId: 'v' }, 2_100, 4_000);
    const known = await two.requestByCallback('hash');
    expect(known).toMatchObject({ id: request.id, vendorRequestId: 'v' });
    await settleAll(two, request);
    expect(await statesOf(one, operation.id)).toEqual(['APPLIED']);
  });
});

describe('a request whose rows move at the same time', () => {
  const awaited = async (gateway: Journal) => {
    // One operation each: rows of the same operation would wait for each other anyway.
    const first = await accept(gateway, stockOf('1', 1));
    const second = await accept(gateway, stockOf('2', 1));
    const items = [...first.queued, ...second.queued];
    const request = some((await claim(gateway, items, { callbackHash: 'hash' })).request);
    await gateway.awaitCallback(request.id, { httpStatus: 202, vendorRequestId: 'v' }, 2_100, 6_000);
    const outcomes = async () =>
      (await gateway.requestsOf([first.operation.id]))[0]?.map(({ outcome }) => outcome) ?? [];
    return { request, halves: [request.rows.slice(0, 1), request.rows.slice(1)], outcomes };
  };

  /** Lets both calls of `begin` run up to the lock that this statement holds, and then continue together. */
  const together = async <Result>(hold: string, begin: () => readonly Promise<Result>[]): Promise<void> => {
    const other = await connect();
    await other.query(`BEGIN; ${hold}`);
    const begun = begin();
    await expect.poll(waitingForLocks).toBe(2);
    await other.query('COMMIT');
    await Promise.all(begun);
  };

  it('is called back once all its rows are sent again', async () => {
    const gateway = await open();
    const { request, halves, outcomes } = await awaited(gateway);
    await query(
      url(),
      `CREATE FUNCTION wait_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         PERFORM pg_advisory_xact_lock_shared(1); RETURN NULL; END $$;
       CREATE CONSTRAINT TRIGGER wait_at_commit AFTER INSERT ON vendor_requests DEFERRABLE INITIALLY DEFERRED
         FOR EACH ROW EXECUTE FUNCTION wait_at_commit()`,
    );
    onTestFinished(async () => {
      await query(url(), 'DROP TRIGGER wait_at_commit ON vendor_requests; DROP FUNCTION wait_at_commit');
    });
    await together('SELECT pg_advisory_xact_lock(1)', () =>
      halves.map((half) => gateway.resend(request.id, half, requestDraft())),
    );
    expect(await outcomes()).toEqual(['CALLED_BACK', 'SENDING']);
  });

  it('is called back once partial callbacks at several gateways have named all rows', async () => {
    const [one, two] = [await open(), await open()];
    const { request, halves, outcomes } = await awaited(one);
    const about = { requestId: request.id, at: 3_000, outcome: 'CALLED_BACK', exchange: null } as const;
    await together(`SELECT 1 FROM vendor_requests WHERE id = ${request.id} FOR UPDATE`, () =>
      [one, two].map((gateway, at) =>
        gateway.settle({
          ...about,
          rows: (halves[at] ?? []).map((row) => ({ ...row, outcome: appliedAt(3_000) })),
        }),
      ),
    );
    expect(await outcomes()).toEqual(['CALLED_BACK']);
  });

  it('waits for no callback that another gateway receives at the same moment', async () => {
    const [one, two] = [await open(), await open()];
    const { operation, request } = await send(one, [stockOf('1', 1)], { callbackHash: 'hash' });
    const other = await connect();
    await other.query(`BEGIN; SELECT 1 FROM vendor_requests WHERE id = ${request.id} FOR UPDATE`);
    const rows = request.rows.map((row) => ({ ...row, outcome: appliedAt(3_000) }));
    const about = { requestId: request.id, at: 3_000, outcome: 'CALLED_BACK', exchange: null } as const;
    const taken = two.settle({ ...about, rows });
    await expect.poll(waitingForLocks).toBe(1);
    const answered = { httpStatus: 202, vendorRequestId: 'v' };
    const waiting = one.awaitCallback(request.id, answered, 2_100, 6_000);
    await expect.poll(waitingForLocks).toBe(2);
    await other.query('COMMIT');
    await taken;
    expect((await waiting).changes).toEqual(noChanges);
    const [log] = await one.requestsOf([operation.id]);
    expect(log?.map(({ outcome }) => outcome)).toEqual(['CALLED_BACK']);
  });
});

type Sent = { readonly operationId: number; readonly quantity: number };

describe('many gateways', () => {
  it('end every change, one at a time, and each target has the value accepted last', async () => {
    const gateways = await Promise.all([1, 2, 3].map(() => open()));
    const targets = ['a', 'b', 'c'];
    const inFlight = new Set<string>();
    const sent = new Map<string, Sent[]>();
    const newest = new Map<string, number>();
    const operations: number[] = [];
    let underWay = 0;

    const deliver = async (
      gateway: (typeof gateways)[number],
      items: readonly QueuedItem[],
    ): Promise<void> => {
      if (items.length === 0) return;
      underWay += 1;
      const { request, changes } = await claim(gateway, items);
      const next = deliver(gateway, changes.unblocked);
      if (request) {
        for (const { change, operationId } of request.rows) {
          if (change.kind !== 'STOCK_SET') throw new Error('Not sent');
          expect(inFlight.has(change.productId)).toBe(false);
          inFlight.add(change.productId);
          const line = sent.get(change.productId) ?? [];
          line.push({ operationId, quantity: change.quantity });
          sent.set(change.productId, line);
        }
        await new Promise((resolve) => setImmediate(resolve));
        for (const { change } of request.rows) if ('productId' in change) inFlight.delete(change.productId);
        await deliver(gateway, (await settleAll(gateway, request)).unblocked);
      }
      await next;
      underWay -= 1;
    };

    await Promise.all(
      gateways.map(async (gateway, place) => {
        for (let round = 0; round < 25; round += 1) {
          const changes = targets.map((target) => stockOf(target, round * 10 + place));
          const { operation, queued } = await acceptDraft(
            gateway,
            draftOf(changes.map((change) => queuedDraft(change))),
          );
          operations.push(operation.id);
          for (const change of changes) {
            const known = newest.get(change.productId) ?? 0;
            newest.set(change.productId, Math.max(known, operation.id));
          }
          void deliver(gateway, queued);
        }
      }),
    );
    await expect.poll(() => underWay, { timeout: 60_000 }).toBe(0);

    for (const target of targets) {
      const line = (sent.get(target) ?? []).map(({ operationId }) => operationId);
      expect(line).toEqual(line.toSorted((a, b) => a - b));
      expect(line.at(-1)).toBe(newest.get(target));
    }
    const [gateway] = gateways;
    const ended = await gateway?.operations(operations.map(asOperationId));
    expect(ended?.every((one) => one?.completedAt !== null)).toBe(true);
    expect(await gateway?.requestById(asRequestId(999_999))).toBeNull();
  });
});
