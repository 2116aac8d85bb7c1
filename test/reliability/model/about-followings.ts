import type { OperationId } from '../../../src/domain/ids.ts';
import type { Diary, Following } from './diary.ts';
import type { Kept } from './examine.ts';

const aboutOne = ({ id, events, items, isOver }: Following, kept: Kept | undefined): readonly string[] => {
  if (!kept) return [`Operation ${id} was answered and is gone`];
  if (!isOver) return [`The subscriber of operation ${id} was never told of its end`];
  const rises = events.every(({ sequence }, at) => at === 0 || sequence >= (events[at - 1]?.sequence ?? 0));
  const missed = kept.items.filter(({ index, progress }) => {
    const told = items.get(index)?.progress;
    // What became of an unknown outcome may be known once the stream is over.
    return told?.state !== 'OUTCOME_UNKNOWN' && JSON.stringify(told) !== JSON.stringify(progress);
  });
  return [
    ...(rises ? [] : [`The events of operation ${id} are out of order`]),
    ...missed.map(({ index }) => `The subscriber of operation ${id} missed the end of item ${index}`),
  ];
};

/** A subscriber misses nothing, whichever gateways it was connected to. */
export const aboutFollowings = (
  { followings }: Diary,
  kept: ReadonlyMap<OperationId, Kept>,
): readonly string[] => followings.flatMap((following) => aboutOne(following, kept.get(following.id)));
