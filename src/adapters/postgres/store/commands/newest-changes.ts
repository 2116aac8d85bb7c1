import type { NewestChanges } from '../../../../core/decide/newest-change.ts';
import { stockOfTarget, writtenTarget } from '../../../../domain/changes/change.ts';
import { asOperationId, type OperationId } from '../../../../domain/ids.ts';
import type { DraftItem } from '../../../../ports/journal/acceptance.ts';
import { integer } from '../../../journal-rows.ts';
import { storable } from '../../connection/pool.ts';
import type { Statement, Transaction } from '../../connection/transaction.ts';
import { isInFlight, isWaiting } from '../sql.ts';

const onTarget = 'i.channel = k.channel AND i.target = k.target';
const newestWhere = (condition: string): string =>
  `(SELECT i.operation_id FROM items i WHERE ${onTarget} AND ${condition} ORDER BY i.operation_id DESC LIMIT 1)`;

/**
 * One statement, so that a change that ends meanwhile is found either among the items that are not finished or by its end.
 * Each part is found by an index.
 */
const newestChanges: Statement = {
  name: 'newest-changes',
  text: `
    SELECT k.place, n.id, coalesce(o.retry_first, n.id) AS first
    FROM unnest($1::integer[], $2::text[], $3::text[], $4::text[], $5::text[])
        k(place, channel, target, product_id, location_id)
      CROSS JOIN LATERAL (SELECT greatest(
        ${newestWhere(isWaiting('i.state'))},
        ${newestWhere(isInFlight('i.state'))},
        (SELECT e.operation_id FROM target_ends e WHERE e.channel = k.channel AND e.target = k.target),
        (SELECT max(s.operation_id) FROM stock_levels s WHERE s.channel = k.channel AND s.product_id = k.product_id
          AND s.location_id = k.location_id)) AS id OFFSET 0) n
      LEFT JOIN operations o ON o.id = n.id
    WHERE n.id > 0`,
};

/** The newest change of the target of each item of a retry. It is read under the lock of acceptance. */
export const readNewestChanges = async (
  { run }: Transaction,
  items: readonly DraftItem[],
): Promise<NewestChanges> => {
  const targets = items.flatMap((item, place) => {
    if ('failure' in item) return [];
    const { channel, target } = item;
    return [{ place, channel, target: storable(writtenTarget(target)), stock: stockOfTarget(target) }];
  });
  const rows = await run(newestChanges, [
    targets.map(({ place }) => place),
    targets.map(({ channel }) => channel),
    targets.map(({ target }) => target),
    targets.map(({ stock }) => stock?.productId ?? null),
    targets.map(({ stock }) => stock && (stock.locationId ?? '')),
  ]);
  const found = new Map(
    rows.map((row) => [
      integer(row, 'place'),
      { operationId: asOperationId(integer(row, 'id')), first: asOperationId(integer(row, 'first')) },
    ]),
  );
  return items.map((_, place) => found.get(place) ?? null);
};

const retries: Statement = {
  name: 'retries-of-operation',
  text: 'SELECT id FROM operations WHERE retry_of = $1 LIMIT 1',
};

/** Whether an operation was retried before. It is read under the lock of acceptance. */
export const readHasRetries = async ({ run }: Transaction, id: OperationId): Promise<boolean> =>
  (await run(retries, [id])).length > 0;
