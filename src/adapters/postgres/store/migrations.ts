import type { Migrations } from '../connection/migrate.ts';
import { accountsOfChannels } from './accounts.ts';
import { driftStep } from './catalogue/drift-migration.ts';
import { catalogueSteps } from './catalogue/migration.ts';
import { historySteps } from './history/migration.ts';
import { skusMigration } from './skus/migration.ts';
import { webhooksMigration } from './webhooks/migration.ts';

/**
 * Each is applied once, in order; a migration that was released is never edited. Gateways of the version before are at
 * work meanwhile and afterwards: it adds, and takes away only what that version no longer uses.
 */
const steps: Migrations['steps'] = [
  `
  -- Who works on this journal, and until when it is taken to be alive, by the database's clock.
  CREATE TABLE gateways (
    id INTEGER GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    expires_at TIMESTAMPTZ NOT NULL
  );

  CREATE SEQUENCE operation_ids AS BIGINT;
  CREATE TABLE operations (
    id BIGINT PRIMARY KEY,
    client TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    completed_at BIGINT,
    deadline BIGINT NOT NULL,
    sequence INTEGER NOT NULL,
    item_count INTEGER NOT NULL,
    applied_count INTEGER NOT NULL,
    failed_count INTEGER NOT NULL,
    superseded_count INTEGER NOT NULL,
    unknown_count INTEGER NOT NULL,
    idempotency_key TEXT COLLATE "C",
    fingerprint TEXT COLLATE "C"
  ) WITH (fillfactor = 80);
  CREATE UNIQUE INDEX operations_by_idempotency_key ON operations (client, idempotency_key)
    WHERE idempotency_key IS NOT NULL;
  CREATE INDEX operations_by_kind ON operations (client, kind, id);
  CREATE INDEX operations_running ON operations (client, kind, id) WHERE completed_at IS NULL;
  CREATE INDEX operations_completed ON operations (id) WHERE completed_at IS NOT NULL;

  CREATE TABLE items (
    operation_id BIGINT NOT NULL,
    idx INTEGER NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    channel TEXT COLLATE "C" NOT NULL,
    target TEXT COLLATE "C",
    shape TEXT COLLATE "C",
    change TEXT COLLATE "C",
    state TEXT COLLATE "C" NOT NULL,
    sequence INTEGER NOT NULL,
    request_id BIGINT,
    outcome TEXT COLLATE "C",
    may_have_applied INTEGER NOT NULL DEFAULT 0,
    -- The gateway that has it in hand while it is under way.
    owner INTEGER,
    PRIMARY KEY (operation_id, idx)
  ) WITH (fillfactor = 80);
  -- One target is never in two vendor requests at once.
  CREATE UNIQUE INDEX items_in_flight ON items (channel, target)
    WHERE state IN ('SENDING', 'AWAITING_CALLBACK');
  CREATE INDEX items_queued ON items (channel, target, operation_id) WHERE state = 'QUEUED';

  CREATE TABLE vendor_requests (
    id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    channel TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    attempt INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    refs TEXT COLLATE "C" NOT NULL,
    sent_at BIGINT NOT NULL,
    answered_at BIGINT,
    deadline BIGINT NOT NULL,
    http_status INTEGER,
    vendor_request_id TEXT COLLATE "C",
    outcome TEXT COLLATE "C" NOT NULL,
    callback_hash TEXT COLLATE "C",
    early_callback TEXT COLLATE "C",
    owner INTEGER NOT NULL
  ) WITH (fillfactor = 80);
  CREATE UNIQUE INDEX vendor_requests_by_callback ON vendor_requests (callback_hash)
    WHERE callback_hash IS NOT NULL;
  CREATE INDEX vendor_requests_open ON vendor_requests (id)
    WHERE outcome IN ('SENDING', 'AWAITING_CALLBACK');
  CREATE INDEX vendor_requests_closed ON vendor_requests (id)
    WHERE outcome NOT IN ('SENDING', 'AWAITING_CALLBACK');

  -- Which requests carried items of an operation: its delivery log.
  CREATE TABLE deliveries (
    operation_id BIGINT NOT NULL,
    request_id BIGINT NOT NULL,
    PRIMARY KEY (operation_id, request_id)
  );

  -- No store and no option are '', so that they can be part of the key.
  CREATE TABLE stock_levels (
    channel TEXT COLLATE "C" NOT NULL,
    product_id TEXT COLLATE "C" NOT NULL,
    location_id TEXT COLLATE "C" NOT NULL,
    option_id TEXT COLLATE "C" NOT NULL,
    quantity BIGINT NOT NULL,
    sold_out INTEGER,
    observed_at BIGINT NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    operation_id BIGINT NOT NULL,
    -- By the database's clock: whoever missed a hint finds by it what changed meanwhile.
    changed_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (channel, product_id, location_id, option_id)
  );
  CREATE INDEX stock_levels_changed ON stock_levels (changed_at);

  CREATE TABLE products (
    channel TEXT COLLATE "C" NOT NULL,
    product_id TEXT COLLATE "C" NOT NULL,
    product TEXT COLLATE "C" NOT NULL,
    operation_id BIGINT NOT NULL,
    PRIMARY KEY (channel, product_id)
  );

  -- Whoever decides whose turn it is on a target has its row locked. The observedAt, where there is one, is that of the
  -- change last applied to it: the target's fence.
  CREATE TABLE targets (
    channel TEXT COLLATE "C" NOT NULL,
    target TEXT COLLATE "C" NOT NULL,
    observed_at BIGINT,
    operation_id BIGINT,
    PRIMARY KEY (channel, target)
  ) WITH (fillfactor = 80);
  `,
  `
  -- Moves of an embedded journal into this one, and how far each is: the key of the last row of a table that arrived.
  CREATE TABLE moves (id TEXT PRIMARY KEY, finished_at TIMESTAMPTZ);
  CREATE TABLE move_progress (
    move_id TEXT NOT NULL,
    table_name TEXT NOT NULL,
    position TEXT NOT NULL,
    row_count BIGINT NOT NULL,
    PRIMARY KEY (move_id, table_name)
  );
  -- A request that was through before it was moved is nobody's.
  ALTER TABLE vendor_requests ALTER COLUMN owner DROP NOT NULL;
  `,
  `
  -- Of a row that stands for no gateway: it has what was left of these channels, until one takes it over that has them.
  ALTER TABLE gateways ADD COLUMN left_channels TEXT[] COLLATE "C";
  `,
  `
  -- A change of state is one of an index, so that no room on its page saves anything.
  ALTER TABLE items RESET (fillfactor);
  ALTER TABLE vendor_requests RESET (fillfactor);
  `,
  `
  -- The watermarks of a target as JSON, one for each of its values that was observed. The row that is locked holds them,
  -- so that a transaction that waited for the lock reads the newest.
  ALTER TABLE targets ADD COLUMN watermarks TEXT COLLATE "C";
  -- The watermarks whose values were sent in place of older ones of the item's change, as JSON.
  ALTER TABLE items ADD COLUMN kept TEXT COLLATE "C";
  -- A fence, the columns observed_at and operation_id, held the observedAt of the stock change last applied to a target.
  -- It becomes the watermark of the product's own value. An option gets one where its level shows that the same
  -- operation set it by the same observation. A fence is obsolete if another operation left the product's level since:
  -- that was a whole product. The columns stay for gateways of the version before.
  UPDATE targets t SET watermarks = m.watermarks FROM (
    SELECT f.channel, f.target, json_agg(json_build_object(
        'optionId', nullif(l.option_id, ''), 'quantity', l.quantity, 'soldOut', l.sold_out = 1,
        'observedAt', f.observed_at, 'by', f.operation_id) ORDER BY l.option_id)::text AS watermarks
    FROM stock_levels l JOIN targets f ON f.channel = l.channel AND f.operation_id = l.operation_id
      AND f.target = CASE l.location_id WHEN '' THEN 'product:' || l.product_id
        ELSE 'store:[' || to_json(l.product_id) || ',' || to_json(l.location_id) || ']' END
    WHERE f.observed_at IS NOT NULL AND (l.option_id = '' OR l.observed_at = f.observed_at)
    GROUP BY f.channel, f.target HAVING min(l.option_id) = '') m
  WHERE t.channel = m.channel AND t.target = m.target;
  `,
  accountsOfChannels,
  `
  -- Of an item for which a try failed, until its end: the tries so far, the next one, the last moment, what becomes of it.
  ALTER TABLE items ADD COLUMN retry TEXT COLLATE "C";
  -- An item that waits for its next try is in line like a queued one. The new index serves what asks for QUEUED alone.
  CREATE INDEX items_waiting ON items (channel, target, operation_id) WHERE state IN ('QUEUED', 'RETRYING');
  DROP INDEX items_queued;
  `,
  `
  -- How long the lease of a gateway is, by its settings; null for gateways of the version before.
  ALTER TABLE gateways ADD COLUMN lease_ms INTEGER;
  `,
  `
  -- The kinds of operations and the path of an invalid item have new names. A quote inside a JSON text has a backslash
  -- before it, so a memo that contains one of these texts does not match.
  UPDATE operations SET kind = CASE kind WHEN 'STOCK_UPDATE' THEN 'STOCK_SET' ELSE 'PRODUCT_REPLACEMENT' END
    WHERE kind IN ('STOCK_UPDATE', 'PRODUCT_UPDATE');
  UPDATE vendor_requests SET kind = CASE kind WHEN 'STOCK_UPDATE' THEN 'STOCK_SET' ELSE 'PRODUCT_REPLACEMENT' END
    WHERE kind IN ('STOCK_UPDATE', 'PRODUCT_UPDATE');
  UPDATE items SET kind = CASE kind WHEN 'STOCK_UPDATE' THEN 'STOCK_SET' ELSE 'PRODUCT_REPLACEMENT' END,
      change = replace(replace(change, '"kind":"STOCK_UPDATE"', '"kind":"STOCK_SET"'),
        '"kind":"PRODUCT_UPDATE"', '"kind":"PRODUCT_REPLACEMENT"'),
      outcome = replace(replace(replace(outcome, '"kind":"STOCK_UPDATE"', '"kind":"STOCK_SET"'),
        '"kind":"PRODUCT_UPDATE"', '"kind":"PRODUCT_REPLACEMENT"'), '"field":[', '"path":[')
    WHERE kind IN ('STOCK_UPDATE', 'PRODUCT_UPDATE') OR outcome LIKE '%"field":[%';
  -- A stored product gets the form that products of all vendors share.
  UPDATE products SET product = json_build_object('channel', p -> 'channel', 'productId', p -> 'productId', 'name', p -> 'name', 'price', p -> 'price',
    'optionGroups', p -> 'optionGroups', 'observedAt', p -> 'observedAt', 'image', p -> 'mainImage', 'code', NULL, 'source', 'ACKNOWLEDGED_WRITE',
    'details', json_build_object(
      'brand', p -> 'brand', 'mainImage', p -> 'mainImage', 'images', p -> 'images',
      'detailImages', p -> 'detailImages', 'discountedPrice', p -> 'discountedPrice', 'domesticShippingFee', p -> 'domesticShippingFee',
      'freeShippingThreshold', p -> 'freeShippingThreshold', 'stockQuantity', p -> 'stockQuantity', 'exportProhibited', p -> 'exportProhibited',
      'exportProhibitedReason', p -> 'exportProhibitedReason', 'sourceUrl', p -> 'sourceUrl'))::text
    FROM (SELECT channel AS c, product_id AS i, product::json AS p FROM products) stored
    WHERE channel = c AND product_id = i;
  `,
  `
  -- The keys of the channels of the items, as in ' shop other '. Null where only the items show them, as for operations
  -- of gateways of the version before.
  ALTER TABLE operations ADD COLUMN channels TEXT COLLATE "C";
  -- The target that the caller of a refused item named, as JSON. Null where only the channel was stored.
  ALTER TABLE items ADD COLUMN named TEXT COLLATE "C";
  `,
  ...catalogueSteps,
  // Gateways of the version before do not know canceled items: cancel only after the last of them has ended.
  'ALTER TABLE operations ADD COLUMN canceled_count INTEGER NOT NULL DEFAULT 0',
  skusMigration,
  driftStep,
  `
  -- By target, the newest operation of which a change ended without being known to be applied or not. It is written
  -- under the lock of the target.
  CREATE TABLE doubts (
    channel TEXT COLLATE "C" NOT NULL,
    target TEXT COLLATE "C" NOT NULL,
    operation_id BIGINT NOT NULL,
    PRIMARY KEY (channel, target)
  );
  `,
  ...historySteps,
  `
  -- The operation that is retried, and the one that accepted the values first. Null for an operation that retries none.
  ALTER TABLE operations ADD COLUMN retry_of BIGINT;
  ALTER TABLE operations ADD COLUMN retry_first BIGINT;
  CREATE INDEX operations_by_retry ON operations (retry_of, id) WHERE retry_of IS NOT NULL;
  -- The newest change of a target that ended without a stock level. Levels show the others. Changes that ended before this
  -- migration are missing, and so are those that gateways of the version before end.
  CREATE TABLE target_ends (
    channel TEXT COLLATE "C" NOT NULL,
    target TEXT COLLATE "C" NOT NULL,
    operation_id BIGINT NOT NULL,
    PRIMARY KEY (channel, target)
  );
  CREATE INDEX target_ends_by_operation ON target_ends (operation_id);
  `,
  `
  -- Requests of adjustments whose outcome the vendor did not report. Its own stock history may show it.
  CREATE INDEX vendor_requests_in_doubt ON vendor_requests (sent_at)
    WHERE outcome = 'TIMED_OUT' AND kind = 'STOCK_ADJUSTMENT';
  `,
  webhooksMigration,
];

export const journalMigrations: Migrations = { part: 'journal', steps };
