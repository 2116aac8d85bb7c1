import type { Retry } from '../../../domain/item.ts';
import type { QueuedItem } from '../../../domain/operation.ts';
import type { RetryingItem } from '../../../ports/journal/requests.ts';
import type { Progress } from '../data/state.ts';

/**
 * Requeues an item. If a try of it failed before, it waits for its next try (RETRYING), otherwise until it is next
 * in its queue (QUEUED). The next claim decides again which values of the change are sent. Until then, a
 * retrying item keeps the values that were sent, because a late callback may still end it.
 */
export const requeued = ({ kept, ...before }: Progress): Progress =>
  before.retry
    ? { ...before, ...(kept && { kept }), state: 'RETRYING', deadline: before.retry.until }
    : { ...before, state: 'QUEUED' };

/** A try failed: the item waits for its next try. */
export const retriedLater = (before: Progress, retry: Retry): Progress =>
  requeued({
    ...before,
    retry,
    mayHaveApplied:
      before.mayHaveApplied ||
      retry.outcome.state === 'OUTCOME_UNKNOWN' ||
      retry.outcome.failure.mayHaveApplied,
  });

/** The gateway that sent the item stopped. The vendor may have received it. */
export const requeuedInDoubt = (before: Progress): Progress => ({
  ...requeued(before),
  mayHaveApplied: true,
});

/** The item with the state of its tries; null unless it is RETRYING. */
export const retryingItemOf = (
  item: QueuedItem,
  { requestId, retry, state }: Progress,
): RetryingItem | null =>
  state === 'RETRYING' && retry && requestId !== null ? { item, requestId, retry } : null;
