/** Which operation an operation retries, and what the acceptance of a retry needs to know about a target. */
export const retriesMigration = `
  -- The operation that is retried, and the one that accepted the values first. Null for an operation that retries none.
  ALTER TABLE operations ADD COLUMN retry_of INTEGER;
  ALTER TABLE operations ADD COLUMN retry_first INTEGER;
  CREATE INDEX operations_by_retry ON operations (retry_of, id) WHERE retry_of IS NOT NULL;
  -- The newest change of a target that ended without a stock level. Levels show the others. Changes that ended before this
  -- migration are missing.
  CREATE TABLE target_ends (
    channel TEXT NOT NULL,
    target TEXT NOT NULL,
    operation_id INTEGER NOT NULL,
    PRIMARY KEY (channel, target)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX target_ends_by_operation ON target_ends (operation_id);
  `;
