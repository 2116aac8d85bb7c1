import type { ChannelId, RequestId } from '../../../domain/ids.ts';
import type { Applied } from '../../../domain/item.ts';
import { type StockKey, stockKeysOf, stockKeyText } from '../../../domain/stock.ts';
import type { Channel } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Journal } from '../../../ports/journal/journal.ts';
import type { AwaitedRequest, RequestRow } from '../../../ports/journal/requests.ts';
import type { ReadUnavailable, StockHistoryRead } from '../../../ports/vendor-reads.ts';
import type { LiveChannels } from '../../channels/channels.ts';
import { provenBy } from '../../decide/history-evidence.ts';
import type { HandleChanges } from '../../journal/handle-changes.ts';
import { type ReadVendorDeps, readVendor } from '../../query/read-vendor.ts';
import { markOf } from '../send-request.ts';
import type { AdjustedLevels } from './adjusted-levels.ts';

export type StockHistoryDeps = ReadVendorDeps & {
  readonly channels: Pick<LiveChannels, 'get' | 'values' | 'use'>;
  readonly journal: Pick<Journal, 'requestById' | 'adjustmentsInDoubt' | 'settle'>;
  readonly clock: Clock;
  readonly handleChanges: HandleChanges;
  readonly adjustedLevels: AdjustedLevels;
};

type Row = AwaitedRequest['rows'][number];
type AppliedRow = RequestRow & { readonly outcome: Applied };

export type StockHistory = {
  /**
   * The rows of a request with adjustments that the vendor's history shows as applied, without levels. None if the channel
   * has no such read, and if the history cannot be read in time.
   */
  appliedOf(
    channel: Channel | undefined,
    request: AwaitedRequest,
    rows: readonly Row[],
  ): Promise<readonly AppliedRow[]>;
  /** The outcome of rows of this request is unknown. Its history is read again later. */
  watch(request: AwaitedRequest): void;
  /** The vendor reported a change of these stocks. It may be one whose outcome is unknown, so its history is read soon. */
  onChanged(channel: Channel, keys: readonly StockKey[]): void;
  /** Looks for requests of an earlier run, and of other gateways. */
  start(): void;
  stop(): void;
};

/** The read at a deadline takes no longer, because later changes of the targets wait for it. Milliseconds. */
const longestReadMs = 10_000;
/** The pause between two looks for requests whose next read is due, milliseconds. */
const sweepMs = 60_000;
/** The least pause between two reads of a request because of events, milliseconds. */
const leastPauseMs = 1_000;
/** A request is read again for this long after it was sent, milliseconds. */
const watchedMs = 24 * 60 * 60 * 1000;
/** The newest requests that are watched. */
const mostWatched = 1_000;

const isInDoubt = ({ current, state }: Row): boolean => current && state === 'OUTCOME_UNKNOWN';

/** A request, with the stocks of its rows in doubt. */
type Watched = {
  readonly channel: ChannelId;
  readonly keys: ReadonlySet<string>;
  readonly sentAt: number;
  readonly readAt: number;
  /** The time of the next read, milliseconds since the epoch. */
  readonly nextAt: number;
};

/**
 * Finds the outcome of adjustments in the vendor's own stock history, for a channel that has this read. It only ever shows
 * that an adjustment was applied (`provenBy`).
 *
 * The history is read at the deadline of the callback, when the vendor reports a change of the stock, and again later: the
 * pause doubles with the age of the request. After a day, only a callback resolves it.
 */
export const createStockHistory = (deps: StockHistoryDeps): StockHistory => {
  const { channels, journal, clock, log, handleChanges, adjustedLevels } = deps;
  const watched = new Map<RequestId, Watched>();
  /** Channels whose vendor refuses its history. Each is logged once. */
  const refused = new Set<ChannelId>();
  let cancelSweep = (): void => {};
  let isStopped = true;

  const noteRefusal = ({ id, key }: Channel): void => {
    if (refused.size === refused.add(id).size) return;
    log.warn(
      { channel: key },
      'The vendor refuses its stock history: adjustments whose outcome is unknown stay so',
    );
  };

  const readOne = (channel: Channel, key: StockKey, since: number): Promise<StockHistoryRead> =>
    readVendor<Exclude<StockHistoryRead, ReadUnavailable>>(
      channel,
      async (startCall) =>
        (await channel.readStockHistory?.({ key, since }, startCall)) ?? { type: 'read', entries: null },
      deps,
    );

  /** Reads the stocks one after another into `applied`. A vendor that cannot be read now is asked no further. */
  const readInto = async (
    applied: AppliedRow[],
    channel: Channel,
    { sentAt, callbackHash }: AwaitedRequest,
    rows: readonly Row[],
    isTooLate: () => boolean = () => false,
  ): Promise<void> => {
    if (callbackHash === null) return;
    const mark = markOf(callbackHash);
    for (const row of rows) {
      const { operationId, index, change } = row;
      const [key] = stockKeysOf(change);
      if (!key || change.kind !== 'STOCK_ADJUSTMENT') continue;
      if (isTooLate()) return;
      const read = await readOne(channel, key, sentAt);
      if (read.type === 'unavailable') return;
      if (read.entries === null) return noteRefusal(channel);
      const entry = provenBy(change, mark, read.entries);
      if (!entry) continue;
      const receipt = { kind: 'STOCK_ADJUSTMENT', vendorReference: entry.reference, level: null } as const;
      const outcome: Applied = { state: 'APPLIED', receipt, evidence: 'VENDOR_READ', at: clock.now() };
      applied.push({ operationId, index, change, outcome });
    }
  };

  const appliedOf: StockHistory['appliedOf'] = async (channel, request, rows) => {
    if (!channel?.readStockHistory || deps.readLimitOf(channel).refusal(longestReadMs)) return [];
    const applied: AppliedRow[] = [];
    let isTooLate = false;
    const { promise: tooLate, resolve } = Promise.withResolvers<void>();
    const cancel = clock.after(longestReadMs, () => {
      isTooLate = true;
      resolve();
    });
    await Promise.race([readInto(applied, channel, request, rows, () => isTooLate), tooLate]);
    cancel();
    return [...applied];
  };

  const remember = ({ id, channel, rows, sentAt }: AwaitedRequest): void => {
    const keys = rows.filter(isInDoubt).flatMap(({ change }) => stockKeysOf(change).map(stockKeyText));
    const now = clock.now();
    // A request without rows in doubt is done.
    const nextAt = keys.length === 0 ? Number.POSITIVE_INFINITY : now + Math.max(sweepMs, now - sentAt);
    watched.set(id, { channel, keys: new Set(keys), sentAt, readAt: now, nextAt });
  };

  const running = new Set<RequestId>();

  const check = async (id: RequestId): Promise<void> => {
    const request = await journal.requestById(id);
    const channel = request && channels.get(request.channel);
    if (!request || !channel?.readStockHistory) return void watched.delete(id);
    const applied: AppliedRow[] = [];
    await readInto(applied, channel, request, request.rows.filter(isInDoubt));
    if (applied.length > 0) {
      const rows = await adjustedLevels.withLevels(channel, applied);
      const at = clock.now();
      handleChanges(await journal.settle({ requestId: id, at, outcome: null, exchange: null, rows }));
      await adjustedLevels.readMissing(channel, rows);
    }
    remember((await journal.requestById(id)) ?? request);
  };

  const checkAll = async (ids: readonly RequestId[]): Promise<void> => {
    for (const id of ids) {
      if (isStopped) return;
      if (running.has(id)) continue;
      running.add(id);
      await check(id).finally(() => running.delete(id));
    }
  };

  const dueNow = async (): Promise<readonly RequestId[]> => {
    const readable = [...channels.values()].filter((channel) => channel.readStockHistory).map(({ id }) => id);
    const now = clock.now();
    const since = now - watchedMs;
    for (const [id, { sentAt }] of watched) if (sentAt <= since) watched.delete(id);
    if (readable.length === 0) return [];
    const stored = await journal.adjustmentsInDoubt(readable, since, mostWatched);
    const known = [...watched].filter(([, { nextAt }]) => nextAt <= now).map(([id]) => id);
    return [...stored.filter((id) => !watched.has(id)), ...known];
  };

  const logInterruption = (error: unknown): void => {
    log.error({ err: error }, 'The reading of stock history was interrupted');
  };

  /** Requests that are read after a pause. Events that come meanwhile cause no further read. */
  const waiting = new Map<RequestId, () => void>();

  const checkSoon = (id: RequestId, readAt: number): void => {
    if (waiting.has(id)) return;
    const pauseMs = Math.min(leastPauseMs, Math.max(0, readAt + leastPauseMs - clock.now()));
    const cancel = clock.after(pauseMs, () => {
      waiting.delete(id);
      checkAll([id]).catch(logInterruption);
    });
    waiting.set(id, cancel);
  };

  const sweep = (): void => {
    dueNow()
      .then(checkAll)
      .catch(logInterruption)
      .finally(() => {
        if (!isStopped) cancelSweep = clock.after(sweepMs, sweep);
      });
  };

  return {
    appliedOf,
    watch: (request) => {
      if (channels.get(request.channel)?.readStockHistory) remember(request);
    },
    onChanged: ({ id: channel, readStockHistory }, keys) => {
      if (!readStockHistory || isStopped) return;
      const texts = keys.map(stockKeyText);
      for (const [id, one] of watched)
        if (one.channel === channel && texts.some((text) => one.keys.has(text))) checkSoon(id, one.readAt);
    },
    start: () => {
      isStopped = false;
      sweep();
    },
    stop: () => {
      isStopped = true;
      cancelSweep();
      for (const cancel of waiting.values()) cancel();
      waiting.clear();
    },
  };
};
