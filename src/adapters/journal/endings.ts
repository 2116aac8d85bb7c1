import type { ChannelId } from '../../domain/ids.ts';
import {
  type EndState,
  type ItemState,
  isPending,
  type Outcome,
  type RowOutcome,
} from '../../domain/item.ts';
import type { ItemRef, OperationKind } from '../../domain/operation.ts';
import { noWatermarks, type Watermarks } from '../../domain/watermark.ts';
import { assertNever } from '../../lib/assert-never.ts';
import type { Changes, Ended } from '../../ports/journal.ts';

export type Ending = ItemRef & {
  readonly channel: ChannelId;
  readonly kind: OperationKind;
  readonly from: ItemState;
  readonly outcome: Outcome;
};

export type Endings = Pick<Changes, 'operations' | 'ended'>;

type Tally = { -readonly [State in EndState]: number };
type Mutable<Of> = { -readonly [Field in keyof Of]: Of[Field] };

const add = (tally: Tally, state: ItemState, by: 1 | -1): void => {
  switch (state) {
    case 'APPLIED':
    case 'FAILED':
    case 'SUPERSEDED':
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

/** What the endings of one operation's items add to its counters. */
export const tallyOf = (endings: readonly Ending[]): Readonly<Tally> => {
  const tally: Tally = { APPLIED: 0, FAILED: 0, SUPERSEDED: 0, OUTCOME_UNKNOWN: 0 };
  for (const { from, outcome } of endings) {
    add(tally, from, -1);
    add(tally, outcome.state, 1);
  }
  return tally;
};

/** What the endings mean for those who watch. */
export const changesOf = (endings: readonly Ending[]): Endings => ({
  operations: [...new Set(endings.map(({ operationId }) => operationId))],
  ended: countEnded(endings),
});

/** Of a channel and a kind there are few, however many items; those side by side are mostly of the same. */
const countEnded = (endings: readonly Ending[]): readonly Ended[] => {
  const counts: Mutable<Ended>[] = [];
  let last: Mutable<Ended> | undefined;
  for (const { channel, kind, from, outcome } of endings) {
    if (!isPending(from)) continue;
    const { state } = outcome;
    const isOf = (one: Ended) => one.channel === channel && one.kind === kind && one.state === state;
    if (!last || !isOf(last)) {
      last = counts.find(isOf) ?? { channel, kind, state, count: 0 };
      if (last.count === 0) counts.push(last);
    }
    last.count += 1;
  }
  return counts;
};

/** The outcome of an item that was sent with newer values in place of older ones of its change. */
export const asSent = (outcome: RowOutcome, kept: Watermarks = noWatermarks): RowOutcome =>
  outcome.state === 'APPLIED' && kept.length > 0 ? { ...outcome, kept } : outcome;

/** A failure tells of one try alone: an earlier one, whose answer nobody saw, may have been applied. */
export const withEarlierTries = (outcome: RowOutcome, mayHaveApplied: boolean): RowOutcome =>
  outcome.state === 'FAILED' && mayHaveApplied
    ? { ...outcome, failure: { ...outcome.failure, mayHaveApplied: true } }
    : outcome;
