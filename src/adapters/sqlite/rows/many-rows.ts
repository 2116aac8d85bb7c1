import type { DatabaseSync, SQLInputValue } from 'node:sqlite';

/** The rows of one statement. */
const atOnce = 16;

/**
 * Writes rows with few statements: `insert` ends with VALUES, and `conflict` follows the rows. A statement of 16 rows costs
 * about half a microsecond less per row than 16 statements.
 */
export const prepareManyRows = (db: DatabaseSync, columns: number, insert: string, conflict = '') => {
  const row = `(${Array.from({ length: columns }, () => '?').join(', ')})`;
  const statement = (rows: number) =>
    db.prepare(`${insert} ${Array.from({ length: rows }, () => row).join(', ')} ${conflict}`);
  const one = statement(1);
  const many = statement(atOnce);
  /** `values` has the values of one row after the other. */
  return (values: readonly SQLInputValue[]): void => {
    const step = atOnce * columns;
    let at = 0;
    for (; at + step <= values.length; at += step) many.run(...values.slice(at, at + step));
    for (; at < values.length; at += columns) one.run(...values.slice(at, at + columns));
  };
};
