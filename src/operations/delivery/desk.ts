import type { ChannelId } from '../../domain/ids.ts';
import type { OperationKind, QueuedItem } from '../../domain/operation.ts';
import type { Channel } from '../../ports/channel.ts';
import type { CreateThrottle, Throttle } from '../../ports/throttle.ts';
import { type AnyWriter, anyWriterOf } from '../any-writer.ts';
import type { Channels } from '../channels.ts';
import { type Courier, type CourierParts, createCourier } from './courier.ts';
import { type ChannelWatch, watchChannel } from './health.ts';
import { createLane, type Lane, type LaneParts } from './lane.ts';
import { createPace } from './pace.ts';
import { createDeliveryPolicy } from './policy.ts';
import { createReadPath, type ReadPath } from './read-path.ts';

export type DeskParts = Omit<CourierParts, 'current' | 'policy' | 'pace' | 'onResult'> & {
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
  const policy = createDeliveryPolicy(gate, clock);
  const pace = createPace(throttle);
  const watch = watchChannel(throttle, policy, clock, lanes, () => parts.onStatusChanged(id));

  const writerOf = (kind: OperationKind): CurrentWriter | null => {
    const channel = channels.last(id) ?? first;
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
    const courier = createCourier({ ...parts, current, policy, pace, onResult: watch.onResult });
    couriers.set(kind, courier);
    return courier;
  };

  allow(allowed);
  return {
    throttle,
    watch,
    readPath: createReadPath(throttle),
    courierFor,
    laneFor: ({ kind, shape }) => {
      const name = `${kind}/${shape}`;
      const known = lanes.get(name);
      if (known) return known;
      const courier = courierFor(kind);
      const maxRowsPerRequest = writerOf(kind)?.writer.maxRowsPerRequest;
      if (!courier || maxRowsPerRequest === undefined) return null;
      const { deliver } = courier;
      const lane = createLane({ throttle, maxRowsPerRequest, deliver, clock, itemsInHand });
      lanes.set(name, lane);
      return lane;
    },
    refresh: () => {
      const channel = channels.get(id);
      if (channel) throttle.keepTo(channel.limits);
      allow(allowed);
    },
  };
};
