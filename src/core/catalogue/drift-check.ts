import { stockTarget } from '../../domain/changes/change.ts';
import type { Resolution } from '../../domain/drift.ts';
import type { ChannelId } from '../../domain/ids.ts';
import { type StockLevel, stockKeyText } from '../../domain/stock.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { OpenDifference } from '../../ports/journal/catalogue.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import type { LiveChannels } from '../channels/channels.ts';
import { nextStep } from '../decide/drift.ts';
import type { HandleChanges } from '../journal/handle-changes.ts';
import { type ReadVendorDeps, readVendor } from '../query/read-vendor.ts';

export type DriftCheckDeps = ReadVendorDeps & {
  readonly channels: LiveChannels;
  readonly journal: Pick<
    Journal,
    | 'openDifferences'
    | 'countDrifts'
    | 'lastEventAt'
    | 'operations'
    | 'pendingTargets'
    | 'storedEvents'
    | 'recordCatalogue'
  >;
  readonly clock: Clock;
  readonly handleChanges: HandleChanges;
};

export type DriftCheck = {
  /** Decides the open differences of a channel. Call it after each poll that this gateway finished. */
  run(channel: Channel): Promise<void>;
  /** Another gateway polls the channel. */
  leave(channel: ChannelId): void;
  /** The levels with drift at the last check. Null if this gateway does not check the channel. */
  countOf(channel: ChannelId): number | null;
};

/** The differences of one check. The next check continues. */
const differencesAtOnce = 2_000;
/** The levels of one read. */
const levelsPerRead = 500;
/** Events that are read to see whether one of them explains a difference. */
const eventsAtOnce = 100;
/** The count of a channel ends here. */
const maxCount = 100_000;

/**
 * Finds drift. A difference that no event has explained in time is read once more. If the vendor still has the other
 * quantity, it is drift. No drift is found for a level with an unfinished change, or with an event that is not processed
 * yet.
 *
 * A gateway that did not run received no events. So after its start, it accepts all differences that it finds until a
 * poll has read what changed, and for a while after that. It does the same when the channels are replaced.
 */
export const createDriftCheck = (deps: DriftCheckDeps): DriftCheck => {
  const { channels, journal, clock, log, handleChanges } = deps;
  const listening = new Map<ChannelId, number>();
  const counts = new Map<ChannelId, number>();
  channels.onReplaced(() => listening.clear());

  const record = async (
    channel: ChannelId,
    levels: readonly StockLevel[],
    resolution: Resolution,
  ): Promise<void> => {
    if (levels.length === 0) return;
    handleChanges(
      await journal.recordCatalogue({
        ...{ channel, levels, resolution, readAt: clock.now(), products: [], locations: [] },
        ...{ pass: null, refresh: false, position: null },
      }),
    );
  };

  /** Those without an unfinished change and without an event that waits. */
  const decidable = async (
    channel: ChannelId,
    levels: readonly StockLevel[],
  ): Promise<readonly StockLevel[]> => {
    const events = await journal.storedEvents([channel], eventsAtOnce);
    if (events.length === eventsAtOnce) return [];
    const named = new Set(
      events.flatMap(({ event }) =>
        event.type === 'stock' ? event.changes.map(({ key }) => stockKeyText(key)) : [],
      ),
    );
    const pending = await journal.pendingTargets(
      levels.map(({ productId, locationId }) => ({ channel, target: stockTarget(productId, locationId) })),
    );
    return levels.filter((level, at) => !pending[at] && !named.has(stockKeyText(level)));
  };

  /** Ends early if the vendor cannot be read now: the next check continues. */
  const verify = async (channel: Channel, found: readonly OpenDifference[], until: number): Promise<void> => {
    for (let at = 0; at < found.length; at += levelsPerRead) {
      const some = found.slice(at, at + levelsPerRead).map(({ level }) => level);
      const keys = await decidable(channel.id, some);
      const { readStock } = channel;
      if (keys.length === 0 || !readStock) continue;
      const later = deps.readLimitOf(channel).startLater;
      const result = await readVendor(channel, () => readStock(keys, later), deps);
      if (result.type === 'unavailable') return;
      const levels = result.levels.flatMap((level) => level ?? []);
      // A change or an event that came during the read may be the reason for what it found.
      await record(channel.id, await decidable(channel.id, levels), { is: 'UNEXPLAINED', until });
    }
  };

  const stepsOf = async (
    channel: Channel,
    found: readonly OpenDifference[],
    times: { readonly now: number; readonly graceMs: number; readonly listeningSince: number },
  ) => {
    const writers = [...new Set(found.flatMap(({ by }) => by ?? []))];
    const operations = await journal.operations(writers);
    const writtenAt = new Map(operations.flatMap((one) => (one ? [[one.id, one.createdAt]] : [])));
    const lastEventAt = channel.events ? await journal.lastEventAt(channel.id) : null;
    return Map.groupBy(found, ({ by, from, since }) =>
      nextStep({ ...times, from, since, lastEventAt, writtenAt: (by && writtenAt.get(by)) ?? null }),
    );
  };

  const decide = async (channel: Channel): Promise<void> => {
    const { id, limits } = channel;
    const now = clock.now();
    const graceMs = limits.driftAfterMs;
    const listeningSince = listening.get(id) ?? now + graceMs;
    listening.set(id, listeningSince);
    const until = Math.max(now - graceMs, listeningSince);
    const found = await journal.openDifferences(id, until, differencesAtOnce);
    if (found.length === 0) return;
    const steps = await stepsOf(channel, found, { now, graceMs, listeningSince });
    const accepted = (steps.get('ACCEPT') ?? []).map(({ level }) => level);
    await record(id, accepted, { is: 'EXPLAINED', until });
    await verify(channel, steps.get('VERIFY') ?? [], now - graceMs);
  };

  return {
    run: async (channel) => {
      await decide(channel);
      const before = counts.get(channel.id) ?? 0;
      const count = await journal.countDrifts(channel.id, maxCount);
      counts.set(channel.id, count);
      if (count > before)
        log.warn(
          { channel: channel.key, levels: count },
          'Stock at the vendor differs from the last applied quantity',
        );
    },
    leave: (channel) => {
      counts.delete(channel);
      listening.delete(channel);
    },
    countOf: (channel) => counts.get(channel) ?? null,
  };
};
