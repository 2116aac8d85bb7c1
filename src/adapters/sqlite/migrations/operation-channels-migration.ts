/** An accepted item has the key of its channel's id. An item that leaves its channel out shares that of the item before. */
const keys = `
  SELECT DISTINCT iif(id IS NULL, value ->> 'channel', substr(id, 1, instr(id || '~', '~') - 1)) AS key
  FROM (
    SELECT value, value ->> '$.change.channel' AS id FROM (
      SELECT value FROM json_each(operations.items)
      UNION ALL SELECT e.value FROM item_blocks b, json_each(b.items) e WHERE b.operation_id = operations.id))
  WHERE key IS NOT NULL`;

/** Records the channels of each operation by the rule of `operation-channels.ts`. */
export const operationChannelsMigration = `
  -- The keys of the channels of the items, as in ' shop other '. Null where only the items show them.
  ALTER TABLE operations ADD COLUMN channels TEXT;
  UPDATE operations SET channels = (
    SELECT iif(max(key = '' OR key GLOB '*[^A-Za-z0-9_.-]*'), NULL, ' ' || group_concat(key, ' ') || ' ') FROM (${keys}));
  UPDATE operations SET channels = NULL WHERE length(channels) > 400;
  -- A search by time or channel reads the index alone.
  DROP INDEX operations_by_kind;
  CREATE INDEX operations_by_kind ON operations (client, kind, id, created_at, channels);
  `;
