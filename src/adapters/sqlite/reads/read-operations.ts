import type { DatabaseSync } from 'node:sqlite';
import type { Progress } from '../../../core/decide/data/state.ts';
import { asOperationId, type OperationId, type RequestId } from '../../../domain/ids.ts';
import { type EndState, type Item, isPending, itemTargetOf } from '../../../domain/item.ts';
import type { Operation } from '../../../domain/operation.ts';
import type { VendorRequest } from '../../../domain/vendor-request.ts';
import type { JournalReads } from '../../../ports/journal/journal-reads.ts';
import type { Page } from '../../../ports/journal/page.ts';
import { integer, operationOf, pageFrom, vendorRequestOf } from '../../journal-rows.ts';
import { channelKeyOf } from '../../operation-channels.ts';
import type { Cache, OperationRecord } from '../cache/cache.ts';
import type { StoredItem } from '../rows/item-chunks.ts';
import { selectOperation } from '../rows/select-operations.ts';
import { prepareListOperations } from './list-operations.ts';

type ItemsFilter = Parameters<JournalReads['items']>[0];

/** The item in the form of the port. */
const itemOf = (
  { id: operationId, kind }: Operation,
  index: number,
  stored: StoredItem,
  progress: Progress,
): Item => {
  const { state, deadline, outcome } = progress;
  const change = stored.item ? stored.change : null;
  const target = stored.item ? itemTargetOf(stored.change) : stored.named;
  if (isPending(state)) return { operationId, index, kind, target, change, progress: { state, deadline } };
  if (!outcome) throw new Error(`Item ${operationId}/${index} ended without an outcome`);
  return { operationId, index, kind, target, change, progress: outcome };
};

export const prepareReadOperations = (db: DatabaseSync, cache: Cache) => {
  const byId = db.prepare(`${selectOperation} WHERE o.id = ?`);
  const retries = db.prepare('SELECT id FROM operations WHERE retry_of = ? ORDER BY id DESC LIMIT ?');
  const requests = db.prepare(`
    SELECT r.* FROM json_each(?) k JOIN vendor_requests r ON r.id = k.value`);

  const operation = (id: OperationId): Operation | null => {
    const found = cache.peek(id);
    if (found) return found.operation;
    const row = byId.get(id);
    return row ? operationOf(row) : null;
  };

  /** The items at these indexes, from `from` to before `to` in steps of 1 or -1. At most `limit`. */
  const itemsWhere = (
    found: OperationRecord,
    holds: (progress: Progress, index: number) => boolean,
    {
      from = 0,
      to = found.progress.length,
      step = 1,
      limit = Number.POSITIVE_INFINITY,
    }: { from?: number; to?: number; step?: 1 | -1; limit?: number } = {},
  ): readonly Item[] => {
    const { progress } = found;
    const items: Item[] = [];
    for (let index = from; index !== to && items.length < limit; index += step) {
      const one = progress[index];
      if (one && holds(one, index)) items.push(itemOf(found.operation, index, cache.item(found, index), one));
    }
    return items;
  };

  const itemsPage = (found: OperationRecord, filter: ItemsFilter): Page<Item> => {
    const { after, before, limit, last } = filter;
    const states = filter.states && new Set<EndState | 'PENDING'>(filter.states);
    const channels = filter.channels && new Set<string>(filter.channels);
    const first = (after ?? -1) + 1;
    const end = Math.max(first, Math.min(before ?? Number.POSITIVE_INFINITY, found.progress.length));
    const holds = ({ state }: Progress, index: number): boolean =>
      (!states || states.has(isPending(state) ? 'PENDING' : state)) &&
      (!channels || channels.has(channelKeyOf(cache.item(found, index))));
    const range = last
      ? ({ from: end - 1, to: first - 1, step: -1 } as const)
      : ({ from: first, to: end, step: 1 } as const);
    return pageFrom(itemsWhere(found, holds, { ...range, limit: limit + 1 }), filter);
  };

  const operationsPage = prepareListOperations(db, cache, operation);

  return {
    operations(ids: readonly OperationId[]) {
      return ids.map(operation);
    },
    operationsPage,
    items(filter: ItemsFilter): Page<Item> {
      const found = cache.get(filter.operationId);
      return found ? itemsPage(found, filter) : { nodes: [], hasMore: false };
    },
    operationSince(id: OperationId, sequence: number) {
      const found = cache.get(id);
      if (!found) return null;
      const items = itemsWhere(found, (progress) => progress.sequence > sequence);
      return { operation: found.operation, items };
    },
    retriesOf(ids: readonly OperationId[], limit: number): readonly (readonly Operation[])[] {
      return ids.map((id) =>
        retries.all(id, limit).flatMap((row) => operation(asOperationId(integer(row, 'id'))) ?? []),
      );
    },
    requestsOf(ids: readonly OperationId[]): readonly (readonly VendorRequest[])[] {
      const wanted = ids.map((id): readonly RequestId[] => cache.get(id)?.requests ?? []);
      const rows = requests.all(JSON.stringify([...new Set(wanted.flat())]));
      const found = new Map(rows.map((row) => [integer(row, 'id'), vendorRequestOf(row)]));
      return wanted.map((group) => group.flatMap((id) => found.get(id) ?? []));
    },
  };
};
