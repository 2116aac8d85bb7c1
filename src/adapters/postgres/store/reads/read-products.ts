import type { ChannelId } from '../../../../domain/ids.ts';
import type { JournalReads, ProductPosition } from '../../../../ports/journal/journal-reads.ts';
import { integer, pageOf, productOfRow } from '../../../journal-rows.ts';
import type { Read, Statement } from '../../connection/transaction.ts';

/** The last code point. No text begins with it, so it sorts after every text. */
const beyondEveryText = '\u{10FFFF}';

/** The place of a position among the products of one channel; `open` if there is no position. */
const within = (channel: ChannelId, position: ProductPosition | null, open: string): string => {
  if (position === null) return open;
  if (position.channel === channel) return position.productId;
  return position.channel < channel ? '' : beyondEveryText;
};

const byKeys: Statement = {
  name: 'products',
  text: `
    SELECT p.product, k.position FROM unnest($1::text[], $2::text[]) WITH ORDINALITY k(channel, product_id, position)
    JOIN products p ON p.channel = k.channel AND p.product_id = k.product_id`,
};
const pages = (direction: 'ASC' | 'DESC') => ({
  all: {
    name: `products-page-${direction}`,
    text: `
      SELECT product FROM products WHERE (channel, product_id) > ($1, $2) AND (channel, product_id) < ($3, $4)
      ORDER BY channel ${direction}, product_id ${direction} LIMIT $5`,
  },
  ofChannel: {
    name: `products-page-of-channel-${direction}`,
    text: `
      SELECT product FROM products WHERE channel = $1 AND product_id > $2 AND product_id < $3
      ORDER BY product_id ${direction} LIMIT $4`,
  },
});
const forward = pages('ASC');
const backward = pages('DESC');

export const readProducts = (read: Read): Pick<JournalReads, 'products' | 'productsPage'> => ({
  products: async (keys) => {
    const rows = await read(byKeys, [
      keys.map(({ channel }) => channel),
      keys.map(({ productId }) => productId),
    ]);
    const found = new Map(rows.map((row) => [integer(row, 'position'), productOfRow(row)]));
    return keys.map((_, index) => found.get(index + 1) ?? null);
  },
  productsPage: async ({ channel, after, before, limit, last }) => {
    const statements = last ? backward : forward;
    const rows =
      channel === null
        ? await read(statements.all, [
            after?.channel ?? '',
            after?.productId ?? '',
            before?.channel ?? beyondEveryText,
            before?.productId ?? beyondEveryText,
            limit + 1,
          ])
        : await read(statements.ofChannel, [
            channel,
            within(channel, after, ''),
            within(channel, before, beyondEveryText),
            limit + 1,
          ]);
    const page = pageOf(rows.map(productOfRow), limit);
    return last ? { ...page, nodes: page.nodes.toReversed() } : page;
  },
});
