import type { OperationId } from '../../domain/ids.ts';
import { type Row, refOf } from '../rows.ts';
import { sequenceFrom } from './columns.ts';
import { refValues } from './lock-targets.ts';
import type { Statement, Transaction } from './transaction.ts';

const queueAgain: Statement = {
  name: 'put-back',
  text: `
    WITH held AS MATERIALIZED (
      SELECT o.id FROM operations o WHERE o.id = ANY ($1::bigint[]) ORDER BY o.id FOR UPDATE OF o),
    stamped AS (
      UPDATE operations o SET sequence = o.sequence + 1 FROM held h WHERE o.id = h.id RETURNING o.id, o.sequence)
    UPDATE items i SET state = 'QUEUED', sequence = ${sequenceFrom('stamped', 'k.operation_id')}
    FROM unnest($1::bigint[], $2::integer[]) k(operation_id, idx)
    WHERE i.operation_id = k.operation_id AND i.idx = k.idx`,
};

/** Lets rows that nothing came of, which the caller has locked, wait for their turn again. */
export const putBack = ({ run }: Transaction, rows: readonly Row[]): readonly OperationId[] => {
  if (rows.length === 0) return [];
  const refs = rows.map(refOf);
  void run(queueAgain, refValues(refs));
  return [...new Set(refs.map(({ operationId }) => operationId))];
};
