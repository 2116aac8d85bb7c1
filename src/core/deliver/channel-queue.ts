import type { ChannelId } from '../../domain/ids.ts';
import type { OperationKind, QueuedItem } from '../../domain/operation.ts';
import type { Channel } from '../../ports/channel.ts';
import type { CreateThrottle, Throttle } from '../../ports/throttle.ts';
import type { Channels } from '../channels.ts';
import { type AnyWriter, anyWriterOf } from '../query/any-writer.ts';
import { createLane, type Lane, type LaneParts } from './batch-queue.ts';
import { createBreaker } from './breaker.ts';
import { type ChannelWatch, watchChannel } from './health.ts';
import { createPace } from './rate-limit.ts';
import { createReadPath, type ReadPath } from './read-path.ts';
import { type Courier, type CourierParts, createCourier } from './request-executor.ts';
import { createRetries, type Retries } from './retries.ts';
import { createRetryBudget } from './retry-budget.ts';
import { withBudget } from './retry-throttle.ts';

export type DeskParts = Omit<
  CourierParts,
  'current' | 'breaker' | 'budget' | 'runInSlot' | 'random' | 'onClaimed' | 'pace' | 'onResult'
> & {
  readonly channels: Pick<Channels, 'get' | 'last' | 'named' | 'use'>;
  readonly createThrottle: CreateThrottle;
  readonly isDraining: () => boolean;
  readonly itemsInHand: LaneParts['itemsInHand'];
  readonly onStatusChanged: (channel: ChannelId) => void;
};

/**
 * What one channel keeps busy: its throttle, a courier a kind of write, a lane a shape of rows. A desk outlives the
 * channel it was made for: what is in line goes on, in order, with the one that takes its place.
 */
export type Desk = {
  readonly throttle: Throttle;
  readonly watch: ChannelWatch;
  readonly readPath: ReadPath;
  courierFor(kind: OperationKind): Courier | null;
  laneFor(item: QueuedItem): Lane | null;
  /** The items that wait for their next try. */
  readonly retries: Retries;
  /** Goes by the channel as it is now, and by whether the gateway drains. */
  refresh(): void;
};

type CurrentWriter = { readonly channel: Channel; readonly writer: AnyWriter };

export const createDesk = (first: Channel, parts: DeskParts): Desk => {
  const { id } = first;
  const { channels, clock, isDraining, itemsInHand } = parts;
  const throttle = parts.createThrottle(first);
  const couriers = new Map<OperationKind, Courier>();
  const lanes = new Map<string, Lane>();
  const retryLanes = new Map<string, Lane>();
  const writers = new Map<OperationKind, CurrentWriter>();
  let allowed = Number.POSITIVE_INFINITY;

  /** A channel that was taken away takes up nothing more: what is in line waits for it to come back. */
  const allow = (count: number): void => {
    allowed = count;
    throttle.allow(channels.get(id) && !isDraining() ? allowed : 0);
  };
  const gate = {
    close: () => {
      allow(0);
      watch.onHoldBack();
    },
    openForOne: () => allow(1),
    open: () => {
      allow(Number.POSITIVE_INFINITY);
      watch.onHoldBack();
    },
  };
  const breaker = createBreaker(gate, clock);
  const pace = createPace(throttle);
  const latest = (): Channel => channels.last(id) ?? first;
  const budget = createRetryBudget(() => latest().limits.retriesPerMinute, clock);
  const paidThrottle = withBudget(throttle, budget);
  const retries = createRetries({
    ...parts,
    channel: id,
    offer: (items) => {
      for (const [client, own] of Map.groupBy(items, (item) => item.client)) {
        for (const [lane, some] of Map.groupBy(own, retryLaneFor)) lane?.add(client, some);
      }
    },
    retryForMs: () => latest().limits.retryForMs,
    isServed: () => channels.get(id) !== undefined,
  });
  const watch = watchChannel(throttle, breaker, clock, lanes, retries, () => parts.onStatusChanged(id));

  const writerOf = (kind: OperationKind): CurrentWriter | null => {
    const channel = latest();
    const known = writers.get(kind);
    if (known?.channel === channel) return known;
    const writer = anyWriterOf(channel, kind);
    if (!writer) return null;
    const current = { channel, writer };
    writers.set(kind, current);
    return current;
  };

  const courierFor = (kind: OperationKind): Courier | null => {
    const known = couriers.get(kind);
    if (known || !writerOf(kind)) return known ?? null;
    const current = () => {
      const found = writerOf(kind);
      if (!found) throw new Error(`The channel ${first.key} has lost its writer of ${kind}`);
      return found;
    };
    const courier = createCourier({
      ...parts,
      current,
      breaker,
      budget,
      runInSlot: (task) => throttle.run(task, true),
      random: Math.random,
      onClaimed: retries.claimed,
      pace,
      onResult: watch.onResult,
    });
    couriers.set(kind, courier);
    return courier;
  };

  const laneIn = (
    group: Map<string, Lane>,
    { kind, shape }: QueuedItem,
    through: Pick<Throttle, 'run'>,
  ): Lane | null => {
    const name = `${kind}/${shape}`;
    const known = group.get(name);
    if (known) return known;
    const courier = courierFor(kind);
    const maxRowsPerRequest = writerOf(kind)?.writer.maxRowsPerRequest;
    if (!courier || maxRowsPerRequest === undefined) return null;
    const { deliver } = courier;
    const lane = createLane({ throttle: through, maxRowsPerRequest, deliver, clock, itemsInHand });
    group.set(name, lane);
    return lane;
  };
  /** Items that were tried before have lanes of their own: each of their requests costs a try, and no other does. */
  const retryLaneFor = (item: QueuedItem): Lane | null => laneIn(retryLanes, item, paidThrottle);

  allow(allowed);
  return {
    retries,
    throttle,
    watch,
    readPath: createReadPath(throttle),
    courierFor,
    laneFor: (item) => laneIn(lanes, item, throttle),
    refresh: () => {
      const channel = channels.get(id);
      if (channel) throttle.keepTo(channel.limits);
      allow(allowed);
    },
  };
};
