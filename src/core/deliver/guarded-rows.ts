import { isGuarded } from '../../domain/changes/guard.ts';
import type { VendorUnavailable } from '../../domain/failure.ts';
import type { RowOutcome } from '../../domain/item.ts';
import type { ItemRef } from '../../domain/operation.ts';
import type { StockLevel } from '../../domain/stock.ts';
import { noExchange } from '../../domain/vendor-request.ts';
import type { Channel } from '../../ports/channel.ts';
import type { ClaimedRow } from '../../ports/journal/requests.ts';
import { compareQuantity } from '../decide/guard.ts';
import { isReadable, readVendorStock } from '../query/read-stock.ts';
import type { ReadVendorDeps } from '../query/read-vendor.ts';
import type { Unavailable } from './send-results.ts';

/** How a channel compares guarded changes. */
export const guardOf = (channel: Channel) =>
  isReadable(channel) ? ('READ_BEFORE_WRITE' as const) : ('LAST_ACKNOWLEDGED' as const);

/** What becomes of the rows of a request after their guarded changes were compared. */
export type ComparedRows = {
  /** The rows that may be sent, in the order of the request. */
  readonly send: readonly ClaimedRow[];
  readonly ended: readonly (ItemRef & { readonly outcome: RowOutcome })[];
  /** The rows that could not be compared, because the vendor could not be read. */
  readonly unread: readonly ClaimedRow[];
  readonly failure: Unavailable | null;
  /** The levels of the rows that ended. */
  readonly levels: readonly StockLevel[];
};

/** The request failed before anything was sent. */
const notRead = (failure: VendorUnavailable): Unavailable => ({
  type: 'unavailable',
  failure: {
    ...failure,
    message: `The vendor's stock could not be read to compare it with ifQuantity, so the change was not sent. ${failure.message}`,
    mayHaveApplied: false,
  },
  mayHaveApplied: false,
  retryAfterMs: failure.retryAfter === null ? null : failure.retryAfter * 1000,
  timedOut: false,
  exchange: noExchange,
});

/**
 * Compares the guarded rows of a request with one read from the vendor. The rows hold their targets, so no other client
 * of the gateway writes between the read and the write. Another writer may: the vendor has no conditional write.
 *
 * Null if every row may be sent without a read: no row is guarded, or the claim compared them.
 */
export const compareRows = async (
  rows: readonly ClaimedRow[],
  channel: Channel,
  deps: ReadVendorDeps,
): Promise<ComparedRows | null> => {
  if (!rows.some(({ change }) => isGuarded(change)) || !isReadable(channel)) return null;
  const guarded = rows.flatMap((row) =>
    isGuarded(row.change) ? [{ row, change: row.change, key: { ...row.change, optionId: null } }] : [],
  );
  const refusal = deps.readLimitOf(channel).refusal(channel.limits.timeoutMs);
  const read = refusal
    ? ({ type: 'unavailable', failure: refusal } as const)
    : await readVendorStock(
        channel,
        guarded.map(({ key }) => key),
        deps,
      );
  if (read.type === 'unavailable') {
    const unread = guarded.map(({ row }) => row);
    const send = rows.filter((row) => !unread.includes(row));
    return { send, ended: [], unread, failure: notRead(read.failure), levels: [] };
  }
  const ended: ComparedRows['ended'][number][] = [];
  const levels: StockLevel[] = [];
  const left = new Set<ClaimedRow>();
  for (const [position, { row, change }] of guarded.entries()) {
    const level = read.levels[position] ?? null;
    const outcome = compareQuantity({
      change,
      level,
      guard: 'READ_BEFORE_WRITE',
      mayHaveApplied: row.isInDoubt === true,
    });
    if (!outcome) continue;
    left.add(row);
    ended.push({ operationId: row.operationId, index: row.index, outcome });
    // An applied change writes its level itself.
    if (level && outcome.state !== 'APPLIED') levels.push(level);
  }
  return { send: rows.filter((row) => !left.has(row)), ended, unread: [], failure: null, levels };
};
