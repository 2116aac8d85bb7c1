import {
  createEndpoint,
  overfullNotice,
  type StoredEndpoint,
  switchOff,
  updateEndpoint,
} from '../../../../core/decide/webhooks/endpoints.ts';
import { asWebhookEndpointId, type WebhookEndpointId } from '../../../../domain/ids.ts';
import type { WebhookEndpoint } from '../../../../domain/webhook.ts';
import type { OwnEndpoint, Webhooks } from '../../../../ports/journal/webhooks.ts';
import { text } from '../../../journal-rows.ts';
import { endpointColumns, endpointOf, endpointValues, storedEndpointOf } from '../../../webhook-rows.ts';
import {
  advisoryLocks,
  type Read,
  type Statement,
  type Transaction,
  type Transactions,
} from '../../connection/transaction.ts';

/** The deliveries that one transaction deletes. */
const deletedAtOnce = 5_000;

const ofClient: Statement = {
  name: 'webhook-endpoints-of-client',
  text: `SELECT ${endpointColumns} FROM webhook_endpoints WHERE client = $1 ORDER BY created_at, id`,
};
const byIds: Statement = {
  name: 'webhook-endpoints',
  text: `
    SELECT ${endpointColumns} FROM webhook_endpoints WHERE id IN (SELECT unnest($1::text[]))`,
};
const put: Statement = {
  name: 'put-webhook-endpoint',
  text: `
    INSERT INTO webhook_endpoints (${endpointColumns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
    ON CONFLICT (id) DO UPDATE SET url = excluded.url, events = excluded.events, enabled = excluded.enabled,
      notice = excluded.notice, secret = excluded.secret, previous_secret = excluded.previous_secret,
      previous_until = excluded.previous_until`,
};
const drop: Statement = {
  name: 'drop-webhook-endpoint',
  text: 'DELETE FROM webhook_endpoints WHERE id = $1',
};
const newVersion: Statement = {
  name: 'new-webhook-version',
  text: `
    INSERT INTO webhook_versions (id, version) VALUES (1, pg_current_xact_id()::text)
    ON CONFLICT (id) DO UPDATE SET version = excluded.version`,
};
const restart: Statement = {
  name: 'restart-webhook-deliveries',
  text: `
    UPDATE webhook_deliveries SET next_attempt_at = $2, first_attempt_at = NULL, tries = 0
    WHERE endpoint_id = $1 AND status = 'PENDING'`,
};
const dropDeliveries: Statement = {
  name: 'drop-webhook-deliveries',
  text: `
    DELETE FROM webhook_deliveries WHERE id IN (
      SELECT id FROM webhook_deliveries WHERE endpoint_id = $1 ORDER BY id LIMIT ${deletedAtOnce}) RETURNING id`,
};
const overfull: Statement = {
  name: 'overfull-webhook-endpoints',
  text: `
    SELECT e.id FROM webhook_endpoints e CROSS JOIN LATERAL (
      SELECT count(*) AS count FROM (
        SELECT 1 FROM webhook_deliveries d WHERE d.endpoint_id = e.id AND d.status = 'PENDING' LIMIT $1 + 1) p) n
    WHERE e.enabled = 1 AND n.count > $1`,
};

/** Endpoints change, and deliveries are claimed and concluded, one after the other. */
export const webhooksLock = `SELECT pg_advisory_xact_lock(${advisoryLocks.webhooks}, 0)`;

export const readEndpoints = async (
  { run }: Pick<Transaction, 'run'>,
  ids: readonly WebhookEndpointId[],
): Promise<ReadonlyMap<WebhookEndpointId, StoredEndpoint>> =>
  new Map((await run(byIds, [ids])).map((row) => [endpointOf(row).id, storedEndpointOf(row)]));

export const readOwn = async (
  { run }: Pick<Transaction, 'run'>,
  { id, client }: OwnEndpoint,
): Promise<StoredEndpoint | null> => {
  const stored = (await readEndpoints({ run }, [id])).get(id);
  return stored?.endpoint.client === client ? stored : null;
};

const write = ({ run }: Transaction, stored: StoredEndpoint): WebhookEndpoint => {
  void run(put, endpointValues(stored));
  void run(newVersion, []);
  return stored.endpoint;
};

/** The endpoint if it was switched on before. */
export const switchEndpointOff = async (
  tx: Transaction,
  id: WebhookEndpointId,
  notice: string,
): Promise<WebhookEndpoint | null> => {
  const stored = (await readEndpoints(tx, [id])).get(id);
  const endpoint = stored && switchOff(stored.endpoint, notice);
  return endpoint ? write(tx, { ...stored, endpoint }) : null;
};

type Commands = Pick<
  Webhooks,
  | 'webhookEndpoints'
  | 'createWebhookEndpoint'
  | 'updateWebhookEndpoint'
  | 'deleteWebhookEndpoint'
  | 'switchOffOverfull'
>;

export const endpointCommands = (
  transaction: Transactions,
  read: Read,
  during: <Result>(work: Promise<Result>) => Promise<Result>,
): Commands => ({
  webhookEndpoints: async (client) => (await read(ofClient, [client])).map(endpointOf),
  createWebhookEndpoint: (draft) =>
    during(
      transaction(async (tx) => {
        const made = createEndpoint(draft, (await tx.run(ofClient, [draft.client])).length);
        return made && write(tx, made);
      }, webhooksLock),
    ),
  updateWebhookEndpoint: (own, change, at) =>
    during(
      transaction(async (tx) => {
        const stored = await readOwn(tx, own);
        if (!stored) return null;
        const { restarts, ...after } = updateEndpoint(stored, change, at);
        if (restarts) {
          void tx.run(restart, [own.id, at]);
          tx.webhooks.stored();
        }
        return write(tx, after);
      }, webhooksLock),
    ),
  deleteWebhookEndpoint: async (own) => {
    const isDeleted = await during(
      transaction(async (tx) => {
        if (!(await readOwn(tx, own))) return false;
        void tx.run(drop, [own.id]);
        void tx.run(newVersion, []);
        return true;
      }, webhooksLock),
    );
    if (!isDeleted) return false;
    // The retention deletes what a crash leaves.
    for (let deleted = deletedAtOnce; deleted === deletedAtOnce; )
      deleted = await during(
        transaction(async ({ run }) => (await run(dropDeliveries, [own.id])).length, webhooksLock),
      );
    return true;
  },
  switchOffOverfull: async (limit) => {
    const found = await read(overfull, [limit]);
    if (found.length === 0) return [];
    return during(
      transaction(async (tx) => {
        const off: WebhookEndpoint[] = [];
        for (const row of found) {
          const endpoint = await switchEndpointOff(
            tx,
            asWebhookEndpointId(text(row, 'id')),
            overfullNotice(limit),
          );
          if (endpoint) off.push(endpoint);
        }
        return off;
      }, webhooksLock),
    );
  },
});
