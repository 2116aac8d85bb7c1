import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import {
  claimDeliveries,
  concludeAttempt,
  fullOnes,
  maxCandidates,
  startAgain,
} from '../../../core/decide/webhooks/deliveries.ts';
import { asWebhookEndpointId, type WebhookDeliveryId, type WebhookEndpointId } from '../../../domain/ids.ts';
import type { WebhookDelivery } from '../../../domain/webhook.ts';
import type { Page, PageOf } from '../../../ports/journal/page.ts';
import type {
  ClaimedDeliveries,
  ClaimedDelivery,
  ConcludedDelivery,
  DeliveryClaim,
  DeliveryConclusion,
  OwnDelivery,
} from '../../../ports/journal/webhooks.ts';
import { integer, integerOrNull, pageFrom, text } from '../../journal-rows.ts';
import {
  candidateOf,
  claimedColumns,
  claimedDeliveryOf,
  deliveryColumns,
  deliveryOf,
  deliveryStateOf,
  stateColumns,
  stateValues,
} from '../../webhook-rows.ts';
import type { Endpoints } from './endpoints.ts';
import type { WebhookListeners } from './listeners.ts';

/** The deliveries of endpoints. Each command runs inside a transaction of the caller. */
export const prepareDeliveries = (db: DatabaseSync, endpoints: Endpoints, listeners: WebhookListeners) => {
  /** Claims of an earlier process have ended with it. */
  const owner = randomUUID();
  const byId = db.prepare(`SELECT ${deliveryColumns} FROM webhook_deliveries WHERE id = ?`);
  const page = (order: 'ASC' | 'DESC') =>
    db.prepare(`
      SELECT ${deliveryColumns} FROM webhook_deliveries WHERE endpoint_id = ? AND id > ? AND id < ?
      ORDER BY id ${order} LIMIT ?`);
  const forward = page('DESC');
  const backward = page('ASC');

  const due = db.prepare(`
    SELECT d.id, (
        SELECT min(e.id) FROM webhook_deliveries e
        WHERE e.endpoint_id = d.endpoint_id AND e.chain = d.chain AND e.status = 'PENDING') AS head
    FROM webhook_deliveries d
    WHERE d.endpoint_id = ? AND d.status = 'PENDING' AND d.next_attempt_at <= ?
      AND (d.owner IS NOT ? OR d.claimed_until <= ?)
    ORDER BY d.next_attempt_at, d.id LIMIT ${maxCandidates}`);
  const nextOf = db.prepare(`
    SELECT min(next_attempt_at) AS at FROM webhook_deliveries
    WHERE endpoint_id = ? AND status = 'PENDING' AND next_attempt_at > ?`);
  const take = db.prepare(`
    UPDATE webhook_deliveries SET claims = claims + 1, owner = ?, claimed_until = ? WHERE id = ?
    RETURNING ${claimedColumns}`);
  const wait = db.prepare('UPDATE webhook_deliveries SET next_attempt_at = NULL WHERE id = ?');

  const stateOf = db.prepare(`
    SELECT endpoint_id, chain, claims, ${stateColumns} FROM webhook_deliveries WHERE id = ?`);
  const putState = db.prepare(`
    UPDATE webhook_deliveries SET status = ?, next_attempt_at = ?, first_attempt_at = ?, tries = ?, attempts = ?,
      owner = NULL, claimed_until = NULL
    WHERE id = ?`);
  const next = db.prepare(`
    UPDATE webhook_deliveries SET next_attempt_at = ? WHERE next_attempt_at IS NULL AND id = (
      SELECT min(id) FROM webhook_deliveries WHERE endpoint_id = ? AND chain = ? AND status = 'PENDING')`);
  const hasten = db.prepare('UPDATE webhook_deliveries SET next_attempt_at = ? WHERE id = ?');
  const again = db.prepare(`
    UPDATE webhook_deliveries SET status = ?, next_attempt_at = ?, first_attempt_at = ?, tries = ?, attempts = ?
    WHERE id = ?`);

  const one = ({ id, client, delivery }: OwnDelivery): WebhookDelivery | null => {
    if (!endpoints.own({ id, client })) return null;
    const row = byId.get(delivery);
    const found = row ? deliveryOf(row) : null;
    return found?.endpointId === id ? found : null;
  };

  /** The enabled endpoints that may get a further delivery. */
  const openOf = (about: DeliveryClaim) => {
    const full = fullOnes(about);
    return listeners
      .get()
      .filter(({ id, client }) => !full.endpoints.includes(id) && !full.clients.includes(client));
  };
  const candidatesOf = (id: WebhookEndpointId, at: number) => due.all(id, at, owner, at).map(candidateOf);

  return {
    deliveries: (ids: readonly OwnDelivery[]) => ids.map(one),

    page: (
      ids: readonly WebhookEndpointId[],
      { after, before, limit, last }: PageOf<WebhookDeliveryId>,
    ): readonly Page<WebhookDelivery>[] =>
      ids.map((id) => {
        const bounds = [before ?? 0, after ?? Number.MAX_SAFE_INTEGER] as const;
        const rows = (last ? backward : forward).all(id, ...bounds, limit + 1);
        return pageFrom(rows.map(deliveryOf), { limit, last });
      }),

    /** Whether a claim may find a delivery. It writes nothing. */
    isAnyDue: (about: DeliveryClaim): boolean =>
      openOf(about).some(({ id }) => candidatesOf(id, about.at).length > 0),

    nextAt: (at: number): number | null => {
      const times = listeners.get().flatMap(({ id }) => {
        const row = nextOf.get(id, at);
        return (row && integerOrNull(row, 'at')) ?? [];
      });
      return times.length === 0 ? null : Math.min(...times);
    },

    claim: (about: DeliveryClaim): Omit<ClaimedDeliveries, 'nextAt'> => {
      const { at, forMs } = about;
      const due = openOf(about).map(({ id, client }) => ({ id, client, candidates: candidatesOf(id, at) }));
      const { claimed, waiting, hasMore } = claimDeliveries(due, about);
      for (const delivery of waiting) wait.run(delivery);
      const deliveries = claimed.flatMap((delivery): readonly ClaimedDelivery[] => {
        const row = take.get(owner, at + forMs, delivery);
        const stored = row && endpoints.get(asWebhookEndpointId(text(row, 'endpoint_id')));
        return stored ? [claimedDeliveryOf(row, stored)] : [];
      });
      return { deliveries, hasMore };
    },

    conclude: ({ id, claim, ...result }: DeliveryConclusion): ConcludedDelivery => {
      const row = stateOf.get(id);
      if (!row || integer(row, 'claims') !== claim) return null;
      const before = deliveryStateOf(row);
      if (before.status !== 'PENDING') return null;
      const { state, notice } = concludeAttempt(before, result);
      putState.run(...stateValues(state), id);
      const endpointId = asWebhookEndpointId(text(row, 'endpoint_id'));
      if (
        state.status !== 'PENDING' &&
        Number(next.run(result.at, endpointId, text(row, 'chain')).changes) > 0
      )
        listeners.noteDue();
      return {
        status: state.status,
        switchedOff: notice === null ? null : endpoints.off(endpointId, notice),
      };
    },

    redeliver: (own: OwnDelivery, at: number): WebhookDelivery | 'unknown' | 'disabled' => {
      const found = one(own);
      if (!found) return 'unknown';
      if (!endpoints.own(own)?.endpoint.enabled) return 'disabled';
      if (found.status === 'PENDING') hasten.run(at, found.id);
      else again.run(...stateValues(startAgain(found, at)), found.id);
      listeners.noteDue();
      return one(own) ?? 'unknown';
    },
  };
};
