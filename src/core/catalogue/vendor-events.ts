import { stockTarget } from '../../domain/changes/change.ts';
import { asChannelKey, type ChannelId, type ProductId, type RequestId } from '../../domain/ids.ts';
import { type StockKey, stockKeyText } from '../../domain/stock.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { StoredEvent } from '../../ports/journal/catalogue.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import type { VendorEvent } from '../../ports/vendor-reads.ts';
import type { LiveChannels } from '../channels/channels.ts';
import { inDoubt } from '../decide/drift.ts';
import type { Deadlines } from '../deliver/callbacks/deadlines.ts';
import type { StockHistory } from '../deliver/callbacks/stock-history.ts';
import type { HandleChanges } from '../journal/handle-changes.ts';
import { type ReadVendorDeps, readVendor } from '../query/read-vendor.ts';

export type VendorEventsDeps = ReadVendorDeps & {
  readonly channels: LiveChannels;
  readonly journal: Pick<
    Journal,
    | 'storeEvent'
    | 'storedEvents'
    | 'removeEvent'
    | 'recordCatalogue'
    | 'track'
    | 'removeFromCatalogue'
    | 'pendingTargets'
    | 'awaitingRequests'
  >;
  readonly clock: Clock;
  readonly handleChanges: HandleChanges;
  /** Ends rows of a request that waits for its callback, if a read shows their values. */
  readonly settleEarly: Deadlines['settleEarly'];
  readonly stockHistory: Pick<StockHistory, 'onChanged'>;
  /** Reads what changed on the lists of the channel; with `full`, all lists. */
  readonly pollNow: (channel: ChannelId, full: boolean) => void;
};

type StockChange = Extract<VendorEvent, { readonly type: 'stock' }>['changes'][number];

/** What became of a request with an event. */
export type EventResult = 'STORED' | 'IGNORED' | 'UNKNOWN_CHANNEL' | 'FORGED';

export type ReceivedEvent = {
  /** A header by its name in lower case. */
  header(name: string): string | undefined;
  /** Reads the body. It is called only for an event with the secret. */
  body(): Promise<unknown>;
};

export type VendorEvents = {
  /** Stores an event of the channel. It is processed afterwards. */
  receive(vendorKey: string, channelKey: string, event: ReceivedEvent): Promise<EventResult>;
  /** Reads stock of the channel soon, as if the vendor had reported a change of it. A restart does not forget it. */
  readLater(channel: Channel, keys: readonly StockKey[]): Promise<void>;
  /** Processes the events that an earlier run or another gateway left. */
  start(): void;
  stop(): void;
};

/** The keys of one read. */
const keysPerRead = 1_000;
/** Above these numbers, the lists of the vendor take fewer requests than single rows. */
const mostProducts = 50;
const mostLevels = 500;
/** Events that are processed together. */
const eventsAtOnce = 100;
/** The pause before events that could not be processed are tried again, milliseconds. */
const retryMs = 1_000;
/** The time after an event in which the callback of the same change usually comes, milliseconds. */
const callbackMs = 2_000;
/** The pause between two looks for events that another gateway left, milliseconds. */
const sweepMs = 30_000;

const targetOf = ({ channel, productId, locationId }: StockKey) => ({
  channel,
  target: stockTarget(productId, locationId),
});

const slicesOf = function* <Entry>(list: readonly Entry[]): Generator<readonly Entry[]> {
  for (let at = 0; at < list.length; at += keysPerRead) yield list.slice(at, at + keysPerRead);
};

/** The keys that several different changes of the events name. */
const repeatedIn = (events: readonly StoredEvent[]): ReadonlySet<string> => {
  const references = new Map<string, string | null>();
  const repeated = new Set<string>();
  for (const { event } of events) {
    if (event.type !== 'stock') continue;
    for (const { key, reference } of event.changes) {
      const text = stockKeyText(key);
      const known = references.get(text);
      if (known !== undefined && (known === null || known !== reference)) repeated.add(text);
      references.set(text, reference);
    }
  }
  return repeated;
};

/**
 * Receives the events that vendors send on their own. An event is stored, the vendor gets its answer, and then the
 * gateway reads what changed: an event has no values, may arrive twice, and may arrive in any order. Events that arrive
 * together share a read.
 *
 * Events that name many rows start a poll of the vendor's lists instead, a full pass for products, because some of them
 * may be deleted. Where another gateway polls the channel, its next poll reads the rows.
 *
 * The stock of a target with an unfinished change is read when the change has ended: until then, the event may be about
 * the gateway's own change. The read then finds nothing new. If the callback of the change does not come, a read that
 * shows its value ends the change early. An event alone never does: it may be about a sale.
 */
export const createVendorEvents = (deps: VendorEventsDeps): VendorEvents => {
  const { channels, journal, clock, log, handleChanges } = deps;
  /** The channels whose events are processed now, and whether more arrived meanwhile. */
  const running = new Map<ChannelId, { isAsked: boolean }>();
  const timers = new Map<ChannelId, () => void>();
  let cancelSweep = (): void => {};
  let isStopped = true;

  const nothing = {
    products: [],
    levels: [],
    locations: [],
    pass: null,
    position: null,
    refresh: false,
  };

  /** False if the vendor cannot be read now. */
  const readStock = async (
    channel: Channel,
    keys: readonly StockKey[],
    repeated: ReadonlySet<string>,
  ): Promise<boolean> => {
    const { readStock: read, catalogue } = channel;
    if (!read) return true;
    if (catalogue && keys.length > mostLevels) {
      // The poll does not see which of the changes have an event.
      const tracking = inDoubt(clock.now());
      await journal.track(keys.map((key) => ({ key, tracking })));
      deps.pollNow(channel.id, false);
      return true;
    }
    for (const slice of slicesOf(keys)) {
      const startedAt = clock.now();
      const result = await readVendor(channel, (startCall) => read(slice, startCall), deps);
      if (result.type === 'unavailable') return false;
      const levels = result.levels.flatMap((level) =>
        level ? [{ ...level, source: 'VENDOR_EVENT' as const }] : [],
      );
      handleChanges(
        await journal.recordCatalogue({ ...nothing, channel: channel.id, readAt: startedAt, levels }),
      );
      // One read for several events: the first event explains what it found, and the others are about earlier changes.
      const again = levels.filter((level) => repeated.has(stockKeyText(level)));
      if (again.length > 0)
        handleChanges(
          await journal.recordCatalogue({
            ...nothing,
            ...{ channel: channel.id, readAt: startedAt, levels: again },
          }),
        );
      const gone = slice.filter((_key, at) => !result.levels[at]);
      if (gone.length > 0)
        handleChanges(
          await journal.removeFromCatalogue(
            { channel: channel.id, products: [], locations: [], levels: gone },
            startedAt,
          ),
        );
    }
    return true;
  };

  const readProducts = async (channel: Channel, ids: readonly ProductId[]): Promise<boolean> => {
    const { readProducts: read, catalogue } = channel;
    if (!read) return true;
    if (catalogue && ids.length > mostProducts) {
      deps.pollNow(channel.id, true);
      return true;
    }
    for (const slice of slicesOf(ids)) {
      const startedAt = clock.now();
      const result = await readVendor(channel, (startCall) => read(slice, startCall), deps);
      if (result.type === 'unavailable') return false;
      const products = result.products.flatMap((product) =>
        product ? [{ ...product, source: 'VENDOR_EVENT' as const }] : [],
      );
      handleChanges(
        await journal.recordCatalogue({ ...nothing, channel: channel.id, readAt: startedAt, products }),
      );
      const gone = slice.filter((_id, at) => !result.products[at]);
      if (gone.length > 0)
        handleChanges(
          await journal.removeFromCatalogue(
            { channel: channel.id, products: gone, locations: [], levels: [] },
            startedAt,
          ),
        );
    }
    return true;
  };

  /** The keys whose targets have an unfinished change. */
  const pendingAmong = async (keys: readonly StockKey[]): Promise<ReadonlySet<string>> => {
    const pending = await journal.pendingTargets(keys.map(targetOf));
    return new Set(keys.filter((_key, at) => pending[at]).map(stockKeyText));
  };

  /**
   * Requests that an event ended early, or could not. Each is tried once. Where the vendor has a stock history, each is tried
   * once for each change that events name, because an earlier event may be about a sale.
   */
  const tried = new Set<string>();

  const settleEarly = async (
    { readStockHistory }: Channel,
    events: readonly StoredEvent[],
    pending: ReadonlySet<string>,
  ): Promise<void> => {
    const references = new Map<string, string | null>();
    const keys: StockKey[] = [];
    for (const { event, receivedAt } of events) {
      if (event.type !== 'stock' || clock.now() - receivedAt < callbackMs) continue;
      for (const { key, reference } of event.changes) {
        const text = stockKeyText(key);
        if (pending.has(text) && !references.has(text)) keys.push(key);
        if (pending.has(text)) references.set(text, reference);
      }
    }
    const requests = await journal.awaitingRequests(keys.map(targetOf));
    const untried = requests.flatMap((id, at): readonly RequestId[] => {
      const [key] = keys.slice(at, at + 1);
      if (id === null || !key) return [];
      const reference = readStockHistory ? references.get(stockKeyText(key)) : null;
      const attempt = JSON.stringify([id, reference ?? null]);
      return tried.size === tried.add(attempt).size ? [] : [id];
    });
    for (const id of new Set(untried)) await deps.settleEarly(id, references);
  };

  /**
   * Keeps the changes that have to wait, and removes the others: they are not read again with each try. Many events are
   * stored as one, so that later events are not kept waiting. False if nothing waits.
   */
  const keepWaiting = async (
    { id: channel }: Channel,
    events: readonly StoredEvent[],
    pending: ReadonlySet<string>,
  ): Promise<boolean> => {
    const waitingOf = ({ event }: StoredEvent): readonly StockChange[] =>
      event.type === 'stock' ? event.changes.filter(({ key }) => pending.has(stockKeyText(key))) : [];
    const waiting = events.map((one) => ({ ...one, changes: waitingOf(one) }));
    const firstAt = Math.min(...waiting.map(({ receivedAt }) => receivedAt));
    const all = new Map(
      waiting.flatMap(({ changes }) => changes.map((change) => [stockKeyText(change.key), change] as const)),
    );
    const isMerged = events.length === eventsAtOnce && all.size > 0;
    if (isMerged)
      await journal.storeEvent(channel, { type: 'stock', changes: [...all.values()] }, firstAt, false);
    for (const { id, event, changes, receivedAt } of waiting) {
      if (!isMerged && event.type === 'stock' && changes.length > 0) {
        if (changes.length === event.changes.length) continue;
        await journal.storeEvent(channel, { type: 'stock', changes }, receivedAt, false);
      }
      await journal.removeEvent(id);
    }
    return all.size > 0;
  };

  /** `waiting`: some of the changes have to wait for the end of a change by the gateway. */
  const process = async (
    channel: Channel,
    events: readonly StoredEvent[],
  ): Promise<'done' | 'waiting' | 'unavailable'> => {
    const keys = new Map<string, StockKey>();
    const productIds = new Set<ProductId>();
    for (const { event } of events) {
      if (event.type === 'products') for (const id of event.productIds) productIds.add(id);
      else for (const { key } of event.changes) keys.set(stockKeyText(key), key);
    }
    if (!(await readProducts(channel, [...productIds]))) return 'unavailable';
    const pending = await pendingAmong([...keys.values()]);
    const ready = [...keys].filter(([text]) => !pending.has(text)).map(([, key]) => key);
    if (!(await readStock(channel, ready, repeatedIn(events)))) return 'unavailable';
    deps.stockHistory.onChanged(channel, ready);
    if (pending.size > 0) await settleEarly(channel, events, pending);
    return (await keepWaiting(channel, events, pending)) ? 'waiting' : 'done';
  };

  const runAll = async (id: ChannelId): Promise<void> => {
    for (;;) {
      const channel = channels.get(id);
      if (!channel || isStopped) return;
      const events = await journal.storedEvents([id], eventsAtOnce);
      if (events.length === 0) return;
      const result = await process(channel, events);
      const isLast = events.length < eventsAtOnce;
      if (result === 'unavailable' || (result === 'waiting' && isLast)) {
        runLater(id, retryMs);
        return;
      }
    }
  };

  const run = (id: ChannelId): void => {
    if (isStopped) return;
    const current = running.get(id);
    if (current) {
      current.isAsked = true;
      return;
    }
    const own = { isAsked: false };
    running.set(id, own);
    runAll(id)
      .catch((error: unknown) => {
        log.error({ err: error, channel: id }, 'The handling of vendor events was interrupted');
        runLater(id, retryMs);
      })
      .finally(() => {
        running.delete(id);
        // An event may be stored after the last look for events, and before this.
        if (own.isAsked) run(id);
      });
  };

  const runLater = (id: ChannelId, ms: number): void => {
    timers.get(id)?.();
    timers.set(
      id,
      clock.after(ms, () => {
        timers.delete(id);
        run(id);
      }),
    );
  };

  const sweep = (): void => {
    for (const { id, events, readStock: read } of channels.values()) if (events || read) run(id);
    cancelSweep = clock.after(sweepMs, sweep);
  };

  return {
    receive: async (vendorKey, channelKey, { header, body }) => {
      const channel = channels.named(asChannelKey(channelKey));
      const isOfVendor = channel?.vendor.toLowerCase().replaceAll('_', '-') === vendorKey;
      if (!channel?.events || !isOfVendor) return 'UNKNOWN_CHANNEL';
      if (!channel.events.isAuthentic(header)) return 'FORGED';
      const event = channel.events.read(await body());
      if (!event) return 'IGNORED';
      await journal.storeEvent(channel.id, event, clock.now(), true);
      run(channel.id);
      return 'STORED';
    },
    readLater: async (channel, keys) => {
      if (!channel.readStock) return;
      const changes = keys.map((key) => ({ key, reference: null }));
      await journal.storeEvent(channel.id, { type: 'stock', changes }, clock.now(), false);
      run(channel.id);
    },
    start: () => {
      isStopped = false;
      sweep();
    },
    stop: () => {
      isStopped = true;
      cancelSweep();
      for (const cancel of timers.values()) cancel();
      timers.clear();
    },
  };
};
