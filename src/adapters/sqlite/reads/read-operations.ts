import type { DatabaseSync } from 'node:sqlite';
import type { Progress } from '../../../core/decide/data/state.ts';
import type { OperationId, RequestId } from '../../../domain/ids.ts';
import { type Item, type ItemState, isPending } from '../../../domain/item.ts';
import { type Operation, type OperationKind, operationKinds } from '../../../domain/operation.ts';
import type { VendorRequest } from '../../../domain/vendor-request.ts';
import type { JournalReads, Page } from '../../../ports/journal/journal-reads.ts';
import { integer, operationOf, pageOf, vendorRequestOf } from '../../journal-rows.ts';
import type { Cache, OperationRecord } from '../cache/cache.ts';
import type { StoredItem } from '../rows/item-chunks.ts';
import { selectOperation } from '../rows/select-operations.ts';

type Filter<Method extends 'operationsPage' | 'items'> = Parameters<JournalReads[Method]>[0];

const fits = (state: ItemState, wanted: Filter<'items'>['state']): boolean =>
  wanted === null || wanted === (isPending(state) ? 'PENDING' : state);

/** The item in the form of the port. */
const itemOf = (
  { id: operationId, kind }: Operation,
  index: number,
  stored: StoredItem,
  progress: Progress,
): Item => {
  const { state, deadline, outcome } = progress;
  const channel = stored.item ? stored.item.channel : stored.channel;
  const change = stored.item ? stored.change : null;
  if (isPending(state)) return { operationId, index, kind, channel, change, progress: { state, deadline } };
  if (!outcome) throw new Error(`Item ${operationId}/${index} ended without an outcome`);
  return { operationId, index, kind, channel, change, progress: outcome };
};

export const prepareReadOperations = (db: DatabaseSync, cache: Cache) => {
  const byId = db.prepare(`${selectOperation} WHERE o.id = ?`);
  const recent = (where: string) =>
    db.prepare(`
      ${selectOperation} WHERE o.client = ? AND o.kind = ? AND o.id < ? AND ${where} ORDER BY o.id DESC LIMIT ?`);
  const pages = { any: recent('TRUE'), COMPLETED: recent('p.completed_at IS NOT NULL') };
  const requests = db.prepare(`
    SELECT r.* FROM json_each(?) k JOIN vendor_requests r ON r.id = k.value`);

  const operation = (id: OperationId): Operation | null => {
    const found = cache.peek(id);
    if (found) return found.operation;
    const row = byId.get(id);
    return row ? operationOf(row) : null;
  };

  const ofKind = ({ client, status, before, limit }: Filter<'operationsPage'>, kind: OperationKind) => {
    const end = before ?? Number.MAX_SAFE_INTEGER;
    if (status !== 'RUNNING')
      return pages[status ?? 'any'].all(client, kind, end, limit + 1).map(operationOf);
    const running = cache.running().map((one) => one.operation);
    const isWanted = (one: Operation) => one.client === client && one.kind === kind && one.id < end;
    return running.filter(isWanted).slice(-limit - 1);
  };

  /** At most this many of its items, from an index on. */
  const itemsWhere = (
    found: OperationRecord,
    holds: (progress: Progress) => boolean,
    from = 0,
    limit = Number.POSITIVE_INFINITY,
  ): readonly Item[] => {
    const { progress } = found;
    const items: Item[] = [];
    for (let index = from; index < progress.length && items.length < limit; index += 1) {
      const one = progress[index];
      if (one && holds(one)) items.push(itemOf(found.operation, index, cache.item(found, index), one));
    }
    return items;
  };

  return {
    operations(ids: readonly OperationId[]) {
      return ids.map(operation);
    },
    /** Each kind has its own range of the index, so the cost of a page does not depend on the size of the journal. */
    operationsPage(filter: Filter<'operationsPage'>) {
      const kinds = filter.kind === null ? operationKinds : [filter.kind];
      const newestFirst = kinds.flatMap((kind) => ofKind(filter, kind)).sort((a, b) => b.id - a.id);
      return pageOf(newestFirst, filter.limit);
    },
    items({ operationId, state, from, limit }: Filter<'items'>): Page<Item> {
      const found = cache.get(operationId);
      if (!found) return pageOf([], limit);
      return pageOf(
        itemsWhere(found, (progress) => fits(progress.state, state), from, limit + 1),
        limit,
      );
    },
    operationSince(id: OperationId, sequence: number) {
      const found = cache.get(id);
      if (!found) return null;
      const items = itemsWhere(found, (progress) => progress.sequence > sequence);
      return { operation: found.operation, items };
    },
    requestsOf(ids: readonly OperationId[]): readonly (readonly VendorRequest[])[] {
      const wanted = ids.map((id): readonly RequestId[] => cache.get(id)?.requests ?? []);
      const rows = requests.all(JSON.stringify([...new Set(wanted.flat())]));
      const found = new Map(rows.map((row) => [integer(row, 'id'), vendorRequestOf(row)]));
      return wanted.map((group) => group.flatMap((id) => found.get(id) ?? []));
    },
  };
};
