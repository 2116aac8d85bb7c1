import type { PageQuery, PageRead } from '../../../../../src/ports/vendor-reads.ts';
import type { Call, Reply, Script } from '../../script.ts';
import { smaregiAt, startsAtOnce, useChannel, watched } from '../../support.ts';

export const now = Date.UTC(2026, 4, 20, 12);
export const dayMs = 24 * 60 * 60 * 1000;

type ListName = 'products' | 'locations' | 'levels';
type Row = { readonly [field: string]: unknown };

export const paths: { readonly [Name in ListName]: string } = {
  products: 'products',
  locations: 'stores',
  levels: 'stock',
};

/** A channel whose catalogue the tests read, with the gateway's clock at `now`. */
export const useCatalogue = (over: object = {}) => {
  const fixture = useChannel(
    (url) => smaregiAt(`${url}/contract/pos`, over),
    watched(() => now),
  );
  const read = (name: ListName, query: Partial<PageQuery> = {}): Promise<PageRead<unknown>> => {
    const list = fixture.channel.catalogue?.[name];
    if (!list) throw new Error('The channel has no catalogue');
    return list({ after: null, changedSince: null, ...query }, startsAtOnce);
  };
  /** Reads a list to its end, or to its first failure. */
  const readAll = async (name: ListName, changedSince: number | null = null, most = 50) => {
    const pages: PageRead<unknown>[] = [];
    let after: string | null = null;
    do {
      const page = await read(name, { after, changedSince });
      pages.push(page);
      after = page.type === 'read' ? page.next : null;
    } while (after !== null && pages.length < most);
    return pages;
  };
  return { fixture, read, readAll };
};

export const queryOf = (call: Call): Record<string, string> =>
  Object.fromEntries(new URL(call.path, 'http://x').searchParams);
export const queriesOf = (script: Script) => script.calls.map(queryOf);

export const productRow = (productId: unknown, over: Row = {}): Row => ({
  productId,
  productName: `商品${productId}`,
  price: '1200',
  updDateTime: '2026-05-01T00:00:00+09:00',
  ...over,
});
export const levelRow = (productId: unknown, storeId: unknown, over: Row = {}): Row => ({
  storeId,
  productId,
  stockAmount: '5',
  layawayStockAmount: '0',
  updDateTime: '2026-05-01T00:00:00+09:00',
  ...over,
});

/** Serves the rows in pages, like the vendor. */
export const paged =
  (
    rows: readonly unknown[],
    wrap: (items: readonly unknown[], query: Record<string, string>) => unknown = (items) => items,
  ) =>
  (call: Call): Reply => {
    const query = queryOf(call);
    const [limit, page] = [Number(query['limit']), Number(query['page'])];
    return { body: wrap(rows.slice((page - 1) * limit, page * limit), query) };
  };

export const idsOf = (pages: readonly PageRead<unknown>[]): readonly string[] =>
  pages.flatMap((page) =>
    page.type === 'read' ? page.rows.map((row) => String((row as { productId: string }).productId)) : [],
  );
export const codesOf = (pages: readonly PageRead<unknown>[]) =>
  pages.map((page) => (page.type === 'read' ? 'read' : page.failure.code));
