import { asOperationId } from '../../domain/ids.ts';
import type { Operation, QueuedItem } from '../../domain/operation.ts';
import type { Acceptance, Idempotency, OperationDraft } from '../../ports/journal.ts';
import { storable } from '../../postgres/storable.ts';
import { integer, operationOf, type Row, text } from '../rows.ts';
import { locks } from './locks.ts';
import type { Transaction, Transactions } from './transaction.ts';

export type EarlierUse = Exclude<Acceptance, { readonly type: 'accepted' }> | null;

export const byKeys = {
  name: 'operations-by-key',
  text: `
    SELECT o.* FROM unnest($1::text[], $2::text[]) k(client, key)
    JOIN operations o ON o.client = k.client AND o.idempotency_key = k.key`,
};

const insert = {
  name: 'accept',
  text: `
    WITH accepted AS (
      INSERT INTO operations (id, client, kind, created_at, completed_at, deadline, sequence, item_count, applied_count,
        failed_count, superseded_count, unknown_count, idempotency_key, fingerprint)
      SELECT id, client, kind, created_at, completed_at, deadline, 1, item_count, 0, failed_count, 0, 0, key, fingerprint
      FROM json_to_recordset($1) AS d (id bigint, client text, kind text, created_at bigint, completed_at bigint,
        deadline bigint, item_count integer, failed_count integer, key text, fingerprint text))
    INSERT INTO items (operation_id, idx, kind, channel, target, shape, change, state, sequence, outcome, owner)
    SELECT operation_id, idx, kind, channel, target, shape, change, state, 1, outcome,
      CASE WHEN state = 'QUEUED' THEN $3::integer END
    FROM json_to_recordset($2) AS d (operation_id bigint, idx integer, kind text, channel text, target text, shape text,
      change text, state text, outcome text)`,
};

export const earlierUseOf = (row: Row | undefined, { fingerprint }: Idempotency): EarlierUse => {
  if (!row) return null;
  return row['fingerprint'] === fingerprint
    ? { type: 'replayed', operation: operationOf(row) }
    : { type: 'mismatch' };
};

const keyOf = (client: string, key: string) => JSON.stringify([storable(client), storable(key)]);

const operationFrom = (id: number, draft: OperationDraft): Operation => {
  const failedCount = draft.items.filter((item) => 'failure' in item).length;
  return {
    id: asOperationId(id),
    client: draft.client,
    kind: draft.kind,
    createdAt: draft.createdAt,
    completedAt: failedCount === draft.items.length ? draft.createdAt : null,
    sequence: 1,
    itemCount: draft.items.length,
    appliedCount: 0,
    failedCount,
    supersededCount: 0,
    unknownCount: 0,
  };
};

const operationRow = ({ deadline, idempotency }: OperationDraft, operation: Operation) => ({
  id: operation.id,
  client: storable(operation.client),
  kind: operation.kind,
  created_at: operation.createdAt,
  completed_at: operation.completedAt,
  deadline,
  item_count: operation.itemCount,
  failed_count: operation.failedCount,
  key: idempotency ? storable(idempotency.key) : null,
  fingerprint: idempotency?.fingerprint ?? null,
});

const itemRow = ({ kind, items }: OperationDraft, operation_id: number) =>
  items.map((item, idx) =>
    'failure' in item
      ? {
          operation_id,
          idx,
          kind,
          channel: storable(item.channel),
          state: 'FAILED',
          outcome: JSON.stringify({ state: 'FAILED', failure: item.failure }),
        }
      : {
          operation_id,
          idx,
          kind,
          channel: item.channel,
          target: storable(item.target),
          shape: storable(item.shape),
          change: JSON.stringify(item.change),
          state: 'QUEUED',
        },
  );

const queuedOf = ({ client, kind, items }: OperationDraft, { id }: Operation): readonly QueuedItem[] =>
  items.flatMap((item, index) =>
    'failure' in item
      ? []
      : [{ operationId: id, index, client, channel: item.channel, kind, shape: item.shape }],
  );

/** The first use of a key makes the operation; what comes with the same key after it is answered from that. */
const judgeAll = (drafts: readonly OperationDraft[], ids: readonly number[], known: readonly Row[]) => {
  const used = new Map<string, { readonly fingerprint: unknown; readonly operation: Operation }>();
  for (const row of known) {
    const key = keyOf(text(row, 'client'), text(row, 'idempotency_key'));
    used.set(key, { fingerprint: row['fingerprint'], operation: operationOf(row) });
  }
  return drafts.map((draft, position): Acceptance => {
    const { client, idempotency } = draft;
    const earlier = idempotency && used.get(keyOf(client, idempotency.key));
    if (earlier) {
      return earlier.fingerprint === idempotency.fingerprint
        ? { type: 'replayed', operation: earlier.operation }
        : { type: 'mismatch' };
    }
    const operation = operationFrom(ids[position] ?? Number.NaN, draft);
    if (idempotency) {
      used.set(keyOf(client, idempotency.key), { fingerprint: idempotency.fingerprint, operation });
    }
    return { type: 'accepted', operation, queued: queuedOf(draft, operation) };
  });
};

const writeAll = async (
  { owner, opened, run }: Transaction,
  drafts: readonly OperationDraft[],
): Promise<readonly Acceptance[]> => {
  const keyed = drafts.flatMap(({ client, idempotency }) =>
    idempotency ? [{ client, key: idempotency.key }] : [],
  );
  const known =
    keyed.length > 0 ? run(byKeys, [keyed.map(({ client }) => client), keyed.map(({ key }) => key)]) : [];
  const ids = (await opened).map((row) => integer(row, 'id'));
  const acceptances = judgeAll(drafts, ids, await known);
  const fresh = drafts.flatMap((draft, position) => {
    const acceptance = acceptances[position];
    return acceptance?.type === 'accepted' ? [{ draft, operation: acceptance.operation }] : [];
  });
  if (fresh.length > 0) {
    const operations = fresh.map(({ draft, operation }) => operationRow(draft, operation));
    const items = fresh.flatMap(({ draft, operation }) => itemRow(draft, operation.id));
    void run(insert, [JSON.stringify(operations), JSON.stringify(items), owner]);
  }
  return acceptances;
};

/**
 * Accepts operations in one transaction. It takes its ids once it has the lock of acceptance, and holds that until it
 * is committed: of two operations the one with the greater id is never seen first, whichever gateways accept them. So
 * whoever decides on a target's turn sees every change that is older than one it sees.
 */
export const acceptAll = (
  transaction: Transactions,
  drafts: readonly OperationDraft[],
): Promise<readonly Acceptance[]> =>
  transaction(
    (tx) => writeAll(tx, drafts),
    `SELECT pg_advisory_xact_lock(${locks.acceptance}, 0);
     SELECT nextval('operation_ids') AS id FROM generate_series(1, ${drafts.length})`,
  );
