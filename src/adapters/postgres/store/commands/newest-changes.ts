import { type NewestChanges, noNewestChanges } from '../../../../core/decide/newest-change.ts';
import { stockOfTarget, writtenTarget } from '../../../../domain/changes/change.ts';
import { asOperationId } from '../../../../domain/ids.ts';
import type { OperationDraft } from '../../../../ports/journal/acceptance.ts';
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
  { retryOf, items }: OperationDraft,
): Promise<NewestChanges> => {
  if (!retryOf) return noNewestChanges;
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

const retried: Statement = {
  name: 'retried-operations',
  text: `
    SELECT k.place FROM unnest($1::integer[], $2::bigint[]) k(place, id)
    WHERE EXISTS (SELECT 1 FROM operations o WHERE o.retry_of = k.id)`,
};

/** The places of the drafts that retry an operation which was retried before. It is read under the lock of acceptance. */
export const readRetried = async (
  { run }: Transaction,
  drafts: readonly OperationDraft[],
): Promise<ReadonlySet<number>> => {
  const own = drafts.flatMap(({ retryOf }, place) => (retryOf ? [{ place, id: retryOf.operationId }] : []));
  const rows = await run(retried, [own.map(({ place }) => place), own.map(({ id }) => id)]);
  return new Set(rows.map((row) => integer(row, 'place')));
};
