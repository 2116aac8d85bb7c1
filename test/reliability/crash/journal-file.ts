import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { acceptedValue } from '../support/vendor-writes.ts';

const openFile = (directory: string): DatabaseSync =>
  new DatabaseSync(join(directory, 'journal.sqlite'), { readOnly: true });

const numberOf = (globalId: string): number =>
  Number(Buffer.from(globalId, 'base64').toString('utf8').split(':')[1]);

/** The number in an operation's global id: a later one is greater. */
export const operationNumber = numberOf;

export type Inspection = {
  /** The errors that SQLite finds in the file. */
  readonly damage: readonly string[];
  /** The operations that the file does not contain. */
  readonly missing: readonly string[];
};

/** Reads the journal of a killed gateway, as it was left. */
export const inspect = (directory: string, answered: Iterable<string>): Inspection => {
  const db = openFile(directory);
  try {
    const checked = db
      .prepare('PRAGMA integrity_check')
      .all()
      .map((row) => String(row['integrity_check']));
    const held = new Set(
      db
        .prepare('SELECT id FROM operations')
        .all()
        .map((row) => Number(row['id'])),
    );
    return {
      damage: checked.filter((line) => line !== 'ok'),
      missing: [...answered].filter((id) => !held.has(numberOf(id))),
    };
  } finally {
    db.close();
  }
};

/** Every accepted value, once for each time it was accepted. The values of retries are left out. */
export const acceptedValues = (directory: string): readonly number[] => {
  const db = openFile(directory);
  try {
    const rows = db
      .prepare(`
        SELECT i.value ->> 'change' AS change
        FROM (
            SELECT items FROM operations WHERE retry_of IS NULL
            UNION ALL SELECT b.items FROM item_blocks b JOIN operations o ON o.id = b.operation_id AND o.retry_of IS NULL
          ) b, json_each(b.items) i
        WHERE i.value ->> 'change' IS NOT NULL`)
      .all();
    return rows.map((row) => acceptedValue(String(row['change'])));
  } finally {
    db.close();
  }
};
