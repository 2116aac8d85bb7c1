import { noWatermarks, type Watermarks } from '../../../domain/changes/watermark.ts';
import type { ChannelId, OperationId } from '../../../domain/ids.ts';
import {
  type Applied,
  type EndState,
  type ItemState,
  isPending,
  type Outcome,
  type Receipt,
  type RowOutcome,
} from '../../../domain/item.ts';
import { isRepeatable, type Operation, type OperationKind, pendingCount } from '../../../domain/operation.ts';
import { type StockKey, stockKeysOf } from '../../../domain/stock.ts';
import { assertNever } from '../../../lib/assert-never.ts';
import type { EndedCount } from '../../../ports/journal/changes.ts';
import type { LoadedItem, Progress } from '../data/state.ts';
import type { ItemWrite, OutcomeWrite } from '../data/writes.ts';

/**
 * A failure describes one try. An earlier try, whose answer was not seen, may have been applied. An adjustment has no
 * such earlier try: it is not sent again after a lost answer.
 */
export const withEarlierTries = (outcome: RowOutcome, { item, progress }: LoadedItem): RowOutcome =>
  outcome.state === 'FAILED' && progress.mayHaveApplied && isRepeatable(item.kind)
    ? { ...outcome, failure: { ...outcome.failure, mayHaveApplied: true } }
    : outcome;

/** The outcome of an item that was sent with newer values in place of older values of its change. */
export const withKeptValues = (outcome: RowOutcome, kept: Watermarks = noWatermarks): RowOutcome =>
  outcome.state === 'APPLIED' && kept.length > 0 ? { ...outcome, kept } : outcome;

const hasSame = (receipt: Receipt, other: Readonly<Record<string, unknown>>): boolean => {
  for (const [name, value] of Object.entries(receipt)) if (other[name] !== value) return false;
  return true;
};

const isSameApplied = (one: Applied, other: Applied): boolean =>
  one.at === other.at &&
  one.evidence === other.evidence &&
  one.kept === other.kept &&
  (one.receipt === other.receipt || hasSame(one.receipt, other.receipt));

/** Whether one outcome can be stored for both. Only outcomes of applied items are often equal. */
const isSame = (one: Outcome, other: Outcome): boolean =>
  one === other || (one.state === 'APPLIED' && other.state === 'APPLIED' && isSameApplied(one, other));

/** Gives items in a row their outcomes. Items that were equal and get equal outcomes share one progress. */
export const createEnd = () => {
  let last: { readonly before: Progress; readonly after: Progress; readonly outcome: Outcome } | null = null;
  return (before: Progress, outcome: Outcome, sequence: number): Progress => {
    if (last?.before === before && last.after.sequence === sequence && isSame(last.outcome, outcome))
      return last.after;
    const { retry: _, ...rest } = before;
    const after: Progress = { ...rest, state: outcome.state, sequence, outcome };
    last = { before, after, outcome };
    return after;
  };
};

type Tally = { -readonly [State in EndState]: number };

const add = (tally: Tally, state: ItemState, by: 1 | -1): void => {
  switch (state) {
    case 'APPLIED':
    case 'FAILED':
    case 'SUPERSEDED':
    case 'CANCELED':
    case 'OUTCOME_UNKNOWN':
      tally[state] += by;
      return;
    case 'QUEUED':
    case 'SENDING':
    case 'RETRYING':
    case 'AWAITING_CALLBACK':
      return;
    default:
      assertNever(state);
  }
};

const after = (operation: Operation, tally: Tally, at: number): Operation => {
  const next: Operation = {
    ...operation,
    sequence: operation.sequence + 1,
    appliedCount: operation.appliedCount + tally.APPLIED,
    failedCount: operation.failedCount + tally.FAILED,
    supersededCount: operation.supersededCount + tally.SUPERSEDED,
    canceledCount: operation.canceledCount + tally.CANCELED,
    unknownCount: operation.unknownCount + tally.OUTCOME_UNKNOWN,
  };
  return pendingCount(next) === 0 ? { ...next, completedAt: next.completedAt ?? at } : next;
};

/**
 * The operations after these writes: their counts, their next sequence, and the time of completion once no item is
 * pending. The sequence of each operation rises by one, and each of its items gets that sequence.
 */
export const operationsAfter = (writes: readonly ItemWrite[], at: number): readonly Operation[] => {
  const counted = new Map<OperationId, { readonly operation: Operation; readonly tally: Tally }>();
  let last: { readonly operation: Operation; readonly tally: Tally } | undefined;
  for (const { row, after: progress } of writes) {
    if (last?.operation.id !== row.operation.id) {
      last = counted.get(row.operation.id) ?? {
        operation: row.operation,
        tally: { APPLIED: 0, FAILED: 0, SUPERSEDED: 0, CANCELED: 0, OUTCOME_UNKNOWN: 0 },
      };
      counted.set(row.operation.id, last);
    }
    add(last.tally, row.progress.state, -1);
    add(last.tally, progress.state, 1);
  }
  return [...counted.values()].map(({ operation, tally }) => after(operation, tally, at));
};

type Count = {
  readonly channel: ChannelId;
  readonly kind: OperationKind;
  readonly state: EndState;
  count: number;
};

/** How many items ended, by channel, kind and state. An item whose outcome is corrected later is not counted again. */
export const countEnded = (outcomeWrites: readonly OutcomeWrite[]): readonly EndedCount[] => {
  const counts: Count[] = [];
  let last: Count | undefined;
  for (const { row, after: progress } of outcomeWrites) {
    const { outcome } = progress;
    if (!outcome || !isPending(row.progress.state)) continue;
    const { channel, kind } = row.item;
    const { state } = outcome;
    const isOf = (one: Count) => one.channel === channel && one.kind === kind && one.state === state;
    if (!last || !isOf(last)) {
      last = counts.find(isOf);
      if (!last) {
        last = { channel, kind, state, count: 0 };
        counts.push(last);
      }
    }
    last.count += 1;
  }
  return counts;
};

/** Whether an outcome has a new level: that of an applied change, unless the level could not be read. */
const hasLevel = ({ outcome }: Progress): boolean =>
  outcome?.state === 'APPLIED' &&
  (outcome.receipt.kind !== 'STOCK_ADJUSTMENT' || outcome.receipt.level !== null);

/** The stock levels whose changes ended without a new level. They may not be pending any longer. */
export const stockWithoutChange = (outcomeWrites: readonly OutcomeWrite[]): readonly StockKey[] =>
  outcomeWrites.flatMap(({ row, after: progress }) => (hasLevel(progress) ? [] : stockKeysOf(row.change)));
