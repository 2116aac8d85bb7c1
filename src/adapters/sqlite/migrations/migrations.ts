import type { DatabaseSync } from 'node:sqlite';
import { accountsOfChannels } from '../accounts.ts';
import { catalogueMigration, defineProductFunctions } from './catalogue-migration.ts';
import { driftMigration } from './drift-migration.ts';
import { operationChannelsMigration } from './operation-channels-migration.ts';
import { operationRowsMigration } from './operation-rows-migration.ts';
import { productIndexMigration } from './product-index-migration.ts';
import { renamesMigration } from './renames-migration.ts';
import { retriesMigration } from './retries-migration.ts';
import { skusMigration } from './skus-migration.ts';
import { stockHistoryMigration } from './stock-history-migration.ts';
import { webhooksMigration } from './webhooks-migration.ts';

/** Each is applied once, in order; a migration that was released is never edited. */
const migrations: readonly string[] = [
  `
  CREATE TABLE operations (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client TEXT NOT NULL,
    kind TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    completed_at INTEGER,
    deadline INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    item_count INTEGER NOT NULL,
    applied_count INTEGER NOT NULL,
    failed_count INTEGER NOT NULL,
    superseded_count INTEGER NOT NULL,
    unknown_count INTEGER NOT NULL,
    idempotency_key TEXT,
    fingerprint TEXT
  ) STRICT;
  CREATE UNIQUE INDEX operations_by_idempotency_key ON operations (client, idempotency_key)
    WHERE idempotency_key IS NOT NULL;
  CREATE INDEX operations_by_kind ON operations (client, kind, id);
  CREATE INDEX operations_running ON operations (client, kind, id) WHERE completed_at IS NULL;

  CREATE TABLE items (
    operation_id INTEGER NOT NULL,
    idx INTEGER NOT NULL,
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    target TEXT,
    shape TEXT,
    change TEXT,
    state TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    request_id INTEGER,
    outcome TEXT,
    PRIMARY KEY (operation_id, idx)
  ) STRICT, WITHOUT ROWID;
  -- One target is never in two vendor requests at once.
  CREATE UNIQUE INDEX items_in_flight ON items (channel, target)
    WHERE state IN ('SENDING', 'AWAITING_CALLBACK');
  CREATE INDEX items_queued ON items (channel, target, operation_id) WHERE state = 'QUEUED';

  CREATE TABLE vendor_requests (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    channel TEXT NOT NULL,
    kind TEXT NOT NULL,
    attempt INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    refs TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    answered_at INTEGER,
    deadline INTEGER NOT NULL,
    http_status INTEGER,
    vendor_request_id TEXT,
    outcome TEXT NOT NULL,
    callback_hash TEXT,
    early_callback TEXT
  ) STRICT;
  CREATE UNIQUE INDEX vendor_requests_by_callback ON vendor_requests (callback_hash)
    WHERE callback_hash IS NOT NULL;
  CREATE INDEX vendor_requests_open ON vendor_requests (id)
    WHERE outcome IN ('SENDING', 'AWAITING_CALLBACK');

  -- Which requests carried items of an operation: its delivery log.
  CREATE TABLE deliveries (
    operation_id INTEGER NOT NULL,
    request_id INTEGER NOT NULL,
    PRIMARY KEY (operation_id, request_id)
  ) STRICT, WITHOUT ROWID;

  -- No store and no option are '', so that they can be part of the key.
  CREATE TABLE stock_levels (
    channel TEXT NOT NULL,
    product_id TEXT NOT NULL,
    location_id TEXT NOT NULL,
    option_id TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    sold_out INTEGER,
    observed_at INTEGER NOT NULL,
    source TEXT NOT NULL,
    operation_id INTEGER NOT NULL,
    PRIMARY KEY (channel, product_id, location_id, option_id)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE products (
    channel TEXT NOT NULL,
    product_id TEXT NOT NULL,
    product TEXT NOT NULL,
    operation_id INTEGER NOT NULL,
    PRIMARY KEY (channel, product_id)
  ) STRICT, WITHOUT ROWID;

  -- The observedAt of the change last applied to a target, where it had one.
  CREATE TABLE fences (
    channel TEXT NOT NULL,
    target TEXT NOT NULL,
    observed_at INTEGER NOT NULL,
    operation_id INTEGER NOT NULL,
    PRIMARY KEY (channel, target)
  ) STRICT, WITHOUT ROWID;
  `,
  // Set once a request that carried the item may have reached the vendor without anybody seeing its answer.
  'ALTER TABLE items ADD COLUMN may_have_applied INTEGER NOT NULL DEFAULT 0',
  // Under which start of the system the journal is in use; no row while it is closed.
  'CREATE TABLE runs (boot TEXT NOT NULL) STRICT',
  // What waits for a target is kept in memory, and found by the operations that are running when the journal is opened.
  'DROP INDEX items_queued',
  // The move of this journal to another database: while there is one, no gateway works on it.
  'CREATE TABLE moves (id TEXT NOT NULL, finished_at INTEGER) STRICT',
  operationRowsMigration,
  // No change of form: from now on items leave out what they share, which earlier versions can't read.
  '',
  `
  -- The watermarks of a target as JSON, one for each of its values that was observed.
  CREATE TABLE watermarks (
    channel TEXT NOT NULL,
    target TEXT NOT NULL,
    watermarks TEXT NOT NULL,
    PRIMARY KEY (channel, target)
  ) STRICT, WITHOUT ROWID;
  -- A fence held the observedAt of the stock change last applied to a target. It becomes the watermark of the product's
  -- own value. An option gets one where its level shows that the same operation set it by the same observation. A fence
  -- is obsolete if another operation left the product's level since: that was a whole product.
  INSERT INTO watermarks
    SELECT channel, target, json_group_array(json_object(
        'optionId', nullif(option_id, ''), 'quantity', quantity,
        'soldOut', json(CASE sold_out WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END),
        'observedAt', observed_at, 'by', operation_id) ORDER BY option_id)
    FROM (
      SELECT f.channel, f.target, l.option_id, l.quantity, l.sold_out, f.observed_at, f.operation_id
      FROM stock_levels l JOIN fences f ON f.channel = l.channel AND f.operation_id = l.operation_id
        AND f.target = CASE l.location_id WHEN '' THEN 'product:' || l.product_id
          ELSE 'store:' || json_array(l.product_id, l.location_id) END
      WHERE l.option_id = '' OR l.observed_at = f.observed_at)
    GROUP BY channel, target HAVING min(option_id) = '';
  DROP TABLE fences;
  `,
  accountsOfChannels,
  // No change of form: from now on items may wait for their next try, which earlier versions don't know.
  '',
  renamesMigration,
  operationChannelsMigration,
  catalogueMigration,
  'ALTER TABLE progress ADD COLUMN canceled_count INTEGER NOT NULL DEFAULT 0',
  skusMigration,
  driftMigration,
  `
  -- By target, the newest operation of which a change ended without being known to be applied or not.
  CREATE TABLE doubts (
    channel TEXT NOT NULL,
    target TEXT NOT NULL,
    operation_id INTEGER NOT NULL,
    PRIMARY KEY (channel, target)
  ) STRICT, WITHOUT ROWID;
  `,
  stockHistoryMigration,
  retriesMigration,
  `
  -- Requests of adjustments whose outcome the vendor did not report. Its own stock history may show it.
  CREATE INDEX vendor_requests_in_doubt ON vendor_requests (sent_at)
    WHERE outcome = 'TIMED_OUT' AND kind = 'STOCK_ADJUSTMENT';
  `,
  webhooksMigration,
  productIndexMigration,
];

/** Brings the journal to the newest form, or to that of `version` migrations. */
export const migrate = (db: DatabaseSync, to = migrations.length): void => {
  const version = Number(db.prepare('PRAGMA user_version').get()?.['user_version']);
  if (version > migrations.length) {
    throw new Error(
      `The journal is of a newer version of Onshelf (schema ${version}, this one knows ${migrations.length}). ` +
        'Start that version, or point DATA_DIR elsewhere.',
    );
  }
  if (version < to) defineProductFunctions(db);
  for (const [index, sql] of migrations.entries()) {
    if (index < version || index >= to) continue;
    db.exec(`BEGIN IMMEDIATE; ${sql}; PRAGMA user_version = ${index + 1}; COMMIT`);
  }
};

/** Writes what stands there already, to see whether anything can be written. */
export const prepareTouch =
  (db: DatabaseSync): (() => void) =>
  () =>
    db.exec(`PRAGMA user_version = ${migrations.length}`);
