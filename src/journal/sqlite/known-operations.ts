import type { DatabaseSync } from 'node:sqlite';
import type { OperationId } from '../../domain/ids.ts';
import type { ItemRef } from '../../domain/operation.ts';
import { operationOf } from '../rows.ts';
import { type KnownItem, type KnownOperation, knownItemOf } from './known.ts';

/** So many items are kept, of the operations that came in last. */
const maxItems = 10_000;

/**
 * The operations in use, as their rows say: what a claim, a settlement and the answer need was written a moment ago
 * by the same process, which has the file for itself.
 */
export type KnownOperations = {
  /** Read from its rows if it is not at hand; null when there is none. */
  get(id: OperationId): KnownOperation | null;
  item(ref: ItemRef): KnownItem | null;
  /** Only if it is at hand. */
  atHand(id: OperationId): KnownOperation | null;
  add(known: KnownOperation): void;
  /** Its rows were written by a statement that nothing else was told of. */
  forget(id: OperationId): void;
  /** Lets go of what came in first. Not within a transaction, where two looks at an item must find the same. */
  trim(): void;
  clear(): void;
};

export const prepareKnownOperations = (db: DatabaseSync): KnownOperations => {
  const byId = db.prepare('SELECT * FROM operations WHERE id = ?');
  const itemsOf = db.prepare(`
    SELECT i.*, o.client, coalesce(r.deadline, o.deadline) AS deadline
    FROM items i JOIN operations o ON o.id = i.operation_id LEFT JOIN vendor_requests r ON r.id = i.request_id
    WHERE i.operation_id = ? ORDER BY i.idx`);
  const operations = new Map<OperationId, KnownOperation>();
  let items = 0;

  const add = (known: KnownOperation): void => {
    operations.set(known.operation.id, known);
    items += known.items.length;
  };
  const forget = (id: OperationId): void => {
    items -= operations.get(id)?.items.length ?? 0;
    operations.delete(id);
  };
  const load = (id: OperationId): KnownOperation | null => {
    const row = byId.get(id);
    if (!row) return null;
    const known = { operation: operationOf(row), items: itemsOf.all(id).map(knownItemOf) };
    add(known);
    return known;
  };
  const get = (id: OperationId): KnownOperation | null => operations.get(id) ?? load(id);

  return {
    get,
    item: ({ operationId, index }) => get(operationId)?.items[index] ?? null,
    atHand: (id) => operations.get(id) ?? null,
    add,
    forget,
    trim: () => {
      for (const id of operations.keys()) {
        if (items <= maxItems) return;
        forget(id);
      }
    },
    clear: () => {
      operations.clear();
      items = 0;
    },
  };
};
