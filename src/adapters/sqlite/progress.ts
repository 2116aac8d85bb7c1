import type { DatabaseSync } from 'node:sqlite';
import type { Operation } from '../../domain/operation.ts';
import { parsed, type Row, text } from '../journal/rows.ts';
import { blocksOf, rangeOf } from './blocks.ts';
import { firstProgress, type KnownOperation, type Progress } from './known.ts';

/** Items side by side, from `first` to `last`, and what they share. */
type Span = [first: number, last: number, Progress];

const isFirst = ({ state, sequence, requestId, mayHaveApplied }: Progress): boolean =>
  state === 'QUEUED' && sequence === 1 && requestId === null && !mayHaveApplied;

/** A block's spans as JSON. */
const spansText = ({ operation, progress }: KnownOperation, block: number): string => {
  const { first, last } = rangeOf(block, operation.itemCount);
  const spans: Span[] = [];
  let open: Span | null = null;
  for (let index = first; index <= last; index += 1) {
    const one = progress[index];
    if (!one) throw new Error(`No progress of item ${operation.id}/${index}`);
    if (open && open[2] === one) {
      open[1] = index;
    } else {
      open = [index, index, one];
      if (!isFirst(one)) spans.push(open);
    }
  }
  return JSON.stringify(spans);
};

/** What became of an operation and of its items. */
export const prepareProgress = (db: DatabaseSync) => {
  const put = db.prepare(`
    INSERT INTO progress (operation_id, completed_at, sequence, applied_count, failed_count, superseded_count,
      unknown_count, requests, spans) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET completed_at = excluded.completed_at, sequence = excluded.sequence,
      applied_count = excluded.applied_count, failed_count = excluded.failed_count,
      superseded_count = excluded.superseded_count, unknown_count = excluded.unknown_count,
      requests = excluded.requests, spans = excluded.spans`);
  const putFurther = db.prepare(`
    INSERT INTO progress_blocks (operation_id, block, spans) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET spans = excluded.spans`);
  const runsNoMore = db.prepare('DELETE FROM running WHERE id = ?');
  const further = db.prepare('SELECT spans FROM progress_blocks WHERE operation_id = ?');

  return {
    /** Writes the operation's counters, and the progress of these items and of those in the same blocks. */
    write: (known: KnownOperation, indexes: Iterable<number>): void => {
      const { id, sequence, appliedCount, failedCount, supersededCount, unknownCount, completedAt } =
        known.operation;
      const counts = [appliedCount, failedCount, supersededCount, unknownCount];
      put.run(id, completedAt, sequence, ...counts, JSON.stringify(known.requests), spansText(known, 0));
      for (const block of blocksOf(indexes)) {
        if (block > 0) putFurther.run(id, block, spansText(known, block));
      }
      if (completedAt !== null) runsNoMore.run(id);
    },
    /** Needs the `deadline` and the `spans` of the operation's rows. */
    read: ({ id, itemCount }: Operation, deadline: number, row: Row): Progress[] => {
      const progress = Array.from<Progress>({ length: itemCount }).fill(firstProgress(deadline));
      const { last } = rangeOf(0, itemCount);
      const rows = last + 1 === itemCount ? [row] : [row, ...further.all(id)];
      for (const one of rows) {
        for (const [first, end, shared] of parsed<readonly Span[]>(text(one, 'spans')))
          progress.fill(shared, first, end + 1);
      }
      return progress;
    },
  };
};

export type ProgressRows = ReturnType<typeof prepareProgress>;
