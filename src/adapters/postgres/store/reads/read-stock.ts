import { type Change, writtenTarget } from '../../../../domain/changes/change.ts';
import { asRequestId } from '../../../../domain/ids.ts';
import type { Journal } from '../../../../ports/journal/journal.ts';
import { integer, parsed, stockLevelOf, text } from '../../../journal-rows.ts';
import type { Read, Statement } from '../../connection/transaction.ts';
import { isInFlight, isWaiting, levelKeyValues, sameLevel, stockColumns } from '../sql.ts';

// Positions count from 1.
const byKeys: Statement = {
  name: 'stock-levels',
  text: `
    SELECT ${stockColumns('s')}, k.position
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[])
      WITH ORDINALITY k(channel, product_id, location_id, option_id, position)
    JOIN stock_levels s ON ${sameLevel('s', 'k')}`,
};
const byProducts: Statement = {
  name: 'stock-of-products',
  text: `
    SELECT ${stockColumns('s')}, k.position FROM unnest($1::text[], $2::text[]) WITH ORDINALITY k(channel, product_id, position)
    JOIN stock_levels s ON s.channel = k.channel AND s.product_id = k.product_id
    ORDER BY s.location_id, s.option_id`,
};
// The planner would read all waiting items. It does not look behind an OFFSET.
const pending: Statement = {
  name: 'pending-targets',
  text: `
    SELECT k.position FROM unnest($1::text[], $2::text[]) WITH ORDINALITY k(channel, target, position) WHERE
      EXISTS (SELECT 1 FROM items i WHERE i.channel = k.channel AND i.target = k.target
        AND ${isWaiting('i.state')} OFFSET 0)
      OR EXISTS (SELECT 1 FROM items i WHERE i.channel = k.channel AND i.target = k.target
        AND i.state IN ('SENDING', 'AWAITING_CALLBACK') OFFSET 0)`,
};

const newestOf = (states: string): string => `
  (SELECT i.operation_id, i.idx, i.change FROM items i
    WHERE i.channel = k.channel AND i.target = k.target AND ${states}
    ORDER BY i.operation_id DESC, i.idx DESC LIMIT 1)`;
const pendingChange: Statement = {
  name: 'pending-changes',
  text: `
    SELECT k.position, c.change FROM unnest($1::text[], $2::text[]) WITH ORDINALITY k(channel, target, position)
    CROSS JOIN LATERAL (
      SELECT change FROM (${newestOf(isWaiting('i.state'))} UNION ALL ${newestOf(isInFlight('i.state'))}) newest
      ORDER BY operation_id DESC, idx DESC LIMIT 1) c`,
};

const awaiting: Statement = {
  name: 'awaiting-requests',
  text: `
    SELECT k.position, r.request_id FROM unnest($1::text[], $2::text[]) WITH ORDINALITY k(channel, target, position)
    CROSS JOIN LATERAL (
      SELECT i.request_id FROM items i WHERE i.channel = k.channel AND i.target = k.target
        AND ${isInFlight('i.state')} AND i.state = 'AWAITING_CALLBACK' LIMIT 1) r`,
};

/** Each method runs one statement for any number of keys. */
export const readStock = (
  read: Read,
): Pick<
  Journal,
  'stockLevels' | 'stockOfProducts' | 'pendingTargets' | 'pendingChanges' | 'awaitingRequests'
> => ({
  stockLevels: async (keys) => {
    const rows = await read(byKeys, levelKeyValues(keys));
    const found = new Map(rows.map((row) => [integer(row, 'position'), stockLevelOf(row)]));
    return keys.map((_, index) => found.get(index + 1) ?? null);
  },
  stockOfProducts: async (products) => {
    const rows = await read(byProducts, [
      products.map(({ channel }) => channel),
      products.map(({ productId }) => productId),
    ]);
    const found = Map.groupBy(rows, (row) => integer(row, 'position'));
    return products.map((_, index) => (found.get(index + 1) ?? []).map(stockLevelOf));
  },
  pendingTargets: async (targets) => {
    const rows = await read(pending, [
      targets.map(({ channel }) => channel),
      targets.map(({ target }) => writtenTarget(target)),
    ]);
    const found = new Set(rows.map((row) => integer(row, 'position')));
    return targets.map((_, index) => found.has(index + 1));
  },
  awaitingRequests: async (targets) => {
    const rows = await read(awaiting, [
      targets.map(({ channel }) => channel),
      targets.map(({ target }) => writtenTarget(target)),
    ]);
    const found = new Map(
      rows.map((row) => [integer(row, 'position'), asRequestId(integer(row, 'request_id'))]),
    );
    return targets.map((_, index) => found.get(index + 1) ?? null);
  },
  pendingChanges: async (targets) => {
    const rows = await read(pendingChange, [
      targets.map(({ channel }) => channel),
      targets.map(({ target }) => writtenTarget(target)),
    ]);
    const found = new Map(
      rows.map((row) => [integer(row, 'position'), parsed<Change>(text(row, 'change'))] as const),
    );
    return targets.map((_, index) => found.get(index + 1) ?? null);
  },
});
