import type { DatabaseSync } from 'node:sqlite';
import { asOperationId, type OperationId } from '../../../domain/ids.ts';
import {
  type Operation,
  type OperationKind,
  type OperationStatus,
  operationKinds,
} from '../../../domain/operation.ts';
import { createTimeSlices } from '../../../lib/time-slices.ts';
import type { JournalReads } from '../../../ports/journal/journal-reads.ts';
import type { Page } from '../../../ports/journal/page.ts';
import { integer, pageFrom, type Row, textOrNull } from '../../journal-rows.ts';
import { channelInText, channelKeyOf } from '../../operation-channels.ts';
import type { Cache } from '../cache/cache.ts';
import { chunkOf, chunkRange } from '../rows/chunks.ts';

type Filter = Parameters<JournalReads['operationsPage']>[0];

/** An operation that may belong to the page. `channels` is undefined if it was not read. */
type Candidate = {
  readonly id: OperationId;
  readonly createdAt: number;
  readonly channels?: string | null;
};

/** Rows that a search reads at a time. They take about half a millisecond. */
const searchedAtOnce = 500;

/** Candidates in the order of the list or in reverse. `read` gives at most `count` that come after `id`. */
const createSource = (start: number, count: number, read: (from: number) => readonly Candidate[]) => {
  let ahead: readonly Candidate[] = [];
  let at = 0;
  let from = start;
  let isThrough = false;
  const peek = (): Candidate | null => {
    if (at === ahead.length && !isThrough) {
      ahead = read(from);
      at = 0;
      from = ahead.at(-1)?.id ?? from;
      isThrough = ahead.length < count;
    }
    return ahead[at] ?? null;
  };
  return {
    peek,
    take: () => {
      at += 1;
    },
  };
};

type Source = ReturnType<typeof createSource>;

/** The next candidate of all sources. */
const takeNext = (sources: readonly Source[], last: boolean): Candidate | null => {
  let best: Source | null = null;
  let found: Candidate | null = null;
  for (const source of sources) {
    const one = source.peek();
    if (!one || (found && one.id < found.id !== last)) continue;
    [best, found] = [source, one];
  }
  best?.take();
  return found;
};

const prepareSources = (db: DatabaseSync, cache: Cache) => {
  const ofKind = (order: 'ASC' | 'DESC') =>
    db.prepare(`
      SELECT id, created_at, channels FROM operations
      WHERE client = ? AND kind = ? AND id > ? AND id < ? ORDER BY id ${order} LIMIT ?`);
  const running = (order: 'ASC' | 'DESC') =>
    db.prepare(`SELECT id FROM running WHERE id > ? AND id < ? ORDER BY id ${order} LIMIT ?`);
  const statements = {
    forward: { kind: ofKind('DESC'), running: running('DESC') },
    reverse: { kind: ofKind('ASC'), running: running('ASC') },
  };
  const idOf = (row: Row): OperationId => asOperationId(integer(row, 'id'));

  /** Every running operation is in memory. */
  const runningCandidate = (row: Row): Candidate => {
    const id = idOf(row);
    return { id, createdAt: cache.peek(id)?.operation.createdAt ?? Number.NaN };
  };
  const candidateOf = (row: Row): Candidate => ({
    id: idOf(row),
    createdAt: integer(row, 'created_at'),
    channels: textOrNull(row, 'channels'),
  });

  /** Each kind has its own range of the index. Running operations have a table of their own. */
  return (
    { client, after, before, last }: Filter,
    kinds: readonly OperationKind[],
    onlyRunning: boolean,
    count: number,
  ): readonly Source[] => {
    const { kind: byKind, running: byId } = statements[last ? 'reverse' : 'forward'];
    const [oldest, newest] = [before ?? 0, after ?? Number.MAX_SAFE_INTEGER];
    const source = (read: (above: number, below: number) => readonly Candidate[]) =>
      createSource(last ? oldest : newest, count, (from) => (last ? read(from, newest) : read(oldest, from)));
    if (onlyRunning) return [source((above, below) => byId.all(above, below, count).map(runningCandidate))];
    return kinds.map((kind) =>
      source((above, below) => byKind.all(client, kind, above, below, count).map(candidateOf)),
    );
  };
};

/** Whether an operation that may belong to the page does. Each test reads what the tests before it do not need. */
const prepareFits = (db: DatabaseSync, cache: Cache) => {
  const channelsById = db.prepare('SELECT channels FROM operations WHERE id = ?');
  const failedById = db.prepare('SELECT failed_count FROM progress WHERE operation_id = ?');

  const namesOne = (id: OperationId, keys: ReadonlySet<string>): boolean => {
    const record = cache.get(id);
    if (!record) return false;
    for (let first = 0; first < record.progress.length; ) {
      const { last } = chunkRange(chunkOf(first), record.progress.length);
      for (; first <= last; first += 1) if (keys.has(channelKeyOf(cache.item(record, first)))) return true;
    }
    return false;
  };
  const hasChannel = ({ id, channels }: Candidate, { channels: keys }: Filter): boolean => {
    if (keys === null) return true;
    const row = channels === undefined ? channelsById.get(id) : null;
    const text = row ? textOrNull(row, 'channels') : (channels ?? null);
    if (text === null) return namesOne(id, new Set<string>(keys));
    return keys.some((key) => text.includes(channelInText(key)));
  };
  const fitsFailures = ({ id }: Candidate, { hasFailures }: Filter): boolean => {
    if (hasFailures === null) return true;
    const inMemory = cache.peek(id);
    const row = inMemory ? null : failedById.get(id);
    const failed = inMemory?.operation.failedCount ?? (row ? integer(row, 'failed_count') : 0);
    return failed > 0 === hasFailures;
  };
  const hasStatus = ({ id }: Candidate, { statuses }: Filter): boolean => {
    if (statuses === null) return true;
    const status: OperationStatus = cache.peek(id)?.operation.completedAt === null ? 'RUNNING' : 'COMPLETED';
    return statuses.includes(status);
  };

  return (one: Candidate, filter: Filter): boolean =>
    one.createdAt > (filter.createdAfter ?? Number.NEGATIVE_INFINITY) &&
    one.createdAt < (filter.createdBefore ?? Number.POSITIVE_INFINITY) &&
    hasStatus(one, filter) &&
    hasChannel(one, filter) &&
    fitsFailures(one, filter);
};

/**
 * The pages of operations. Each operation is read and tested at the same moment, so it has the tested state. A search
 * for few operations among many pauses between short slices, because SQLite blocks the event loop.
 */
export const prepareListOperations = (
  db: DatabaseSync,
  cache: Cache,
  operation: (id: OperationId) => Operation | null,
) => {
  const sourcesOf = prepareSources(db, cache);
  const fits = prepareFits(db, cache);
  const slices = createTimeSlices();

  return async (filter: Filter): Promise<Page<Operation>> => {
    const { client, statuses, limit, last } = filter;
    const kinds = [...new Set(filter.kinds ?? operationKinds)];
    const onlyRunning = statuses?.length === 1 && statuses[0] === 'RUNNING';
    const isSearch = [
      statuses,
      filter.channels,
      filter.createdAfter,
      filter.createdBefore,
      filter.hasFailures,
    ].some((one) => one !== null);
    const sources = sourcesOf(filter, kinds, onlyRunning, isSearch ? searchedAtOnce : limit + 1);
    const found: Operation[] = [];
    for (let one = takeNext(sources, last); one; one = takeNext(sources, last)) {
      const whole = fits(one, filter) ? operation(one.id) : null;
      if (whole?.client === client && kinds.includes(whole.kind)) found.push(whole);
      if (found.length > limit) break;
      const pause = isSearch ? slices.next() : null;
      if (pause) await pause;
    }
    return pageFrom(found, filter);
  };
};
