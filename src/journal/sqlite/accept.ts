import type { DatabaseSync } from 'node:sqlite';
import type { ClientId } from '../../domain/ids.ts';
import type { QueuedItem } from '../../domain/operation.ts';
import type { Acceptance, Idempotency, Journal, OperationDraft } from '../../ports/journal.ts';
import { operationOf } from '../rows.ts';

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

export const prepareAccept = (db: DatabaseSync) => {
  const earlierUse = prepareEarlierUse(db);
  const insertOperation = db.prepare(`
    INSERT INTO operations (client, kind, created_at, completed_at, deadline, sequence, item_count, applied_count,
      failed_count, superseded_count, unknown_count, idempotency_key, fingerprint)
    VALUES (?, ?, ?, ?, ?, 1, ?, 0, ?, 0, 0, ?, ?) RETURNING *`);
  const insertQueued = db.prepare(`
    INSERT INTO items (operation_id, idx, kind, channel, target, shape, change, state, sequence)
    VALUES (?, ?, ?, ?, ?, ?, ?, 'QUEUED', 1)`);
  const insertFailed = db.prepare(`
    INSERT INTO items (operation_id, idx, kind, channel, state, sequence, outcome)
    VALUES (?, ?, ?, ?, 'FAILED', 1, ?)`);

  return (draft: OperationDraft): Acceptance => {
    const { client, kind, createdAt, deadline, idempotency, items } = draft;
    const earlier = idempotency && earlierUse(client, idempotency);
    if (earlier) return earlier;
    const failed = items.filter((item) => 'failure' in item).length;
    const row = insertOperation.get(
      client,
      kind,
      createdAt,
      failed === items.length ? createdAt : null,
      deadline,
      items.length,
      failed,
      idempotency?.key ?? null,
      idempotency?.fingerprint ?? null,
    );
    if (!row) throw new Error('INSERT … RETURNING gave no row');
    const operation = operationOf(row);

    const queued: QueuedItem[] = [];
    for (const [index, item] of items.entries()) {
      if ('failure' in item) {
        const outcome = JSON.stringify({ state: 'FAILED', failure: item.failure });
        insertFailed.run(operation.id, index, kind, item.channel, outcome);
      } else {
        const { channel, target, shape, change } = item;
        insertQueued.run(operation.id, index, kind, channel, target, shape, JSON.stringify(change));
        queued.push({ operationId: operation.id, index, client, channel, kind, shape });
      }
    }
    return { type: 'accepted', operation, queued };
  };
};
