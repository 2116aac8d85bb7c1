import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { openPostgres } from '../../../../src/adapters/postgres/open.ts';
import type { RowOutcome } from '../../../../src/domain/item.ts';
import type { RequestOutcome } from '../../../../src/domain/vendor-request.ts';
import { noChanges } from '../../../../src/ports/journal/changes.ts';
import type { Journal } from '../../../../src/ports/journal/journal.ts';
import {
  accept,
  claim,
  itemsOf,
  requestDraft,
  send,
  settleAll,
  some,
  statesOf,
  type Taken,
} from '../../../contract/journal/given.ts';
import { refusedRow, shop, stockOf, unknownRow } from '../../../support/changes.ts';
import { query } from '../../../support/postgres.ts';
import { describedDatabase } from './gateways.ts';

const { url, empty, open } = describedDatabase();
beforeEach(empty);

/** Longer than any test, so that no lease expires during a test. */
const longMs = 3_600_000;
/** Never renews its lease, like a gateway whose process is paused. */
const paused = { leaseMs: longMs, renewMs: longMs } as const;
const quick = { leaseMs: longMs, renewMs: 50 } as const;

/** Ends the lease of the gateway that was opened first. */
const runOut = () =>
  query(
    url(),
    'UPDATE gateways SET expires_at = clock_timestamp() WHERE id = (SELECT min(id) FROM gateways)',
  );

describe('a stopped gateway', () => {
  it('loses its work when its lease has run out, and not before', async () => {
    const gone = await open(paused);
    const heir = await open(quick);
    const sending = await send(gone, [stockOf('1', 1)]);
    const waiting = await accept(gone, stockOf('2', 2));
    const awaited = await send(gone, [stockOf('3', 3)], { callbackHash: 'hash' });
    await gone.awaitCallback(awaited.request.id, { httpStatus: 202, vendorRequestId: 'v' }, 2_100, 6_000);
    await runOut();

    let left = await heir.failover();
    await expect
      .poll(async () => {
        if (left.queued.length === 0) left = await heir.failover();
        return left.queued;
      })
      .toEqual([...sending.queued, ...waiting.queued]);
    expect(left.awaited).toEqual([{ id: awaited.request.id, deadline: 6_000, earlyCallback: null }]);
    expect(left.underWay).toEqual(new Map([[shop, 3]]));
    expect(await heir.underWay()).toEqual(new Map([[shop, 3]]));
    expect(await statesOf(heir, sending.operation.id)).toEqual(['QUEUED']);
    const [log] = await heir.requestsOf([sending.operation.id]);
    expect(log).toMatchObject([{ outcome: 'INTERRUPTED' }]);

    // What was being sent may have reached the vendor.
    const again = some((await claim(heir, left.queued)).request);
    await settleAll(heir, again, refusedRow());
    const [item] = await itemsOf(heir, sending.operation.id);
    expect(item?.progress).toMatchObject({ failure: { mayHaveApplied: true } });
    const [other] = await itemsOf(heir, waiting.operation.id);
    expect(other?.progress).toMatchObject({ failure: { mayHaveApplied: false } });
  });

  it('keeps its work while it renews its lease', async () => {
    const lives = await open(quick);
    const other = await open(quick);
    await send(lives, [stockOf('1', 1)]);
    const start = performance.now();
    await runOut();
    const isRenewed = 'SELECT min(expires_at) > clock_timestamp() AS yes FROM gateways';
    await expect.poll(async () => (await query(url(), isRenewed))[0]?.['yes']).toBe(true);
    expect((await other.failover()).queued).toEqual([]);
    expect(lives.holdsLease(start)).toBe(true);
  });

  it('trusts its lease only for as long as its own clock allows', async () => {
    const still = await open({ ...paused, leaseMs: 100 });
    const start = performance.now();
    await expect.poll(() => still.holdsLease(start)).toBe(false);
  });

  it('renews its lease while its work uses every connection', async () => {
    const { journal, pool } = await openPostgres({ url: url(), max: 1, ...quick });
    onTestFinished(() => journal.close());
    const taken = await pool.connect();
    onTestFinished(() => taken.release());
    const expiry = async () => (await query(url(), 'SELECT expires_at::text AS at FROM gateways'))[0]?.['at'];
    const before = await expiry();
    await expect.poll(expiry).not.toBe(before);
  });

  it('releases its work at once when it is closed', async () => {
    const { journal: leaves } = await openPostgres({ url: url() });
    const heir = await open();
    const { queued } = await accept(leaves, stockOf('1', 1));
    await leaves.close();
    expect((await heir.failover()).queued).toEqual(queued);
    expect((await heir.failover()).queued).toEqual([]);
  });

  it('leaves its work to exactly one other gateway', async () => {
    const { journal: leaves } = await openPostgres({ url: url() });
    const heirs = [await open(), await open(), await open()];
    const { queued } = await accept(leaves, stockOf('1', 1), stockOf('2', 1));
    await leaves.close();
    const found = await Promise.all(heirs.map((heir) => heir.failover()));
    expect(found.flatMap((one) => one.queued)).toEqual(queued);
  });
});

describe('a gateway that continues after its lease ran out', () => {
  it('cannot claim, resend or end work of the earlier lease, and begins a new lease', async () => {
    let lost = 0;
    const still = await open({ ...paused, onLost: () => (lost += 1) });
    const start = performance.now();
    expect(still.holdsLease(start)).toBe(true);
    const sending = await send(still, [stockOf('1', 1)]);
    const waiting = await accept(still, stockOf('2', 2));
    await runOut();

    const heir = await open(quick);
    const { queued } = await heir.recover();
    expect(queued).toEqual([...sending.queued, ...waiting.queued]);

    expect(await settleAll(still, sending.request)).toEqual(noChanges);
    expect(lost).toBe(1);
    expect(await still.resend(sending.request.id, sending.request.rows, requestDraft())).toBeNull();
    const answered = { httpStatus: 202, vendorRequestId: 'v' };
    expect(await still.awaitCallback(sending.request.id, answered, 2_100, 6_000)).toEqual({
      changes: noChanges,
      earlyCallback: null,
    });
    expect((await claim(still, [...sending.queued, ...waiting.queued])).request).toBeNull();
    expect(await statesOf(heir, sending.operation.id)).toEqual(['QUEUED']);
    const [log] = await heir.requestsOf([sending.operation.id]);
    expect(log?.map(({ outcome }) => outcome)).not.toContain('AWAITING_CALLBACK');

    const again = some((await claim(heir, queued)).request);
    await settleAll(still, sending.request);
    expect(await statesOf(heir, sending.operation.id)).toEqual(['SENDING']);
    await settleAll(heir, again);
    expect(await statesOf(heir, sending.operation.id)).toEqual(['APPLIED']);

    // It owns what it accepts from now on.
    const fresh = await accept(still, stockOf('9', 9));
    expect(some((await claim(still, fresh.queued)).request).rows).toHaveLength(1);
    expect(still.holdsLease(start)).toBe(false);
  });
});

describe('a request of such a gateway, whose callback reached another gateway', () => {
  const end = (
    journal: Journal,
    { id, rows }: Taken,
    outcome: RequestOutcome,
    [rowOutcome]: readonly RowOutcome[],
  ) =>
    journal.settle({
      requestId: id,
      at: 3_000,
      outcome,
      exchange: null,
      rows: rowOutcome ? rows.map((row) => ({ ...row, outcome: rowOutcome })) : [],
    });
  const setUp = async () => {
    const still = await open(paused);
    const sending = await send(still, [stockOf('1', 1)], { callbackHash: 'hash' });
    await runOut();
    const heir = await open(quick);
    await heir.recover();
    await end(heir, sending.request, 'CALLED_BACK', []);
    const outcomes = async () => {
      const [log] = await heir.requestsOf([sending.operation.id]);
      return log?.map(({ outcome }) => outcome);
    };
    return { still, sending, outcomes };
  };

  it('waits for no further callback, whatever the vendor answered', async () => {
    const { still, sending, outcomes } = await setUp();
    expect(await outcomes()).toEqual(['CALLED_BACK']);
    const answered = { httpStatus: 200, vendorRequestId: 'v' };
    expect(await still.awaitCallback(sending.request.id, answered, 2_100, 6_000)).toEqual({
      changes: noChanges,
      earlyCallback: null,
    });
    expect(await outcomes()).toEqual(['CALLED_BACK']);
  });

  it('waits for no callback if its answer was lost before the failover', async () => {
    const still = await open(paused);
    const { operation, request } = await send(still, [stockOf('1', 1)], { callbackHash: 'hash' });
    await still.keepEarlyCallback(request.id, { said: ['done'] });
    const nothing = { httpStatus: null, vendorRequestId: null };
    await still.noteExchange(request.id, 'UNAVAILABLE', nothing, 2_050, true);
    await runOut();
    const heir = await open(quick);
    expect((await heir.recover()).queued).toHaveLength(1);
    const answered = { httpStatus: null, vendorRequestId: 'v' };
    expect(await still.awaitCallback(request.id, answered, 2_100, 6_000)).toEqual({
      changes: noChanges,
      earlyCallback: null,
    });
    const [log] = await heir.requestsOf([operation.id]);
    expect(log?.map(({ outcome }) => outcome)).toEqual(['UNAVAILABLE']);
  });

  it('is called back, whatever the first gateway did with it', async () => {
    const { still, sending, outcomes } = await setUp();
    await end(still, sending.request, 'UNAVAILABLE', [unknownRow]);
    expect(await outcomes()).toEqual(['CALLED_BACK']);
  });
});

describe('work without an owner', () => {
  it('is recovered at the next start, even without any record of its gateway', async () => {
    const forgotten = await open(quick);
    const sending = await send(forgotten, [stockOf('1', 1)]);
    const waiting = await accept(forgotten, stockOf('2', 2));
    await query(url(), 'DELETE FROM gateways');
    const lives = await open(quick);
    const own = await accept(lives, stockOf('3', 3));

    const next = await open(quick);
    expect((await next.recover()).queued).toEqual([...sending.queued, ...waiting.queued]);
    expect(some((await claim(lives, own.queued)).request).rows).toHaveLength(1);
  });

  it('is recovered in pieces, whatever its size', async () => {
    const gone = await open(paused);
    const { operation } = await accept(gone, stockOf('0', 0));
    await query(
      url(),
      `INSERT INTO items (operation_id, idx, kind, channel, target, shape, change, state, sequence, owner)
       SELECT i.operation_id, n, i.kind, i.channel, 'product:' || n, i.shape, i.change, i.state, i.sequence, i.owner
       FROM items i, generate_series(1, 59999) n WHERE i.operation_id = ${operation.id} AND i.idx = 0`,
    );
    // A statement whose work grows with the data would exceed its timeout at some size.
    await query(
      url(),
      `CREATE FUNCTION refuse_many() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         IF (SELECT count(*) FROM written) > 50000 THEN RAISE 'too many'; END IF; RETURN NULL; END $$;
       CREATE TRIGGER refuse_many AFTER UPDATE ON items REFERENCING NEW TABLE AS written
         FOR EACH STATEMENT EXECUTE FUNCTION refuse_many()`,
    );
    onTestFinished(async () => {
      await query(url(), 'DROP TRIGGER refuse_many ON items; DROP FUNCTION refuse_many');
    });
    await query(url(), 'UPDATE gateways SET expires_at = clock_timestamp()');
    // Autovacuum may have analyzed the table while it was empty, in a run of many tests. Until the next analysis
    // PostgreSQL plans for one row, and compares each item with each other one.
    await query(url(), 'ANALYZE items');
    const heir = await open(quick);
    const { queued, underWay } = await heir.recover();
    expect(queued.map(({ index }) => index)).toEqual(Array.from({ length: 60_000 }, (_, index) => index));
    expect(underWay.get(shop)).toBe(60_000);
  });
});

it('warns if the lease times of running gateways differ, and names them', async () => {
  const warned = async (leaseMs: number): Promise<readonly string[]> => {
    const warnings: string[] = [];
    await open({ leaseMs, onWarning: (said) => warnings.push(said) });
    return warnings.filter((said) => said.startsWith('GATEWAY_LEASE_MS'));
  };
  await query(url(), 'DELETE FROM gateways');
  expect(await warned(20_000)).toEqual([]);
  expect(await warned(20_000)).toEqual([]);
  expect(await warned(5_000)).toEqual([
    expect.stringMatching(
      /^GATEWAY_LEASE_MS is 5000 here and 20000 at other gateways of this database\. Set it alike/u,
    ),
  ]);
});
