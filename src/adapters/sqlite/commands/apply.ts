import type { DatabaseSync } from 'node:sqlite';
import type { NewOperation } from '../../../core/decide/accept.ts';
import { placeOf } from '../../../core/decide/data/state.ts';
import type { ItemWrite, NewRequest, RequestWrite, Writes } from '../../../core/decide/data/writes.ts';
import { endsWithoutLevel } from '../../../core/decide/newest-change.ts';
import { deliveriesOfAcceptance, deliveriesOfWrites } from '../../../core/decide/webhooks/events.ts';
import { writtenTarget } from '../../../domain/changes/change.ts';
import type { OperationId } from '../../../domain/ids.ts';
import type { OperationDraft } from '../../../ports/journal/acceptance.ts';
import { integer, refsOf, refsText } from '../../journal-rows.ts';
import { channelsText } from '../../operation-channels.ts';
import type { Cache, OperationRecord } from '../cache/cache.ts';
import type { History } from '../catalogue/history.ts';
import type { CatalogueRows } from '../catalogue/rows.ts';
import { writableOf } from '../rows/item-chunks.ts';
import type { WebhookListeners } from '../webhooks/listeners.ts';

/** An operation that a command changes, and the items whose progress must be written. */
type Touched = { readonly record: OperationRecord; readonly indexes: number[]; isCarried: boolean };

/** Applies the writes of a decision to the rows and to the memory, inside the transaction of the caller. */
export const prepareApply = (
  db: DatabaseSync,
  cache: Cache,
  rows: CatalogueRows,
  history: History,
  webhooks: WebhookListeners,
) => {
  const insertOperation = db.prepare(`
    INSERT INTO operations
      (id, client, kind, created_at, deadline, item_count, idempotency_key, fingerprint, key_scope, retry_of, retry_first,
        channels, items)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const putTargetEnd = db.prepare(`
    INSERT INTO target_ends (channel, target, operation_id) VALUES (?, ?, ?)
    ON CONFLICT DO UPDATE SET operation_id = max(operation_id, excluded.operation_id)`);
  const insertRunning = db.prepare('INSERT INTO running (id) VALUES (?)');
  const insertRequest = db.prepare(`
    INSERT INTO vendor_requests
      (id, channel, kind, attempt, row_count, refs, sent_at, deadline, outcome, callback_hash)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'SENDING', ?)`);
  const updateRequest = db.prepare(`
    UPDATE vendor_requests SET outcome = coalesce(?, outcome), answered_at = coalesce(?, answered_at),
      http_status = coalesce(?, http_status), vendor_request_id = coalesce(?, vendor_request_id),
      deadline = coalesce(?, deadline), early_callback = coalesce(?, early_callback)
    WHERE id = ? RETURNING row_count`);
  const refsById = db.prepare('SELECT refs FROM vendor_requests WHERE id = ?');

  const openRequest = ({ id, attempt, draft, rows }: NewRequest): void => {
    const { channel, kind, sentAt, deadline, callbackHash } = draft;
    insertRequest.run(
      ...[id, channel, kind, attempt, rows.length, refsText(rows), sentAt, deadline, callbackHash],
    );
  };

  const moveItem = (record: OperationRecord, { row, after }: ItemWrite): void => {
    const { index } = row.item;
    const [from, to] = [placeOf(row.progress), placeOf(after)];
    const stored = from === to ? null : cache.item(record, index);
    if (stored?.item) cache.queues.move(stored, from, to);
    record.progress[index] = after;
  };

  const noteTargetEnd = ({ row: { item } }: ItemWrite, record: OperationRecord): void => {
    const stored = cache.item(record, item.index);
    if (stored.item) putTargetEnd.run(stored.item.channel, writtenTarget(stored.target), item.operationId);
  };

  const createTouched = () => {
    const all = new Map<OperationId, Touched>();
    let last: Touched | null = null;
    return {
      all,
      of: (id: OperationId): Touched => {
        if (last?.record.operation.id === id) return last;
        last = all.get(id) ?? null;
        if (last) return last;
        const record = cache.get(id);
        if (!record) throw new Error(`Operation ${id} does not exist`);
        cache.change(record);
        last = { record, indexes: [], isCarried: false };
        all.set(id, last);
        return last;
      },
    };
  };

  /**
   * While a request is being sent, its row shows the state of its items. From now on the rows of the items must show it,
   * except for those that this command writes anyway.
   */
  const writeLeft = (write: RequestWrite, touched: ReturnType<typeof createTouched>): void => {
    const row = refsById.get(write.id);
    for (const { operationId, index } of row ? refsOf(row) : []) {
      const progress = cache.get(operationId)?.progress[index];
      if (progress?.requestId === write.id && progress.state === 'SENDING')
        touched.of(operationId).indexes.push(index);
    }
  };

  const apply = (writes: Writes): void => {
    const { items, operations, opened, requests, levels, tracking, products, watermarks, doubts } = writes;
    if (opened) openRequest(opened);
    const touched = createTouched();
    for (const write of items) {
      const { row, after } = write;
      const one = touched.of(row.item.operationId);
      moveItem(one.record, write);
      if (endsWithoutLevel(write)) noteTargetEnd(write, one.record);
      if (opened && after.requestId === opened.id) one.isCarried = true;
      else one.indexes.push(row.item.index);
    }
    for (const operation of operations) touched.of(operation.id).record.operation = operation;
    for (const write of requests) {
      const { id, outcome, answeredAt, httpStatus, vendorRequestId, deadline } = write;
      const early = write.earlyCallback === null ? null : JSON.stringify(write.earlyCallback);
      const row = updateRequest.get(outcome, answeredAt, httpStatus, vendorRequestId, deadline, early, id);
      const written = items.filter(({ row: { progress } }) => progress.requestId === id).length;
      if (row && outcome !== null && written < integer(row, 'row_count')) writeLeft(write, touched);
    }
    for (const { record, indexes, isCarried } of touched.all.values()) {
      if (isCarried && opened) record.requests = [...record.requests, opened.id];
      if (indexes.length > 0) cache.progressChunks.write(record, indexes);
    }
    rows.putLevels(levels);
    for (const one of tracking) rows.putTracking(one);
    history.add(levels);
    for (const product of products) rows.putProduct(product);
    for (const one of watermarks) rows.putWatermarks(one);
    for (const doubt of doubts) rows.putDoubt(doubt);
    webhooks.add(deliveriesOfWrites(writes, webhooks.get()));
  };

  const insert = (
    { client, kind, idempotency, createdAt, deadline }: OperationDraft,
    accepted: NewOperation,
  ): void => {
    const { operation, items, progress } = accepted;
    const { id, itemCount, completedAt, failedCount, supersededCount, retryOf } = operation;
    const { key = null, fingerprint = null, scope = '' } = idempotency ?? {};
    const writable = items.map(writableOf);
    const values = [id, client, kind, createdAt, deadline, itemCount, key, fingerprint, scope];
    const retried = [retryOf?.operationId ?? null, retryOf?.first ?? null];
    insertOperation.run(...values, ...retried, channelsText(items), cache.itemChunks.first(writable));
    cache.itemChunks.insertFurther(id, writable);
    if (completedAt === null) insertRunning.run(id);
    const record: OperationRecord = { operation, deadline, requests: [], progress: [...progress], items };
    if (failedCount + supersededCount > 0)
      cache.progressChunks.write(
        record,
        progress.flatMap(({ state }, index) => (state === 'QUEUED' ? [] : [index])),
      );
    cache.add(record);
    for (const [index, stored] of items.entries())
      if (stored.item && progress[index]?.state === 'QUEUED') cache.queues.move(stored, null, 'queued');
    webhooks.add(deliveriesOfAcceptance(accepted, webhooks.get()));
  };

  return { apply, insert };
};
