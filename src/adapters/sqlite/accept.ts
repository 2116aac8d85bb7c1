import type { DatabaseSync } from 'node:sqlite';
import type { InvalidItem } from '../../domain/failure.ts';
import { asOperationId, type ClientId } from '../../domain/ids.ts';
import type { Operation, QueuedItem } from '../../domain/operation.ts';
import type { Acceptance, DraftItem, Idempotency, OperationDraft } from '../../ports/acceptance.ts';
import type { Journal } from '../../ports/journal.ts';
import { operationOf } from '../journal/rows.ts';
import { isSameInput } from '../journal/same-input.ts';
import { itemsText } from './item-blocks.ts';
import {
  type AcceptedItem,
  acceptedItem,
  firstProgress,
  type KnownItem,
  type KnownOperation,
  type Progress,
} from './known.ts';
import type { Memory } from './memory.ts';
import { selectOperation } from './operation-rows.ts';

type EarlierUse = Awaited<ReturnType<Journal['earlierUse']>>;

export const prepareEarlierUse = (db: DatabaseSync) => {
  const byKey = db.prepare(
    `${selectOperation} WHERE o.client = ? AND o.idempotency_key = ? AND o.key_scope = ?`,
  );
  return (client: ClientId, idempotency: Idempotency): EarlierUse => {
    const { key, scope } = idempotency;
    const earlier = byKey.get(client, key, scope);
    if (!earlier) return null;
    return isSameInput(earlier['fingerprint'], idempotency)
      ? { type: 'replayed', operation: operationOf(earlier) }
      : { type: 'mismatch' };
  };
};

const knownItemOf = (operation: Operation, draft: DraftItem, index: number): KnownItem => {
  if ('failure' in draft) return { item: null, channel: draft.channel };
  return acceptedItem(operation, index, draft);
};

const refused = (first: Progress, failure: InvalidItem): Progress => ({
  ...first,
  state: 'FAILED',
  outcome: { state: 'FAILED', failure },
});

export const prepareAccept = (db: DatabaseSync, { known, targets, itemBlocks, progress: rows }: Memory) => {
  const earlierUse = prepareEarlierUse(db);
  const insertOperation = db.prepare(`
    INSERT INTO operations
      (client, kind, created_at, deadline, item_count, idempotency_key, fingerprint, key_scope, items)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const insertRunning = db.prepare('INSERT INTO running (id) VALUES (?)');

  const acceptOperation = (draft: OperationDraft, failedCount: number): Operation => {
    const { client, kind, createdAt, deadline, idempotency, items } = draft;
    const itemCount = items.length;
    const completedAt = failedCount === itemCount ? createdAt : null;
    const { key = null, fingerprint = null, scope = '' } = idempotency ?? {};
    const about = [client, kind, createdAt, deadline, itemCount, key, fingerprint, scope];
    const id = asOperationId(Number(insertOperation.run(...about, itemsText(items, 0)).lastInsertRowid));
    if (completedAt === null) insertRunning.run(id);
    itemBlocks.insertFurther(id, items);
    const counts = { itemCount, appliedCount: 0, failedCount, supersededCount: 0, unknownCount: 0 };
    return { id, client, kind, createdAt, completedAt, sequence: 1, ...counts };
  };

  return (draft: OperationDraft): Acceptance => {
    const earlier = draft.idempotency && earlierUse(draft.client, draft.idempotency);
    if (earlier) return earlier;
    const { deadline } = draft;
    const first = firstProgress(deadline);
    const failed: number[] = [];
    const progress = draft.items.map((item, index) => {
      if (!('failure' in item)) return first;
      failed.push(index);
      return refused(first, item.failure);
    });
    const operation = acceptOperation(draft, failed.length);
    const items = draft.items.map((item, index) => knownItemOf(operation, item, index));
    const accepted: KnownOperation = { operation, deadline, requests: [], progress, items };
    if (failed.length > 0) rows.write(accepted, failed);
    known.add(accepted);
    const waiting = items.filter((item): item is AcceptedItem => item.item !== null);
    for (const item of waiting) targets.move(item, null, 'queued');
    return { type: 'accepted', operation, queued: waiting.map(({ item }): QueuedItem => item) };
  };
};
