import { isGuarded } from '../../../domain/changes/guard.ts';
import { noWatermarks, withKept } from '../../../domain/changes/watermark.ts';
import type { RequestId } from '../../../domain/ids.ts';
import type { Claim } from '../../../ports/journal/journal.ts';
import type { ClaimedRow, RequestDraft } from '../../../ports/journal/requests.ts';
import { type LoadedItem, sharing } from '../data/state.ts';
import type { ItemWrite, NewRequest } from '../data/writes.ts';

export type Opened = {
  readonly request: NewRequest | null;
  readonly items: readonly ItemWrite[];
  /** The rows with the values to send. */
  readonly sent: Claim['request'];
};

const nothing: Opened = { request: null, items: [], sent: null };

/** Opens a request with these items, which are then in flight. Without an item it opens none. */
export const openRequest = (
  items: readonly LoadedItem[],
  id: RequestId,
  attempt: number,
  draft: RequestDraft,
): Opened => {
  if (items.length === 0) return nothing;
  const send = sharing((before, requestId: RequestId) => ({
    ...before,
    state: 'SENDING',
    requestId,
    deadline: draft.deadline,
  }));
  const rows = items.map(({ item: { operationId, index }, change, progress }): ClaimedRow => {
    const retry = progress.retry ?? null;
    if (isGuarded(change)) return { operationId, index, change, retry, isInDoubt: progress.mayHaveApplied };
    return { operationId, index, change: withKept(change, progress.kept ?? noWatermarks), retry };
  });
  return {
    request: { id, attempt, draft, rows },
    items: items.map((row) => ({ row, after: send(row.progress, id) })),
    sent: { id, attempt, rows },
  };
};
