import type { DatabaseSync } from 'node:sqlite';
import { type Place, type Progress, placeOf, sharing } from '../../../core/decide/data/state.ts';
import { asRequestId, type OperationId, type RequestId } from '../../../domain/ids.ts';
import { isPending } from '../../../domain/item.ts';
import type { Operation } from '../../../domain/operation.ts';
import { integer, operationOf, parsed, type Row, refsOf, text } from '../../journal-rows.ts';
import { type ItemChunks, prepareItemChunks, type StoredItem } from '../rows/item-chunks.ts';
import { type ProgressChunks, prepareProgressChunks } from '../rows/progress-chunks.ts';
import { selectOperation, selectRunning } from '../rows/select-operations.ts';
import { createTargetQueues, type TargetQueues } from './target-queues.ts';

/** An operation with its items, equal to its rows. A transaction that writes the rows changes the record too. */
export type OperationRecord = {
  operation: Operation;
  /** The time for an item that no request has carried. Milliseconds since the epoch. */
  readonly deadline: number;
  /** The requests that carried its items, in the order in which they were opened. */
  requests: readonly RequestId[];
  /** By the index of the item. */
  progress: Progress[];
  /** By index; empty if the items are not in memory. */
  items: readonly StoredItem[];
};

/** At most `maxItems` items stay in memory. A trim leaves `keptItems`, those of the operations accepted last. */
const keptItems = 8_000;
const maxItems = 10_000;

type Before = Pick<OperationRecord, 'operation' | 'requests' | 'progress'>;

/**
 * Operations in memory: running ones, and those accepted last. A claim, a settlement and the answer to a mutation need
 * data that this process wrote shortly before, and no other process has the file. The cache reduces the cost from
 * 36 to 10 µs of CPU per item. A change can be rolled back until it is committed.
 */
export type Cache = {
  readonly queues: TargetQueues;
  readonly itemChunks: ItemChunks;
  readonly progressChunks: ProgressChunks;
  /** From memory, or else from its rows; null if there is none. */
  get(id: OperationId): OperationRecord | null;
  /** The operation if it is in memory. */
  peek(id: OperationId): OperationRecord | null;
  /** One item of the operation, from memory or from its chunk. */
  item(record: OperationRecord, index: number): StoredItem;
  /** In the order accepted. */
  running(): readonly OperationRecord[];
  add(record: OperationRecord): void;
  /** Must be called before a record is changed. */
  change(record: OperationRecord): void;
  /** Its rows are deleted. */
  forget(id: OperationId): void;
  committed(): void;
  /** Undoes every change since the last commit. */
  rolledBack(): void;
};

const isRunning = ({ operation }: OperationRecord): boolean => operation.completedAt === null;

const prepareRecords = (db: DatabaseSync, itemChunks: ItemChunks, progressChunks: ProgressChunks) => {
  const byId = db.prepare(`${selectOperation} WHERE o.id = ?`);
  const everyRunning = db.prepare(selectRunning);
  const records = new Map<OperationId, OperationRecord>();
  /** Records with their items. The operation accepted first comes first. */
  const full = new Set<OperationRecord>();
  let items = 0;
  let added: OperationId[] = [];
  const before = new Map<OperationRecord, Before>();

  const forget = (id: OperationId): void => {
    const record = records.get(id);
    if (!record) return;
    records.delete(id);
    if (full.delete(record)) items -= record.items.length;
  };
  const trim = (): void => {
    if (items <= maxItems) return;
    for (const record of full) {
      if (items <= keptItems) return;
      full.delete(record);
      items -= record.items.length;
      record.items = [];
      if (!isRunning(record)) records.delete(record.operation.id);
    }
  };
  const recordOf = (row: Row): OperationRecord => {
    const operation = operationOf(row);
    const deadline = integer(row, 'deadline');
    const requests = parsed<readonly RequestId[]>(text(row, 'requests'));
    return {
      operation,
      deadline,
      requests,
      progress: progressChunks.read(operation, deadline, row),
      items: [],
    };
  };

  for (const row of everyRunning.all()) {
    const record = recordOf(row);
    records.set(record.operation.id, record);
  }

  return {
    get: (id: OperationId): OperationRecord | null => {
      const found = records.get(id);
      if (found) return found;
      const row = byId.get(id);
      return row ? recordOf(row) : null;
    },
    peek: (id: OperationId): OperationRecord | null => records.get(id) ?? null,
    item: ({ operation, items: inMemory }: OperationRecord, index: number): StoredItem => {
      const item = inMemory.length > 0 ? inMemory[index] : itemChunks.read(operation, index);
      if (!item) throw new Error(`Item ${operation.id}/${index} does not exist`);
      return item;
    },
    running: (): readonly OperationRecord[] =>
      [...records.values()].filter(isRunning).sort((a, b) => a.operation.id - b.operation.id),
    add: (record: OperationRecord): void => {
      records.set(record.operation.id, record);
      full.add(record);
      items += record.items.length;
      added.push(record.operation.id);
    },
    change: (record: OperationRecord): void => {
      if (before.has(record)) return;
      const { operation, requests, progress } = record;
      before.set(record, { operation, requests, progress });
      record.progress = progress.slice();
    },
    forget,
    /** From now on nothing can be undone, so items may be dropped from memory. */
    committed: (): void => {
      added = [];
      for (const record of before.keys())
        if (!isRunning(record) && !full.has(record)) forget(record.operation.id);
      before.clear();
      trim();
    },
    rolledBack: (): void => {
      itemChunks.rolledBack();
      for (const [record, old] of before) Object.assign(record, old);
      before.clear();
      for (const id of added) forget(id);
      added = [];
    },
  };
};

type Records = ReturnType<typeof prepareRecords>;

/**
 * A claim writes its request and no progress: while the request is being sent, its row shows the state of its items. The
 * progress of an item is newer than that if the request has ended or requeued it.
 */
const loadSending = (db: DatabaseSync, records: Records): void => {
  const open = db.prepare(`
    SELECT id, outcome, deadline, refs FROM vendor_requests INDEXED BY vendor_requests_open
    WHERE outcome IN ('SENDING', 'AWAITING_CALLBACK') AND outcome = 'SENDING' ORDER BY id`);
  for (const row of open.iterate()) {
    const requestId = asRequestId(integer(row, 'id'));
    const deadline = integer(row, 'deadline');
    const send = sharing((before, id: RequestId) => ({
      ...before,
      state: 'SENDING',
      requestId: id,
      deadline,
    }));
    for (const { operationId, index } of refsOf(row)) {
      const record = records.peek(operationId);
      if (!record) continue;
      if (!record.requests.includes(requestId)) record.requests = [...record.requests, requestId];
      const progress = record.progress[index];
      if (progress && isPending(progress.state) && (progress.requestId ?? 0) < requestId)
        record.progress[index] = send(progress, requestId);
    }
  }
};

const loadQueues = (records: Records, queues: TargetQueues): void => {
  for (const record of records.running()) {
    for (const [index, progress] of record.progress.entries()) {
      const place: Place = placeOf(progress);
      const stored = place && records.item(record, index);
      if (stored?.item) queues.move(stored, null, place);
    }
  }
  queues.committed();
};

export const prepareCache = (db: DatabaseSync): Cache => {
  const itemChunks = prepareItemChunks(db);
  const progressChunks = prepareProgressChunks(db);
  const records = prepareRecords(db, itemChunks, progressChunks);
  const queues = createTargetQueues();
  loadSending(db, records);
  loadQueues(records, queues);
  return {
    ...records,
    queues,
    itemChunks,
    progressChunks,
    committed: () => {
      queues.committed();
      records.committed();
    },
    rolledBack: () => {
      queues.rolledBack();
      records.rolledBack();
    },
  };
};
