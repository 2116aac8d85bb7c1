import type { Change } from '../../domain/change.ts';
import { asRequestId, asTargetKey, type RequestId, type TargetKey } from '../../domain/ids.ts';
import { type Item, type ItemState, isPending, type Outcome } from '../../domain/item.ts';
import type { ItemRef, Operation, OperationKind, QueuedItem } from '../../domain/operation.ts';
import {
  changeOf,
  integer,
  integerOrNull,
  kindOf,
  outcomeOf,
  queuedItemOf,
  type Row,
  refOf,
  stateOf,
  text,
} from '../rows.ts';

/** What never changes of an item that was accepted. */
export type AcceptedItem = {
  readonly item: QueuedItem;
  readonly target: TargetKey;
  readonly change: Change;
};

/** An item as its row says. Who writes the row writes this too, in the same transaction. */
export type KnownItem = ItemRef & {
  readonly kind: OperationKind;
  readonly channel: string;
  /** Null of an item that was refused on the spot. */
  readonly accepted: AcceptedItem | null;
  state: ItemState;
  sequence: number;
  /** That of its request, or else of its operation, milliseconds since the epoch. */
  deadline: number;
  requestId: RequestId | null;
  readonly mayHaveApplied: boolean;
  outcome: Outcome | null;
};

export type KnownOperation = { operation: Operation; readonly items: readonly KnownItem[] };

/** Needs all the columns of the item, the `client` of its operation, and the `deadline` as above. */
export const knownItemOf = (row: Row): KnownItem => {
  const requestId = integerOrNull(row, 'request_id');
  return {
    ...refOf(row),
    kind: kindOf(row),
    channel: text(row, 'channel'),
    accepted:
      row['target'] === null
        ? null
        : { item: queuedItemOf(row), target: asTargetKey(text(row, 'target')), change: changeOf(row) },
    state: stateOf(row),
    sequence: integer(row, 'sequence'),
    deadline: integer(row, 'deadline'),
    requestId: requestId === null ? null : asRequestId(requestId),
    mayHaveApplied: integer(row, 'may_have_applied') === 1,
    outcome: row['outcome'] === null ? null : outcomeOf(row),
  };
};

/** The item as the port tells of it. */
export const itemOfKnown = (known: KnownItem): Item => {
  const { operationId, index, kind, channel, accepted, state, deadline, outcome } = known;
  const change = accepted?.change ?? null;
  if (isPending(state)) return { operationId, index, kind, channel, change, progress: { state, deadline } };
  if (!outcome) throw new Error(`Item ${operationId}/${index} ended without an outcome`);
  return { operationId, index, kind, channel, change, progress: outcome };
};
