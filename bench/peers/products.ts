import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

type Priced = { readonly price: number | null };
type StoredOption = Priced & { readonly optionId: string };
type StoredProduct = Priced & {
  readonly channel: string;
  readonly productId: string;
  readonly optionGroups: readonly { readonly options: readonly StoredOption[] }[];
  readonly details: object;
};
type Row = { readonly [column: string]: unknown };

const levelOf = (row: Row) => ({
  channel: row['channel'],
  productId: row['product_id'],
  locationId: row['location_id'] || null,
  optionId: row['option_id'] || null,
  quantity: row['quantity'],
  soldOut: row['sold_out'] === null ? null : row['sold_out'] === 1,
  observedAt: new Date(Number(row['observed_at'])),
  source: row['source'],
});

/** Reads of the rows that the gateway keeps in its own file, as a resolver by hand would do them. */
export const openProducts = (directory: string) => {
  const db = new DatabaseSync(join(directory, 'journal.sqlite'), { readOnly: true });
  const page = db.prepare('SELECT product FROM products WHERE channel = ? ORDER BY product_id LIMIT ?');
  const levels = db.prepare('SELECT * FROM stock_levels WHERE channel = ? AND product_id = ?');
  const level = db.prepare(`
    SELECT * FROM stock_levels WHERE channel = ? AND product_id = ? AND location_id = '' AND option_id = ?`);
  return {
    page: (channel: string, first: number) => {
      const rows = page.all(channel, first + 1);
      const products = rows.slice(0, first).map((row) => JSON.parse(String(row['product'])) as StoredProduct);
      const cursorOf = (one: StoredProduct | undefined) =>
        one ? Buffer.from(JSON.stringify([one.channel, one.productId])).toString('base64url') : null;
      return {
        nodes: products.map((product) => ({ ...product.details, ...product })),
        pageInfo: {
          hasNextPage: rows.length > first,
          hasPreviousPage: false,
          startCursor: cursorOf(products[0]),
          endCursor: cursorOf(products.at(-1)),
        },
      };
    },
    stockOf: ({ channel, productId }: StoredProduct) => ({
      nodes: levels.all(channel, productId).map(levelOf),
    }),
    optionsOf: ({ channel, productId, optionGroups }: StoredProduct) =>
      optionGroups.flatMap(({ options }) =>
        options.map((option) => ({
          ...option,
          stock: () => {
            const row = level.get(channel, productId, option.optionId);
            return row ? levelOf(row) : null;
          },
        })),
      ),
    priceOf: ({ price }: Priced) => (price === null ? null : { amount: String(price) }),
  };
};
