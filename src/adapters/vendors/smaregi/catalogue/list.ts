import type { z } from 'zod';
import { isJsonObject } from '../../../../lib/json/json.ts';
import type { Clock } from '../../../../ports/clock.ts';
import type { PageQuery, PageRead, ReadFromVendor } from '../../../../ports/vendor-reads.ts';
import {
  type ClassifiedResponse,
  classifyResponse,
  readUnavailable,
  unavailable,
} from '../../http/answer.ts';
import { createSanitizer } from '../../http/sanitize.ts';
import type { ListName, SmaregiClient } from '../client.ts';
import type { Tokens } from '../token.ts';
import {
  type Cursor,
  changedSinceCursor,
  decodeCursor,
  encodeCursor,
  fingerprintOf,
  nextPage,
  nextWindow,
  wholeList,
} from './cursor.ts';
import { type ListPage, readListPage } from './wire.ts';

/** The most pages of one list: ten million rows. A vendor that returns more has a fault. */
const maxPages = 10_000;

export type ListDeps = {
  readonly client: SmaregiClient;
  readonly tokens: Tokens;
  readonly clock: Clock;
  /** Rows of a page. */
  readonly pageSize: number;
  /** How far the vendor's clock may be ahead. Milliseconds. */
  readonly clockToleranceMs: number;
};

type AnyRow = { readonly updDateTime: number | null };

export type List<Wire extends AnyRow, Row> = {
  readonly name: ListName;
  /** The fields that name a row. */
  readonly idFields: readonly string[];
  /** The list is sorted by these fields; null for the vendor's default. */
  readonly sort: string | null;
  /** Whether the settings state that the list can be filtered by the time of change. */
  readonly takesChangedSince: boolean;
  readonly row: z.ZodType<Wire>;
  readonly toRow: (wire: Wire, observedAt: number) => Row;
};

type Page = { readonly cursor: Cursor; readonly list: ListPage; readonly observedAt: number };
type PageResult =
  | { readonly type: 'page'; readonly page: Page }
  | { readonly type: 'not-read'; readonly response: NotRead };
type NotRead = Exclude<ClassifiedResponse, { type: 'success' }>;

const idsOf = (rows: readonly unknown[], fields: readonly string[]): readonly string[] =>
  rows.map((row) => (isJsonObject(row) ? fields.map((field) => String(row[field])).join(':') : '?'));

/**
 * Reads a list page by page. The vendor numbers its pages, so a row that is deleted between two pages moves another row
 * to a page that was already read: one pass may miss a row that exists.
 */
export const createListReader = <Wire extends AnyRow, Row>(
  { client, tokens, clock, pageSize, clockToleranceMs }: ListDeps,
  { name, idFields, sort, takesChangedSince, row, toRow }: List<Wire, Row>,
): ReadFromVendor<PageQuery, PageRead<Row>> => {
  /** Whether the vendor refused the filter by the time of change. It is then not used again. */
  let refusesFilter = false;

  const firstCursor = (changedSince: number | null): Cursor =>
    changedSince === null || !takesChangedSince || refusesFilter
      ? wholeList
      : changedSinceCursor(changedSince, clock.now(), clockToleranceMs);

  const failed = (message: string): PageRead<Row> =>
    readUnavailable(unavailable('VENDOR_UNAVAILABLE', `${message} Try again later.`));

  const toRead = ({ cursor, list, observedAt }: Page): PageRead<Row> => {
    const { items, limit } = list;
    const fingerprint = fingerprintOf(idsOf(items, idFields));
    if (items.length > 0 && fingerprint === cursor.before) {
      return failed(`The vendor returned the same page of its list of ${name} twice.`);
    }
    const isFull = items.length >= limit;
    if (isFull && cursor.page >= maxPages) {
      return failed(`The vendor's list of ${name} did not end after ${maxPages} pages.`);
    }
    const next = isFull ? nextPage(cursor, fingerprint) : nextWindow(cursor);
    const rows: Row[] = [];
    let newestChange: number | null = null;
    // A time far in the future would hide all later changes.
    const latest = clock.now() + clockToleranceMs;
    for (const item of items) {
      const wire = row.safeParse(item);
      if (!wire.success) continue;
      rows.push(toRow(wire.data, observedAt));
      const at = wire.data.updDateTime;
      if (at !== null && at <= latest && (newestChange === null || at > newestChange)) newestChange = at;
    }
    return {
      type: 'read',
      rows,
      next: next && encodeCursor(next),
      newestChange,
      skipped: items.length - rows.length,
    };
  };

  return async ({ after, changedSince }, startCall) => {
    const readAt = (cursor: Cursor): Promise<PageResult> =>
      startCall(async () => {
        // The rows that the vendor returns are at least as new as this.
        const observedAt = clock.now();
        const { page, window } = cursor;
        const result = await client.readList({ name, limit: pageSize, page, sort, window }, startCall);
        const sanitize = createSanitizer(tokens.secrets());
        const response =
          result.type === 'unavailable' ? result : classifyResponse(result, { now: clock.now(), sanitize });
        if (response.type !== 'success') return { type: 'not-read', response };
        const list = readListPage(response.body, pageSize);
        if (list) return { type: 'page', page: { cursor, list, observedAt } };
        const message = `The vendor returned a list of ${name} that cannot be parsed. Try again later.`;
        return { type: 'not-read', response: unavailable('VENDOR_UNAVAILABLE', message) };
      });

    // A position that cannot be read is of another version. The list then starts again.
    const cursor = (after === null ? null : decodeCursor(after)) ?? firstCursor(changedSince);
    const first = await readAt(cursor);
    const isRefusedFilter =
      first.type === 'not-read' && first.response.type === 'refusal' && cursor.window !== null;
    const result = isRefusedFilter ? await readAt(wholeList) : first;
    if (result.type === 'page') {
      if (isRefusedFilter) refusesFilter = true;
      return toRead(result.page);
    }
    const { response } = result;
    if (response.type === 'unavailable') return readUnavailable(response);
    const message = `The vendor refused a read of ${name}. Its operator has to look at the settings of this channel.`;
    const { exchange, error: vendor } = response;
    return readUnavailable(unavailable('VENDOR_UNAVAILABLE', message, { exchange, vendor }));
  };
};
