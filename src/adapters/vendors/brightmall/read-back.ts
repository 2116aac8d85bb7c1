import { z } from 'zod';
import type { ConfirmationChange } from '../../../domain/changes/change.ts';
import type { OrderItemId } from '../../../domain/ids.ts';
import type { RowOutcome } from '../../../domain/item.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { StartCall } from '../../../ports/vendor-reads.ts';
import { classifyResponse } from '../http/answer.ts';
import { readableRows } from '../http/rows.ts';
import type { Sanitize } from '../http/sanitize.ts';
import type { BrightmallClient } from './client.ts';

/** The vendor accepts at most this many orders in a page. */
const pageSize = 100;
/** A read that needs more pages concludes nothing. */
const maxPages = 5;
/** A read of more days concludes nothing. */
const maxDays = 31;
const dayMs = 24 * 60 * 60 * 1000;

/** `배송준비` is the state of an item whose stock is confirmed. The answer to a confirmation calls it `preparing`. */
const preparing = '배송준비';
const preparingNames: ReadonlySet<string> = new Set([preparing, 'preparing']);

/** Only ids and states are read. Orders contain data of buyers, which must not reach the gateway. */
const order = z.object({
  ord_prd_no: z.union([z.string(), z.int()]).transform(String),
  item_status: z.string(),
});
const orders = z.object({ order_list: readableRows(order, pageSize) });
const answer = z.union([orders, z.object({ data: orders }).transform(({ data }) => data)]);

type Days = { readonly from: string; readonly to: string };

/** The id of an ordered item begins with the minute of its order: `202601220157_…`. Null for another form. */
const dayOf = (orderItemId: OrderItemId): number | null => {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})\d{4}_/u.exec(orderItemId) ?? [];
  const at = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
  return Number.isNaN(at) ? null : at;
};

const dayText = (at: number): string => new Date(at).toISOString().slice(0, 'yyyy-mm-dd'.length);

/** One day more on each side, because the time zone of the vendor's days is not documented. */
const daysOf = (changes: readonly ConfirmationChange[]): Days | null => {
  const days = changes.map(({ orderItemId }) => dayOf(orderItemId)).filter((day) => day !== null);
  if (days.length < changes.length || days.length === 0) return null;
  const [first, last] = [Math.min(...days) - dayMs, Math.max(...days) + dayMs];
  return last - first > maxDays * dayMs ? null : { from: dayText(first), to: dayText(last) };
};

/**
 * Whether the state of an item can show that the confirmation was recorded. No read shows a memo or a supply price, and
 * an item that is not available has no state of its own.
 */
const isVisible = ({ available, supplyPrice, memo }: ConfirmationChange): boolean =>
  available && supplyPrice === null && memo === null;

type Deps = { readonly client: BrightmallClient; readonly clock: Clock; readonly sanitize: Sanitize };

/**
 * The outcomes of confirmations whose answer was lost, in their order. An item that is being prepared is in the state
 * that the confirmation requests. Null where the orders do not show this: the item may be confirmed later, so no read
 * shows that a confirmation was not recorded. A failed read shows nothing.
 */
export type ReadBack = (
  changes: readonly ConfirmationChange[],
  startCall: StartCall,
) => Promise<readonly (RowOutcome | null)[]>;

/** Shows nothing. For a channel that does not read orders. */
export const noReadBack: ReadBack = async (changes) => changes.map(() => null);

export const createReadBack =
  ({ client, clock, sanitize }: Deps): ReadBack =>
  async (changes, startCall) => {
    const wanted = changes.filter(isVisible);
    const days = daysOf(wanted);
    const states = new Map<string, string>();
    const at = clock.now();
    const readPage = async (period: Days, page: number): Promise<number> => {
      const request = {
        start_date: period.from,
        end_date: period.to,
        status: preparing,
        page,
        limit: pageSize,
      };
      const result = await startCall(() => client.listOrders(request));
      const response = classifyResponse(result, { now: clock.now(), sanitize });
      const parsed = response.type === 'success' ? answer.safeParse(response.body).data : undefined;
      for (const { ord_prd_no, item_status } of parsed?.order_list ?? []) {
        if (preparingNames.has(item_status)) states.set(ord_prd_no, item_status);
      }
      return parsed?.order_list.length ?? 0;
    };
    const isFound = ({ orderItemId }: ConfirmationChange): boolean => states.has(orderItemId);
    if (days) {
      for (let page = 1; page <= maxPages && !wanted.every(isFound); page += 1) {
        if ((await readPage(days, page)) < pageSize) break;
      }
    }
    return changes.map((change): RowOutcome | null => {
      const newStatus = isVisible(change) ? states.get(change.orderItemId) : undefined;
      if (newStatus === undefined) return null;
      const receipt = {
        kind: 'INVENTORY_CONFIRMATION',
        newStatus,
        supplyPriceRecorded: null,
        vendorMessage: null,
      } as const;
      return { state: 'APPLIED', receipt, evidence: 'VENDOR_READ', at };
    });
  };
