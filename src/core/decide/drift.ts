import type { Drift, Resolution, Tracking } from '../../domain/drift.ts';
import type { OperationId } from '../../domain/ids.ts';
import type { StockLevel } from '../../domain/stock.ts';

/**
 * How the gateway finds drift.
 *
 * A level that the gateway set has an expected quantity: the last applied one. A read that finds another quantity opens a
 * difference. An event of the vendor explains it: the expected quantity moves along, and nothing is reported. A difference
 * that no event has explained when the vendor's time to send one is over is unexplained: it becomes drift. An applied
 * change ends both. The store keeps only the differences, so a level with the expected quantity costs nothing.
 */

/** A level as it is stored. */
export type TrackedLevel = {
  readonly row: Pick<StockLevel, 'quantity' | 'observedAt'>;
  /** The operation that last wrote the level; null if none did. */
  readonly by: OperationId | null;
  readonly tracking: Tracking | null;
};

/** The state of a level whose expected quantity is not known: a change of it may or may not have been applied. */
export const inDoubt = (at: number): Tracking => ({ drift: null, open: { from: null, since: at } });

const trackingOf = (drift: Tracking['drift'], open: Tracking['open']): Tracking | null =>
  drift || open ? { drift, open } : null;

/**
 * The vendor said that the level changed, and `row` is the quantity that was read then. It explains a difference that is
 * open. If the quantity is the one that is known, the event is late: it is about a change that was found before. That may
 * be the one that is reported as drift.
 */
const afterEvent = ({ row: before, tracking }: TrackedLevel, row: TrackedLevel['row']): Tracking | null => {
  if (!tracking) return null;
  if (tracking.open) return trackingOf(tracking.drift, null);
  const isLate = row.observedAt >= before.observedAt && row.quantity === before.quantity;
  return isLate ? null : tracking;
};

/** A difference to another quantity is a new one: the vendor has the whole time again to explain it. */
const afterRead = ({ row: before, tracking }: TrackedLevel, row: TrackedLevel['row']): Tracking | null => {
  const open = tracking?.open ?? null;
  if (row.observedAt < before.observedAt || row.quantity === before.quantity) return tracking;
  const from = open ? open.from : before.quantity;
  if (from === null) return tracking;
  const drift = tracking?.drift ?? null;
  return trackingOf(drift, row.quantity === from ? null : { from, since: row.observedAt });
};

const afterResolution = (
  before: TrackedLevel,
  row: TrackedLevel['row'],
  { is, until }: Resolution,
): Tracking | null => {
  const { tracking } = before;
  const open = tracking?.open;
  if (!open || open.since > until) return afterRead(before, row);
  const { drift } = tracking;
  if (is === 'EXPLAINED' || open.from === null) return trackingOf(drift, null);
  if (row.observedAt < before.row.observedAt || row.quantity !== before.row.quantity)
    return afterRead(before, row);
  const unexplained = (drift?.unexplained ?? 0) + row.quantity - open.from;
  return unexplained === 0 ? null : { drift: { unexplained, since: drift?.since ?? open.since }, open: null };
};

/** The state of a stored level after a read. Returns the same value if nothing changed. */
export const trackRead = (
  before: TrackedLevel,
  row: Pick<StockLevel, 'quantity' | 'observedAt' | 'source'>,
  resolution: Resolution | null,
): Tracking | null => {
  if (before.by === null) return null;
  if (row.source === 'VENDOR_EVENT') return afterEvent(before, row);
  return resolution ? afterResolution(before, row, resolution) : afterRead(before, row);
};

/**
 * The drift of a stored level that clients see. A difference that may still be explained is not part of it: the drift is
 * then that of the quantity before. Null also if the level has the expected quantity now.
 */
export const driftOf = (quantity: number, tracking: Tracking | null): Drift | null => {
  if (!tracking?.drift) return null;
  const { drift, open } = tracking;
  const actual = open ? open.from : quantity;
  if (actual === null) return null;
  const expected = actual - drift.unexplained;
  return expected === quantity ? null : { expected, actual, since: drift.since };
};

/** Whether clients see the same drift. */
export const isSameDrift = (one: Drift | null, other: Drift | null): boolean =>
  one?.expected === other?.expected && one?.actual === other?.actual && one?.since === other?.since;

/** The facts about a channel and a level with an open difference. Times are in milliseconds since the epoch. */
export type DriftFacts = {
  readonly now: number;
  /** When the difference was first read. */
  readonly since: number;
  /** The quantity before it. Null if it is not known. */
  readonly from: number | null;
  /** How long the vendor may take to explain a difference, milliseconds. */
  readonly graceMs: number;
  /** From when on the gateway has received all events of the channel. */
  readonly listeningSince: number;
  /** When an event of the channel arrived last. Null if none ever did, or if the channel takes no events. */
  readonly lastEventAt: number | null;
  /** When the operation was accepted that last wrote the level. Null if that is not known any longer. */
  readonly writtenAt: number | null;
};

/**
 * What to do with an open difference. ACCEPT: it cannot be distinguished from a change at the vendor, so its quantity is
 * the expected one from now on. WAIT: the vendor may still explain it. VERIFY: read the level again, and see.
 *
 * A write by the gateway causes an event too. If none has arrived since the level was written, the gateway does not
 * receive the vendor's events.
 */
export const nextStep = (facts: DriftFacts): 'ACCEPT' | 'WAIT' | 'VERIFY' => {
  const { now, since, from, graceMs, listeningSince, lastEventAt, writtenAt } = facts;
  if (lastEventAt === null || since < listeningSince) return 'ACCEPT';
  if (now - since < graceMs) return 'WAIT';
  if (from === null || (writtenAt !== null && lastEventAt < writtenAt)) return 'ACCEPT';
  return 'VERIFY';
};
