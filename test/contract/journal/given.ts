import { onTestFinished } from 'vitest';
import { type Change, targetOf } from '../../../src/domain/changes/change.ts';
import { guardedShape, isGuarded } from '../../../src/domain/changes/guard.ts';
import { anonymousClient, type OperationId, type RequestId } from '../../../src/domain/ids.ts';
import type { ItemTarget, RowOutcome } from '../../../src/domain/item.ts';
import type { ItemRef, Operation, QueuedItem } from '../../../src/domain/operation.ts';
import type { DraftItem, OperationDraft } from '../../../src/ports/journal/acceptance.ts';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import type { ClaimedRow, RequestDraft } from '../../../src/ports/journal/requests.ts';
import { appliedAt, brokenRule, shop } from '../../support/changes.ts';
import { itemsPage } from '../../support/pages.ts';

/** A journal for one test. `reopen` closes it and opens its files again. */
export type OpenJournal = () => Promise<{
  readonly journal: Journal;
  reopen(): Promise<Journal>;
  close(): Promise<void>;
}>;

export const opened = async (open: OpenJournal) => {
  const found = await open();
  onTestFinished(() => found.close());
  return found;
};

export const queuedDraft = (change: Change, shape = 'plain'): DraftItem => ({
  channel: change.channel,
  change,
  target: targetOf(change),
  shape: isGuarded(change) ? guardedShape(shape) : shape,
});
/** An item that broke a rule. */
export const refusedDraft = (channel: string, more: Partial<ItemTarget> = {}): DraftItem => ({
  named: { channel, productId: null, locationId: null, orderItemId: null, ...more },
  failure: brokenRule,
});
export const failedDraft: DraftItem = refusedDraft('nowhere');

export const draftOf = (
  items: readonly DraftItem[],
  more: Partial<Omit<OperationDraft, 'items'>> = {},
): OperationDraft => ({
  client: anonymousClient,
  kind: 'STOCK_SET',
  createdAt: 1_000,
  deadline: 9_000,
  idempotency: null,
  items,
  ...more,
});

export type Accepted = { readonly operation: Operation; readonly queued: readonly QueuedItem[] };

export const acceptDraft = async (journal: Journal, draft: OperationDraft): Promise<Accepted> => {
  const acceptance = await journal.accept(draft);
  if (acceptance.type !== 'accepted') throw new Error(`Not accepted: ${acceptance.type}`);
  return acceptance;
};

/** Accepts one operation with these changes. */
export const accept = (journal: Journal, ...changes: readonly Change[]): Promise<Accepted> =>
  acceptDraft(
    journal,
    draftOf(
      changes.map((change) => queuedDraft(change)),
      { kind: changes[0]?.kind ?? 'STOCK_SET' },
    ),
  );

export const requestDraft = (more: Partial<RequestDraft> = {}): RequestDraft => ({
  channel: shop,
  kind: 'STOCK_SET',
  sentAt: 2_000,
  callbackHash: null,
  deadline: 8_000,
  ...more,
});

export const claim = (journal: Journal, items: readonly ItemRef[], more: Partial<RequestDraft> = {}) =>
  journal.claim(items, requestDraft(more), 'QUEUED');

/** Claims items for a retry. */
export const claimAgain = (journal: Journal, items: readonly ItemRef[]) =>
  journal.claim(items, requestDraft(), 'RETRYING');

export type Taken = { readonly id: RequestId; readonly rows: readonly ClaimedRow[] };
export const some = (request: Taken | null): Taken => {
  if (!request) throw new Error('No request was opened');
  return request;
};

/** Accepts the changes as one operation and opens a request with all of them. */
export const send = async (
  journal: Journal,
  changes: readonly Change[],
  more: Partial<RequestDraft> = {},
) => {
  const { operation, queued } = await accept(journal, ...changes);
  const { request } = await claim(journal, queued, { kind: operation.kind, ...more });
  return { operation, queued, request: some(request) };
};

export const settleAll = (
  journal: Journal,
  { id, rows }: Taken,
  outcome: RowOutcome = appliedAt(3_000),
  at = 3_000,
) =>
  journal.settle({
    requestId: id,
    at,
    outcome: 'ANSWERED',
    exchange: { httpStatus: 200, vendorRequestId: null },
    rows: rows.map((row) => ({ ...row, outcome })),
  });

/** Sends the changes and makes the vendor apply them. */
export const apply = async (journal: Journal, ...changes: readonly Change[]) => {
  const sent = await send(journal, changes);
  await settleAll(journal, sent.request);
  return sent;
};

export const operationOf = async (journal: Journal, id: OperationId): Promise<Operation> => {
  const [operation] = await journal.operations([id]);
  if (!operation) throw new Error(`No operation ${id}`);
  return operation;
};

export const itemsOf = async (journal: Journal, id: OperationId) =>
  (await journal.items(itemsPage(id))).nodes;

export const statesOf = async (journal: Journal, id: OperationId) =>
  (await itemsOf(journal, id)).map((item) => item.progress.state);

export const refsOf = (items: readonly ItemRef[]) =>
  items.map(({ operationId, index }) => [operationId, index]);
