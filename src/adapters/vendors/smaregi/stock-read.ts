import PQueue from 'p-queue';
import { vendorUnavailable } from '../../../domain/failure.ts';
import type { StockKey, StockLevel } from '../../../domain/stock.ts';
import type { StartCall, StockRead } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';
import { judge, type Unavailable, unavailable } from '../http/answer.ts';
import { cleaner } from '../http/sanitize.ts';
import type { SmaregiClient, StockQuery } from './client.ts';
import { type Ask, asPair, type Pair, pairOf, pairText, planAsks } from './stock-plan.ts';
import type { Tokens } from './token.ts';
import { stockLevels, stockPage, stockPageSize } from './wire.ts';

/**
 * Pages of one list. A store may keep more products than is worth paging through for a few of them, and a vendor may
 * answer with full pages without end: past these the pairs are asked for one by one, which takes a call each.
 */
const pagesFor = ({ productId, storeId, pairs }: Ask): number =>
  productId !== null && storeId !== null ? 1 : Math.min(10, pairs.length + 1);

/** Reads share the channel's connections with its writes, which are not to wait for them. */
const maxConcurrency = 4;

type Parts = {
  readonly client: SmaregiClient;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly concurrency: number;
};

/** The pairs that are asked for, each with its amount once it is read; undefined until then. */
type Found = Map<string, number | null | undefined>;
type PageResult = { readonly type: 'page'; readonly isLast: boolean } | Unavailable;
/** A page that is not read, because another one of the same read failed while it waited for its start. */
const calledOff: PageResult = { type: 'page', isLast: true };

type ReadStock = (keys: readonly StockKey[], startCall: StartCall) => Promise<StockRead>;

export const createStockReader = (parts: Parts): ReadStock => {
  const { client, tokens, clock } = parts;
  const queue = new PQueue({ concurrency: Math.min(parts.concurrency, maxConcurrency) });

  const readPage = async (query: StockQuery, found: Found, startCall: StartCall): Promise<PageResult> => {
    const result = await client.readStock(query, startCall);
    if (result.type === 'unavailable') return result;
    const verdict = judge(result, { now: clock.now(), clean: cleaner(tokens.secrets()) });
    if (verdict.type === 'unavailable') return verdict;
    const { exchange } = verdict;
    if (verdict.type === 'refusal') {
      const message = `The vendor does not tell the stock: it answered with status ${verdict.status}.`;
      return unavailable('VENDOR_UNAVAILABLE', message, { exchange, vendor: verdict.words });
    }
    const page = stockPage.safeParse(verdict.body);
    if (!page.success) {
      const message = 'The vendor gave a stock list that can not be read. Try again later.';
      return unavailable('VENDOR_UNAVAILABLE', message, { exchange });
    }
    for (const row of stockLevels.parse(page.data)) {
      const pair = pairText(row);
      // Rows that nobody asked for are not kept: a list may be long.
      if (found.has(pair)) found.set(pair, row.stockAmount);
    }
    return { type: 'page', isLast: page.data.length < stockPageSize };
  };

  const readAll = async (
    asks: readonly Ask[],
    found: Found,
    startCall: StartCall,
  ): Promise<Unavailable | null> => {
    const trouble: Unavailable[] = [];
    const failed = new AbortController();
    const isMissing = (pair: Pair): boolean => found.get(pairText(pair)) === undefined;
    const readOrFail = async (query: StockQuery): Promise<boolean> => {
      const result = await startCall(async () =>
        failed.signal.aborted ? calledOff : readPage(query, found, startCall),
      );
      if (result.type === 'page') return result.isLast;
      trouble.push(result);
      failed.abort();
      return true;
    };
    /** Whether there is no more to read. One failed call fails the read: those that wait behind it are called off. */
    const isThrough = async (query: StockQuery): Promise<boolean> => {
      try {
        return await queue.add(() => readOrFail(query), { signal: failed.signal });
      } catch (error) {
        if (failed.signal.aborted) return true;
        throw error;
      }
    };
    const readOne = async (ask: Ask): Promise<readonly Pair[]> => {
      const { productId, storeId, pairs } = ask;
      for (let page = 1; page <= pagesFor(ask); page += 1) {
        if ((await isThrough({ productId, storeId, page })) || !pairs.some(isMissing)) return [];
      }
      if (productId === null || storeId === null) return pairs.filter(isMissing);
      // One product at one store has one row: a list that goes on does not heed what it is asked for.
      const message =
        'The vendor gave a stock list of other products than it was asked for. Try again later.';
      trouble.push(unavailable('VENDOR_UNAVAILABLE', message));
      failed.abort();
      return [];
    };
    const beyond = (await Promise.all(asks.map(readOne))).flat();
    const [first] = trouble;
    if (first) return first;
    return beyond.length > 0 ? readAll(beyond.map(asPair), found, startCall) : null;
  };

  return async (keys, startCall) => {
    // What is read is at least as new as this.
    const observedAt = clock.now();
    const pairs = keys.map(pairOf).filter((pair) => pair !== null);
    const found: Found = new Map(pairs.map((pair) => [pairText(pair), undefined]));
    const asks = planAsks(pairs);
    const trouble = await readAll(asks, found, startCall);
    if (trouble) {
      const { code, message, vendorCode, vendorMessage, retryAfter } = trouble.failure;
      const vendor = { code: vendorCode, message: vendorMessage };
      return { type: 'unavailable', failure: vendorUnavailable(code, message, { retryAfter, vendor }) };
    }
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
