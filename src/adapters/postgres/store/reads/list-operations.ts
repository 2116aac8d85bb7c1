import { type Operation, type OperationStatus, operationKinds } from '../../../../domain/operation.ts';
import type { JournalReads } from '../../../../ports/journal/journal-reads.ts';
import type { Page } from '../../../../ports/journal/page.ts';
import { integer, integerOrNull, operationOf, pageFrom, type Row } from '../../../journal-rows.ts';
import { channelInText } from '../../../operation-channels.ts';
import type { Read, Statement } from '../../connection/transaction.ts';
import { channelKey, operationColumns } from '../sql.ts';

type Filter = Parameters<JournalReads['operationsPage']>[0];

/** $9 has the parts of the column `channels` that stand for the channels, $10 their keys. */
const hasChannel = `
  CASE WHEN $10::text[] IS NULL THEN TRUE
    WHEN c.channels IS NULL THEN
      (SELECT TRUE FROM items i WHERE i.operation_id = c.id AND ${channelKey('i')} = ANY ($10::text[]) LIMIT 1)
    ELSE (SELECT bool_or(strpos(c.channels, k.part) > 0) FROM unnest($9::text[]) k(part)) END`;

/**
 * Tests the next $5 operations in the order of the list or in reverse, and gives at most $6 that fit. Each kind has its
 * own range of the index, so the cost is that of the tested operations and does not grow with the journal. `reached` is
 * the last one that was tested, and a row without an operation gives it if none fits.
 */
const search = (name: string, where: string, last: boolean): Statement => {
  const order = last ? 'ASC' : 'DESC';
  return {
    name: `operations-page${name}${last ? '-reverse' : ''}`,
    text: `
      WITH candidates AS MATERIALIZED (
        SELECT ${operationColumns('o')}, o.channels FROM unnest($2::text[]) k(kind) CROSS JOIN LATERAL (
          SELECT ${operationColumns('n')}, n.channels FROM operations n
          WHERE n.client = $1 AND n.kind = k.kind AND n.id > $3 AND n.id < $4 AND ${where}
          ORDER BY n.id ${order} LIMIT $5) o
        ORDER BY o.id ${order} LIMIT $5)
      SELECT ${operationColumns('f')}, r.reached, r.tested
      FROM (SELECT ${last ? 'max' : 'min'}(id) AS reached, count(*) AS tested FROM candidates) r
        LEFT JOIN LATERAL (
          SELECT * FROM candidates c
          WHERE ($7::bigint IS NULL OR c.created_at > $7) AND ($8::bigint IS NULL OR c.created_at < $8)
            AND ${hasChannel} AND ($11::boolean IS NULL OR (c.failed_count > 0) = $11)
          ORDER BY c.id ${order} LIMIT $6) f ON TRUE
      ORDER BY f.id ${order}`,
  };
};

const inBothOrders = (name: string, where: string) => ({
  forward: search(name, where, false),
  reverse: search(name, where, true),
});
const statements = {
  any: inBothOrders('', 'TRUE'),
  RUNNING: inBothOrders('-running', 'n.completed_at IS NULL'),
  COMPLETED: inBothOrders('-completed', 'n.completed_at IS NOT NULL'),
};

/** The number of operations that one statement tests. It ends within a few milliseconds. */
const testedAtOnce = 2_000;

/** The status that all operations of the page have; null if both are wanted, and undefined if none is. */
const statusOf = (statuses: readonly OperationStatus[] | null): OperationStatus | null | undefined => {
  const wanted = [...new Set(statuses)];
  return statuses === null || wanted.length > 1 ? null : wanted[0];
};

const isSearch = ({ channels, createdAfter, createdBefore, hasFailures }: Filter): boolean =>
  [channels, createdAfter, createdBefore, hasFailures].some((one) => one !== null);

/** A page of operations. A search for few among many takes several statements, so that none takes long. */
export const listOperations = async (read: Read, filter: Filter): Promise<Page<Operation>> => {
  const { client, channels, createdAfter, createdBefore, hasFailures, limit, last } = filter;
  const status = statusOf(filter.statuses);
  if (status === undefined) return { nodes: [], hasMore: false };
  const statement = statements[status ?? 'any'][last ? 'reverse' : 'forward'];
  const kinds = [...new Set(filter.kinds ?? operationKinds)];
  const count = isSearch(filter) ? testedAtOnce : limit + 1;
  const found: Row[] = [];
  let [oldest, newest] = [Number(filter.before ?? 0), Number(filter.after ?? Number.MAX_SAFE_INTEGER)];
  for (;;) {
    const rows = await read(statement, [
      ...[client, kinds, oldest, newest, count, limit + 1 - found.length],
      ...[createdAfter, createdBefore, channels?.map(channelInText), channels, hasFailures],
    ]);
    found.push(...rows.filter((row) => row['id'] !== null));
    const [first] = rows;
    const reached = first ? integerOrNull(first, 'reached') : null;
    if (!first || reached === null || found.length > limit || integer(first, 'tested') < count)
      return pageFrom(found.map(operationOf), filter);
    if (last) oldest = reached;
    else newest = reached;
  }
};
