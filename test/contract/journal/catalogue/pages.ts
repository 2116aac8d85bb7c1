import { describe, expect, it } from 'vitest';
import { asChannelId, asLocationId, asProductId, type ChannelId } from '../../../../src/domain/ids.ts';
import type { Product } from '../../../../src/domain/product.ts';
import type { StockLevel } from '../../../../src/domain/stock.ts';
import type {
  ProductFilter,
  ProductPlace,
  ProductSort,
  StockLevelFilter,
  StockPlace,
  StockSort,
} from '../../../../src/ports/journal/catalogue.ts';
import type { Journal } from '../../../../src/ports/journal/journal.ts';
import type { Page } from '../../../../src/ports/journal/page.ts';
import { atStore, shop, stockOf } from '../../../support/changes.ts';
import { accept, type OpenJournal, opened } from '../given.ts';
import {
  anyLevel,
  anyProduct,
  keyOf,
  levelsPage,
  other,
  productsPage,
  recordOf,
  seenLevel,
  seenProduct,
} from './given.ts';

/** Names that occur more than once, in an order that differs from that of the ids and from that of UTF-16. */
const names = ['apple', 'Pear', '사과', '\u{1F34E} apple', '\uFF21pple', 'apple', 'りんご'];
const channelOf = (number: number): ChannelId => (number % 3 === 2 ? other : shop);

const products: readonly Product[] = Array.from({ length: 40 }, (_, number) =>
  seenProduct(String((number * 7) % 40), {
    channel: channelOf(number),
    name: names[number % names.length] ?? '',
    code: number % 4 === 0 ? null : `code-${number % 5}`,
    observedAt: 1_000 + (number % 6),
  }),
);
const levels: readonly StockLevel[] = products.flatMap(({ productId, channel }, number) =>
  Array.from({ length: number % 4 }, (_, place) =>
    seenLevel(
      keyOf(productId, place === 0 ? null : `store ${place}`, place === 3 ? 'red' : null, channel),
      (number * 5 + place) % 11,
      {
        observedAt: 1_000 + (number % 4),
      },
    ),
  ),
);

const filled = async (open: OpenJournal): Promise<Journal> => {
  const { journal } = await opened(open);
  for (const channel of [shop, other]) {
    await journal.recordCatalogue(
      recordOf({
        channel,
        products: products.filter((one) => one.channel === channel),
        levels: levels.filter((one) => one.channel === channel),
      }),
    );
  }
  return journal;
};

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
const ranked = ({ channel }: { readonly channel: ChannelId }, channels: readonly ChannelId[]) =>
  channels.indexOf(channel);

const sorted = <One extends { readonly channel: ChannelId }>(
  all: readonly One[],
  channels: readonly ChannelId[],
  of: (one: One) => string | number | null,
  idsOf: (one: One) => string,
  direction: 'ASC' | 'DESC',
): readonly One[] => {
  const ascending = all.toSorted((a, b) => {
    const [left, right] = [of(a), of(b)];
    const byValue =
      typeof left === 'string' && typeof right === 'string'
        ? byBytes(left, right)
        : Number(left) - Number(right);
    return byValue || ranked(a, channels) - ranked(b, channels) || byBytes(idsOf(a), idsOf(b));
  });
  return direction === 'ASC' ? ascending : ascending.toReversed();
};

const productValue =
  ({ field }: ProductSort) =>
  (one: Product) =>
    field === 'NAME' ? one.name : field === 'OBSERVED_AT' ? one.observedAt : null;
const levelValue =
  ({ field }: StockSort) =>
  (one: StockLevel) =>
    field === 'QUANTITY' ? one.quantity : field === 'OBSERVED_AT' ? one.observedAt : null;
const levelIds = ({ productId, locationId, optionId }: StockLevel): string =>
  [productId, locationId ?? '', optionId ?? ''].join('\0');

const within = (
  value: number,
  { min, max }: { readonly min: number | null; readonly max: number | null },
): boolean => (min === null || value >= min) && (max === null || value <= max);

const expectedProducts = (filter: ProductFilter, sort: ProductSort): readonly Product[] => {
  const matching = products.filter(
    (one) =>
      filter.channels.includes(one.channel) &&
      (filter.search === null || one.name.normalize('NFKC').toLowerCase().includes(filter.search)) &&
      (filter.codes === null || (one.code !== null && filter.codes.includes(one.code))) &&
      (filter.productIds === null || filter.productIds.includes(one.productId)) &&
      (filter.observedAfter === null || one.observedAt > filter.observedAfter) &&
      (filter.quantity === null ||
        levels.some(
          (level) =>
            level.channel === one.channel &&
            level.productId === one.productId &&
            within(level.quantity, filter.quantity ?? { min: null, max: null }),
        )),
  );
  return sorted(matching, filter.channels, productValue(sort), ({ productId }) => productId, sort.direction);
};

/** All pages of a list, read from one end to the other. */
const pagesOf = async <One, Place>(
  read: (from: Place | null, last: boolean) => Promise<Page<One>>,
  placeOf: (one: One) => Place,
  last: boolean,
): Promise<readonly One[]> => {
  const all: One[] = [];
  for (let from: Place | null = null; ; ) {
    const { nodes, hasMore } = await read(from, last);
    if (last) all.unshift(...nodes);
    else all.push(...nodes);
    const end = last ? nodes[0] : nodes.at(-1);
    if (!hasMore || !end) return all;
    from = placeOf(end);
  }
};

const namesOf = (all: readonly { readonly channel: string; readonly productId: string }[]) =>
  all.map(({ channel, productId }) => `${channel}/${productId}`);
const levelNames = (all: readonly StockLevel[]) =>
  all.map((level) => `${level.channel}/${levelIds(level).replaceAll('\0', '/')}`);

const productFilters: readonly Partial<ProductFilter>[] = [
  {},
  { channels: [other, shop] },
  { channels: [shop] },
  { channels: [asChannelId('none')] },
  { search: 'apple' },
  { search: 'pp' },
  { search: '사과' },
  { codes: ['code-1', 'code-3', 'none'] },
  { productIds: ['1', '5', '12', '33', '39', '5'].map(asProductId) },
  { quantity: { min: 3, max: 5 } },
  { quantity: { min: null, max: 1 } },
  { observedAfter: 1_003 },
  {
    search: 'apple',
    quantity: { min: 2, max: null },
    observedAfter: 1_000,
    codes: ['code-1', 'code-2', 'code-4'],
  },
];
const productSorts = (['PRODUCT_ID', 'NAME', 'OBSERVED_AT'] as const).flatMap((field) =>
  (['ASC', 'DESC'] as const).map((direction): ProductSort => ({ field, direction })),
);
const levelSorts = (['PRODUCT_ID', 'QUANTITY', 'OBSERVED_AT'] as const).flatMap((field) =>
  (['ASC', 'DESC'] as const).map((direction): StockSort => ({ field, direction })),
);

export const describePages = (open: OpenJournal): void => {
  describe('productsPage', () => {
    it.each(productSorts)('pages by $field $direction in both directions', async (sort) => {
      const journal = await filled(open);
      const placeOf = (one: Product): ProductPlace => ({ ...one, value: productValue(sort)(one) });
      for (const some of productFilters) {
        const filter = { ...anyProduct, ...some };
        const expected = namesOf(expectedProducts(filter, sort));
        for (const last of [false, true]) {
          const found = await pagesOf(
            (from: ProductPlace | null) =>
              journal.productsPage(
                productsPage(some, { sort, limit: 3, last, [last ? 'before' : 'after']: from }),
              ),
            placeOf,
            last,
          );
          expect(namesOf(found), JSON.stringify({ some, last })).toEqual(expected);
        }
        expect(await journal.countProducts(filter)).toEqual({ value: expected.length, isExact: true });
      }
    });

    it.each(productSorts)('cuts a list by $field $direction at both ends', async (sort) => {
      const journal = await filled(open);
      const expected = expectedProducts(anyProduct, sort);
      const at = (index: number): ProductPlace | null => {
        const one = expected[index];
        return one ? { ...one, value: productValue(sort)(one) } : null;
      };
      for (const some of [{}, { observedAfter: 0 }]) {
        const cut = productsPage(some, { sort, after: at(4), before: at(9) });
        const inside = namesOf(expected.slice(5, 9));
        expect(namesOf((await journal.productsPage(cut)).nodes)).toEqual(inside);
        expect(await journal.productsPage({ ...cut, limit: 2 })).toMatchObject({ hasMore: true });
        const end = await journal.productsPage({ ...cut, limit: 2, last: true });
        expect([namesOf(end.nodes), end.hasMore]).toEqual([inside.slice(2), true]);
      }
    });

    it('continues behind a product and a channel that are gone', async () => {
      const journal = await filled(open);
      const gone = { channel: asChannelId('tent'), productId: asProductId('9'), value: null };
      const { nodes } = await journal.productsPage(productsPage({}, { after: gone }));
      expect(new Set(nodes.map(({ channel }) => channel))).toEqual(new Set([other]));
      const removed = { channel: shop, productId: asProductId('100'), value: null };
      const page = await journal.productsPage(
        productsPage({ channels: [shop] }, { after: removed, limit: 1 }),
      );
      expect(page.nodes[0]?.productId).toBe('11');
    });

    it('pages over names that are longer than a sorted name', async () => {
      const { journal } = await opened(open);
      const long = 'long name '.repeat(300);
      const all = ['1', '2', '3'].map((id) => seenProduct(id, { name: `${long}${9 - Number(id)}` }));
      await journal.recordCatalogue(recordOf({ products: all }));
      const sort = { field: 'NAME', direction: 'ASC' } as const;
      const found = await pagesOf(
        (after: ProductPlace | null) => journal.productsPage(productsPage({}, { sort, limit: 1, after })),
        (one) => ({ ...one, value: one.name }),
        false,
      );
      expect(found).toEqual(all);
    });
  });

  describe('stockLevelsPage', () => {
    const pendingLevels = async (journal: Journal): Promise<ReadonlySet<string>> => {
      const changes = [
        stockOf('7', 1),
        stockOf('14', 1, atStore('store 1')),
        stockOf('0', 3),
        stockOf('3', 2, { channel: other }),
      ];
      await accept(journal, ...changes);
      return new Set(
        changes.map(({ channel, productId, locationId }) => [channel, productId, locationId].join()),
      );
    };
    const filters: readonly Partial<StockLevelFilter>[] = [
      {},
      { channels: [other, shop] },
      { channels: [shop] },
      { productIds: ['1', '5', '12', '33', '39'].map(asProductId) },
      { locationIds: ['store 1', 'store 2'].map(asLocationId) },
      { quantity: { min: 4, max: 6 } },
      { pending: true },
      { pending: false },
      { pending: true, quantity: { min: 1, max: null }, productIds: ['7', '14', '21'].map(asProductId) },
      { pending: false, quantity: { min: 4, max: null }, locationIds: [asLocationId('store 1')] },
    ];

    it.each(levelSorts)('pages by $field $direction in both directions', async (sort) => {
      const journal = await filled(open);
      const pending = await pendingLevels(journal);
      const placeOf = (one: StockLevel): StockPlace => ({ ...one, value: levelValue(sort)(one) });
      for (const some of filters) {
        const filter = { ...anyLevel, ...some };
        const matching = levels.filter(
          (one) =>
            filter.channels.includes(one.channel) &&
            (filter.productIds === null || filter.productIds.includes(one.productId)) &&
            (filter.locationIds === null ||
              (one.locationId !== null && filter.locationIds.includes(one.locationId))) &&
            (filter.quantity === null || within(one.quantity, filter.quantity)) &&
            (filter.pending === null ||
              pending.has([one.channel, one.productId, one.locationId].join()) === filter.pending),
        );
        const expected = levelNames(
          sorted(matching, filter.channels, levelValue(sort), levelIds, sort.direction),
        );
        for (const last of [false, true]) {
          const found = await pagesOf(
            (from: StockPlace | null) =>
              journal.stockLevelsPage(
                levelsPage(some, { sort, limit: 4, last, [last ? 'before' : 'after']: from }),
              ),
            placeOf,
            last,
          );
          expect(levelNames(found), JSON.stringify({ some, last })).toEqual(expected);
        }
      }
    });
  });
};
