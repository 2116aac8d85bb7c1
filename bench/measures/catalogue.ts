import { openSqliteJournal } from '../../src/adapters/sqlite/open.ts';
import { asChannelId, asLocationId, asProductId } from '../../src/domain/ids.ts';
import type { Product } from '../../src/domain/product.ts';
import type { StockLevel } from '../../src/domain/stock.ts';
import type { ProductFilter } from '../../src/ports/journal/catalogue.ts';
import type { Journal } from '../../src/ports/journal/journal.ts';
import { median } from '../support/median.ts';
import { newDirectory } from '../support/place.ts';
import { type Line, round } from '../support/table.ts';

/** The products of the large catalogue. Each has three levels. A smaller number makes a shorter measurement. */
const many = Number(process.env['BENCH_PRODUCTS'] ?? 1_000_000);
const few = 1_000;
const page = 1_000;
const channel = asChannelId('shop');

const words = [
  ...['베이직', '코튼', '셔츠', '슬림', '데님', '팬츠', '니트', '가디건', '캐시미어', '후드'],
  ...['後染め', 'リネン', 'シャツ', 'ワンピース', 'スカート', 'カットソー', '半袖', '長袖'],
  ...['basic', 'wool', 'knit', 'jacket', 'oversize', 'hoodie'],
];

/** The same numbers in each run. */
const createRandom = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
};

/** Three characters that few names contain. */
const rareOf = (random: (below: number) => number): string =>
  Array.from({ length: 3 }, () => String.fromCharCode(0xac00 + random(90))).join('');

const productOf = (number: number, random: (below: number) => number): Product => ({
  channel,
  productId: asProductId(String(10_000_000 + number)),
  name: `${words[random(words.length)]} ${words[random(words.length)]} ${rareOf(random)}`,
  code: `49${String(10_000_000_000 + random(1_000_000_000))}`,
  price: 1_000,
  image: null,
  optionGroups: [],
  details: { kana: 'カナ', groupCode: `G${random(5_000)}`, size: 'M', color: 'red', stockManaged: true },
  source: 'VENDOR_READ',
  observedAt: 1_000,
});
const levelsOf = ({ productId }: Product, random: (below: number) => number): readonly StockLevel[] =>
  ['1', '2', '3'].map((store) => ({
    channel,
    productId,
    locationId: asLocationId(store),
    optionId: null,
    quantity: random(500),
    soldOut: null,
    observedAt: 1_000,
    source: 'VENDOR_READ',
  }));

/** The longest time between two turns of the event loop while `work` runs. */
const longestTurn = async (work: () => Promise<void>): Promise<number> => {
  let longest = 0;
  let last = performance.now();
  let isDone = false;
  const turn = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
    if (!isDone) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  isDone = true;
  return longest;
};

/** Fills a catalogue as a poll does, in pages. The rows are made outside of the measured time. */
const fill = async (journal: Journal, count: number) => {
  const random = createRandom(1);
  const rest = { channel, readAt: 1_000, locations: [], pass: 1, refresh: false };
  let spent = 0;
  let longest = 0;
  for (let first = 0; first < count; first += page) {
    const products = Array.from({ length: Math.min(page, count - first) }, (_, at) =>
      productOf(first + at, random),
    );
    const levels = products.flatMap((product) => levelsOf(product, random));
    const parts = [
      { products, levels: [] },
      ...[0, 1, 2].map((part) => ({ products: [], levels: levels.slice(part * page, (part + 1) * page) })),
    ];
    // The turn that made the rows is not measured.
    await new Promise((resolve) => setImmediate(resolve));
    const since = performance.now();
    const turn = await longestTurn(async () => {
      for (const [part, rows] of parts.entries())
        await journal.recordCatalogue({ ...rest, ...rows, position: part === 3 ? String(first) : null });
    });
    spent += performance.now() - since;
    longest = Math.max(longest, turn);
  }
  return { perSecond: (count * 4) / (spent / 1_000), longest };
};

const filter: ProductFilter = {
  channels: [channel],
  search: null,
  codes: null,
  productIds: null,
  quantity: null,
  observedAfter: null,
};

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const since = performance.now();
  await work();
  return performance.now() - since;
};

const readPage = async (journal: Journal, start: number): Promise<void> => {
  const { nodes } = await journal.productsPage({
    filter,
    sort: { field: 'PRODUCT_ID', direction: 'ASC' },
    after: { channel, productId: asProductId(String(10_000_000 + start)), value: null },
    before: null,
    limit: 100,
    last: false,
  });
  const stock = await journal.stockOfProducts(nodes);
  if (stock.length !== 100) throw new Error(`The page has ${stock.length} products`);
};

const search = (journal: Journal, text: string) =>
  journal.productsPage({
    filter: { ...filter, search: text },
    sort: { field: 'PRODUCT_ID', direction: 'ASC' },
    after: null,
    before: null,
    limit: 20,
    last: false,
  });

const percentile = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * part)] ?? Number.NaN;

/** The catalogue of the embedded store: filling, pages and search. */
export const catalogue = async (): Promise<readonly Line[]> => {
  const large = openSqliteJournal(newDirectory());
  const small = openSqliteJournal(newDirectory());
  await fill(small, few);
  const { perSecond, longest } = await fill(large, many);
  const random = createRandom(2);
  const pages: { readonly large: number; readonly small: number }[] = [];
  for (let at = 0; at < 300; at += 1)
    pages.push({
      large: await timed(() => readPage(large, random(many - 200))),
      small: await timed(() => readPage(small, random(few - 200))),
    });
  const ofLarge = median(pages.map((one) => one.large));
  const ofSmall = median(pages.map((one) => one.small));
  const searches: number[] = [];
  const byId: number[] = [];
  for (let at = 0; at < 500; at += 1) {
    const text = rareOf(random);
    searches.push(await timed(() => search(large, text)));
    const productId = asProductId(String(10_000_000 + random(many)));
    byId.push(await timed(() => large.products([{ channel, productId }])));
  }
  const searched = percentile(searches, 0.95);
  const read = median(byId);
  await Promise.all([large.close(), small.close()]);
  const size = `${round(many)} products and ${round(many * 3)} levels`;
  return [
    {
      what: `rows a second that fill the embedded catalogue with ${size}, in pages of ${round(page)}`,
      against: 'a number',
      mark: '≥ 50,000',
      ratio: round(perSecond),
      met: perSecond >= 50_000,
      figures: `${round(perSecond)} rows/s`,
    },
    {
      what: 'the longest block of the event loop meanwhile',
      against: 'a time',
      mark: '≤ 50 ms',
      ratio: `${round(longest)} ms`,
      met: longest <= 50,
      figures: `${round(longest, 1)} ms`,
    },
    {
      what: `a page of 100 products with stock out of ${round(many)}`,
      against: `out of ${round(few)}`,
      mark: '≥ 0.8 ×',
      ratio: `${round(ofSmall / ofLarge, 2)} ×`,
      met: ofSmall / ofLarge >= 0.8,
      figures: `${round(ofLarge, 2)} ms; ${round(ofSmall, 2)} ms`,
    },
    {
      what: `p95 of a search of three characters in ${round(many)} names`,
      against: 'a read by id',
      mark: '≤ 30 ×',
      ratio: `${round(searched / read, 1)} ×`,
      met: searched / read <= 30,
      figures: `${round(searched, 2)} ms; ${round(read * 1_000)} µs`,
    },
  ];
};
