import { writtenTarget } from '../../../domain/change.ts';
import { asOperationId } from '../../../domain/ids.ts';
import type { Operation, QueuedItem } from '../../../domain/operation.ts';
import type { Acceptance, Idempotency, OperationDraft } from '../../../ports/acceptance.ts';
import { integer, operationOf, type Row, text } from '../../journal/rows.ts';
import { isSameInput } from '../../journal/same-input.ts';
import { storable } from '../connection/storable.ts';
import { operationColumns } from './columns.ts';
import { locks } from './locks.ts';
import type { Transaction, Transactions } from './transaction.ts';

export type EarlierUse = Exclude<Acceptance, { readonly type: 'accepted' }> | null;

export const byKeys = {
  name: 'operations-by-key',
  text: `
    SELECT ${operationColumns('o')}, o.idempotency_key, o.key_scope, o.fingerprint
    FROM unnest($1::text[], $2::text[], $3::text[]) k(client, key, scope)
    JOIN operations o ON o.client = k.client AND o.idempotency_key = k.key AND o.key_scope = k.scope`,
};

/** Rows name their operation by its place among the drafts; $4 gives each place its id, or 0 where nothing is new. */
const insert = {
  name: 'accept',
  text: `
    WITH accepted AS (
      INSERT INTO operations (id, client, kind, created_at, completed_at, deadline, sequence, item_count, applied_count,
        failed_count, superseded_count, unknown_count, idempotency_key, fingerprint, key_scope)
      SELECT ($4::bigint[])[place], client, kind, created_at, completed_at, deadline, 1, item_count, 0, failed_count, 0,
        0, key, fingerprint, scope
      FROM json_to_recordset($1) AS d (place integer, client text, kind text, created_at bigint, completed_at bigint,
        deadline bigint, item_count integer, failed_count integer, key text, fingerprint text,
        scope text)
      WHERE ($4::bigint[])[place] > 0)
    INSERT INTO items (operation_id, idx, kind, channel, target, shape, change, state, sequence, outcome, owner)
    SELECT ($4::bigint[])[place], idx, kind, channel, target, shape, change, state, 1, outcome,
      CASE WHEN state = 'QUEUED' THEN $3::integer END
    FROM json_to_recordset($2) AS d (place integer, idx integer, kind text, channel text, target text, shape text,
      change text, state text, outcome text)
    WHERE ($4::bigint[])[place] > 0`,
};

export const earlierUseOf = (row: Row | undefined, idempotency: Idempotency): EarlierUse => {
  if (!row) return null;
  return isSameInput(row['fingerprint'], idempotency)
    ? { type: 'replayed', operation: operationOf(row) }
    : { type: 'mismatch' };
};

const keyOf = (client: string, key: string, scope: string) =>
  JSON.stringify([storable(client), storable(key), scope]);

const countsOf = ({ createdAt, items }: OperationDraft) => {
  const failedCount = items.filter((item) => 'failure' in item).length;
  const completedAt = failedCount === items.length ? createdAt : null;
  return { itemCount: items.length, failedCount, completedAt };
};

const operationFrom = (id: number, draft: OperationDraft): Operation => ({
  id: asOperationId(id),
  client: draft.client,
  kind: draft.kind,
  createdAt: draft.createdAt,
  ...countsOf(draft),
  sequence: 1,
  appliedCount: 0,
  supersededCount: 0,
  unknownCount: 0,
});

const operationRow = (draft: OperationDraft, place: number) => {
  const { itemCount, failedCount, completedAt } = countsOf(draft);
  return {
    place,
    client: storable(draft.client),
    kind: draft.kind,
    created_at: draft.createdAt,
    completed_at: completedAt,
    deadline: draft.deadline,
    item_count: itemCount,
    failed_count: failedCount,
    key: draft.idempotency ? storable(draft.idempotency.key) : null,
    fingerprint: draft.idempotency?.fingerprint ?? null,
    scope: draft.idempotency?.scope ?? '',
  };
};

const itemRows = ({ kind, items }: OperationDraft, place: number) =>
  items.map((item, idx) =>
    'failure' in item
      ? {
          place,
          idx,
          kind,
          channel: storable(item.channel),
          state: 'FAILED',
          outcome: JSON.stringify({ state: 'FAILED', failure: item.failure }),
        }
      : {
          place,
          idx,
          kind,
          channel: item.channel,
          target: storable(writtenTarget(item.target)),
          shape: storable(item.shape),
          change: JSON.stringify(item.change),
          state: 'QUEUED',
        },
  );

/** Everything of the drafts that can be said before their ids are known; places count from one, as in an array of SQL. */
const written = (drafts: readonly OperationDraft[]): readonly [operations: string, items: string] => [
  JSON.stringify(drafts.map((draft, at) => operationRow(draft, at + 1))),
  JSON.stringify(drafts.flatMap((draft, at) => itemRows(draft, at + 1))),
];

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
    const key = keyOf(text(row, 'client'), text(row, 'idempotency_key'), text(row, 'key_scope'));
    used.set(key, { fingerprint: row['fingerprint'], operation: operationOf(row) });
  }
  return drafts.map((draft, position): Acceptance => {
    const { client, idempotency } = draft;
    const earlier = idempotency && used.get(keyOf(client, idempotency.key, idempotency.scope));
    if (earlier) {
      return isSameInput(earlier.fingerprint, idempotency)
        ? { type: 'replayed', operation: earlier.operation }
        : { type: 'mismatch' };
    }
    const operation = operationFrom(ids[position] ?? Number.NaN, draft);
    if (idempotency) {
      used.set(keyOf(client, idempotency.key, idempotency.scope), {
        fingerprint: idempotency.fingerprint,
        operation,
      });
    }
    return { type: 'accepted', operation, queued: queuedOf(draft, operation) };
  });
};

const writeAll = async (
  { owner, opened, run }: Transaction,
  drafts: readonly OperationDraft[],
  rows: readonly [operations: string, items: string],
): Promise<readonly Acceptance[]> => {
  const keyed = drafts.flatMap(({ client, idempotency }) =>
    idempotency ? [{ client, ...idempotency }] : [],
  );
  const known =
    keyed.length > 0
      ? run(byKeys, [
          keyed.map(({ client }) => client),
          keyed.map(({ key }) => key),
          keyed.map(({ scope }) => scope),
        ])
      : [];
  const ids = (await opened).map((row) => integer(row, 'id'));
  const acceptances = judgeAll(drafts, ids, await known);
  const fresh = acceptances.map((one) => (one.type === 'accepted' ? one.operation.id : 0));
  if (fresh.some((id) => id > 0)) void run(insert, [...rows, owner, fresh]);
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
): Promise<readonly Acceptance[]> => {
  // Whoever waits for the lock does not wait for this.
  const rows = written(drafts);
  return transaction(
    (tx) => writeAll(tx, drafts, rows),
    `SELECT pg_advisory_xact_lock(${locks.acceptance}, 0);
     SELECT nextval('operation_ids') AS id FROM generate_series(1, ${drafts.length})`,
  );
};
