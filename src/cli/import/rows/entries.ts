import type { OptionStockInput, StockQuantityInput } from '../generated/graphql.ts';
import { type Refusal, refuse } from './refusal.ts';
import type { StockRow } from './stock-row.ts';

/** One item of a mutation, with the rows that state it: one row, or the row of a product and those of its options. */
export type Entry = {
  readonly rows: readonly StockRow[];
  /** Null if it is refused. */
  readonly item: StockQuantityInput | null;
  /** For each row, why it is not sent. Empty with an item. */
  readonly refusals: readonly Refusal[];
  /** Equal only for equal targets. */
  readonly target: string;
};

/** The gateway's MAX_OPTIONS_PER_ITEM. A group must end somewhere, because it is kept in memory. */
const maxOptions = 1_000;

const targetOf = ({ channel, productId, locationId }: StockRow): string =>
  `${channel}\u0000${productId}\u0000${locationId}`;

const itemOf = (row: StockRow, options: readonly OptionStockInput[] | null): StockQuantityInput => {
  const { channel, productId, locationId, quantity, more } = row;
  const item: StockQuantityInput = { channel, productId, quantity };
  if (locationId !== '') item.locationId = locationId;
  if (more !== null) Object.assign(item, more);
  if (options !== null && options.length > 0) item.options = [...options];
  return item;
};

const noRefusals: readonly Refusal[] = [];

/** What the row of an option must not say, because it is about the product. */
const optionRefusal = (row: StockRow, product: StockRow, count: number): Refusal | null => {
  if (row.options) return refuse('INVALID_VALUE', 'The row of an option cannot have options.');
  const differing = (['memo', 'soldOut', 'observedAt', 'ifQuantity'] as const).find(
    (name) => row.more?.[name] !== undefined && row.more[name] !== product.more?.[name],
  );
  if (differing)
    return refuse(
      'INVALID_VALUE',
      `${differing} belongs to the product: state it on line ${product.line}, or leave it empty.`,
    );
  return count > maxOptions ? refuse('INVALID_VALUE', `A product has at most ${maxOptions} options.`) : null;
};

/** The entry of a product with its options. Half of its options must not be sent, so one wrong row refuses all. */
const grouped = (rows: readonly StockRow[], target: string): Entry => {
  const [product] = rows;
  if (!product) throw new Error('A group has a row');
  // Nearly all products are one row.
  if (rows.length === 1 && !product.refusal)
    return { rows, item: itemOf(product, product.options), refusals: noRefusals, target };
  const own = rows.map((row, at) => row.refusal ?? (at === 0 ? null : optionRefusal(row, product, at)));
  const wrong = own.findIndex((refusal) => refusal !== null);
  if (wrong >= 0) {
    const shared = refuse(
      'REFUSED_WITH_ITS_PRODUCT',
      `Line ${rows[wrong]?.line} belongs to the same product and is wrong. A product is sent with all its options or not at all.`,
    );
    return { rows, item: null, refusals: own.map((refusal) => refusal ?? shared), target };
  }
  const options = rows.slice(1).map(({ optionId, quantity }) => ({ optionId, quantity }));
  return { rows, item: itemOf(product, product.options ?? options), refusals: noRefusals, target };
};

const orphan = (row: StockRow, target: string): Entry => ({
  rows: [row],
  item: null,
  refusals: [
    row.refusal ??
      refuse(
        'OPTION_WITHOUT_PRODUCT',
        'The row of an option must follow the row of its product, which has the same ids, no optionId, and the quantity of the product.',
      ),
  ],
  target,
});

/**
 * Makes entries of rows. Rows of options follow the row of their product. Gives an entry when the next row shows that
 * it is complete.
 */
export const createEntries = () => {
  let open: StockRow[] = [];
  let target = '';

  const close = (): Entry[] => (open.length > 0 ? [grouped(open, target)] : []);

  return {
    add: (row: StockRow): readonly Entry[] => {
      const own = targetOf(row);
      if (row.optionId === '') {
        const done = close();
        open = [row];
        target = own;
        return done;
      }
      // A group that is far too long is refused, and must not grow.
      if (open.length > 0 && own === target && open.length <= maxOptions + 1) {
        open.push(row);
        return [];
      }
      const done = close();
      open = [];
      return [...done, orphan(row, own)];
    },
    end: (): readonly Entry[] => {
      const done = close();
      open = [];
      return done;
    },
  };
};
