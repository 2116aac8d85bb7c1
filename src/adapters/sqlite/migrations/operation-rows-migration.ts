/** A migration: rows of whole operations that are written once, in place of a row an item that was written three times. */
export const operationRowsMigration = `
  CREATE TABLE accepted (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    client TEXT NOT NULL,
    kind TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    deadline INTEGER NOT NULL,
    item_count INTEGER NOT NULL,
    idempotency_key TEXT,
    fingerprint TEXT,
    -- The first hundred items, as JSON.
    items TEXT NOT NULL
  ) STRICT;
  -- A hundred items more in each, from block 1 on.
  CREATE TABLE item_blocks (
    operation_id INTEGER NOT NULL,
    block INTEGER NOT NULL,
    items TEXT NOT NULL,
    PRIMARY KEY (operation_id, block)
  ) STRICT, WITHOUT ROWID;
  -- Operations of which an item is not at its end.
  CREATE TABLE running (id INTEGER PRIMARY KEY) STRICT;
  -- How far an operation is; no row before anything has become of it.
  CREATE TABLE progress (
    operation_id INTEGER PRIMARY KEY,
    completed_at INTEGER,
    sequence INTEGER NOT NULL,
    applied_count INTEGER NOT NULL,
    failed_count INTEGER NOT NULL,
    superseded_count INTEGER NOT NULL,
    unknown_count INTEGER NOT NULL,
    -- Ids of those that carried items of it: its delivery log.
    requests TEXT NOT NULL,
    -- Of the first hundred items, those side by side that share what became of them; one in no span waits for its first turn.
    spans TEXT NOT NULL
  ) STRICT;
  CREATE TABLE progress_blocks (
    operation_id INTEGER NOT NULL,
    block INTEGER NOT NULL,
    spans TEXT NOT NULL,
    PRIMARY KEY (operation_id, block)
  ) STRICT, WITHOUT ROWID;

  INSERT INTO item_blocks
    SELECT operation_id, idx / 100, json_group_array(
        json(iif(target IS NULL, json_object('channel', channel), json_object('shape', shape, 'change', json(change))))
        ORDER BY idx)
    FROM items GROUP BY 1, 2;
  INSERT INTO progress_blocks
    SELECT i.operation_id, i.idx / 100, json_group_array(json_array(i.idx, i.idx, json_object(
          'state', i.state, 'sequence', i.sequence, 'deadline', coalesce(r.deadline, o.deadline),
          'requestId', i.request_id, 'mayHaveApplied', json(iif(i.may_have_applied, 'true', 'false')),
          'outcome', json(coalesce(i.outcome, 'null')))) ORDER BY i.idx)
    FROM items i JOIN operations o ON o.id = i.operation_id LEFT JOIN vendor_requests r ON r.id = i.request_id
    GROUP BY 1, 2;
  INSERT INTO accepted
    SELECT o.id, client, kind, created_at, deadline, item_count, idempotency_key, fingerprint, b.items
    FROM operations o JOIN item_blocks b ON b.operation_id = o.id AND b.block = 0;
  DELETE FROM sqlite_sequence WHERE name = 'accepted';
  INSERT INTO sqlite_sequence SELECT 'accepted', seq FROM sqlite_sequence WHERE name = 'operations';
  INSERT INTO running SELECT id FROM operations WHERE completed_at IS NULL;
  INSERT INTO progress
    SELECT o.id, completed_at, sequence, applied_count, failed_count, superseded_count, unknown_count,
      (SELECT json_group_array(request_id ORDER BY request_id) FROM deliveries d WHERE d.operation_id = o.id), b.spans
    FROM operations o JOIN progress_blocks b ON b.operation_id = o.id AND b.block = 0;
  DELETE FROM item_blocks WHERE block = 0;
  DELETE FROM progress_blocks WHERE block = 0;
  DROP TABLE deliveries;
  DROP TABLE items;
  DROP TABLE operations;
  ALTER TABLE accepted RENAME TO operations;
  CREATE UNIQUE INDEX operations_by_idempotency_key ON operations (client, idempotency_key)
    WHERE idempotency_key IS NOT NULL;
  CREATE INDEX operations_by_kind ON operations (client, kind, id);
  `;
