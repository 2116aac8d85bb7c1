import type { Change, OptionStock, StockChange } from './change.ts';
import type { OperationId, OptionId } from './ids.ts';

/** One value that a stock change sets: that of an option, or the product's own where `optionId` is null. */
export type StockValue = {
  readonly optionId: OptionId | null;
  readonly quantity: number;
  /** Null for an option, and where the vendor has no such flag. */
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

/** Only a stock change that says when its values were known can be stale, or leave watermarks. */
export const isObserved = (change: Change): boolean =>
  change.kind === 'STOCK_UPDATE' && change.observedAt !== null;

/** How many values a change sets: the product's own and those of its options. */
export const valueCountOf = ({ options }: StockChange): number => options.length + 1;

const optionIdsOf = ({ options }: StockChange): ReadonlySet<OptionId> =>
  new Set(options.map(({ optionId }) => optionId));

/** The watermarks that are newer than the same values of a change. */
export const newerThan = (change: StockChange, watermarks: Watermarks): Watermarks => {
  const { observedAt } = change;
  if (observedAt === null || watermarks.length === 0) return noWatermarks;
  const newer = watermarks.filter((mark) => mark.observedAt > observedAt);
  if (newer.length === 0) return noWatermarks;
  const named = optionIdsOf(change);
  return newer.filter(({ optionId }) => optionId === null || named.has(optionId));
};

/** The newest of some watermarks; of equally new ones that of the operation accepted last. */
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

/** The change with the values of `kept` in place of its own older ones: what is sent of it. */
export const withKept = <Any extends Change>(change: Any, kept: Watermarks): Any | StockChange =>
  kept.length === 0 || change.kind !== 'STOCK_UPDATE' ? change : withNewerValues(change, kept);

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
  ...options.map((option) => ({ ...option, soldOut: null })),
];

/**
 * The watermarks of a target once a stock change is applied that was sent with the values of `kept`. A change that is
 * observed sets those of the other values it names. One that is not observed drops those of all values it names: it is
 * a plain order, and what comes after it is not compared with what was observed before it.
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
  const named = optionIdsOf(change);
  const stays = byOption(kept);
  const others = watermarks.filter(({ optionId }) => optionId !== null && !named.has(optionId));
  if (observedAt === null) return others;
  const set = valuesOf(change).map(
    (value): Watermark => stays.get(value.optionId) ?? { ...value, observedAt, by },
  );
  return [...others, ...set];
};
