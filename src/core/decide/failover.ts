import type { ChannelId, RequestId } from '../../domain/ids.ts';
import { isRepeatable, type QueuedItem } from '../../domain/operation.ts';
import type { RequestOutcome } from '../../domain/vendor-request.ts';
import { countBy } from '../../lib/count-by.ts';
import type { Recovery, RetryingItem } from '../../ports/journal/requests.ts';
import { isAcceptedBefore, isWaiting, type LoadedItem, type Progress, sharing } from './data/state.ts';
import { type ItemWrite, noWrites, type RequestWrite, requestWrite, type Writes } from './data/writes.ts';
import { requeuedInDoubt, retryingItemOf } from './transitions/requeue.ts';

/** A request of a gateway that stopped. It is open, or one of its items is in flight. */
export type UnfinishedRequest = {
  readonly id: RequestId;
  readonly channel: ChannelId;
  readonly outcome: RequestOutcome;
  readonly deadline: number;
  readonly earlyCallback: unknown;
};

/** An item that has not ended. */
export type UnfinishedItem = Omit<LoadedItem, 'change' | 'target'>;

/** Everything that a stopped gateway had in progress. */
export type Abandoned = {
  readonly items: readonly UnfinishedItem[];
  readonly requests: readonly UnfinishedRequest[];
};

export type Failover = {
  readonly writes: Writes;
  /** The items and requests that the gateway owns from now on, and those of channels that it does not serve. */
  readonly taken: Abandoned;
  readonly left: Abandoned;
  readonly recovery: Recovery;
};

const countByChannel = (items: readonly UnfinishedItem[]): ReadonlyMap<ChannelId, number> =>
  countBy(items, ({ item }) => item.channel);

const inOrder = (items: readonly UnfinishedItem[]): readonly UnfinishedItem[] =>
  items.toSorted((a, b) => (isAcceptedBefore(a.item, b.item) ? -1 : 1));

/** The channels of the work that is left, including those of requests without waiting items. */
const countLeft = ({ items, requests }: Abandoned): ReadonlyMap<ChannelId, number> => {
  const none = requests
    .filter(({ outcome }) => outcome === 'AWAITING_CALLBACK')
    .map(({ channel }) => [channel, 0] as const);
  return new Map([...none, ...countByChannel(items)]);
};

const recoveryOf = ({ items, requests }: Abandoned, left: Abandoned): Recovery => {
  const queued: QueuedItem[] = [];
  const retrying: RetryingItem[] = [];
  for (const { item, progress } of inOrder(items)) {
    if (!isWaiting(progress)) continue;
    const waits = retryingItemOf(item, progress);
    if (waits) retrying.push(waits);
    else queued.push(item);
  }
  return {
    queued,
    retrying,
    underWay: countByChannel(items),
    awaited: requests
      .filter(({ outcome }) => outcome === 'AWAITING_CALLBACK')
      .map(({ id, deadline, earlyCallback }) => ({ id, deadline, earlyCallback }))
      .toSorted((a, b) => a.id - b.id),
    left: countLeft(left),
  };
};

/**
 * Recovers what a gateway that stopped had in progress. A request that was being sent may have reached the vendor, so
 * it is INTERRUPTED, and its items are requeued: their absolute values are sent again, in order. Items that wait for a
 * callback still wait for it. Work of channels that are not in `served` is left; null stands for all channels.
 *
 * An adjustment that was being sent is not sent again, unless the vendor refused its request. It holds its target and
 * waits for evidence until the deadline of its request, as if the vendor had accepted the request.
 *
 * `isQueuedInDoubt` is set after a loss of power, which may have undone the claim of a queued item, but not the request
 * that was sent for it. The claim of an adjustment is on the disk before the adjustment is sent, so it is not in doubt.
 */
export const failover = (
  { items, requests }: Abandoned,
  {
    served,
    isQueuedInDoubt,
  }: { readonly served: ReadonlySet<ChannelId> | null; readonly isQueuedInDoubt: boolean },
): Failover => {
  const requeue = sharing((before, _: null): Progress => requeuedInDoubt(before));
  const hold = sharing((before, _: null): Progress => ({ ...before, state: 'AWAITING_CALLBACK' }));
  const held = new Set<RequestId>();
  const refused = new Set(requests.filter(({ outcome }) => outcome === 'REFUSED').map(({ id }) => id));
  const writes: ItemWrite[] = [];
  const after = items.map((row): UnfinishedItem => {
    const { requestId, state } = row.progress;
    const isHeld =
      !isRepeatable(row.item.kind) && state === 'SENDING' && requestId !== null && !refused.has(requestId);
    if (isHeld) held.add(requestId);
    const wasPerhapsSent =
      state === 'SENDING' ||
      (isQueuedInDoubt &&
        isRepeatable(row.item.kind) &&
        isWaiting(row.progress) &&
        !row.progress.mayHaveApplied);
    if (!wasPerhapsSent) return row;
    const progress = isHeld ? hold(row.progress, null) : requeue(row.progress, null);
    writes.push({ row, after: progress });
    return { ...row, progress };
  });
  const reopened = requests.map((request): UnfinishedRequest => {
    if (held.has(request.id)) return { ...request, outcome: 'AWAITING_CALLBACK' };
    return request.outcome === 'SENDING' ? { ...request, outcome: 'INTERRUPTED' } : request;
  });
  const concluded = reopened.flatMap(({ id, outcome }, at): readonly RequestWrite[] =>
    outcome === requests[at]?.outcome ? [] : [requestWrite(id, { outcome })],
  );
  const isServed = (channel: ChannelId): boolean => served === null || served.has(channel);
  const open = reopened.filter(({ outcome }) => outcome === 'AWAITING_CALLBACK');
  const taken: Abandoned = {
    items: after.filter(({ item }) => isServed(item.channel)),
    requests: open.filter(({ channel }) => isServed(channel)),
  };
  const left: Abandoned = {
    items: after.filter(({ item }) => !isServed(item.channel)),
    requests: open.filter(({ channel }) => !isServed(channel)),
  };
  return {
    writes: { ...noWrites, items: writes, requests: concluded },
    taken,
    left,
    recovery: recoveryOf(taken, left),
  };
};

/**
 * The work that a gateway hands on of channels that it no longer serves: everything except what is being sent, which it
 * keeps until there is an outcome.
 */
export const handOn = ({ items, requests }: Abandoned): Abandoned => ({
  items: items.filter(({ progress }) => progress.state !== 'SENDING'),
  requests: requests.filter(({ outcome }) => outcome === 'AWAITING_CALLBACK'),
});
