import type { ChannelId, TargetKey } from '../../domain/ids.ts';
import { isSameItem, type QueuedItem } from '../../domain/operation.ts';

/** What waits for a target, in the order it was accepted, and whether an item of it is in flight. */
type Line = { readonly queued: QueuedItem[]; inFlight: boolean };
export type Place = 'queued' | 'in flight' | null;

type AtTarget = { readonly item: QueuedItem; readonly target: TargetKey };
type Move = { readonly at: AtTarget; readonly from: Place; readonly to: Place };

/**
 * Every item that is not at its end, by its target: a mirror of the rows, bounded by what a channel may have under
 * way. It holds that one target is never in two requests: nobody else has the file.
 */
export type Targets = {
  queuedOn(channel: ChannelId, target: TargetKey): readonly QueuedItem[];
  isTaken(channel: ChannelId, target: TargetKey): boolean;
  isPending(channel: ChannelId, target: TargetKey): boolean;
  /** Who changes the state of an item says so here, in the same transaction. Throws for a target that is taken. */
  move(at: AtTarget, from: Place, to: Place): void;
  /** In the order accepted. */
  everyQueued(): readonly QueuedItem[];
  /** How many items are not at their end. */
  readonly size: number;
  /** How many items of each channel are not at their end. */
  count(): ReadonlyMap<ChannelId, number>;
  committed(): void;
  /** Takes back every move since the last commit. */
  rolledBack(): void;
};

const isBefore = (a: QueuedItem, b: QueuedItem): boolean =>
  a.operationId < b.operationId || (a.operationId === b.operationId && a.index < b.index);

/** Almost always at the end: only what is put back stands before another. */
const insert = (queued: QueuedItem[], item: QueuedItem): void => {
  let at = queued.length;
  for (let before = queued[at - 1]; before && isBefore(item, before); before = queued[at - 1]) at -= 1;
  if (at === queued.length) queued.push(item);
  else queued.splice(at, 0, item);
};

/** Nearly always it waits alone. */
const remove = (queued: QueuedItem[], item: QueuedItem): void => {
  const [first] = queued;
  if (first && queued.length === 1 && isSameItem(first, item)) {
    queued.pop();
    return;
  }
  const at = queued.findIndex((one) => isSameItem(one, item));
  if (at >= 0) queued.splice(at, 1);
};

const none: readonly QueuedItem[] = [];

export const createTargets = (): Targets => {
  const channels = new Map<ChannelId, Map<TargetKey, Line>>();
  let moves: Move[] = [];
  let size = 0;

  const find = (channel: ChannelId, target: TargetKey): Line | undefined =>
    channels.get(channel)?.get(target);

  const linesOf = (channel: ChannelId): Map<TargetKey, Line> => {
    const found = channels.get(channel);
    if (found) return found;
    const lines = new Map<TargetKey, Line>();
    channels.set(channel, lines);
    return lines;
  };

  const apply = ({ at: { item, target }, from, to }: Move): void => {
    const lines = linesOf(item.channel);
    const line = lines.get(target);
    size += (to === null ? 0 : 1) - (from === null ? 0 : 1);
    if (!line) {
      if (to !== null)
        lines.set(target, { queued: to === 'queued' ? [item] : [], inFlight: to === 'in flight' });
      return;
    }
    if (from === 'queued') remove(line.queued, item);
    if (from === 'in flight') line.inFlight = false;
    if (to === 'queued') insert(line.queued, item);
    if (to === 'in flight') line.inFlight = true;
    if (line.queued.length === 0 && !line.inFlight) lines.delete(target);
  };

  return {
    queuedOn: (channel, target) => find(channel, target)?.queued ?? none,
    isTaken: (channel, target) => find(channel, target)?.inFlight ?? false,
    isPending: (channel, target) => find(channel, target) !== undefined,
    move: (at, from, to) => {
      if (to === 'in flight' && find(at.item.channel, at.target)?.inFlight)
        throw new Error(`${at.item.channel} ${at.target} is in a request already`);
      const move = { at, from, to };
      apply(move);
      moves.push(move);
    },
    everyQueued: () =>
      [...channels.values()]
        .flatMap((lines) => [...lines.values()].flatMap(({ queued }) => queued))
        .sort((a, b) => (isBefore(a, b) ? -1 : 1)),
    get size() {
      return size;
    },
    count: () => {
      const counts = new Map<ChannelId, number>();
      for (const [channel, lines] of channels) {
        let items = 0;
        for (const { queued, inFlight } of lines.values()) items += queued.length + (inFlight ? 1 : 0);
        if (items > 0) counts.set(channel, items);
      }
      return counts;
    },
    committed: () => {
      moves = [];
    },
    rolledBack: () => {
      for (const { at, from, to } of moves.reverse()) apply({ at, from: to, to: from });
      moves = [];
    },
  };
};
