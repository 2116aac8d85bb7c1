import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Row } from '../../journal-rows.ts';
import type { Edge, Range } from '../../lists/pages.ts';

/** SQLite sorts a blob behind every number and text. */
const behindAll = new Uint8Array(0);
const beforeAllNumbers = Number.MIN_SAFE_INTEGER;

/** A list of one table that is read in slices. */
type Listed<One> = {
  readonly table: string;
  /** The columns of the key behind the channel. */
  readonly ids: readonly string[];
  /** The column that the list is sorted by before the ids; null if it is sorted by the ids. */
  readonly value: ValueColumn | null;
  /** The further columns that the filter reads. */
  readonly filtered: readonly string[];
  /** A condition on the row `r`. */
  readonly filter: string;
  /** The rows that one slice reads at most. Their reading takes a few milliseconds. */
  readonly size: number;
  /** From the columns of the key and the column `value`. */
  placeOf(row: Row): One;
  edgeAt(place: One): Edge;
};

export type Values = { readonly [name: string]: SQLInputValue };

type ValueColumn = { readonly column: string; readonly isText: boolean };

/** The parameters of one end of a range, as `(value, id, …)`. */
export const pointNames = (end: 'lower' | 'upper' | 'start', columns: readonly string[]): string =>
  columns.map((column) => `:${end}_${column}`).join(', ');

/** The values of these parameters. */
export const pointValues = (
  end: 'lower' | 'upper' | 'start',
  edge: Edge | null,
  value: ValueColumn | null,
  ids: readonly string[],
): Values => {
  const isUpper = end === 'upper';
  const openValue = isUpper ? behindAll : value?.isText ? '' : beforeAllNumbers;
  const idAt = (at: number): SQLInputValue => {
    if (!edge) return isUpper ? behindAll : '';
    if (typeof edge.ids !== 'string') return edge.ids[at] ?? '';
    return edge.ids === 'before' ? '' : behindAll;
  };
  return Object.fromEntries([
    ...(value ? [[`${end}_${value.column}`, edge ? edge.value : openValue] as const] : []),
    ...ids.map((column, at) => [`${end}_${column}`, idAt(at)] as const),
  ]);
};

/** Reads matching rows of one channel in the order of a list. Without values for the filter, all rows match. */
export const prepareSlices = <One>(
  db: DatabaseSync,
  { table, ids, value, filtered, filter, size, placeOf, edgeAt }: Listed<One>,
) => {
  const key = value ? [value.column, ...ids] : ids;
  const places = `channel, ${ids.join(', ')}, ${value?.column ?? 'NULL'} AS value`;
  const columns = [...new Set(['channel', ...key, ...filtered])].join(', ');
  const statements = (direction: 'ASC' | 'DESC') => {
    const within = `
      FROM ${table} WHERE channel = :channel AND (${key.join(', ')}) > (${pointNames('lower', key)})
        AND (${key.join(', ')}) < (${pointNames('upper', key)})
      ORDER BY ${key.map((column) => `${column} ${direction}`).join(', ')}`;
    return {
      all: db.prepare(`SELECT ${places} ${within} LIMIT :limit`),
      matching: db.prepare(`
        SELECT ${places} FROM (SELECT ${columns} ${within} LIMIT ${size}) r WHERE ${filter} LIMIT :limit`),
      last: db.prepare(`SELECT ${places} ${within} LIMIT 1 OFFSET ${size - 1}`),
    };
  };
  const ascending = statements('ASC');
  const descending = statements('DESC');

  return async (
    { channel, lower, upper, isDescending }: Range,
    limit: number,
    values: Values | null,
  ): Promise<{ readonly found: readonly One[]; readonly next: Edge | null }> => {
    const { all, matching, last } = isDescending ? descending : ascending;
    const range = {
      channel,
      ...pointValues('lower', lower, value, ids),
      ...pointValues('upper', upper, value, ids),
    };
    const rows = values ? matching.all({ ...range, ...values, limit }) : all.all({ ...range, limit });
    const found = rows.map(placeOf);
    const end = found.at(-1);
    if (end && found.length === limit) return { found, next: edgeAt(end) };
    if (!values) return { found, next: null };
    const boundary = last.get(range);
    return { found, next: boundary ? edgeAt(placeOf(boundary)) : null };
  };
};
