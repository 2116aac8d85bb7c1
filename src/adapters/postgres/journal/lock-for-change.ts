import type { ItemRef } from '../../../domain/operation.ts';
import { refValues } from './lock-targets.ts';
import type { Statement, Transaction } from './transaction.ts';

const operations: Statement = {
  name: 'lock-operations',
  text: `
    SELECT 1 FROM unnest($1::bigint[]) k(id) JOIN operations o ON o.id = k.id ORDER BY o.id FOR NO KEY UPDATE OF o`,
};
const items: Statement = {
  name: 'lock-items',
  text: `
    SELECT 1 FROM unnest($1::bigint[], $2::integer[]) k(operation_id, idx)
      JOIN items i ON i.operation_id = k.operation_id AND i.idx = k.idx
    ORDER BY i.operation_id, i.idx FOR UPDATE OF i`,
};

/**
 * Locks items and the operations whose counters they change, each in its order (`locks.ts`). To be called before the
 * first of several statements that change them, or where some of the items are other gateways'.
 */
export const lockForChange = (
  { run }: Transaction,
  ended: readonly ItemRef[],
  others: readonly ItemRef[] = [],
): void => {
  const ids = [...new Set(ended.map(({ operationId }) => operationId))];
  if (ids.length > 0) void run(operations, [ids]);
  void run(items, refValues([...ended, ...others]));
};
