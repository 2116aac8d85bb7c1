import type PQueue from 'p-queue';
import { isJsonObject } from '../../../lib/json/json.ts';
import type { Clock } from '../../../ports/clock.ts';
import type {
  ReadFromVendor,
  StockHistoryQuery,
  StockHistoryRead,
  VendorStockEntry,
} from '../../../ports/vendor-reads.ts';
import { classifyResponse, readUnavailable, type Unavailable, unavailable } from '../http/answer.ts';
import { createSanitizer } from '../http/sanitize.ts';
import { fingerprintOf } from './catalogue/cursor.ts';
import { readListPage } from './catalogue/wire.ts';
import type { ChangesQuery, SmaregiClient } from './client.ts';
import { markIn } from './memo-mark.ts';
import type { SmaregiSettings } from './settings.ts';
import { type Pair, pairOf } from './stock-read.ts';
import type { Tokens } from './token.ts';
import { type ChangeRow, changeRow } from './wire.ts';

/** A product changes less often than this in the time that is read. A vendor that returns more pages has a fault. */
const maxPages = 10;

/** A change that was made by the API. Unofficial, as all of this call. */
const byApi = '15';

type Deps = Pick<SmaregiSettings, 'listPageSize' | 'clockToleranceMs'> & {
  readonly client: SmaregiClient;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly queue: PQueue;
};

type Page =
  | { readonly type: 'page'; readonly items: readonly unknown[]; readonly isFull: boolean }
  | { readonly type: 'refused' }
  | Unavailable;

const idsOf = (items: readonly unknown[]): readonly string[] =>
  items.map((item) => (isJsonObject(item) ? String(item['id']) : '?'));

/** Whether later pages are older. A page of one row says nothing about the order. */
const isNewestFirst = (rows: readonly ChangeRow[]): boolean =>
  rows.length > 1 && rows.every(({ id }, at) => at === 0 || BigInt(id) < BigInt(rows[at - 1]?.id ?? id));

const broken = (message: string): Unavailable =>
  unavailable('VENDOR_UNAVAILABLE', `${message} Try again later.`);

/**
 * Reads the stock history of a product at a store, GET /stock/changes/{product}/{store}. Only unofficial sources describe
 * it. It is asked for the newest entries first, and read until a page is not full, or older than the requested time. If the
 * vendor returns another order, all pages are read.
 *
 * Rows that cannot be parsed are left out. An account without the scope or the feature gets a 403, 404 or another 4xx:
 * `entries` is null then, and other calls of the channel go on.
 */
export const createStockHistoryReader = (deps: Deps): ReadFromVendor<StockHistoryQuery, StockHistoryRead> => {
  const { client, tokens, clock, queue, listPageSize, clockToleranceMs } = deps;

  const pageOf = async (query: ChangesQuery, startCall: Parameters<SmaregiClient['readChanges']>[1]) => {
    const result = await client.readChanges(query, startCall);
    const sanitize = createSanitizer(tokens.secrets());
    const response =
      result.type === 'unavailable' ? result : classifyResponse(result, { now: clock.now(), sanitize });
    if (response.type === 'refusal' || response.exchange.httpStatus === 403)
      return { type: 'refused' } as const;
    if (response.type === 'unavailable') return response;
    const page = readListPage(response.body, listPageSize);
    return page
      ? ({ type: 'page', items: page.items, isFull: page.items.length >= page.limit } as const)
      : broken('The vendor returned a stock history that cannot be parsed.');
  };

  const readAll = async (
    pair: Pair,
    since: number,
    startCall: Parameters<SmaregiClient['readChanges']>[1],
  ): Promise<StockHistoryRead> => {
    const entries: VendorStockEntry[] = [];
    const earliest = since - clockToleranceMs;
    let before: string | null = null;
    for (let number = 1; number <= maxPages; number += 1) {
      const query = { ...pair, limit: listPageSize, page: number };
      const page: Page = await queue.add(() => startCall(() => pageOf(query, startCall)));
      if (page.type === 'unavailable') return readUnavailable(page);
      if (page.type === 'refused') return { type: 'read', entries: null };
      const fingerprint = fingerprintOf(idsOf(page.items));
      if (page.items.length > 0 && fingerprint === before)
        return readUnavailable(broken('The vendor returned the same page of its stock history twice.'));
      before = fingerprint;
      const rows = page.items.flatMap((item) => changeRow.safeParse(item).data ?? []);
      const recent = rows.filter(({ updDateTime }) => updDateTime === null || updDateTime >= earliest);
      for (const { id, amount, stockDivision, memo } of recent)
        entries.push({ reference: id, delta: amount, mark: stockDivision === byApi ? markIn(memo) : null });
      if (!page.isFull || (recent.length === 0 && isNewestFirst(rows))) return { type: 'read', entries };
    }
    return readUnavailable(broken(`The vendor's stock history did not end after ${maxPages} pages.`));
  };

  return async ({ key, since }, startCall) => {
    const pair = pairOf(key);
    return pair ? readAll(pair, since, startCall) : { type: 'read', entries: [] };
  };
};
