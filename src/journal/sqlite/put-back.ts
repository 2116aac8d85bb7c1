import type { DatabaseSync } from 'node:sqlite';
import type { OperationId, RequestId } from '../../domain/ids.ts';
import type { ItemRef } from '../../domain/operation.ts';
import type { AcceptedItem } from './known.ts';
import type { Memory } from './memory.ts';

export type PutBack = {
  readonly operations: readonly OperationId[];
  readonly freed: readonly AcceptedItem[];
};

/** Lets rows of a request that nothing came of wait for their turn again. */
export const preparePutBack = (db: DatabaseSync, { known, targets }: Memory) => {
  const nextSequence = db.prepare('UPDATE operations SET sequence = ? WHERE id = ?');
  const queue = db.prepare(`
    UPDATE items SET state = 'QUEUED', sequence = ? WHERE operation_id = ? AND idx = ?`);

  return (requestId: RequestId, refs: readonly ItemRef[]): PutBack => {
    const freed: AcceptedItem[] = [];
    const byOperation = Map.groupBy(refs, (ref) => ref.operationId);
    const operations = [...byOperation].flatMap(([operationId, group]) => {
      const found = known.get(operationId);
      const items = group.flatMap(({ index }) => {
        const item = found?.items[index];
        const isItsOwn = item?.requestId === requestId;
        return isItsOwn && (item.state === 'SENDING' || item.state === 'AWAITING_CALLBACK') ? [item] : [];
      });
      if (!found || items.length === 0) return [];
      const sequence = found.operation.sequence + 1;
      nextSequence.run(sequence, operationId);
      found.operation = { ...found.operation, sequence };
      for (const item of items) {
        queue.run(sequence, operationId, item.index);
        item.state = 'QUEUED';
        item.sequence = sequence;
        if (item.accepted) {
          targets.move(item.accepted, 'in flight', 'queued');
          freed.push(item.accepted);
        }
      }
      return [operationId];
    });
    return { operations, freed };
  };
};
