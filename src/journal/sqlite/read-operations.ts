import type { DatabaseSync } from 'node:sqlite';
import type { OperationId } from '../../domain/ids.ts';
import { type Operation, type OperationKind, operationKinds } from '../../domain/operation.ts';
import type { JournalReads } from '../../ports/journal-reads.ts';
import { pageOf } from '../page.ts';
import { integer, itemOf, operationOf, vendorRequestOf } from '../rows.ts';
import { itemOfKnown } from './known.ts';
import type { Memory } from './memory.ts';

type Filter<Method extends 'operationsPage' | 'items'> = Parameters<JournalReads[Method]>[0];

const selectItem = `
  SELECT i.operation_id, i.idx, i.kind, i.channel, i.change, i.state, i.outcome,
    coalesce(r.deadline, o.deadline) AS deadline
  FROM items i JOIN operations o ON o.id = i.operation_id LEFT JOIN vendor_requests r ON r.id = i.request_id`;

export const prepareReadOperations = (db: DatabaseSync, { known }: Memory) => {
  const byId = db.prepare('SELECT * FROM operations WHERE id = ?');
  const recent = (where: string) =>
    db.prepare(`
      SELECT * FROM operations WHERE client = ? AND kind = ? AND id < ? AND ${where}
      ORDER BY id DESC LIMIT ?`);
  const pages = {
    any: recent('TRUE'),
    RUNNING: recent('completed_at IS NULL'),
    COMPLETED: recent('completed_at IS NOT NULL'),
  };
  const itemsBy = (where: string) =>
    db.prepare(`
      ${selectItem} WHERE i.operation_id = ? AND i.idx >= ? AND ${where} ORDER BY i.idx LIMIT ?`);
  const items = {
    any: itemsBy('TRUE'),
    PENDING: itemsBy("i.state IN ('QUEUED', 'SENDING', 'AWAITING_CALLBACK')"),
    APPLIED: itemsBy("i.state = 'APPLIED'"),
    FAILED: itemsBy("i.state = 'FAILED'"),
    SUPERSEDED: itemsBy("i.state = 'SUPERSEDED'"),
    OUTCOME_UNKNOWN: itemsBy("i.state = 'OUTCOME_UNKNOWN'"),
  };
  const itemsSince = db.prepare(`${selectItem} WHERE i.operation_id = ? AND i.sequence > ? ORDER BY i.idx`);
  const requests = db.prepare(`
    SELECT r.*, d.operation_id AS operation_id
    FROM json_each(?) k JOIN deliveries d ON d.operation_id = k.value JOIN vendor_requests r ON r.id = d.request_id
    ORDER BY r.id`);

  const operation = (id: OperationId): Operation | null => {
    const found = known.atHand(id);
    if (found) return found.operation;
    const row = byId.get(id);
    return row ? operationOf(row) : null;
  };

  const ofKind = ({ client, status, before, limit }: Filter<'operationsPage'>, kind: OperationKind) =>
    pages[status ?? 'any'].all(client, kind, before ?? Number.MAX_SAFE_INTEGER, limit + 1).map(operationOf);

  return {
    operations(ids: readonly OperationId[]) {
      return ids.map(operation);
    },
    /** Each kind has its own range of the index, so that the cost is that of the page, whatever the journal holds. */
    operationsPage(filter: Filter<'operationsPage'>) {
      const kinds = filter.kind === null ? operationKinds : [filter.kind];
      const newestFirst = kinds.flatMap((kind) => ofKind(filter, kind)).sort((a, b) => b.id - a.id);
      return pageOf(newestFirst, filter.limit);
    },
    items({ operationId, state, from, limit }: Filter<'items'>) {
      return pageOf(items[state ?? 'any'].all(operationId, from, limit + 1).map(itemOf), limit);
    },
    operationSince(id: OperationId, sequence: number) {
      const found = known.atHand(id);
      if (found) {
        const items = found.items.filter((item) => item.sequence > sequence).map(itemOfKnown);
        return { operation: found.operation, items };
      }
      const row = byId.get(id);
      return row ? { operation: operationOf(row), items: itemsSince.all(id, sequence).map(itemOf) } : null;
    },
    requestsOf(ids: readonly OperationId[]) {
      const rows = Map.groupBy(requests.all(JSON.stringify(ids)), (row) => integer(row, 'operation_id'));
      return ids.map((id) => (rows.get(id) ?? []).map(vendorRequestOf));
    },
  };
};
