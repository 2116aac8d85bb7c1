import type { DatabaseSync } from 'node:sqlite';
import { asRequestId } from '../../domain/ids.ts';
import { isPending } from '../../domain/item.ts';
import { integer, refsOf } from '../journal/rows.ts';
import { type ItemBlocks, prepareItemBlocks } from './item-blocks.ts';
import { alike, placeOf } from './known.ts';
import { type KnownOperations, prepareKnownOperations } from './known-operations.ts';
import { type ProgressRows, prepareProgress } from './progress.ts';
import { createTargets, type Targets } from './targets.ts';

/** What is kept in memory of the rows, which say the same. */
export type Memory = {
  readonly known: KnownOperations;
  readonly targets: Targets;
  readonly itemBlocks: ItemBlocks;
  readonly progress: ProgressRows;
  committed(): void;
  rolledBack(): void;
};

/** A claim writes its request alone: of an item in a request that is being sent, that row tells. */
const loadSending = (db: DatabaseSync, known: KnownOperations): void => {
  const open = db.prepare(`
    SELECT id, outcome, deadline, refs FROM vendor_requests INDEXED BY vendor_requests_open
    WHERE outcome IN ('SENDING', 'AWAITING_CALLBACK') AND outcome = 'SENDING' ORDER BY id`);
  for (const row of open.iterate()) {
    const requestId = asRequestId(integer(row, 'id'));
    const deadline = integer(row, 'deadline');
    const send = alike((before) => ({ ...before, state: 'SENDING', requestId, deadline }));
    for (const { operationId, index } of refsOf(row)) {
      const operation = known.atHand(operationId);
      if (!operation) continue;
      if (!operation.requests.includes(requestId)) operation.requests = [...operation.requests, requestId];
      const progress = operation.progress[index];
      // Its own row may know better: that it ended by this request, or was put back.
      if (progress && isPending(progress.state) && (progress.requestId ?? 0) < requestId)
        operation.progress[index] = send(progress);
    }
  }
};

const loadTargets = (known: KnownOperations, targets: Targets): void => {
  for (const running of known.running()) {
    for (const [index, progress] of running.progress.entries()) {
      const place = placeOf(progress);
      const item = place && known.item(running, index);
      if (item?.item) targets.move(item, null, place);
    }
  }
  targets.committed();
};

export const prepareMemory = (db: DatabaseSync): Memory => {
  const itemBlocks = prepareItemBlocks(db);
  const progress = prepareProgress(db);
  const known = prepareKnownOperations(db, itemBlocks, progress);
  const targets = createTargets();
  loadSending(db, known);
  loadTargets(known, targets);
  return {
    known,
    targets,
    itemBlocks,
    progress,
    committed: () => {
      targets.committed();
      known.committed();
    },
    rolledBack: () => {
      targets.rolledBack();
      known.rolledBack();
    },
  };
};
