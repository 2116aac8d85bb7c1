import { expect, it, onTestFinished } from 'vitest';
import { openPostgres } from '../../../../src/adapters/postgres/open.ts';
import { asChannelId, type RequestId } from '../../../../src/domain/ids.ts';
import type { ItemRef } from '../../../../src/domain/operation.ts';
import type { Journal } from '../../../../src/ports/journal/journal.ts';
import { draftOf, queuedDraft, requestDraft, type Taken } from '../../../contract/journal/given.ts';
import { appliedAt, productOf, refusedRow, shop, stockOf, unknownRow } from '../../../support/changes.ts';
import { createDatabase, query } from '../../../support/postgres.ts';

const gateways = 3;
const workers = 9;
const stepsOfWorker = 120;
const targets = 6;

/** A seeded generator, so that a failed run can be repeated (mulberry32). */
const diceOf = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
};

type Shared = { queued: ItemRef[]; requests: Taken[] };

const outcomes = [appliedAt(3_000), refusedRow(), unknownRow];

/** A random call of the journal, on the same data as the other calls. */
const playStep = async (journal: Journal, shared: Shared, roll: (below: number) => number): Promise<void> => {
  const oneOf = <Value>(values: readonly Value[]): Value | undefined => values[roll(values.length || 1)];
  const request = oneOf(shared.requests);
  const id = request?.id ?? (1 as RequestId);
  const some = (request?.rows ?? []).filter(() => roll(3) > 0);
  const product = () => String(roll(targets));
  const keep = (taken: Taken | null) => {
    if (!taken) return;
    shared.requests.push(taken);
    if (shared.requests.length > 12) shared.requests.shift();
  };
  switch (roll(13)) {
    case 0:
    case 1: {
      const changes = [product(), product()]
        .filter((one, at, all) => all.indexOf(one) === at)
        .map((one) =>
          roll(3) === 0
            ? productOf(one)
            : stockOf(one, roll(9), roll(2) === 0 ? { observedAt: 1_000 + roll(9) } : {}),
        );
      const accepted = await journal.accept(draftOf(changes.map((change) => queuedDraft(change))));
      if (accepted.type === 'accepted') shared.queued.push(...accepted.queued);
      return;
    }
    case 2:
    case 3:
    case 4: {
      const items = shared.queued.splice(0, 1 + roll(8));
      const { request: taken, changes } = await journal.claim(items, requestDraft(), 'QUEUED');
      keep(taken);
      shared.queued.push(...changes.unblocked);
      return;
    }
    case 5:
    case 6:
    case 7: {
      const outcome = oneOf(outcomes) ?? unknownRow;
      const released = some.slice(0, roll(2));
      const rows = some.slice(released.length).map((row) => ({ ...row, outcome }));
      const { unblocked } = await journal.settle({
        requestId: id,
        at: 3_000,
        outcome: oneOf(['ANSWERED', 'CALLED_BACK', 'TIMED_OUT'] as const) ?? 'ANSWERED',
        exchange: { httpStatus: 200, vendorRequestId: null },
        rows,
        release: released,
      });
      shared.queued.push(...unblocked);
      return;
    }
    case 8: {
      const exchange = { httpStatus: 202, vendorRequestId: 'v' };
      await journal.awaitCallback(id, exchange, 2_100, 9_000);
      return;
    }
    case 9:
      return keep(await journal.resend(id, some, requestDraft()));
    case 10:
      await journal.keepEarlyCallback(id, { a: 1 });
      return journal.noteExchange(
        id,
        oneOf(['REFUSED', 'CALLED_BACK'] as const) ?? 'REFUSED',
        { httpStatus: 500, vendorRequestId: null },
        2_500,
        roll(2) === 0,
      );
    case 11: {
      const levels = [product(), product()].map((one) => ({
        ...stockOf(one, roll(9)),
        optionId: null,
        soldOut: null,
        observedAt: 3_000 + roll(9),
        source: 'VENDOR_READ' as const,
      }));
      await journal.recordRead(levels);
      return void (await journal.prune(1_000_000));
    }
    default: {
      const { queued } = roll(2) === 0 ? await journal.failover([shop]) : await journal.failover([]);
      shared.queued.push(...queued);
      if (roll(3) === 0) await journal.handOn([roll(2) === 0 ? shop : asChannelId('other')]);
    }
  }
};

/** The error of a call whose request another call has deleted. */
const isExpected = (error: unknown): boolean =>
  error instanceof Error && /^Vendor request \d+ does not exist/u.test(error.message);

it('concurrent calls of several gateways never deadlock', {
  timeout: 300_000,
}, async () => {
  const { url, drop } = await createDatabase();
  onTestFinished(drop);
  const name = new URL(url).pathname.slice(1);
  await query(url, `ALTER DATABASE ${name} SET deadlock_timeout = '5ms'`);
  const opened = await Promise.all(Array.from({ length: gateways }, () => openPostgres({ url })));
  const shared: Shared = { queued: [], requests: [] };
  const seed = Date.now() % 1_000_000;
  const unexpected: unknown[] = [];
  let isOver = false;
  // Gateways count as gone again and again, so that a failover moves their work while they run.
  const reaper = (async () => {
    while (!isOver) {
      await query(
        url,
        `UPDATE gateways SET expires_at = '-infinity' WHERE id IN (SELECT id FROM gateways ORDER BY random() LIMIT 1)`,
      );
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  })();
  await Promise.all(
    Array.from({ length: workers }, async (_, worker) => {
      const roll = diceOf(seed + worker);
      const journal = opened[worker % gateways]?.journal;
      for (let step = 0; journal && step < stepsOfWorker; step += 1) {
        await playStep(journal, shared, roll).catch((error: unknown) => {
          if (!isExpected(error)) unexpected.push(error);
        });
      }
    }),
  );
  isOver = true;
  await reaper;
  await Promise.all(opened.map(({ journal }) => journal.close()));
  expect(unexpected, `seed ${seed}`).toEqual([]);
  const [ended] = await query(
    url,
    `SELECT count(*)::integer AS items FROM items WHERE state NOT IN ('QUEUED', 'SENDING', 'AWAITING_CALLBACK')`,
  );
  expect(Number(ended?.['items'])).toBeGreaterThan(0);
  // PostgreSQL adds the deadlocks of a session to the statistics no later than at its end. All gateways are closed here.
  const [statistics] = await query(
    url,
    'SELECT deadlocks::integer FROM pg_stat_database WHERE datname = current_database()',
  );
  expect(statistics?.['deadlocks'], `seed ${seed}`).toBe(0);
});
