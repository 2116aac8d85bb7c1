import type { DatabaseSync } from 'node:sqlite';
import {
  createEndpoint,
  type StoredEndpoint,
  switchOff,
  updateEndpoint,
} from '../../../core/decide/webhooks/endpoints.ts';
import type { ClientId, WebhookEndpointId } from '../../../domain/ids.ts';
import type { WebhookEndpoint } from '../../../domain/webhook.ts';
import type {
  OwnEndpoint,
  WebhookEndpointChange,
  WebhookEndpointDraft,
} from '../../../ports/journal/webhooks.ts';
import { integer } from '../../journal-rows.ts';
import { endpointColumns, endpointOf, endpointValues, storedEndpointOf } from '../../webhook-rows.ts';
import type { WebhookListeners } from './listeners.ts';

/** The deliveries that one transaction deletes. */
const deletedAtOnce = 1_000;

/** The endpoints of clients. Each command runs inside a transaction of the caller. */
export const prepareEndpoints = (db: DatabaseSync, listeners: WebhookListeners) => {
  const columns = endpointColumns.split(', ');
  const ofClient = db.prepare(
    `SELECT ${endpointColumns} FROM webhook_endpoints WHERE client = ? ORDER BY created_at, id`,
  );
  const byId = db.prepare(`SELECT ${endpointColumns} FROM webhook_endpoints WHERE id = ?`);
  const put = db.prepare(`
    INSERT OR REPLACE INTO webhook_endpoints (${endpointColumns}) VALUES (${columns.map(() => '?').join(', ')})`);
  const drop = db.prepare('DELETE FROM webhook_endpoints WHERE id = ?');
  const dropDeliveries = db.prepare(`
    DELETE FROM webhook_deliveries WHERE id IN (
      SELECT id FROM webhook_deliveries WHERE endpoint_id = ? ORDER BY id LIMIT ${deletedAtOnce})`);
  const restart = db.prepare(`
    UPDATE webhook_deliveries SET next_attempt_at = ?, first_attempt_at = NULL, tries = 0
    WHERE endpoint_id = ? AND status = 'PENDING'`);
  const pendingOf = db.prepare(`
    SELECT count(*) AS count FROM (SELECT 1 FROM webhook_deliveries WHERE endpoint_id = ? AND status = 'PENDING' LIMIT ?)`);

  const write = (stored: StoredEndpoint): WebhookEndpoint => {
    put.run(...endpointValues(stored));
    listeners.reload();
    return stored.endpoint;
  };
  const get = (id: WebhookEndpointId): StoredEndpoint | null => {
    const row = byId.get(id);
    return row ? storedEndpointOf(row) : null;
  };
  const own = ({ id, client }: OwnEndpoint): StoredEndpoint | null => {
    const stored = get(id);
    return stored?.endpoint.client === client ? stored : null;
  };
  const off = (id: WebhookEndpointId, notice: string): WebhookEndpoint | null => {
    const stored = get(id);
    const endpoint = stored && switchOff(stored.endpoint, notice);
    return endpoint && write({ ...stored, endpoint });
  };

  return {
    get,
    own,
    off,
    ofClient: (client: ClientId): readonly WebhookEndpoint[] => ofClient.all(client).map(endpointOf),
    create: (draft: WebhookEndpointDraft): WebhookEndpoint | null => {
      const made = createEndpoint(draft, ofClient.all(draft.client).length);
      return made && write(made);
    },
    update: (of: OwnEndpoint, change: WebhookEndpointChange, at: number): WebhookEndpoint | null => {
      const stored = own(of);
      if (!stored) return null;
      const { restarts, ...after } = updateEndpoint(stored, change, at);
      if (restarts) {
        restart.run(at, of.id);
        listeners.noteDue();
      }
      return write(after);
    },
    delete: (of: OwnEndpoint): boolean => {
      if (!own(of)) return false;
      drop.run(of.id);
      listeners.reload();
      return true;
    },
    /** False if there are no more of them. */
    dropDeliveries: (id: WebhookEndpointId): boolean =>
      Number(dropDeliveries.run(id).changes) === deletedAtOnce,
    hasPending: (id: WebhookEndpointId, count: number): boolean => {
      const row = pendingOf.get(id, count);
      return row !== undefined && integer(row, 'count') === count;
    },
  };
};

export type Endpoints = ReturnType<typeof prepareEndpoints>;
