import type PQueue from 'p-queue';
import type { StockKey, StockLevel } from '../../../domain/stock.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { StartCall, StockRead } from '../../../ports/vendor-reads.ts';
import { classifyResponse, readUnavailable, type Unavailable, unavailable } from '../http/answer.ts';
import { createSanitizer } from '../http/sanitize.ts';
import type { SmaregiClient, StockQuery } from './client.ts';
import { stockUpdates } from './stock-write.ts';
import type { Tokens } from './token.ts';
import { stockLevels, stockPage, stockPageSize } from './wire.ts';

/** A product at a store. */
export type Pair = { readonly productId: string; readonly storeId: string };

/** One list to request: of a product, of a store, or of a product at a store. Null means all. */
type List = {
  readonly productId: string | null;
  readonly storeId: string | null;
  /** The pairs that the list has to answer. */
  readonly pairs: readonly Pair[];
};

const pairText = ({ productId, storeId }: Pair): string => `${productId}:${storeId}`;

/** Null for a key for which the vendor can have no stock: without a store, of an option, or with an invalid id. */
export const pairOf = ({ productId, locationId, optionId }: StockKey): Pair | null => {
  if (locationId === null || optionId !== null) return null;
  const isId = (value: string): boolean => stockUpdates.rules.productId.pattern.test(value);
  return isId(productId) && isId(locationId) ? { productId, storeId: locationId } : null;
};

const listOfPair = (pair: Pair): List => ({ ...pair, pairs: [pair] });

/** The value that all of them have; null where they differ. */
const shared = (values: readonly string[]): string | null => {
  const [first = null, ...others] = new Set(values);
  return others.length === 0 ? first : null;
};

/** Lists that contain all the pairs: by product or by store, whichever gives fewer lists. */
const planLists = (pairs: readonly Pair[]): readonly List[] => {
  const byProduct = Map.groupBy(pairs, (pair) => pair.productId);
  const byStore = Map.groupBy(pairs, (pair) => pair.storeId);
  const groups = byStore.size < byProduct.size ? byStore : byProduct;
  return [...groups.values()].map((group) => ({
    productId: shared(group.map((pair) => pair.productId)),
    storeId: shared(group.map((pair) => pair.storeId)),
    pairs: group,
  }));
};

/**
 * The most pages of one list. A store may have many more products than are needed, and a faulty vendor may return full
 * pages without end. After these pages, the remaining pairs are requested one by one.
 */
const pagesFor = ({ productId, storeId, pairs }: List): number =>
  productId !== null && storeId !== null ? 1 : Math.min(10, pairs.length + 1);

type Deps = {
  readonly client: SmaregiClient;
  readonly tokens: Tokens;
  readonly clock: Clock;
  /** The reads of the channel that run at the same time. */
  readonly queue: PQueue;
};

/** The requested pairs with their amounts; undefined until the pair is read. */
type Found = Map<string, number | null | undefined>;
type PageResult = { readonly type: 'page'; readonly isLast: boolean } | Unavailable;
/** A page that is not requested, because another page of the same read failed first. */
const canceled: PageResult = { type: 'page', isLast: true };

type ReadStock = (keys: readonly StockKey[], startCall: StartCall) => Promise<StockRead>;

export const createStockReader = ({ client, tokens, clock, queue }: Deps): ReadStock => {
  const readPage = async (query: StockQuery, found: Found, startCall: StartCall): Promise<PageResult> => {
    const result = await client.readStock(query, startCall);
    if (result.type === 'unavailable') return result;
    const response = classifyResponse(result, {
      now: clock.now(),
      sanitize: createSanitizer(tokens.secrets()),
    });
    if (response.type === 'unavailable') return response;
    const { exchange } = response;
    if (response.type === 'refusal') {
      const message = `The vendor refused the read of stock with status ${response.status}.`;
      return unavailable('VENDOR_UNAVAILABLE', message, { exchange, vendor: response.error });
    }
    const page = stockPage.safeParse(response.body);
    if (!page.success) {
      const message = 'The vendor returned a stock list that cannot be parsed. Try again later.';
      return unavailable('VENDOR_UNAVAILABLE', message, { exchange });
    }
    for (const row of stockLevels.parse(page.data)) {
      const pair = pairText(row);
      // Only requested pairs are kept, because a list may be long.
      if (found.has(pair)) found.set(pair, row.stockAmount);
    }
    return { type: 'page', isLast: page.data.length < stockPageSize };
  };

  const readAll = async (
    lists: readonly List[],
    found: Found,
    startCall: StartCall,
  ): Promise<Unavailable | null> => {
    const failures: Unavailable[] = [];
    const failed = new AbortController();
    const isMissing = (pair: Pair): boolean => found.get(pairText(pair)) === undefined;
    const readOrFail = async (query: StockQuery): Promise<boolean> => {
      const result = await startCall(async () =>
        failed.signal.aborted ? canceled : readPage(query, found, startCall),
      );
      if (result.type === 'page') return result.isLast;
      failures.push(result);
      failed.abort();
      return true;
    };
    /** Whether the list needs no further page. One failed request fails the whole read and cancels the waiting ones. */
    const isComplete = async (query: StockQuery): Promise<boolean> => {
      try {
        return await queue.add(() => readOrFail(query), { signal: failed.signal });
      } catch (error) {
        if (failed.signal.aborted) return true;
        throw error;
      }
    };
    const readList = async (list: List): Promise<readonly Pair[]> => {
      const { productId, storeId, pairs } = list;
      for (let page = 1; page <= pagesFor(list); page += 1) {
        if ((await isComplete({ productId, storeId, page })) || !pairs.some(isMissing)) return [];
      }
      if (productId === null || storeId === null) return pairs.filter(isMissing);
      // One product at one store has one row. A longer list ignores the filter of the request.
      const message =
        'The vendor returned a stock list of products that were not requested. Try again later.';
      failures.push(unavailable('VENDOR_UNAVAILABLE', message));
      failed.abort();
      return [];
    };
    const beyond = (await Promise.all(lists.map(readList))).flat();
    const [first] = failures;
    if (first) return first;
    return beyond.length > 0 ? readAll(beyond.map(listOfPair), found, startCall) : null;
  };

  return async (keys, startCall) => {
    // The stock that the vendor returns is at least as new as this.
    const observedAt = clock.now();
    const pairs = keys.map(pairOf).filter((pair) => pair !== null);
    const found: Found = new Map(pairs.map((pair) => [pairText(pair), undefined]));
    const lists = planLists(pairs);
    const failure = await readAll(lists, found, startCall);
    if (failure) return readUnavailable(failure);
    const levelOf = (key: StockKey): StockLevel | null => {
      const pair = pairOf(key);
      const quantity = pair === null ? null : (found.get(pairText(pair)) ?? null);
      const { channel, productId, locationId, optionId } = key;
      const place = { channel, productId, locationId, optionId };
      return quantity === null
        ? null
        : { ...place, quantity, soldOut: null, observedAt, source: 'VENDOR_READ' };
    };
    return { type: 'read', levels: keys.map(levelOf) };
  };
};
