import type { OperationId, OptionId } from '../ids.ts';
import { type Change, type OptionStock, onlyOptionOf, type StockChange, valueIdsOf } from './change.ts';

/** One value that a stock change sets: that of an option, or the product's own if `optionId` is null. */
export type StockValue = {
  readonly optionId: OptionId | null;
  readonly quantity: number;
  /** Null for an option, and if the vendor has no such flag. */
  readonly soldOut: boolean | null;
};

/** The newest observation of one value that the vendor applied, and the operation that set it. */
export type Watermark = StockValue & {
  /** Milliseconds since the epoch. */
  readonly observedAt: number;
  readonly by: OperationId;
};

/** The watermarks of one target: at most one per value. A value without one was never observed. */
export type Watermarks = readonly Watermark[];

export const noWatermarks: Watermarks = [];

/** Only a stock change with an observation time can be stale or set watermarks. */
export const isObserved = (change: Change): boolean =>
  change.kind === 'STOCK_SET' && change.observedAt !== null;

/** The number of values that a change is about. */
export const valueCountOf = (change: StockChange): number =>
  onlyOptionOf(change) === null ? change.options.length + 1 : 1;

/** The watermarks that are newer than the same values of a change. */
export const newerThan = (change: StockChange, watermarks: Watermarks): Watermarks => {
  const { observedAt } = change;
  if (observedAt === null || watermarks.length === 0) return noWatermarks;
  const newer = watermarks.filter((mark) => mark.observedAt > observedAt);
  if (newer.length === 0) return noWatermarks;
  const named = new Set(valueIdsOf(change));
  return newer.filter(({ optionId }) => named.has(optionId));
};

/** The newest of some watermarks. Of equally new ones, that of the operation accepted last. */
export const newestOf = (watermarks: Watermarks): Watermark | null =>
  watermarks.reduce<Watermark | null>(
    (newest, mark) =>
      newest &&
      (newest.observedAt > mark.observedAt || (newest.observedAt === mark.observedAt && newest.by >= mark.by))
        ? newest
        : mark,
    null,
  );

const byOption = (watermarks: Watermarks): ReadonlyMap<OptionId | null, Watermark> =>
  new Map(watermarks.map((mark) => [mark.optionId, mark]));

/** The change as it is sent: the values of `kept` replace its own older ones. */
export const withKept = <Any extends Change>(change: Any, kept: Watermarks): Any | StockChange =>
  kept.length === 0 || change.kind !== 'STOCK_SET' ? change : withNewerValues(change, kept);

const withNewerValues = (change: StockChange, kept: Watermarks): StockChange => {
  const marks = byOption(kept);
  const own = marks.get(null);
  const options = change.options.map((option): OptionStock => {
    const mark = marks.get(option.optionId);
    return mark ? { optionId: option.optionId, quantity: mark.quantity } : option;
  });
  return { ...change, ...(own && { quantity: own.quantity, soldOut: own.soldOut }), options };
};

const valuesOf = ({ quantity, soldOut, options }: StockChange): readonly StockValue[] => [
  { optionId: null, quantity, soldOut },
  ...options.map(({ optionId, quantity: own }) => ({ optionId, quantity: own, soldOut: null })),
];

/**
 * The watermarks of a target after a stock change was applied that was sent with the values of `kept`. A change with an
 * observation sets those of the other values it names. A change without one is a plain order: it drops those of all
 * values that it names, and later changes are not compared with earlier observations.
 */
export const watermarksAfter = (
  change: StockChange,
  {
    watermarks,
    kept,
    by,
  }: { readonly watermarks: Watermarks; readonly kept: Watermarks; readonly by: OperationId },
): Watermarks => {
  const { observedAt } = change;
  const named = new Set(valueIdsOf(change));
  const stays = byOption(kept);
  const others = watermarks.filter(({ optionId }) => !named.has(optionId));
  if (observedAt === null) return others;
  const set = valuesOf(change)
    .filter(({ optionId }) => named.has(optionId))
    .map((value): Watermark => stays.get(value.optionId) ?? { ...value, observedAt, by });
  return [...others, ...set];
};
