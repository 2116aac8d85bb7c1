import {
  claimDeliveries,
  concludeAttempt,
  fullOnes,
  maxCandidates,
  startAgain,
} from '../../../../core/decide/webhooks/deliveries.ts';
import { asClientId, asWebhookEndpointId, type WebhookEndpointId } from '../../../../domain/ids.ts';
import type { WebhookDelivery } from '../../../../domain/webhook.ts';
import type {
  ClaimedDeliveries,
  ClaimedDelivery,
  ConcludedDelivery,
  DeliveryClaim,
  DeliveryConclusion,
  OwnDelivery,
  Webhooks,
} from '../../../../ports/journal/webhooks.ts';
import { integer, integerOrNull, pageFrom, type Row, text } from '../../../journal-rows.ts';
import {
  candidateOf,
  claimedColumns,
  claimedDeliveryOf,
  deliveryColumns,
  deliveryOf,
  deliveryStateOf,
  stateColumns,
  stateValues,
} from '../../../webhook-rows.ts';
import type { Read, Statement, Transaction, Transactions } from '../../connection/transaction.ts';
import { byKey } from '../sql.ts';
import { readEndpoints, readOwn, switchEndpointOff, webhooksLock } from './endpoints.ts';
import type { Listeners } from './listeners.ts';

const columnsOf = (alias: string, columns: string): string =>
  columns
    .split(', ')
    .map((column) => `${alias}.${column}`)
    .join(', ');

const own: Statement = {
  name: 'own-webhook-deliveries',
  text: `
    SELECT k.position, ${columnsOf('d', deliveryColumns)}
    FROM unnest($1::bigint[], $2::text[], $3::text[]) WITH ORDINALITY k(id, endpoint_id, client, position)
    ${byKey('webhook_endpoints', 'id = k.endpoint_id')} e
    ${byKey('webhook_deliveries', 'id = k.id')} d
    WHERE e.client = k.client AND d.endpoint_id = k.endpoint_id`,
};
const page = (order: 'ASC' | 'DESC'): Statement => ({
  name: `webhook-deliveries-${order}`,
  text: `
    SELECT k.position, d.* FROM unnest($1::text[]) WITH ORDINALITY k(endpoint_id, position)
    CROSS JOIN LATERAL (
      SELECT ${deliveryColumns} FROM webhook_deliveries w
      WHERE w.endpoint_id = k.endpoint_id AND w.id > $2 AND w.id < $3 ORDER BY w.id ${order} LIMIT $4) d
    ORDER BY k.position, d.id ${order}`,
});
const forward = page('DESC');
const backward = page('ASC');

/** The most candidates of all endpoints. */
const mostCandidates = 2_000;
/** Without its lease, a gateway has stopped. */
const isFree = `(w.owner IS NULL OR w.claimed_until <= clock_timestamp()
        OR NOT EXISTS (SELECT 1 FROM gateways g WHERE g.id = w.owner AND g.expires_at > clock_timestamp()))`;
const due: Statement = {
  name: 'due-webhook-deliveries',
  text: `
    SELECT d.id, d.endpoint_id, e.client, (
        SELECT h.id FROM webhook_deliveries h
        WHERE h.endpoint_id = d.endpoint_id AND h.chain = d.chain AND h.status = 'PENDING' ORDER BY h.id LIMIT 1) AS head
    FROM webhook_endpoints e CROSS JOIN LATERAL (
      SELECT w.id, w.endpoint_id, w.chain FROM webhook_deliveries w
      WHERE w.endpoint_id = e.id AND w.status = 'PENDING' AND w.next_attempt_at <= $1 AND ${isFree}
      ORDER BY w.next_attempt_at, w.id LIMIT ${maxCandidates}) d
    WHERE e.enabled = 1 AND e.id <> ALL ($2::text[]) AND e.client <> ALL ($3::text[]) LIMIT ${mostCandidates}`,
};
const nextDue: Statement = {
  name: 'next-webhook-delivery',
  text: `
    SELECT min(n.at) AS at FROM webhook_endpoints e CROSS JOIN LATERAL (
      SELECT w.next_attempt_at AS at FROM webhook_deliveries w
      WHERE w.endpoint_id = e.id AND w.status = 'PENDING' AND w.next_attempt_at > $1
      ORDER BY w.next_attempt_at LIMIT 1) n
    WHERE e.enabled = 1`,
};
const take: Statement = {
  name: 'take-webhook-deliveries',
  text: `
    UPDATE webhook_deliveries w SET claims = w.claims + 1, owner = $2,
      claimed_until = clock_timestamp() + $3::float8 * interval '1 millisecond'
    FROM unnest($1::bigint[]) k(id) WHERE w.id = k.id RETURNING ${columnsOf('w', claimedColumns)}`,
};
const wait: Statement = {
  name: 'wait-webhook-deliveries',
  text: `
    UPDATE webhook_deliveries w SET next_attempt_at = NULL FROM unnest($1::bigint[]) k(id) WHERE w.id = k.id`,
};
const stateOf: Statement = {
  name: 'webhook-delivery-state',
  text: `SELECT endpoint_id, chain, claims, ${stateColumns} FROM webhook_deliveries WHERE id = $1`,
};
const putState: Statement = {
  name: 'put-webhook-delivery-state',
  text: `
    UPDATE webhook_deliveries SET status = $2, next_attempt_at = $3, first_attempt_at = $4, tries = $5, attempts = $6,
      owner = NULL, claimed_until = NULL
    WHERE id = $1`,
};
const next: Statement = {
  name: 'next-of-webhook-chain',
  text: `
    UPDATE webhook_deliveries SET next_attempt_at = $3 WHERE next_attempt_at IS NULL AND id = (
      SELECT id FROM webhook_deliveries WHERE endpoint_id = $1 AND chain = $2 AND status = 'PENDING' ORDER BY id LIMIT 1)`,
};
const hasten: Statement = {
  name: 'hasten-webhook-delivery',
  text: 'UPDATE webhook_deliveries SET next_attempt_at = $2 WHERE id = $1',
};
const again: Statement = {
  name: 'repeat-webhook-delivery',
  text: `
    UPDATE webhook_deliveries SET status = $2, next_attempt_at = $3, first_attempt_at = $4, tries = $5, attempts = $6
    WHERE id = $1`,
};

const ownValues = (ids: readonly OwnDelivery[]) => [
  ids.map(({ delivery }) => delivery),
  ids.map(({ id }) => id),
  ids.map(({ client }) => client),
];

const dueValues = (about: DeliveryClaim) => {
  const full = fullOnes(about);
  return [about.at, full.endpoints, full.clients];
};

/** Takes due deliveries, under the lock of webhooks. */
const claim = async (tx: Transaction, about: DeliveryClaim): Promise<Omit<ClaimedDeliveries, 'nextAt'>> => {
  const found = await tx.run(due, dueValues(about));
  const byEndpoint = Map.groupBy(found, (row) => asWebhookEndpointId(text(row, 'endpoint_id')));
  const { claimed, waiting, hasMore } = claimDeliveries(
    [...byEndpoint].map(([id, rows]) => ({
      id,
      client: asClientId(rows[0] ? text(rows[0], 'client') : ''),
      candidates: rows.map(candidateOf),
    })),
    about,
  );
  if (waiting.length > 0) void tx.run(wait, [waiting]);
  if (claimed.length === 0) return { deliveries: [], hasMore };
  const [endpoints, rows] = await Promise.all([
    readEndpoints(tx, [...byEndpoint.keys()]),
    tx.run(take, [claimed, tx.owner, about.forMs]),
  ]);
  const deliveryIn = (row: Row): readonly ClaimedDelivery[] => {
    const stored = endpoints.get(asWebhookEndpointId(text(row, 'endpoint_id')));
    return stored ? [claimedDeliveryOf(row, stored)] : [];
  };
  return { deliveries: rows.flatMap(deliveryIn).sort((a, b) => a.id - b.id), hasMore };
};

const conclude = async (
  tx: Transaction,
  { id, claim: number, ...result }: DeliveryConclusion,
): Promise<ConcludedDelivery> => {
  const [row] = await tx.run(stateOf, [id]);
  if (!row || integer(row, 'claims') !== number) return null;
  const before = deliveryStateOf(row);
  if (before.status !== 'PENDING') return null;
  const { state, notice } = concludeAttempt(before, result);
  const endpointId: WebhookEndpointId = asWebhookEndpointId(text(row, 'endpoint_id'));
  void tx.run(putState, [id, ...stateValues(state)]);
  if (state.status !== 'PENDING') {
    void tx.run(next, [endpointId, text(row, 'chain'), result.at]);
    tx.webhooks.stored();
  }
  const switchedOff = notice === null ? null : await switchEndpointOff(tx, endpointId, notice);
  return { status: state.status, switchedOff };
};

const redeliver = async (
  tx: Transaction,
  of: OwnDelivery,
  at: number,
): Promise<WebhookDelivery | 'unknown' | 'disabled'> => {
  const [[row], stored] = await Promise.all([tx.run(own, ownValues([of])), readOwn(tx, of)]);
  if (!row || !stored) return 'unknown';
  if (!stored.endpoint.enabled) return 'disabled';
  const found = deliveryOf(row);
  tx.webhooks.stored();
  if (found.status === 'PENDING') {
    void tx.run(hasten, [found.id, at]);
    return { ...found, nextAttemptAt: at };
  }
  const state = startAgain(found, at);
  void tx.run(again, [found.id, ...stateValues(state)]);
  return { ...found, status: state.status, nextAttemptAt: state.nextAttemptAt };
};

type Commands = Pick<
  Webhooks,
  | 'webhookDeliveries'
  | 'webhookDeliveriesPage'
  | 'redeliverWebhook'
  | 'claimDeliveries'
  | 'concludeDelivery'
  | 'onDeliveriesStored'
>;

export const deliveryCommands = (
  transaction: Transactions,
  read: Read,
  during: <Result>(work: Promise<Result>) => Promise<Result>,
  listeners: Listeners,
): Commands => ({
  webhookDeliveries: async (ids) => {
    const rows = await read(own, ownValues(ids));
    const found = new Map(rows.map((row) => [integer(row, 'position'), deliveryOf(row)]));
    return ids.map((_, index) => found.get(index + 1) ?? null);
  },
  webhookDeliveriesPage: async (ids, { after, before, limit, last }) => {
    const rows = await read(last ? backward : forward, [
      ids,
      before ?? 0,
      after ?? Number.MAX_SAFE_INTEGER,
      limit + 1,
    ]);
    const found = Map.groupBy(rows, (row) => integer(row, 'position'));
    return ids.map((_, index) => pageFrom((found.get(index + 1) ?? []).map(deliveryOf), { limit, last }));
  },
  redeliverWebhook: (of, at) => during(transaction((tx) => redeliver(tx, of, at), webhooksLock)),
  claimDeliveries: async (about) => {
    // Most looks find nothing, so they begin no transaction.
    const [found, [at]] = await Promise.all([read(due, dueValues(about)), read(nextDue, [about.at])]);
    const nextAt = at ? integerOrNull(at, 'at') : null;
    if (found.length === 0) return { deliveries: [], hasMore: false, nextAt };
    return { ...(await during(transaction((tx) => claim(tx, about), webhooksLock))), nextAt };
  },
  concludeDelivery: (conclusion) => during(transaction((tx) => conclude(tx, conclusion), webhooksLock)),
  onDeliveriesStored: listeners.onStored,
});
