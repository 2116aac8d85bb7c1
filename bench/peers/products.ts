import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

type StoredProduct = {
  readonly channel: string;
  readonly productId: string;
  readonly optionGroups: readonly { readonly options: readonly unknown[] }[];
};

/** Reads of the rows that the gateway keeps in its own file, as a resolver by hand would do them. */
export const openProducts = (directory: string) => {
  const db = new DatabaseSync(join(directory, 'journal.sqlite'), { readOnly: true });
  const page = db.prepare('SELECT product FROM products WHERE channel = ? ORDER BY product_id LIMIT ?');
  const levels = db.prepare('SELECT * FROM stock_levels WHERE channel = ? AND product_id = ?');
  return {
    page: (channel: string, first: number) => {
      const rows = page.all(channel, first + 1);
      const products = rows.slice(0, first).map((row) => JSON.parse(String(row['product'])) as StoredProduct);
      const edges = products.map((node) => ({
        cursor: Buffer.from(JSON.stringify([node.channel, node.productId])).toString('base64url'),
        node,
      }));
      return {
        edges,
        pageInfo: {
          hasNextPage: rows.length > first,
          hasPreviousPage: false,
          startCursor: edges[0]?.cursor ?? null,
          endCursor: edges.at(-1)?.cursor ?? null,
        },
      };
    },
    stockOf: ({ channel, productId }: StoredProduct) =>
      levels.all(channel, productId).map((row) => ({
        channel: row['channel'],
        productId: row['product_id'],
        locationId: row['location_id'] || null,
        optionId: row['option_id'] || null,
        quantity: row['quantity'],
        soldOut: row['sold_out'] === null ? null : row['sold_out'] === 1,
        observedAt: new Date(Number(row['observed_at'])),
        source: row['source'],
      })),
    optionsOf: ({ optionGroups }: StoredProduct) => optionGroups.flatMap(({ options }) => options),
  };
};
