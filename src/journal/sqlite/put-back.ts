import type { DatabaseSync } from 'node:sqlite';
import type { OperationId, RequestId } from '../../domain/ids.ts';
import type { ItemRef } from '../../domain/operation.ts';
import { text } from '../rows.ts';

export type PutBack = {
  readonly operations: readonly OperationId[];
  readonly freed: readonly { readonly channel: string; readonly target: string }[];
};

/** Lets rows of a request that nothing came of wait for their turn again. */
export const preparePutBack = (db: DatabaseSync) => {
  const queue = db.prepare(`
    UPDATE items SET state = 'QUEUED'
    WHERE operation_id = ? AND idx = ? AND request_id = ? AND state IN ('SENDING', 'AWAITING_CALLBACK')
    RETURNING channel, target`);
  const nextSequence = db.prepare(
    'UPDATE operations SET sequence = sequence + 1 WHERE id = ? RETURNING sequence',
  );
  const stamp = db.prepare('UPDATE items SET sequence = ? WHERE operation_id = ? AND idx = ?');

  return (requestId: RequestId, refs: readonly ItemRef[]): PutBack => {
    const queued = refs.flatMap((ref) => {
      const row = queue.get(ref.operationId, ref.index, requestId);
      return row ? [{ ref, channel: text(row, 'channel'), target: text(row, 'target') }] : [];
    });
    const byOperation = Map.groupBy(queued, ({ ref }) => ref.operationId);
    for (const [operationId, group] of byOperation) {
      const sequence = Number(nextSequence.get(operationId)?.['sequence']);
      for (const { ref } of group) stamp.run(sequence, operationId, ref.index);
    }
    return { operations: [...byOperation.keys()], freed: queued };
  };
};
