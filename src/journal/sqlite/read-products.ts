import type { DatabaseSync } from 'node:sqlite';
import type { Journal, ProductPosition } from '../../ports/journal.ts';
import { pageOf } from './read-operations.ts';
import { integer, productOfRow } from './rows.ts';

export const prepareReadProducts = (db: DatabaseSync) => {
  const byKeys = db.prepare(`
    SELECT p.product, k.key AS position FROM json_each(?) k JOIN products p
      ON p.channel = k.value ->> 0 AND p.product_id = k.value ->> 1`);
  const pages = (direction: 'ASC' | 'DESC') => {
    const select = (where: string) =>
      db.prepare(`
        SELECT product FROM products WHERE ${where}
          AND (channel, product_id) > (:afterChannel, :afterProduct)
          AND (:beforeChannel IS NULL OR (channel, product_id) < (:beforeChannel, :beforeProduct))
        ORDER BY channel ${direction}, product_id ${direction} LIMIT :limit`);
    return { all: select('TRUE'), ofChannel: select('channel = :channel') };
  };
  const forward = pages('ASC');
  const backward = pages('DESC');

  return {
    products(keys: readonly ProductPosition[]) {
      const wanted = keys.map(({ channel, productId }) => [channel, productId]);
      const found = new Map(
        byKeys.all(JSON.stringify(wanted)).map((row) => [integer(row, 'position'), productOfRow(row)]),
      );
      return keys.map((_, position) => found.get(position) ?? null);
    },
    productsPage({ channel, after, before, limit, last }: Parameters<Journal['productsPage']>[0]) {
      const statements = last ? backward : forward;
      const range = {
        afterChannel: after?.channel ?? '',
        afterProduct: after?.productId ?? '',
        beforeChannel: before?.channel ?? null,
        beforeProduct: before?.productId ?? null,
        limit: limit + 1,
      };
      const rows =
        channel === null ? statements.all.all(range) : statements.ofChannel.all({ ...range, channel });
      const page = pageOf(rows.map(productOfRow), limit);
      return last ? { ...page, nodes: page.nodes.toReversed() } : page;
    },
  };
};
