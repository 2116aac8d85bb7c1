import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cache, prepareCache } from '../../../src/adapters/sqlite/cache/cache.ts';
import { prepareHistory } from '../../../src/adapters/sqlite/catalogue/history.ts';
import { prepareCommands } from '../../../src/adapters/sqlite/commands/commands.ts';
import { preparePrune } from '../../../src/adapters/sqlite/commands/prune.ts';
import { prepareBootRecord } from '../../../src/adapters/sqlite/file/boot.ts';
import { migrate } from '../../../src/adapters/sqlite/migrations/migrations.ts';
import { stockTarget } from '../../../src/domain/changes/change.ts';
import { vendorUnavailable } from '../../../src/domain/failure.ts';
import { asProductId, asRequestId, type OperationId } from '../../../src/domain/ids.ts';
import type { Retry } from '../../../src/domain/item.ts';
import type { QueuedItem } from '../../../src/domain/operation.ts';
import { draftOf, failedDraft, queuedDraft, requestDraft, type Taken } from '../../contract/journal/given.ts';
import { appliedAt, refusedRow, shop, stockOf, unknownRow } from '../../support/changes.ts';

const products = ['1', '2', '3'];
const outcomes = [appliedAt(3_000), refusedRow(), unknownRow];
const silence = { httpStatus: null, vendorRequestId: null };

const commandsOn = (db: DatabaseSync, cache: Cache) =>
  prepareCommands(db, cache, prepareBootRecord(db, 'boot'));

const prepare = () => {
  const db = new DatabaseSync(':memory:');
  migrate(db);
  const cache = prepareCache(db);
  return { db, cache, ...commandsOn(db, cache), prune: preparePrune(db, cache, prepareHistory(db)) };
};
type World = ReturnType<typeof prepare> & {
  readonly operations: OperationId[];
  readonly queued: QueuedItem[];
  readonly requests: Taken[];
};

const pick = <One>(all: readonly One[], at: number): One | undefined => all[at % Math.max(1, all.length)];
const withRequest = (world: World, at: number, act: (request: Taken) => void): void => {
  const request = pick(world.requests, at);
  // Retention deletes a request only days after its last use.
  if (request && world.db.prepare('SELECT 1 FROM vendor_requests WHERE id = ?').get(request.id)) act(request);
};

const crowd = draftOf(Array.from({ length: 10_001 }, () => failedDraft));

/** The commands. Each gets a number that selects one of the existing objects. */
const commands: Readonly<Record<string, (world: World, at: number) => void>> = {
  accept: (world, at) => {
    const drafts = products
      .filter((_, index) => (at >> index) % 2 === 1)
      .map((id) => queuedDraft(stockOf(id, at, at % 5 === 0 ? { observedAt: 500 - at } : {})));
    // Some are so long that they have a second chunk with items that are sent.
    const before = at % 3 === 0 ? Array.from({ length: 99 }, () => failedDraft) : [];
    const acceptance = world.accept(draftOf([...before, ...drafts, failedDraft]));
    if (acceptance.type !== 'accepted') return;
    world.operations.push(acceptance.operation.id);
    world.queued.push(...acceptance.queued);
  },
  claim: (world, at) => {
    const { request } = world.claim(
      world.queued.slice(-8).filter((_, index) => (at >> (index % 5)) % 2 === 1),
      requestDraft(),
      'QUEUED',
    );
    if (request) world.requests.push(request);
  },
  settle: (world, at) =>
    withRequest(world, at, ({ id, rows }) => {
      const settled = rows.map((row, index) => ({
        ...row,
        outcome: pick(outcomes, at + index) ?? appliedAt(1),
      }));
      const outcome = at % 3 === 0 ? 'TIMED_OUT' : 'ANSWERED';
      world.settle({ requestId: id, at: 3_000, outcome, exchange: null, rows: settled.slice(at % 2) });
    }),
  release: (world, at) =>
    withRequest(world, at, ({ id, rows }) => {
      world.settle({
        requestId: id,
        at: 3_000,
        outcome: 'HELD_BACK',
        exchange: null,
        rows: [],
        release: rows,
      });
    }),
  retry: (world, at) =>
    withRequest(world, at, ({ id, rows }) => {
      const failure = vendorUnavailable('VENDOR_UNAVAILABLE', 'Away.', { mayHaveApplied: at % 2 === 0 });
      const retry: Retry = {
        tries: 1 + (at % 4),
        at: 3_500,
        until: 7_000 + at,
        outcome: { state: 'FAILED', failure },
      };
      const some = rows.slice(at % 2).map(({ operationId, index }) => ({ operationId, index, retry }));
      world.settle({
        requestId: id,
        at: 3_000,
        outcome: 'UNAVAILABLE',
        exchange: silence,
        rows: [],
        retry: some,
      });
    }),
  resend: (world, at) =>
    withRequest(world, at, ({ id, rows }) => {
      const request = world.resend(id, rows.slice(at % 2), requestDraft({ deadline: 9_000 + at }));
      if (request) world.requests.push(request);
    }),
  await: (world, at) =>
    withRequest(world, at, ({ id }) => {
      world.awaitCallback(id, { httpStatus: 202, vendorRequestId: 'v' }, 2_100, 6_000 + at);
    }),
  note: (world, at) =>
    withRequest(world, at, ({ id }) => world.noteExchange(id, 'UNAVAILABLE', silence, 2_200, at % 2 === 0)),
  recover: (world) => void world.recover(),
  prune: (world) => void world.prune(4_000),
  // More items than the cache holds: it drops the items of all earlier operations.
  crowdOut: (world) => void world.accept(crowd),
};

/** The most frequent commands of a gateway, so that the other commands find data. */
const usual = ['accept', 'accept', 'accept', 'claim', 'claim', 'claim', 'claim', 'settle', 'note', 'retry'];

const runningRows = (db: DatabaseSync) =>
  db
    .prepare('SELECT id FROM running ORDER BY id')
    .all()
    .map(({ id }) => id);

/** Reads the items of an operation again if the cache dropped them. */
const wholeOf = (cache: Cache, id: OperationId) => {
  const found = cache.get(id);
  return found && { ...found, items: found.progress.map((_, index) => cache.item(found, index)) };
};

const lookOf = (cache: Cache, ids: readonly OperationId[]) => ({
  operations: ids.map((id) => wholeOf(cache, id)),
  queues: products.map((id) => cache.queues.get(shop, stockTarget(asProductId(id), null))),
  counts: cache.queues.count(),
});

describe('the cache', () => {
  it('equals the rows after every command, commit and rollback', () => {
    const step = fc.tuple(
      fc.constantFrom(...Object.keys(commands), ...usual),
      fc.nat({ max: 40 }),
      fc.integer({ min: 0, max: 4 }),
    );
    const property = fc.property(fc.array(step, { minLength: 10, maxLength: 30 }), (steps) => {
      const world: World = { ...prepare(), operations: [], queued: [], requests: [] };
      const { db, cache } = world;
      const lists = [world.operations, world.queued, world.requests];
      for (const [name, at, chance] of steps) {
        const lengths = lists.map((list) => list.length);
        db.exec('BEGIN');
        commands[name]?.(world, at);
        db.exec(chance === 0 ? 'ROLLBACK' : 'COMMIT');
        if (chance === 0) {
          cache.rolledBack();
          for (const [index, list] of lists.entries()) list.length = lengths[index] ?? 0;
        } else {
          cache.committed();
        }
        expect(lookOf(cache, world.operations)).toEqual(lookOf(prepareCache(db), world.operations));
        expect(cache.running().map(({ operation }) => operation.id)).toEqual(runningRows(db));
      }
      db.close();
    });
    fc.assert(property, { numRuns: 40, seed: 20_261_122 });
  });

  it('is bounded, and reads again what it dropped', () => {
    const { db, accept, cache } = prepare();
    const items = Array.from({ length: 1_000 }, () => failedDraft);
    const ids = Array.from({ length: 12 }, () => {
      const acceptance = accept(draftOf(items));
      if (acceptance.type !== 'accepted') throw new Error('Not accepted');
      return acceptance.operation.id;
    });
    cache.committed();
    const atHand = () => ids.filter((id) => cache.peek(id) !== null);
    expect(atHand()).toEqual(ids.slice(4));
    const [first] = ids;
    if (!first) throw new Error('Nothing was accepted');
    expect(wholeOf(cache, first)?.items).toHaveLength(1_000);
    expect(wholeOf(cache, first)).toEqual(wholeOf(prepareCache(db), first));
    expect(atHand()).toEqual(ids.slice(4));
  });

  it('has everything of running operations except the changes, which it reads when needed', () => {
    const { db, accept, claim, settle, cache } = prepare();
    const acceptances = Array.from({ length: 12 }, (_, number) => {
      const changes = Array.from({ length: 1_000 }, (_, index) => stockOf(`${number}/${index}`, 1));
      const acceptance = accept(draftOf(changes.map((change) => queuedDraft(change))));
      cache.committed();
      if (acceptance.type !== 'accepted') throw new Error('Not accepted');
      return acceptance;
    });
    const [first] = acceptances;
    if (!first) throw new Error('Nothing was accepted');
    expect(cache.running()).toHaveLength(12);
    expect(cache.peek(first.operation.id)?.items).toEqual([]);
    const { request } = claim(first.queued.slice(150, 152), requestDraft(), 'QUEUED');
    expect(request?.rows.map(({ change }) => change)).toEqual([stockOf('0/150', 1), stockOf('0/151', 1)]);
    cache.committed();
    settle({
      requestId: request?.id ?? asRequestId(0),
      at: 3_000,
      outcome: 'ANSWERED',
      exchange: null,
      rows: (request?.rows ?? []).map((row) => ({ ...row, outcome: appliedAt(3_000) })),
    });
    cache.committed();
    // These two were read, and not the other 998.
    expect(cache.peek(first.operation.id)?.items).toEqual([]);
    const states = cache.get(first.operation.id)?.progress.map(({ state }) => state);
    expect(states?.flatMap((state, index) => (state === 'APPLIED' ? [index] : []))).toEqual([150, 151]);

    claim(first.queued.slice(160, 162), requestDraft(), 'QUEUED');
    cache.committed();
    const anew = prepareCache(db);
    const { queued } = commandsOn(db, anew).recover();
    expect(queued).toHaveLength(11_998);
    const kept = anew.running().map(({ items }) => items.length);
    expect(kept.reduce((sum, items) => sum + items, 0)).toBeLessThanOrEqual(10_000);
  });

  it('drops ended operations whose items it had dropped before', () => {
    const { db, accept, claim, settle, cache } = prepare();
    const ids: OperationId[] = [];
    const queued: QueuedItem[] = [];
    const end = (
      items: readonly QueuedItem[],
      { claim: take, settle: put }: Pick<World, 'claim' | 'settle'>,
    ) => {
      const { request } = take(items, requestDraft(), 'QUEUED');
      const rows = (request?.rows ?? []).map((row) => ({ ...row, outcome: appliedAt(3_000) }));
      put({ requestId: request?.id ?? asRequestId(0), at: 3_000, outcome: 'ANSWERED', exchange: null, rows });
    };
    for (let number = 0; number < 12; number += 1) {
      const failed = Array.from({ length: 999 }, () => failedDraft);
      const acceptance = accept(draftOf([queuedDraft(stockOf(`${number}`, 1)), ...failed]));
      cache.committed();
      if (acceptance.type !== 'accepted') throw new Error('Not accepted');
      ids.push(acceptance.operation.id);
      queued.push(...acceptance.queued);
    }
    const atHand = (of: Cache) => ids.filter((id) => of.peek(id) !== null);
    expect(atHand(cache)).toEqual(ids);

    db.exec('BEGIN');
    end(queued, { claim, settle });
    db.exec('ROLLBACK');
    cache.rolledBack();
    expect(atHand(cache)).toEqual(ids);

    end(queued.slice(0, 6), { claim, settle });
    cache.committed();
    expect(atHand(cache)).toEqual(ids.slice(3));
    const anew = prepareCache(db);
    expect(atHand(anew)).toEqual(ids.slice(6));
    end(queued.slice(6), commandsOn(db, anew));
    anew.committed();
    expect(atHand(anew)).toEqual([]);
  });
});
