import type { Change, StockChange } from './change.ts';

/**
 * Whether `newer`, accepted after `older` on the same target, makes sending `older` pointless. Only a change of the
 * same kind that says at least as much does: otherwise both are sent, in order.
 */
export const overtakes = (newer: Change, older: Change): boolean => {
  if (newer.kind === 'STOCK_UPDATE' && older.kind === 'STOCK_UPDATE') {
    return !isOlderObservation(newer, older) && namesEveryOptionOf(newer, older);
  }
  if (newer.kind === 'INVENTORY_CONFIRMATION' && older.kind === 'INVENTORY_CONFIRMATION') {
    // A recorded supply price makes the vendor settle; a confirmation without one does not repeat it.
    return older.supplyPrice === null || newer.supplyPrice !== null;
  }
  return newer.kind === 'PRODUCT_UPDATE' && older.kind === 'PRODUCT_UPDATE';
};

const isOlderObservation = (newer: StockChange, older: StockChange): boolean =>
  newer.observedAt !== null && older.observedAt !== null && newer.observedAt < older.observedAt;

const namesEveryOptionOf = (newer: StockChange, older: StockChange): boolean => {
  const named = new Set(newer.options.map((option) => option.optionId));
  return older.options.every((option) => named.has(option.optionId));
};

/** One change that waits for a target, and what became of it when the target was free. */
export type Waiting<Entry> = { readonly entry: Entry; readonly change: Change };
export type TurnOrder<Entry> = {
  /** The change to send now; the rest of the queue goes after it. */
  readonly next: Entry | null;
  readonly superseded: readonly { readonly entry: Entry; readonly by: Entry }[];
};

/**
 * Orders the changes that wait for one free target, given in the order they were accepted: whatever a newer one
 * overtakes is superseded, and of the rest the oldest goes first, so that the newest is what the vendor ends with.
 */
export const orderOfTurns = <Entry>(waiting: readonly Waiting<Entry>[]): TurnOrder<Entry> => {
  const superseded: { entry: Entry; by: Entry }[] = [];
  let next: Entry | null = null;
  const sure = areSureToBeSent(waiting);
  for (const [position, older] of waiting.entries()) {
    const newer = waiting.findLast(
      (later, at) => at > position && sure[at] && overtakes(later.change, older.change),
    );
    if (newer) superseded.push({ entry: older.entry, by: newer.entry });
    else next ??= older.entry;
  }
  return { next, superseded };
};

/** One that is stale as soon as an earlier one is applied must not take others with it. */
const areSureToBeSent = (waiting: readonly Waiting<unknown>[]): readonly boolean[] => {
  let newest: number | null = null;
  return waiting.map(({ change }) => {
    const stale = isStale(change, newest);
    if (change.kind === 'STOCK_UPDATE' && change.observedAt !== null) {
      newest = Math.max(newest ?? change.observedAt, change.observedAt);
    }
    return !stale;
  });
};

/** Only a change that says when its value was known can be stale. */
export const isObserved = (change: Change): boolean =>
  change.kind === 'STOCK_UPDATE' && change.observedAt !== null;

/** A stock change that was known before the one the vendor last applied must not overwrite it. */
export const isStale = (change: Change, lastAppliedObservedAt: number | null): boolean =>
  change.kind === 'STOCK_UPDATE' &&
  change.observedAt !== null &&
  lastAppliedObservedAt !== null &&
  change.observedAt < lastAppliedObservedAt;
