import type { OperationId } from '../../domain/ids.ts';
import type { ItemTarget } from '../../domain/item.ts';
import type { Operation, QueuedItem } from '../../domain/operation.ts';
import type { Acceptance, DraftItem, Idempotency, OperationDraft } from '../../ports/journal/acceptance.ts';
import { type AcceptedItem, firstProgress, type Progress } from './data/state.ts';

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

export type EarlierUse = Exclude<Acceptance, { readonly type: 'accepted' }>;

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

/** Makes an operation of a draft whose key was not used before. Refused items end at once, and the others are queued. */
export const accept = (draft: OperationDraft, id: OperationId): NewOperation => {
  const { client, kind, createdAt, deadline } = draft;
  const first = firstProgress(deadline);
  let failedCount = 0;
  const progress = draft.items.map((item): Progress => {
    if (!('failure' in item)) return first;
    failedCount += 1;
    return { ...first, state: 'FAILED', outcome: { state: 'FAILED', failure: item.failure } };
  });
  const itemCount = draft.items.length;
  const operation: Operation = {
    id,
    client,
    kind,
    idempotencyKey: draft.idempotency?.key ?? null,
    createdAt,
    completedAt: failedCount === itemCount ? createdAt : null,
    sequence: 1,
    itemCount,
    appliedCount: 0,
    failedCount,
    supersededCount: 0,
    canceledCount: 0,
    unknownCount: 0,
  };
  const items = draft.items.map((item, index) => itemOf(operation, item, index));
  return { operation, deadline, items, progress };
};

export const queuedOf = ({ items }: Pick<NewOperation, 'items'>): readonly QueuedItem[] =>
  items.flatMap(({ item }) => item ?? []);
