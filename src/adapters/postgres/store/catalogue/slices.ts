import type { Row } from '../../../journal-rows.ts';
import type { Edge, Range } from '../../../lists/pages.ts';
import type { Read, Statement } from '../../connection/transaction.ts';

/** The last code point. No text begins with it, so it sorts behind every text. */
const behindEveryText = '\u{10FFFF}';

/** A list of one table that is read in slices. */
type Listed<One> = {
  /** Begins the names of the statements. */
  readonly name: string;
  readonly table: string;
  /** The columns of the key behind the channel. */
  readonly ids: readonly string[];
  /** The column that the list is sorted by before the ids; null if it is sorted by the ids. */
  readonly value: { readonly column: string; readonly isText: boolean } | null;
  /** The further columns that the filter reads. */
  readonly filtered: readonly string[];
  /** A condition on the row `r`, whose parameters begin at `first`. */
  filter(first: number): string;
  /** From the columns of the key and the column `value`. */
  placeOf(row: Row): One;
  edgeAt(place: One): Edge;
};

/** The rows that one statement reads at most. */
export const sliceSize = 20_000;

type ValueColumn = Listed<unknown>['value'];

/** The values of one end of a range, as `(value, id, …)`. */
export const pointValues = (
  end: 'lower' | 'upper',
  edge: Edge | null,
  value: ValueColumn,
  ids: readonly string[],
): readonly unknown[] => {
  const isLower = end === 'lower';
  const openText = isLower ? '' : behindEveryText;
  const openNumber = isLower ? Number.MIN_SAFE_INTEGER : Number.MAX_SAFE_INTEGER;
  const idAt = (at: number): string => {
    if (!edge) return openText;
    if (typeof edge.ids !== 'string') return edge.ids[at] ?? '';
    return edge.ids === 'before' ? '' : behindEveryText;
  };
  const own = value ? [edge ? edge.value : value.isText ? openText : openNumber] : [];
  return [...own, ...ids.map((_, at) => idAt(at))];
};

/** The parameters of one end, with their types. */
export const pointNames = (first: number, value: ValueColumn, ids: readonly string[]): string =>
  [...(value ? [value.isText ? 'text' : 'bigint'] : []), ...ids.map(() => 'text')]
    .map((type, at) => `$${first + at}::${type}`)
    .join(', ');

/** Reads matching rows of one channel in the order of a list. Without values for the filter, all rows match. */
export const slicesOf = <One>({
  name,
  table,
  ids,
  value,
  filtered,
  filter,
  placeOf,
  edgeAt,
}: Listed<One>) => {
  const key = value ? [value.column, ...ids] : ids;
  const places = `channel, ${ids.join(', ')}, ${value?.column ?? 'NULL'} AS value`;
  const columns = [...new Set(['channel', ...key, ...filtered])].join(', ');
  const free = 2 + 2 * key.length;
  const statements = (direction: 'ASC' | 'DESC') => {
    const within = `
      FROM ${table} WHERE channel = $1 AND (${key.join(', ')}) > (${pointNames(2, value, ids)})
        AND (${key.join(', ')}) < (${pointNames(2 + key.length, value, ids)})
      ORDER BY channel ${direction}, ${key.map((column) => `${column} ${direction}`).join(', ')}`;
    const statement = (kind: string, text: string): Statement => ({
      name: `${name}-${direction}-${kind}`,
      text,
    });
    return {
      all: statement('all', `SELECT ${places} ${within} LIMIT $${free}`),
      matching: statement(
        'matching',
        `SELECT ${places} FROM (SELECT ${columns} ${within} LIMIT ${sliceSize}) r
         WHERE ${filter(free + 1)} LIMIT $${free}`,
      ),
      last: statement('last', `SELECT ${places} ${within} LIMIT 1 OFFSET ${sliceSize - 1}`),
    };
  };
  const ascending = statements('ASC');
  const descending = statements('DESC');

  return async (
    read: Read,
    { channel, lower, upper, isDescending }: Range,
    limit: number,
    values: readonly unknown[] | null,
  ): Promise<{ readonly found: readonly One[]; readonly next: Edge | null }> => {
    const { all, matching, last } = isDescending ? descending : ascending;
    const range = [
      channel,
      ...pointValues('lower', lower, value, ids),
      ...pointValues('upper', upper, value, ids),
    ];
    const rows = values
      ? await read(matching, [...range, limit, ...values])
      : await read(all, [...range, limit]);
    const found = rows.map(placeOf);
    const end = found.at(-1);
    if (end && found.length === limit) return { found, next: edgeAt(end) };
    if (!values) return { found, next: null };
    const [boundary] = await read(last, range);
    return { found, next: boundary ? edgeAt(placeOf(boundary)) : null };
  };
};
