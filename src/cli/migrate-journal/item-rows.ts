import type { DatabaseSync } from 'node:sqlite';
import { watermarksText } from '../../adapters/journal-rows.ts';
import type { Cache, OperationRecord } from '../../adapters/sqlite/cache/cache.ts';
import { writtenTarget } from '../../domain/changes/change.ts';
import { noWatermarks } from '../../domain/changes/watermark.ts';
import { asOperationId } from '../../domain/ids.ts';
import type { Position, Row } from './tables.ts';

/** A row for each item of the operation, as the shared journal holds them. */
const itemRows = (record: OperationRecord, cache: Pick<Cache, 'item'>): readonly Row[] =>
  record.progress.map((at, idx): Row => {
    const { operation } = record;
    const stored = cache.item(record, idx);
    return {
      operation_id: operation.id,
      idx,
      kind: operation.kind,
      channel: stored.item ? stored.item.channel : stored.named.channel,
      target: stored.item ? writtenTarget(stored.target) : null,
      shape: stored.item ? stored.item.shape : null,
      change: stored.item ? JSON.stringify(stored.change) : null,
      named: stored.item ? null : JSON.stringify(stored.named),
      state: at.state,
      sequence: at.sequence,
      request_id: at.requestId,
      outcome: at.outcome && JSON.stringify(at.outcome),
      may_have_applied: Number(at.mayHaveApplied),
      kept: watermarksText(at.kept ?? noWatermarks),
      retry: at.retry ? JSON.stringify(at.retry) : null,
    };
  });

/** A row for each request that carried items of the operation. */
const deliveryRows = ({ operation, requests }: OperationRecord): readonly Row[] =>
  requests.toSorted((a, b) => a - b).map((id) => ({ operation_id: operation.id, request_id: id }));

/** Operations that are read at a time. */
const group = 100;

type TakenApart = {
  /** Counts them, as `count`. */
  readonly count: string;
  rows(position: Position, limit: number): readonly Row[];
};

/** Rows of tables that the embedded journal does not have, because it stores the items of an operation together. */
export const prepareTakenApart = (db: DatabaseSync, cache: Cache) => {
  const from = db.prepare('SELECT id FROM operations WHERE id >= ? ORDER BY id LIMIT ?');

  const takenApart =
    (rowsOf: (operation: OperationRecord) => readonly Row[], second: string) =>
    (position: Position, limit: number): readonly Row[] => {
      const [operationId, last] = position ?? [0, -1];
      const isNext = (row: Row): boolean =>
        Number(row['operation_id']) > Number(operationId) || Number(row[second]) > Number(last);
      const rows: Row[] = [];
      for (let first = Number(operationId); rows.length < limit; ) {
        const ids = from.all(first, group).map(({ id }) => asOperationId(Number(id)));
        for (const id of ids) {
          const found = cache.get(id);
          if (found) rows.push(...rowsOf(found).filter(isNext));
          if (rows.length >= limit) break;
        }
        const end = ids.at(-1);
        if (end === undefined) break;
        first = end + 1;
      }
      return rows.slice(0, limit);
    };

  return new Map<string, TakenApart>([
    [
      'items',
      {
        count: 'SELECT coalesce(sum(item_count), 0) AS count FROM operations',
        rows: takenApart((found) => itemRows(found, cache), 'idx'),
      },
    ],
    [
      'deliveries',
      {
        count: 'SELECT coalesce(sum(json_array_length(requests)), 0) AS count FROM progress',
        rows: takenApart(deliveryRows, 'request_id'),
      },
    ],
  ]);
};
