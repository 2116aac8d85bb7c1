import type { DatabaseSync } from 'node:sqlite';
import type { ChannelId } from '../../../domain/ids.ts';
import type { JournalReads, ProductPosition } from '../../../ports/journal/journal-reads.ts';
import { integer, pageOf, productOfRow } from '../../journal-rows.ts';

/** SQLite sorts a blob after every text. */
const beyondEveryText = new Uint8Array(0);

/** The position of a cursor among the products of one channel; `open` if there is none. */
const within = (channel: ChannelId, position: ProductPosition | null, open: string | Uint8Array) => {
  if (position === null) return open;
  if (position.channel === channel) return position.productId;
  return position.channel < channel ? '' : beyondEveryText;
};

export const prepareReadProducts = (db: DatabaseSync) => {
  const byKeys = db.prepare(`
    SELECT p.product, k.key AS position FROM json_each(?) k JOIN products p
      ON p.channel = k.value ->> 0 AND p.product_id = k.value ->> 1`);
  const pages = (direction: 'ASC' | 'DESC') => ({
    all: db.prepare(`
      SELECT product FROM products
      WHERE (channel, product_id) > (:afterChannel, :afterProduct)
        AND (channel, product_id) < (:beforeChannel, :beforeProduct)
      ORDER BY channel ${direction}, product_id ${direction} LIMIT :limit`),
    ofChannel: db.prepare(`
      SELECT product FROM products
      WHERE channel = :channel AND product_id > :afterProduct AND product_id < :beforeProduct
      ORDER BY product_id ${direction} LIMIT :limit`),
  });
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
    productsPage({ channel, after, before, limit, last }: Parameters<JournalReads['productsPage']>[0]) {
      const statements = last ? backward : forward;
      const rows =
        channel === null
          ? statements.all.all({
              afterChannel: after?.channel ?? '',
              afterProduct: after?.productId ?? '',
              beforeChannel: before?.channel ?? beyondEveryText,
              beforeProduct: before?.productId ?? beyondEveryText,
              limit: limit + 1,
            })
          : statements.ofChannel.all({
              channel,
              afterProduct: within(channel, after, ''),
              beforeProduct: within(channel, before, beyondEveryText),
              limit: limit + 1,
            });
      const page = pageOf(rows.map(productOfRow), limit);
      return last ? { ...page, nodes: page.nodes.toReversed() } : page;
    },
  };
};
