import { type AcceptedItem, isAcceptedBefore, type Place } from '../../../core/decide/data/state.ts';
import type { ChannelId, TargetKey } from '../../../domain/ids.ts';
import { isSameItem, type QueuedItem } from '../../../domain/operation.ts';

/** The items that wait for a target, in the order they were accepted, and the one in flight. */
export type TargetQueue = { readonly waiting: readonly QueuedItem[]; readonly inFlight: QueuedItem | null };
type MutableQueue = { readonly waiting: QueuedItem[]; inFlight: QueuedItem | null };

type OnTarget = Pick<AcceptedItem, 'item' | 'target'>;
type Move = { readonly on: OnTarget; readonly from: Place; readonly to: Place };

const empty: TargetQueue = { waiting: [], inFlight: null };

/** Almost always at the end. Only an item that is requeued comes before another one. */
const insert = (waiting: QueuedItem[], item: QueuedItem): void => {
  let at = waiting.length;
  for (let before = waiting[at - 1]; before && isAcceptedBefore(item, before); before = waiting[at - 1])
    at -= 1;
  if (at === waiting.length) waiting.push(item);
  else waiting.splice(at, 0, item);
};

/** Almost always the item waits alone. */
const remove = (waiting: QueuedItem[], item: QueuedItem): void => {
  const [first] = waiting;
  if (first && waiting.length === 1 && isSameItem(first, item)) {
    waiting.pop();
    return;
  }
  const at = waiting.findIndex((one) => isSameItem(one, item));
  if (at >= 0) waiting.splice(at, 1);
};

/**
 * Every unfinished item, by its target, in memory. It equals the rows. The limit of pending items bounds its size.
 * A transaction moves items here when it writes their rows.
 */
export const createTargetQueues = () => {
  const channels = new Map<ChannelId, Map<TargetKey, MutableQueue>>();
  let moves: Move[] = [];

  const find = (channel: ChannelId, target: TargetKey) => channels.get(channel)?.get(target);
  const queuesOf = (channel: ChannelId): Map<TargetKey, MutableQueue> => {
    const found = channels.get(channel);
    if (found) return found;
    const queues = new Map<TargetKey, MutableQueue>();
    channels.set(channel, queues);
    return queues;
  };

  const apply = ({ on: { item, target }, from, to }: Move): void => {
    const queues = queuesOf(item.channel);
    const queue = queues.get(target);
    if (!queue) {
      if (to !== null)
        queues.set(target, {
          waiting: to === 'queued' ? [item] : [],
          inFlight: to === 'in flight' ? item : null,
        });
      return;
    }
    if (from === 'queued') remove(queue.waiting, item);
    if (from === 'in flight') queue.inFlight = null;
    if (to === 'queued') insert(queue.waiting, item);
    if (to === 'in flight') queue.inFlight = item;
    if (queue.waiting.length === 0 && !queue.inFlight) queues.delete(target);
  };

  return {
    get: (channel: ChannelId, target: TargetKey): TargetQueue => find(channel, target) ?? empty,
    isPending: (channel: ChannelId, target: TargetKey): boolean => find(channel, target) !== undefined,
    /** Throws for a second item of a target in flight. */
    move: (on: OnTarget, from: Place, to: Place): void => {
      if (to === 'in flight' && find(on.item.channel, on.target)?.inFlight)
        throw new Error(`Two items of ${on.item.channel} ${on.target} would be in flight`);
      const move = { on, from, to };
      apply(move);
      moves.push(move);
    },
    /** Every item that waits or is in flight, in no order. */
    every: (): readonly QueuedItem[] =>
      [...channels.values()].flatMap((queues) =>
        [...queues.values()].flatMap(({ waiting, inFlight }) =>
          inFlight ? [inFlight, ...waiting] : waiting,
        ),
      ),
    /** Targets of this channel with an item that waits or is in flight, `limit` at most. */
    targetsOf: (channel: ChannelId, limit: number): readonly TargetKey[] => [
      ...(channels.get(channel)?.keys().take(limit) ?? []),
    ],
    /** The number of unfinished items of each channel. */
    count: (): ReadonlyMap<ChannelId, number> => {
      const counts = new Map<ChannelId, number>();
      for (const [channel, queues] of channels) {
        let items = 0;
        for (const { waiting, inFlight } of queues.values()) items += waiting.length + (inFlight ? 1 : 0);
        if (items > 0) counts.set(channel, items);
      }
      return counts;
    },
    committed: (): void => {
      moves = [];
    },
    /** Undoes every move since the last commit. */
    rolledBack: (): void => {
      for (const { on, from, to } of moves.reverse()) apply({ on, from: to, to: from });
      moves = [];
    },
  };
};

export type TargetQueues = ReturnType<typeof createTargetQueues>;
