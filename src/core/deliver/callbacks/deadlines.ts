import { outcomeUnknown } from '../../../domain/failure.ts';
import { keyOf, type RequestId } from '../../../domain/ids.ts';
import type { RowOutcome } from '../../../domain/item.ts';
import { type ItemRef, isRepeatable, isSameItem } from '../../../domain/operation.ts';
import { type StockKey, type StockLevel, stockKeysOf, stockKeyText } from '../../../domain/stock.ts';
import type { Channel } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Journal } from '../../../ports/journal/journal.ts';
import type { AwaitedRequest, Settlement } from '../../../ports/journal/requests.ts';
import type { Channels } from '../../channels/channels.ts';
import type { HandleChanges } from '../../journal/handle-changes.ts';
import { isReadable, readVendorStock } from '../../query/read-stock.ts';
import type { ReadVendorDeps } from '../../query/read-vendor.ts';
import { bugRetryDelayMs } from '../retry/retry-policy.ts';
import { unknownOf } from '../send-results.ts';
import type { AdjustedLevels } from './adjusted-levels.ts';
import type { StockHistory } from './stock-history.ts';

export type DeadlinesDeps = ReadVendorDeps & {
  readonly channels: Channels;
  readonly journal: Pick<Journal, 'requestById' | 'settle' | 'recordRead'>;
  readonly clock: Clock;
  readonly handleChanges: HandleChanges;
  /** Sends a row of a request again, alone. False if its channel is not configured. */
  readonly sendAlone: (request: AwaitedRequest, row: ItemRef) => Promise<boolean>;
  readonly adjustedLevels: AdjustedLevels;
  readonly stockHistory: Pick<StockHistory, 'appliedOf' | 'watch'>;
  /** Reads stock as soon as possible, also after a restart. */
  readonly readLater: (channel: Channel, keys: readonly StockKey[]) => Promise<void>;
};

export type Deadlines = {
  /** Waits for the callback of a request until `deadline`. One timer per request, none per item. */
  watch(id: RequestId, deadline: number): void;
  /**
   * Ends rows of a request that waits for its callback, if a read shows their values in place, or if the vendor's history
   * shows their adjustments. An event of the vendor named their stock, with its reference for each key (`stockKeyText`).
   */
  settleEarly(id: RequestId, references: ReadonlyMap<string, string | null>): Promise<void>;
  /** The request no longer waits for its callback. */
  cancel(id: RequestId): void;
  /** The channels were replaced. Requests that wait for their account are checked again. */
  refresh(): void;
  stop(): void;
};

export type AwaitedRow = AwaitedRequest['rows'][number];

/** Whether the row still waits for the callback of this request. */
export const isAwaitingCallback = (row: AwaitedRow): boolean =>
  row.current && row.state === 'AWAITING_CALLBACK';

const neverReported = (rest: string): RowOutcome => ({
  state: 'OUTCOME_UNKNOWN',
  failure: outcomeUnknown(`The vendor accepted the change but never reported its end. ${rest}`),
});

/** An adjustment that may have been sent. A read of stock shows nothing about it: the vendor may have sold meanwhile. */
const adjustmentNeverReported = ({ vendorRequestId }: AwaitedRequest): RowOutcome => {
  const start =
    vendorRequestId === null ? 'The answer of the vendor was lost' : 'The vendor accepted the change';
  const message = `${start}, and the vendor never reported its end.`;
  return { state: 'OUTCOME_UNKNOWN', failure: unknownOf('STOCK_ADJUSTMENT', message) };
};

/** What a read shows about a stock change. Any other level than the one sent may be the result of a sale since. */
const outcomeFromLevel = (sent: number | null, level: StockLevel | null): RowOutcome => {
  if (!level) return neverReported('Asked for the stock, the vendor knows none.');
  return level.quantity === sent
    ? {
        state: 'APPLIED',
        receipt: { kind: 'STOCK_SET', vendorReference: null },
        evidence: 'VENDOR_READ',
        at: level.observedAt,
      }
    : neverReported(`Asked for the stock, the vendor says ${level.quantity}.`);
};

/**
 * Ends requests whose callback does not come in time.
 *
 * It reads the stock back if the vendor supports reads. A level that equals the sent one shows that the change is in
 * place. Any other level shows nothing.
 *
 * One bad row can make a whole request fail silently. So a row of several that the read does not show in place is sent
 * again, alone, once. At its next deadline it is alone and ends. The row stays in flight in between, so that newer
 * changes of its target go after it.
 *
 * An adjustment is not sent again. If the vendor's stock history does not show it, its outcome is unknown then. A late
 * callback or a later read of the history may still show it. Its stock is read, because the quantity may have changed.
 */
export const createDeadlines = (deps: DeadlinesDeps): Deadlines => {
  const { channels, journal, clock, log, handleChanges } = deps;
  const timers = new Map<RequestId, () => void>();
  /** Requests of another account of a configured channel. Only that account could be read for them. */
  const ofOtherAccounts = new Set<RequestId>();
  let longestWaitMs = 0;

  const readBack = async (channel: Channel | undefined, rows: readonly AwaitedRow[]) => {
    const keys = rows.flatMap(({ change }): StockKey[] =>
      change.kind === 'STOCK_SET' ? [{ ...change, optionId: null }] : [],
    );
    if (!isReadable(channel) || keys.length !== rows.length) {
      return rows.map(() => ({ outcome: neverReported('The channel has no read to ask.'), level: null }));
    }
    const read = await readVendorStock(channel, keys, deps);
    return rows.map(({ change }, position) => {
      if (read.type === 'unavailable') {
        return { outcome: neverReported(`Asked for the stock: ${read.failure.message}`), level: null };
      }
      const level = read.levels[position] ?? null;
      const sent = change.kind === 'STOCK_SET' ? change.quantity : null;
      return { outcome: outcomeFromLevel(sent, level), level };
    });
  };

  const logMissing = ({ id, channel }: AwaitedRequest, waiting: readonly AwaitedRow[]): void => {
    log.warn(
      { channel: keyOf(channel), vendorRequest: id, rows: waiting.length },
      'No callback came before the deadline',
    );
  };

  /** Ends the adjustments that the vendor's stock history shows as applied, and the others as `rest`. */
  const settleByHistory = async (
    request: AwaitedRequest,
    rows: readonly AwaitedRow[],
    channel: Channel | undefined,
    { outcome, rest }: Pick<Settlement, 'outcome'> & { readonly rest: RowOutcome | null },
  ): Promise<readonly AwaitedRow[]> => {
    const found = await deps.stockHistory.appliedOf(channel, request, rows);
    const applied = await deps.adjustedLevels.withLevels(channel, found);
    const others = rows.filter((row) => !found.some((one) => isSameItem(one, row)));
    const isAll = rows.length === request.rows.filter(isAwaitingCallback).length && others.length === 0;
    const ended = rest ? others.map(({ operationId, index }) => ({ operationId, index, outcome: rest })) : [];
    if (applied.length + ended.length === 0) return others;
    handleChanges(
      await journal.settle({
        requestId: request.id,
        at: clock.now(),
        outcome: isAll ? 'CALLED_BACK' : outcome,
        exchange: null,
        rows: [...applied, ...ended],
      }),
    );
    await deps.adjustedLevels.readMissing(channel, applied);
    return others;
  };

  const endAdjustments = async (
    request: AwaitedRequest,
    waiting: readonly AwaitedRow[],
    channel: Channel | undefined,
  ): Promise<void> => {
    logMissing(request, waiting);
    const rest = adjustmentNeverReported(request);
    const unknown = await settleByHistory(request, waiting, channel, { outcome: 'TIMED_OUT', rest });
    if (unknown.length === 0) return;
    deps.stockHistory.watch((await journal.requestById(request.id)) ?? request);
    const keys = unknown.flatMap(({ change }) => stockKeysOf(change));
    if (channel) await deps.readLater(channel, keys);
  };

  const expire = async (id: RequestId): Promise<void> => {
    const request = await journal.requestById(id);
    const waiting = request?.rows.filter(isAwaitingCallback) ?? [];
    if (!request || waiting.length === 0) return;
    const channel = channels.configuredOrRemoved(request.channel);
    if (!isRepeatable(request.kind)) return endAdjustments(request, waiting, channel);
    if (!channel && channels.named(keyOf(request.channel))) {
      ofOtherAccounts.add(id);
      return;
    }
    logMissing(request, waiting);
    const found = await readBack(channel, waiting);
    const levels = found.flatMap(({ outcome, level }) =>
      level && outcome.state !== 'APPLIED' ? [level] : [],
    );
    if (levels.length > 0) handleChanges(await journal.recordRead(levels));
    const rows: Settlement['rows'][number][] = [];
    for (const [position, { operationId, index }] of waiting.entries()) {
      const outcome = found[position]?.outcome ?? neverReported('');
      // Rows are sent again before the others are settled: while one row waits, a restart resumes the request.
      const isSentAgain =
        request.rows.length > 1 &&
        outcome.state !== 'APPLIED' &&
        (await deps.sendAlone(request, { operationId, index }));
      if (!isSentAgain) rows.push({ operationId, index, outcome });
    }
    if (rows.length === 0) return;
    handleChanges(
      await journal.settle({ requestId: id, at: clock.now(), outcome: 'TIMED_OUT', exchange: null, rows }),
    );
  };

  const settleEarly = async (
    id: RequestId,
    references: ReadonlyMap<string, string | null>,
  ): Promise<void> => {
    const request = await journal.requestById(id);
    const named = ({ change }: AwaitedRow): string | null =>
      change.kind === 'STOCK_SET' || change.kind === 'STOCK_ADJUSTMENT'
        ? stockKeyText({ ...change, optionId: null })
        : null;
    const waiting = request?.rows.filter(isAwaitingCallback) ?? [];
    const reported = waiting.filter((row) => references.has(named(row) ?? ''));
    if (!request || reported.length === 0) return;
    const channel = channels.get(request.channel);
    // A read of stock shows nothing about an adjustment.
    if (!isRepeatable(request.kind)) {
      await settleByHistory(request, reported, channel, { outcome: null, rest: null });
      return;
    }
    const found = await readBack(channel, reported);
    const rows = reported.flatMap((row, position): Settlement['rows'][number][] => {
      const { outcome } = found[position] ?? {};
      if (outcome?.state !== 'APPLIED') return [];
      const vendorReference = references.get(named(row) ?? '') ?? null;
      const receipt = { kind: 'STOCK_SET', vendorReference } as const;
      return [{ operationId: row.operationId, index: row.index, outcome: { ...outcome, receipt } }];
    });
    if (rows.length === 0) return;
    const outcome = rows.length === waiting.length ? 'CALLED_BACK' : null;
    handleChanges(await journal.settle({ requestId: id, at: clock.now(), outcome, exchange: null, rows }));
  };

  const watch = (id: RequestId, deadline: number): void => {
    timers.get(id)?.();
    // If the system clock was set back between two runs, no request waits longer than a callback may take.
    for (const { limits } of channels.values()) {
      longestWaitMs = Math.max(longestWaitMs, limits.callbackTimeoutMs);
    }
    const waitMs = Math.min(Math.max(0, deadline - clock.now()), longestWaitMs);
    const cancel = clock.after(waitMs, () => {
      timers.delete(id);
      expire(id).catch((error: unknown) => {
        log.error({ err: error, vendorRequest: id }, 'A bug interrupted the handling of a missing callback');
        watch(id, clock.now() + bugRetryDelayMs);
      });
    });
    timers.set(id, cancel);
  };

  return {
    watch,
    settleEarly,
    cancel: (id) => {
      timers.get(id)?.();
      timers.delete(id);
      ofOtherAccounts.delete(id);
    },
    refresh: () => {
      const again = [...ofOtherAccounts];
      ofOtherAccounts.clear();
      for (const id of again) watch(id, clock.now());
    },
    stop: () => {
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
};
