import type { RequestId } from '../../domain/ids.ts';
import { isRepeatable } from '../../domain/operation.ts';
import type { Claim } from '../../ports/journal/journal.ts';
import type { Concluded, RequestDraft } from '../../ports/journal/requests.ts';
import {
  createItemSet,
  isInFlight,
  type LoadedItem,
  type LoadedRequest,
  type Progress,
  sharing,
} from './data/state.ts';
import { type Decision, noWrites, requestWrite } from './data/writes.ts';
import { openRequest } from './transitions/open-request.ts';

export type ResendCommand = {
  readonly draft: RequestDraft;
  /** The outcome of the earlier request if it waits for a callback and has no row left. */
  readonly concluded: Concluded;
};

export type LoadedResend = {
  readonly earlier: LoadedRequest | null;
  /** The items to send again, in the order given; null for an unknown item. */
  readonly rows: readonly (LoadedItem | null)[];
};

/**
 * Whether the vendor certainly applied nothing of the earlier request. It refused it at once, or it reported by its
 * callback that the request failed. Only then is an adjustment sent again.
 */
const isRefused = ({ outcome }: LoadedRequest, concluded: Concluded): boolean =>
  outcome === 'REFUSED' ||
  (concluded === 'CALLED_BACK' && (outcome === 'AWAITING_CALLBACK' || outcome === 'CALLED_BACK'));

/** Opens another request with rows of an earlier one that are still in flight with it. They are sent unchanged. */
export const resend = (
  { draft, concluded }: ResendCommand,
  { earlier, rows: named }: LoadedResend,
  requestId: RequestId,
): Decision<Claim['request']> => {
  if (!earlier) return { writes: noWrites, result: null };
  const resent = createItemSet();
  const again = named.filter(
    (row): row is LoadedItem =>
      row?.progress.requestId === earlier.id &&
      isInFlight(row.progress) &&
      (isRepeatable(row.item.kind) || isRefused(earlier, concluded)) &&
      resent.add(row.item),
  );
  // The vendor left the rows without an outcome, so they may have been applied. A read that shows another quantity does not
  // disprove it: the vendor may have sold since.
  const isInDoubt = concluded === 'TIMED_OUT' || earlier.outcome === 'ANSWERED';
  const doubt = sharing((before, mayHaveApplied: true): Progress => ({ ...before, mayHaveApplied }));
  const rows = isInDoubt ? again.map((row) => ({ ...row, progress: doubt(row.progress, true) })) : again;
  const { request, items, sent } = openRequest(rows, requestId, earlier.attempt + 1, draft);
  const isLeft = earlier.rows.some(({ item, progress }) => isInFlight(progress) && !resent.has(item));
  const isConcluded = request !== null && earlier.outcome === 'AWAITING_CALLBACK' && !isLeft;
  return {
    writes: {
      ...noWrites,
      items,
      opened: request,
      requests: isConcluded ? [requestWrite(earlier.id, { outcome: concluded })] : [],
    },
    result: sent,
  };
};
