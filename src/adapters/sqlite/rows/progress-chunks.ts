import type { DatabaseSync } from 'node:sqlite';
import { firstProgress, type Progress } from '../../../core/decide/data/state.ts';
import type { RequestId } from '../../../domain/ids.ts';
import type { Operation } from '../../../domain/operation.ts';
import { parsed, type Row, text } from '../../journal-rows.ts';
import { chunkRange, chunksOf } from './chunks.ts';

/** Run-length encoding: the items from `first` to `last` share one progress. */
type Run = readonly [first: number, last: number, Progress];

/** An item in no run waits for its first try. */
const isFirst = ({ state, sequence, requestId, mayHaveApplied }: Progress): boolean =>
  state === 'QUEUED' && sequence === 1 && requestId === null && !mayHaveApplied;

/** Items share a run if they share the same value. */
const encodeRuns = ({ id, itemCount }: Operation, progress: readonly Progress[], chunk: number): string => {
  const { first, last } = chunkRange(chunk, itemCount);
  const runs: [number, number, Progress][] = [];
  let open: [number, number, Progress] | null = null;
  for (let index = first; index <= last; index += 1) {
    const one = progress[index];
    if (!one) throw new Error(`Item ${id}/${index} has no progress`);
    if (open && open[2] === one) {
      open[1] = index;
    } else {
      open = [index, index, one];
      if (!isFirst(one)) runs.push(open);
    }
  }
  return JSON.stringify(runs);
};

/** An operation with the progress of its items. */
type Progressing = {
  readonly operation: Operation;
  readonly requests: readonly RequestId[];
  readonly progress: readonly Progress[];
};

/** The rows that hold the counts of an operation, its delivery log and the progress of its items. */
export const prepareProgressChunks = (db: DatabaseSync) => {
  const putFirst = db.prepare(`
    INSERT INTO progress (operation_id, completed_at, sequence, applied_count, failed_count, superseded_count,
      canceled_count, unknown_count, requests, spans) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET completed_at = excluded.completed_at, sequence = excluded.sequence,
      applied_count = excluded.applied_count, failed_count = excluded.failed_count,
      superseded_count = excluded.superseded_count,
      canceled_count = excluded.canceled_count, unknown_count = excluded.unknown_count,
      requests = excluded.requests, spans = excluded.spans`);
  const putFurther = db.prepare(`
    INSERT INTO progress_blocks (operation_id, block, spans) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET spans = excluded.spans`);
  const deleteRunning = db.prepare('DELETE FROM running WHERE id = ?');
  const further = db.prepare('SELECT spans FROM progress_blocks WHERE operation_id = ?');

  return {
    /** Writes the operation, and the chunks of these items. */
    write: ({ operation, requests, progress }: Progressing, indexes: Iterable<number>): void => {
      const { id, sequence, appliedCount, failedCount, supersededCount, canceledCount, unknownCount } =
        operation;
      const { completedAt } = operation;
      const counts = [appliedCount, failedCount, supersededCount, canceledCount, unknownCount];
      const runs = encodeRuns(operation, progress, 0);
      putFirst.run(id, completedAt, sequence, ...counts, JSON.stringify(requests), runs);
      for (const chunk of chunksOf(indexes))
        if (chunk > 0) putFurther.run(id, chunk, encodeRuns(operation, progress, chunk));
      if (completedAt !== null) deleteRunning.run(id);
    },
    /** Reads it from the operation's row, which has its first chunk, and from the further ones. */
    read: ({ id, itemCount }: Operation, deadline: number, row: Row): Progress[] => {
      const progress = Array.from<Progress>({ length: itemCount }).fill(firstProgress(deadline));
      const isOneChunk = chunkRange(0, itemCount).last + 1 === itemCount;
      for (const one of isOneChunk ? [row] : [row, ...further.all(id)])
        for (const [first, last, shared] of parsed<readonly Run[]>(text(one, 'spans')))
          progress.fill(shared, first, last + 1);
      return progress;
    },
  };
};

export type ProgressChunks = ReturnType<typeof prepareProgressChunks>;
