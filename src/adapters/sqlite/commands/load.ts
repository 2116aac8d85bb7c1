import type { DatabaseSync } from 'node:sqlite';
import type { FirstUse } from '../../../core/decide/accept.ts';
import type {
  AcknowledgedLevel,
  Row as ItemRow,
  LoadedItem,
  LoadedRequest,
  Queue,
  QueuedRow,
} from '../../../core/decide/data/state.ts';
import type { Abandoned, UnfinishedItem } from '../../../core/decide/failover.ts';
import type { NewestChange, NewestChanges } from '../../../core/decide/newest-change.ts';
import { writtenTarget } from '../../../domain/changes/change.ts';
import { isGuardedShape } from '../../../domain/changes/guard.ts';
import { noWatermarks } from '../../../domain/changes/watermark.ts';
import { asOperationId, type ClientId, type OperationId, type RequestId } from '../../../domain/ids.ts';
import { type ItemRef, isSameItem, type QueuedItem } from '../../../domain/operation.ts';
import { stockKeysOf } from '../../../domain/stock.ts';
import type { DraftItem, Idempotency } from '../../../ports/journal/acceptance.ts';
import {
  earlyCallbackOf,
  integer,
  operationOf,
  refsOf,
  requestOutcomeOf,
  textOrNull,
  unfinishedRequestOf,
} from '../../journal-rows.ts';
import type { Cache, OperationRecord } from '../cache/cache.ts';
import type { CatalogueRows } from '../catalogue/rows.ts';
import { selectOperation } from '../rows/select-operations.ts';

const emptyQueue: Queue = {
  isTaken: false,
  waiting: [],
  watermarks: noWatermarks,
  appliedBy: null,
  level: null,
};
const takenQueue: Queue = { ...emptyQueue, isTaken: true };

/** Loads the data of a decision, from memory if it is there. */
export const prepareLoad = (db: DatabaseSync, cache: Cache, rows: CatalogueRows) => {
  const byKey = db.prepare(
    `${selectOperation} WHERE o.client = ? AND o.idempotency_key = ? AND o.key_scope = ?`,
  );
  const targetEnd = db.prepare('SELECT operation_id FROM target_ends WHERE channel = ? AND target = ?');
  const retryOfOperation = db.prepare('SELECT id FROM operations WHERE retry_of = ? LIMIT 1');
  const firstOf = db.prepare('SELECT coalesce(retry_first, id) AS first FROM operations WHERE id = ?');
  const requestById = db.prepare(`
    SELECT attempt, outcome, vendor_request_id, early_callback, refs FROM vendor_requests WHERE id = ?`);
  const unfinishedRequests = db.prepare(`
    SELECT id, channel, outcome, deadline, early_callback FROM vendor_requests INDEXED BY vendor_requests_open
    WHERE outcome IN ('SENDING', 'AWAITING_CALLBACK')`);

  const unfinishedById = db.prepare(`
    SELECT id, channel, outcome, deadline, early_callback FROM vendor_requests WHERE id = ?`);

  const itemAt = (record: OperationRecord, index: number): LoadedItem | null => {
    const progress = record.progress[index];
    if (!progress) return null;
    const stored = cache.item(record, index);
    if (!stored.item) return null;
    const { item, target, change } = stored;
    return { item, target, change, operation: record.operation, progress };
  };

  /** Place by place. The record of an operation is looked up once for consecutive items of it. */
  const each = <Loaded>(
    refs: readonly ItemRef[],
    load: (record: OperationRecord, index: number) => Loaded | null,
  ): readonly (Loaded | null)[] => {
    let record: OperationRecord | null = null;
    return refs.map(({ operationId, index }) => {
      if (record?.operation.id !== operationId) record = cache.get(operationId);
      return record && load(record, index);
    });
  };

  const waitingItem = (ref: ItemRef): LoadedItem => {
    const record = cache.get(ref.operationId);
    const loaded = record && itemAt(record, ref.index);
    if (!loaded) throw new Error(`Item ${ref.operationId}/${ref.index} waits and has no row`);
    return loaded;
  };

  const levelOf = (
    { change, item, target }: LoadedItem,
    waiting: readonly QueuedItem[],
  ): AcknowledgedLevel | null => {
    const [key] = waiting.some(({ shape }) => isGuardedShape(shape)) ? stockKeysOf(change) : [];
    const stored = key ? rows.storedLevel(key) : null;
    return stored && { level: stored.row, by: stored.by, doubtedBy: rows.doubtedBy(item.channel, target) };
  };

  const queueOf = (own: LoadedItem, hasLevel: boolean): Queue => {
    const { channel } = own.item;
    const { waiting, inFlight } = cache.queues.get(channel, own.target);
    const watermarks = rows.watermarksOf(channel, own.target);
    const appliedBy = own.progress.state === 'OUTCOME_UNKNOWN' ? rows.appliedBy(own.change) : null;
    if (waiting.length + watermarks.length === 0 && appliedBy === null)
      return inFlight ? takenQueue : emptyQueue;
    return {
      isTaken: inFlight !== null,
      waiting: waiting.map((one) => (isSameItem(one, own.item) ? own : waitingItem(one))),
      watermarks,
      appliedBy,
      level: hasLevel ? levelOf(own, waiting) : null,
    };
  };

  /** The queue without its watermarks if the item waits alone. */
  const queueBeside = (own: LoadedItem): Queue => {
    const { waiting, inFlight } = cache.queues.get(own.item.channel, own.target);
    if (waiting.length < 2) return inFlight ? takenQueue : emptyQueue;
    return queueOf(own, false);
  };

  const queuedRowAt = (record: OperationRecord, index: number, hasLevel: boolean): QueuedRow | null => {
    const own = itemAt(record, index);
    if (!own) return null;
    const { item, target, change, operation, progress } = own;
    return { item, target, change, operation, progress, queue: queueOf(own, hasLevel) };
  };

  const rowsOf = (id: RequestId, refs: readonly ItemRef[]): readonly ItemRow[] => {
    const rows: ItemRow[] = [];
    each(refs, (record, index) => {
      const progress = record.progress[index];
      if (progress?.requestId === id)
        rows.push({
          item: { operationId: record.operation.id, index },
          operation: record.operation,
          progress,
        });
      return null;
    });
    return rows;
  };

  const unfinished = (): readonly UnfinishedItem[] =>
    cache.queues.every().map((item) => {
      const record = cache.get(item.operationId);
      const progress = record?.progress[item.index];
      if (!progress) throw new Error(`Item ${item.operationId}/${item.index} waits and has no row`);
      return { item, operation: record.operation, progress };
    });

  const newestChangeOf = (item: DraftItem): NewestChange | null => {
    if ('failure' in item) return null;
    const { channel, target, change } = item;
    const { waiting, inFlight } = cache.queues.get(channel, target);
    const end = targetEnd.get(channel, writtenTarget(target));
    const newest = Math.max(
      waiting.at(-1)?.operationId ?? 0,
      inFlight?.operationId ?? 0,
      rows.appliedBy(change) ?? 0,
      end ? integer(end, 'operation_id') : 0,
    );
    if (newest === 0) return null;
    const operationId = asOperationId(newest);
    const found = firstOf.get(newest);
    return { operationId, first: found ? asOperationId(integer(found, 'first')) : operationId };
  };

  return {
    hasRetries: (id: OperationId): boolean => retryOfOperation.get(id) !== undefined,
    /** The newest change of the target of each item. */
    newestChanges: (items: readonly DraftItem[]): NewestChanges => items.map(newestChangeOf),
    firstUse: (client: ClientId, { key, scope }: Idempotency): FirstUse | null => {
      const row = byKey.get(client, key, scope);
      return row ? { operation: operationOf(row), fingerprint: textOrNull(row, 'fingerprint') } : null;
    },
    items: (refs: readonly ItemRef[]) => each(refs, itemAt),
    /** Items with the queues of their targets. With `hasLevel`, a queue with a guarded item has the level of its target. */
    queuedRows: (refs: readonly ItemRef[], hasLevel = false) =>
      each(refs, (record, index) => queuedRowAt(record, index, hasLevel)),
    /** The QUEUED items of an operation, with the queues of their targets. */
    queuedOf: (id: OperationId): readonly QueuedRow[] => {
      const record = cache.get(id);
      if (!record || record.operation.completedAt !== null) return [];
      return record.progress.flatMap(({ state }, index): readonly QueuedRow[] => {
        const own = state === 'QUEUED' ? itemAt(record, index) : null;
        return own ? [{ ...own, queue: queueBeside(own) }] : [];
      });
    },
    request: (id: RequestId): LoadedRequest | null => {
      const row = requestById.get(id);
      if (!row) return null;
      return {
        id,
        attempt: integer(row, 'attempt'),
        outcome: requestOutcomeOf(row),
        vendorRequestId: textOrNull(row, 'vendor_request_id'),
        earlyCallback: earlyCallbackOf(row),
        rows: rowsOf(id, refsOf(row)),
      };
    },
    /** Everything that is not finished, because no other process has the journal. */
    abandoned: (): Abandoned => {
      const items = unfinished();
      const open = unfinishedRequests.all().map(unfinishedRequestOf);
      const known = new Set<RequestId | null>(open.map(({ id }) => id));
      const sending = items.flatMap(({ progress: { state, requestId } }) =>
        state === 'SENDING' && requestId !== null && !known.has(requestId) ? [requestId] : [],
      );
      const closed = [...new Set(sending)].flatMap((id) => {
        const row = unfinishedById.get(id);
        return row ? [unfinishedRequestOf(row)] : [];
      });
      return { items, requests: [...open, ...closed] };
    },
  };
};
