import type { ChannelId, OperationId } from '../../domain/ids.ts';
import type { ItemTarget } from '../../domain/item.ts';
import { isRepeatable, type Operation, type QueuedItem, type RetryOf } from '../../domain/operation.ts';
import type {
  Acceptance,
  DraftItem,
  EarlierUse,
  Idempotency,
  OperationDraft,
} from '../../ports/journal/acceptance.ts';
import { type AcceptedItem, firstProgress, type Progress } from './data/state.ts';
import { type NewestChanges, noNewestChanges } from './newest-change.ts';

/** The operation that used an idempotency key first, with the fingerprint of its input. */
export type FirstUse = { readonly operation: Operation; readonly fingerprint: string | null };

/** An item that broke a rule. It is never sent. `named` is the target that its caller named. */
export type RefusedItem = { readonly item: null; readonly named: ItemTarget };

/** A new operation with its items, each with its progress at the same place. */
export type NewOperation = {
  readonly operation: Operation;
  readonly deadline: number;
  readonly items: readonly (AcceptedItem | RefusedItem)[];
  readonly progress: readonly Progress[];
};

/** The answer to a further use of a key: the same input is a replay, and another input is a mismatch. */
export const answerOf = (
  { operation, fingerprint }: FirstUse,
  idempotency: Pick<Idempotency, 'fingerprint'>,
): EarlierUse =>
  fingerprint === idempotency.fingerprint ? { type: 'replayed', operation } : { type: 'mismatch' };

export const acceptedItem = (
  { id: operationId, client, kind }: Pick<Operation, 'id' | 'client' | 'kind'>,
  index: number,
  { shape, change, target }: Pick<AcceptedItem, 'target' | 'change'> & Pick<QueuedItem, 'shape'>,
): AcceptedItem => ({
  item: { operationId, index, client, channel: change.channel, kind, shape },
  target,
  change,
});

const itemOf = (operation: Operation, draft: DraftItem, index: number): AcceptedItem | RefusedItem =>
  'failure' in draft ? { item: null, named: draft.named } : acceptedItem(operation, index, draft);

/** Whether an operation that may not be sent twice was retried before. Its retry can be retried instead. */
export const isRetriedTwice = (
  { kind, retryOf }: Pick<OperationDraft, 'kind' | 'retryOf'>,
  hasRetries: boolean,
): boolean => retryOf !== undefined && hasRetries && !isRepeatable(kind);

/** A relative change has no older value: it is new whenever it is accepted. */
const retryOfDraft = ({ kind, retryOf }: OperationDraft, id: OperationId): RetryOf | null => {
  if (!retryOf) return null;
  return isRepeatable(kind) ? retryOf : { ...retryOf, first: id };
};

/**
 * Makes an operation of a draft whose key was not used before. Refused items end at once, and the others are queued. The
 * value of a retry is as old as the operation that accepted it first, so an item of a retry ends as SUPERSEDED at once if
 * a newer change of its target was accepted and not canceled, even if that change failed.
 */
export const accept = (
  draft: OperationDraft,
  id: OperationId,
  newest: NewestChanges = noNewestChanges,
): NewOperation => {
  const { client, kind, createdAt, deadline } = draft;
  const retryOf = retryOfDraft(draft, id);
  const queued = firstProgress(deadline);
  const valuesOf = retryOf?.first ?? id;
  let failedCount = 0;
  let supersededCount = 0;
  const progress = draft.items.map((item, index): Progress => {
    if ('failure' in item) {
      failedCount += 1;
      return { ...queued, state: 'FAILED', outcome: { state: 'FAILED', failure: item.failure } };
    }
    const newer = newest[index];
    if (!newer || newer.first <= valuesOf) return queued;
    supersededCount += 1;
    return { ...queued, state: 'SUPERSEDED', outcome: { state: 'SUPERSEDED', by: newer.operationId } };
  });
  const itemCount = draft.items.length;
  const operation: Operation = {
    id,
    client,
    kind,
    idempotencyKey: draft.idempotency?.key ?? null,
    retryOf,
    createdAt,
    completedAt: failedCount + supersededCount === itemCount ? createdAt : null,
    sequence: 1,
    itemCount,
    appliedCount: 0,
    failedCount,
    supersededCount,
    canceledCount: 0,
    unknownCount: 0,
  };
  const items = draft.items.map((item, index) => itemOf(operation, item, index));
  return { operation, deadline, items, progress };
};

/** The answer for an operation that was made: its items to queue, and the items of a retry that ended at once. */
export const acceptanceOf = ({
  operation,
  items,
  progress,
}: NewOperation): Extract<Acceptance, { readonly type: 'accepted' }> => {
  const queued: QueuedItem[] = [];
  const superseded = new Map<ChannelId, number>();
  for (const [index, { item }] of items.entries()) {
    if (!item) continue;
    if (progress[index]?.state === 'QUEUED') queued.push(item);
    else superseded.set(item.channel, (superseded.get(item.channel) ?? 0) + 1);
  }
  const ended = [...superseded].map(([channel, count]) => {
    return { channel, kind: operation.kind, state: 'SUPERSEDED', count } as const;
  });
  return { type: 'accepted', operation, queued, ended };
};
