/**
 * A migration: outgoing webhooks. A delivery that is PENDING without a time waits for an earlier one of its chain. `owner`
 * and `claimed_until` are those of the process that sends it.
 */
export const webhooksMigration = `
  CREATE TABLE webhook_endpoints (
    id TEXT PRIMARY KEY,
    client TEXT NOT NULL,
    url TEXT NOT NULL,
    events TEXT NOT NULL,
    enabled INTEGER NOT NULL,
    -- Why the gateway switched it off.
    notice TEXT,
    created_at INTEGER NOT NULL,
    secret TEXT NOT NULL,
    -- The secret before the last rotation, which signs too until this time.
    previous_secret TEXT,
    previous_until INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX webhook_endpoints_by_client ON webhook_endpoints (client, created_at, id);
  CREATE INDEX webhook_endpoints_enabled ON webhook_endpoints (enabled);
  CREATE TABLE webhook_deliveries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    endpoint_id TEXT NOT NULL,
    event TEXT NOT NULL,
    chain TEXT NOT NULL,
    channel TEXT,
    created_at INTEGER NOT NULL,
    data TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'PENDING',
    next_attempt_at INTEGER,
    first_attempt_at INTEGER,
    tries INTEGER NOT NULL DEFAULT 0,
    claims INTEGER NOT NULL DEFAULT 0,
    attempts TEXT NOT NULL DEFAULT '[]',
    owner TEXT,
    claimed_until INTEGER
  ) STRICT;
  CREATE INDEX webhook_deliveries_by_endpoint ON webhook_deliveries (endpoint_id, id);
  CREATE INDEX webhook_deliveries_due ON webhook_deliveries (endpoint_id, next_attempt_at, id)
    WHERE status = 'PENDING' AND next_attempt_at IS NOT NULL;
  CREATE INDEX webhook_deliveries_pending ON webhook_deliveries (endpoint_id, chain, id) WHERE status = 'PENDING';
  `;
