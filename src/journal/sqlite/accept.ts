import type { DatabaseSync } from 'node:sqlite';
import { asOperationId, type ClientId } from '../../domain/ids.ts';
import type { Operation, QueuedItem } from '../../domain/operation.ts';
import type { Acceptance, DraftItem, Idempotency, Journal, OperationDraft } from '../../ports/journal.ts';
import { operationOf } from '../rows.ts';
import type { KnownItem } from './known.ts';
import type { Memory } from './memory.ts';

type EarlierUse = Awaited<ReturnType<Journal['earlierUse']>>;

export const prepareEarlierUse = (db: DatabaseSync) => {
  const byKey = db.prepare('SELECT * FROM operations WHERE client = ? AND idempotency_key = ?');
  return (client: ClientId, { key, fingerprint }: Idempotency): EarlierUse => {
    const earlier = byKey.get(client, key);
    if (!earlier) return null;
    return earlier['fingerprint'] === fingerprint
      ? { type: 'replayed', operation: operationOf(earlier) }
      : { type: 'mismatch' };
  };
};

export const prepareAccept = (db: DatabaseSync, { known, targets }: Memory) => {
  const earlierUse = prepareEarlierUse(db);
  const insertOperation = db.prepare(`
    INSERT INTO operations (client, kind, created_at, completed_at, deadline, sequence, item_count, applied_count,
      failed_count, superseded_count, unknown_count, idempotency_key, fingerprint)
    VALUES (?, ?, ?, ?, ?, 1, ?, 0, ?, 0, 0, ?, ?)`);
  const insertQueued = db.prepare(`
    INSERT INTO items (operation_id, idx, kind, channel, target, shape, change, state, sequence)
    VALUES (?, ?, ?, ?, ?, ?, ?, 'QUEUED', 1)`);
  const insertFailed = db.prepare(`
    INSERT INTO items (operation_id, idx, kind, channel, state, sequence, outcome)
    VALUES (?, ?, ?, ?, 'FAILED', 1, ?)`);

  const acceptOperation = (draft: OperationDraft): Operation => {
    const { client, kind, createdAt, deadline, idempotency, items } = draft;
    const itemCount = items.length;
    const failedCount = items.reduce((count, item) => count + ('failure' in item ? 1 : 0), 0);
    const completedAt = failedCount === itemCount ? createdAt : null;
    const { key = null, fingerprint = null } = idempotency ?? {};
    const row = [client, kind, createdAt, completedAt, deadline, itemCount, failedCount, key, fingerprint];
    const id = asOperationId(Number(insertOperation.run(...row).lastInsertRowid));
    const counts = { itemCount, appliedCount: 0, failedCount, supersededCount: 0, unknownCount: 0 };
    return { id, client, kind, createdAt, completedAt, sequence: 1, ...counts };
  };

  const acceptItem = (
    { id: operationId, kind, client }: Operation,
    deadline: number,
    draft: DraftItem,
    index: number,
  ): KnownItem => {
    const shared = {
      operationId,
      index,
      kind,
      sequence: 1,
      deadline,
      requestId: null,
      mayHaveApplied: false,
    };
    const { channel } = draft;
    if ('failure' in draft) {
      const outcome = { state: 'FAILED', failure: draft.failure } as const;
      insertFailed.run(operationId, index, kind, channel, JSON.stringify(outcome));
      return { ...shared, channel, accepted: null, state: 'FAILED', outcome };
    }
    const { target, shape, change } = draft;
    insertQueued.run(operationId, index, kind, channel, target, shape, JSON.stringify(change));
    const item: QueuedItem = { operationId, index, client, channel: draft.channel, kind, shape };
    const accepted = { item, target, change };
    targets.move(accepted, null, 'queued');
    return { ...shared, channel, accepted, state: 'QUEUED', outcome: null };
  };

  return (draft: OperationDraft): Acceptance => {
    const earlier = draft.idempotency && earlierUse(draft.client, draft.idempotency);
    if (earlier) return earlier;
    const operation = acceptOperation(draft);
    const items = draft.items.map((item, index) => acceptItem(operation, draft.deadline, item, index));
    known.add({ operation, items });
    return { type: 'accepted', operation, queued: items.flatMap(({ accepted }) => accepted?.item ?? []) };
  };
};
