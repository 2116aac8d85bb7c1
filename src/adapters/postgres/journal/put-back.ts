import type { OperationId } from '../../../domain/ids.ts';
import type { Retry } from '../../../domain/item.ts';
import { type Row, refOf } from '../../journal/rows.ts';
import { sequenceFrom } from './columns.ts';
import { refValues } from './lock-targets.ts';
import type { Statement, Transaction } from './transaction.ts';

const queueAgain: Statement = {
  name: 'put-back',
  text: `
    WITH held AS MATERIALIZED (
      SELECT o.id FROM operations o WHERE o.id = ANY ($1::bigint[]) ORDER BY o.id FOR NO KEY UPDATE OF o),
    stamped AS (
      UPDATE operations o SET sequence = o.sequence + 1 FROM held h WHERE o.id = h.id RETURNING o.id, o.sequence)
    UPDATE items i SET
      state = CASE WHEN coalesce(k.retry, i.retry) IS NULL THEN 'QUEUED' ELSE 'RETRYING' END,
      retry = coalesce(k.retry, i.retry),
      may_have_applied = greatest(i.may_have_applied, k.doubted),
      sequence = ${sequenceFrom('stamped', 'k.operation_id')}
    FROM unnest($1::bigint[], $2::integer[], $3::text[], $4::integer[]) k(operation_id, idx, retry, doubted)
    WHERE i.operation_id = k.operation_id AND i.idx = k.idx`,
};

/** A row that the caller has locked, and what is known of its tries from now on; null leaves that as it is. */
export type PutBack = { readonly row: Row; readonly retry: Retry | null };

/** Puts rows back in line: those for which a try failed wait for the next one, the others for their turn. */
export const putBack = ({ run }: Transaction, back: readonly PutBack[]): readonly OperationId[] => {
  if (back.length === 0) return [];
  const refs = back.map(({ row }) => refOf(row));
  void run(queueAgain, [
    ...refValues(refs),
    back.map(({ retry }) => retry && JSON.stringify(retry)),
    back.map(({ retry }) => Number(retry?.outcome.failure.mayHaveApplied ?? false)),
  ]);
  return [...new Set(refs.map(({ operationId }) => operationId))];
};
