import {
  accept,
  acceptanceOf,
  answerOf,
  type FirstUse,
  isRetriedTwice,
  type NewOperation,
} from '../../../../core/decide/accept.ts';
import { type NewestChanges, noNewestChanges } from '../../../../core/decide/newest-change.ts';
import { deliveriesOfAcceptance } from '../../../../core/decide/webhooks/events.ts';
import { writtenTarget } from '../../../../domain/changes/change.ts';
import { asOperationId } from '../../../../domain/ids.ts';
import type { Acceptance, Idempotency, OperationDraft } from '../../../../ports/journal/acceptance.ts';
import { integer, operationOf, type Row, text, textOrNull } from '../../../journal-rows.ts';
import { channelsText } from '../../../operation-channels.ts';
import { storable } from '../../connection/pool.ts';
import {
  advisoryLocks,
  type Statement,
  type Transaction,
  type Transactions,
} from '../../connection/transaction.ts';
import { operationColumns } from '../sql.ts';
import { addDeliveries } from '../webhooks/listeners.ts';
import { readHasRetries, readNewestChanges } from './newest-changes.ts';

export const byKeys: Statement = {
  name: 'operations-by-key',
  text: `
    SELECT ${operationColumns('o')}, o.key_scope, o.fingerprint
    FROM unnest($1::text[], $2::text[], $3::text[]) k(client, key, scope)
    JOIN operations o ON o.client = k.client AND o.idempotency_key = k.key AND o.key_scope = k.scope`,
};

/** Rows name their operation by its place among the drafts. $4 has the id at each place, or 0 for a replayed draft. */
const insert: Statement = {
  name: 'accept',
  text: `
    WITH accepted AS (
      INSERT INTO operations (id, client, kind, created_at, completed_at, deadline, sequence, item_count, applied_count,
        failed_count, superseded_count, unknown_count, idempotency_key, fingerprint, key_scope, channels, retry_of,
        retry_first)
      SELECT ($4::bigint[])[place], client, kind, created_at, completed_at, deadline, sequence, item_count, 0,
        failed_count, superseded_count, 0, key, fingerprint, scope, channels, retry_of, retry_first
      FROM json_to_recordset($1) AS d (place integer, client text, kind text, created_at bigint, completed_at bigint,
        deadline bigint, sequence integer, item_count integer, failed_count integer, superseded_count integer, key text,
        fingerprint text, scope text, channels text, retry_of bigint, retry_first bigint)
      WHERE ($4::bigint[])[place] > 0)
    INSERT INTO items (operation_id, idx, kind, channel, target, shape, change, named, state, sequence, outcome, owner)
    SELECT ($4::bigint[])[place], idx, kind, channel, target, shape, change, named, state, sequence, outcome,
      CASE WHEN outcome IS NULL THEN $3::integer END
    FROM json_to_recordset($2) AS d (place integer, idx integer, kind text, channel text, target text, shape text,
      change text, named text, state text, sequence integer, outcome text)
    WHERE ($4::bigint[])[place] > 0`,
};

export const firstUseOf = (row: Row): FirstUse => ({
  operation: operationOf(row),
  fingerprint: textOrNull(row, 'fingerprint'),
});

const keyOf = (client: string, key: string, scope: string) =>
  JSON.stringify([storable(client), storable(key), scope]);

const operationRow = (
  { idempotency }: OperationDraft,
  { operation, deadline, items }: NewOperation,
  place: number,
) => ({
  place,
  client: storable(operation.client),
  kind: operation.kind,
  created_at: operation.createdAt,
  completed_at: operation.completedAt,
  deadline,
  sequence: operation.sequence,
  item_count: operation.itemCount,
  failed_count: operation.failedCount,
  superseded_count: operation.supersededCount,
  retry_of: operation.retryOf?.operationId,
  retry_first: operation.retryOf?.first,
  key: idempotency ? storable(idempotency.key) : null,
  fingerprint: idempotency?.fingerprint ?? null,
  scope: idempotency?.scope ?? '',
  channels: channelsText(items),
});

const itemRows = ({ operation, items, progress }: NewOperation, place: number) =>
  items.map((one, idx) => {
    const at = progress[idx];
    const outcome = at?.outcome ? JSON.stringify(at.outcome) : null;
    const row = { place, idx, kind: operation.kind, state: at?.state, sequence: at?.sequence, outcome };
    if (!one.item) return { ...row, channel: storable(one.named.channel), named: JSON.stringify(one.named) };
    return {
      ...row,
      channel: one.item.channel,
      target: storable(writtenTarget(one.target)),
      shape: storable(one.item.shape),
      change: JSON.stringify(one.change),
    };
  });

type Rows = readonly [operations: string, items: string];

/** The rows of the drafts. Places count from one, as in an array of SQL. Only the rows of a retry depend on its id. */
const written = (
  drafts: readonly OperationDraft[],
  ids: readonly number[] = [],
  newest: NewestChanges = noNewestChanges,
): Rows => {
  const made = drafts.map((draft, at) => ({
    draft,
    operation: accept(draft, asOperationId(ids[at] ?? 0), newest),
  }));
  return [
    JSON.stringify(made.map(({ draft, operation }, at) => operationRow(draft, operation, at + 1))),
    JSON.stringify(made.flatMap(({ operation }, at) => itemRows(operation, at + 1))),
  ];
};

/** A retry is the only draft of its transaction. */
const retryAmong = (drafts: readonly OperationDraft[]): OperationDraft | null =>
  drafts.find(({ retryOf }) => retryOf) ?? null;

/** The first use of a key makes the operation. Further uses among the same drafts are answered from it. */
const answerAll = (
  drafts: readonly OperationDraft[],
  ids: readonly number[],
  known: readonly Row[],
  newest: NewestChanges,
  hasRetries: boolean,
) => {
  const used = new Map(
    known.map((row) => [
      keyOf(text(row, 'client'), text(row, 'idempotency_key'), text(row, 'key_scope')),
      firstUseOf(row),
    ]),
  );
  return drafts.map((draft, position): Acceptance => {
    const { client, idempotency } = draft;
    const key = idempotency && keyOf(client, idempotency.key, idempotency.scope);
    const first = key === null ? undefined : used.get(key);
    if (first && idempotency) return answerOf(first, idempotency);
    if (isRetriedTwice(draft, hasRetries)) return { type: 'retried' };
    const made = acceptanceOf(accept(draft, asOperationId(ids[position] ?? Number.NaN), newest));
    const { operation } = made;
    if (key !== null && idempotency) used.set(key, { operation, fingerprint: idempotency.fingerprint });
    return made;
  });
};

/** Stores the deliveries of operations with items that end at their acceptance. */
const reportEnded = async (
  tx: Transaction,
  drafts: readonly OperationDraft[],
  acceptances: readonly Acceptance[],
  newest: NewestChanges,
): Promise<void> => {
  const ended = acceptances.flatMap((one, at): readonly NewOperation[] => {
    const draft = drafts[at];
    if (!draft || one.type !== 'accepted') return [];
    const { id, failedCount, supersededCount } = one.operation;
    return failedCount + supersededCount > 0 ? [accept(draft, id, newest)] : [];
  });
  if (ended.length === 0) return;
  const listeners = await tx.webhooks.listeners();
  addDeliveries(
    tx,
    ended.flatMap((one) => deliveriesOfAcceptance(one, listeners)),
  );
};

/** `rows` is null for a retry. */
const writeAll = async (
  tx: Transaction,
  drafts: readonly OperationDraft[],
  rows: Rows | null,
): Promise<readonly Acceptance[]> => {
  const { owner, opened, run } = tx;
  const keyed = drafts.flatMap(({ client, idempotency }): readonly (Idempotency & { client: string })[] =>
    idempotency ? [{ client, ...idempotency }] : [],
  );
  const retry = retryAmong(drafts);
  const [reserved, known, newest, hasRetries] = await Promise.all([
    opened,
    keyed.length > 0
      ? run(byKeys, [
          keyed.map(({ client }) => client),
          keyed.map(({ key }) => key),
          keyed.map(({ scope }) => scope),
        ])
      : [],
    retry ? readNewestChanges(tx, retry.items) : noNewestChanges,
    retry?.retryOf ? readHasRetries(tx, retry.retryOf.operationId) : false,
  ]);
  const ids = reserved.map((row) => integer(row, 'id'));
  const acceptances = answerAll(drafts, ids, known, newest, hasRetries);
  const fresh = acceptances.map((one) => (one.type === 'accepted' ? one.operation.id : 0));
  if (fresh.some((id) => id > 0)) void run(insert, [...(rows ?? written(drafts, ids, newest)), owner, fresh]);
  await reportEnded(tx, drafts, acceptances, newest);
  return acceptances;
};

/**
 * Accepts operations in one transaction. It takes the lock of acceptance before it takes ids, and holds the lock until the
 * commit. So an operation becomes visible after every operation with a smaller id, whichever gateways accept them, and a
 * transaction that decides on a target sees every change that is older than one it sees.
 */
export const acceptAll = (
  transaction: Transactions,
  drafts: readonly OperationDraft[],
): Promise<readonly Acceptance[]> => {
  // The rows are made before the lock is taken, so that other gateways do not wait for it. Those of a retry depend on the
  // changes that are read behind the lock.
  const rows = retryAmong(drafts) ? null : written(drafts);
  return transaction(
    (tx) => writeAll(tx, drafts, rows),
    `SELECT pg_advisory_xact_lock(${advisoryLocks.acceptance}, 0);
     SELECT nextval('operation_ids') AS id FROM generate_series(1, ${drafts.length})`,
  );
};
