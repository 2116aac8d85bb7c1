import type { OperationId } from '../../../src/domain/ids.ts';
import type { ClientLog, Subscription } from './client-log.ts';
import type { StoredOperation } from './examine.ts';

const checkSubscription = (
  { id, events, items, isOver }: Subscription,
  kept: StoredOperation | undefined,
): readonly string[] => {
  if (!kept) return [`Operation ${id} was answered and is gone`];
  if (!isOver) return [`The subscriber of operation ${id} never received its end`];
  const rises = events.every(({ sequence }, at) => at === 0 || sequence >= (events[at - 1]?.sequence ?? 0));
  const missed = kept.items.filter(({ index, progress }) => {
    const received = items.get(index)?.progress;
    // An unknown outcome may become known after the stream has ended.
    return received?.state !== 'OUTCOME_UNKNOWN' && JSON.stringify(received) !== JSON.stringify(progress);
  });
  return [
    ...(rises ? [] : [`The events of operation ${id} are out of order`]),
    ...missed.map(({ index }) => `The subscriber of operation ${id} missed the end of item ${index}`),
  ];
};

/** A subscriber misses nothing, whichever gateways it was connected to. */
export const checkSubscriptions = (
  { subscriptions }: ClientLog,
  kept: ReadonlyMap<OperationId, StoredOperation>,
): readonly string[] =>
  subscriptions.flatMap((following) => checkSubscription(following, kept.get(following.id)));
