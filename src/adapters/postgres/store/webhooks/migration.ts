/**
 * A migration: outgoing webhooks. A delivery that is PENDING without a time waits for an earlier one of its chain. `owner`
 * is the gateway that sends it, by the clock of the database until `claimed_until`. Gateways of the version before store
 * no deliveries for what they change.
 */
export const webhooksMigration = `
  CREATE TABLE webhook_endpoints (
    id TEXT COLLATE "C" PRIMARY KEY,
    client TEXT COLLATE "C" NOT NULL,
    url TEXT COLLATE "C" NOT NULL,
    events TEXT COLLATE "C" NOT NULL,
    enabled INTEGER NOT NULL,
    -- Why the gateway switched it off.
    notice TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    secret TEXT COLLATE "C" NOT NULL,
    -- The secret before the last rotation, which signs too until this time.
    previous_secret TEXT COLLATE "C",
    previous_until BIGINT
  );
  CREATE INDEX webhook_endpoints_by_client ON webhook_endpoints (client, created_at, id);
  CREATE INDEX webhook_endpoints_enabled ON webhook_endpoints (id) WHERE enabled = 1;
  -- One row, whose version changes with each change of an endpoint. Each transaction reads it as it begins, so that a
  -- gateway knows whether the endpoints that it has in memory are those of the database.
  CREATE TABLE webhook_versions (
    id INTEGER PRIMARY KEY,
    version TEXT COLLATE "C" NOT NULL
  );
  CREATE TABLE webhook_deliveries (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    endpoint_id TEXT COLLATE "C" NOT NULL,
    event TEXT COLLATE "C" NOT NULL,
    chain TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    data TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL DEFAULT 'PENDING',
    next_attempt_at BIGINT,
    first_attempt_at BIGINT,
    tries INTEGER NOT NULL DEFAULT 0,
    claims INTEGER NOT NULL DEFAULT 0,
    attempts TEXT COLLATE "C" NOT NULL DEFAULT '[]',
    owner INTEGER,
    claimed_until TIMESTAMPTZ
  );
  CREATE INDEX webhook_deliveries_by_endpoint ON webhook_deliveries (endpoint_id, id);
  CREATE INDEX webhook_deliveries_due ON webhook_deliveries (endpoint_id, next_attempt_at, id)
    WHERE status = 'PENDING' AND next_attempt_at IS NOT NULL;
  CREATE INDEX webhook_deliveries_pending ON webhook_deliveries (endpoint_id, chain, id) WHERE status = 'PENDING';
  `;
