import type { ChannelId, RequestId } from '../../domain/ids.ts';
import type { ItemRef, OperationKind, QueuedItem } from '../../domain/operation.ts';
import type { Channel } from '../../ports/channel.ts';
import type { CreateThrottle, Throttle } from '../../ports/throttle.ts';
import { anyWritersOf } from '../any-writer.ts';
import type { ChannelHealth } from '../gateway.ts';
import { type Courier, type CourierParts, createCourier } from './courier.ts';
import { type ChannelWatch, watchChannel } from './health.ts';
import { createLane, type Lane } from './lane.ts';
import { createPace } from './pace.ts';
import { createDeliveryPolicy, type Gate } from './policy.ts';

export type DispatcherParts = Omit<CourierParts, 'channel' | 'writer' | 'policy' | 'pace' | 'onResult'> & {
  readonly channels: ReadonlyMap<ChannelId, Channel>;
  readonly createThrottle: CreateThrottle;
};

export type Dispatcher = {
  /** Puts items in line. One whose turn has not come stays queued in the journal and is offered again. */
  enqueue(items: readonly QueuedItem[]): void;
  /** Sends rows of an earlier request again, by themselves. */
  redeliver(channel: ChannelId, kind: OperationKind, previous: RequestId, rows: readonly ItemRef[]): void;
  healthOf(channel: Channel): ChannelHealth;
  /** Takes up nothing more; resolves once every request under way is through. */
  drain(): Promise<void>;
};

/** What one channel keeps busy: its throttle, a courier a kind of write, a lane a shape of rows. */
type Desk = {
  readonly throttle: Throttle;
  readonly watch: ChannelWatch;
  readonly couriers: ReadonlyMap<OperationKind, Courier>;
  laneFor(item: QueuedItem): Lane | null;
};

const createDesk = (channel: Channel, parts: DispatcherParts, isDraining: () => boolean): Desk => {
  const { clock } = parts;
  const throttle = parts.createThrottle(channel);
  const gate: Gate = {
    close: () => throttle.allow(0),
    openForOne: () => throttle.allow(isDraining() ? 0 : 1),
    open: () => throttle.allow(isDraining() ? 0 : Number.POSITIVE_INFINITY),
  };
  const policy = createDeliveryPolicy(gate, clock);
  const pace = createPace(throttle);
  const lanes = new Map<string, Lane>();
  const queuedItems = () => lanes.values().reduce((sum, lane) => sum + lane.size, 0);
  const watch = watchChannel(throttle, policy, clock, queuedItems);
  const writers = anyWritersOf(channel);
  const couriers = new Map(
    writers.map((writer) => [
      writer.kind,
      createCourier({ ...parts, channel, writer, policy, pace, onResult: watch.onResult }),
    ]),
  );

  return {
    throttle,
    watch,
    couriers,
    laneFor: ({ kind, shape }) => {
      const courier = couriers.get(kind);
      const writer = writers.find((one) => one.kind === kind);
      if (!courier || !writer) return null;
      const name = `${kind}/${shape}`;
      const lane = lanes.get(name) ?? createLane(throttle, writer.maxRowsPerRequest, courier.deliver, clock);
      lanes.set(name, lane);
      return lane;
    },
  };
};

export const createDispatcher = (parts: DispatcherParts): Dispatcher => {
  let draining = false;
  const desks = new Map(
    [...parts.channels.values()].map((channel) => [channel.id, createDesk(channel, parts, () => draining)]),
  );

  return {
    enqueue: (items) => {
      for (const item of items) {
        const desk = desks.get(item.channel);
        const lane = desk?.laneFor(item);
        // The channel was taken out of the settings while it had work: the item waits for it to come back.
        if (!desk || !lane) parts.log.warn({ ...item }, 'An item waits for a channel that is not configured');
        else lane.add(item.client, item);
      }
    },
    redeliver: (channel, kind, previous, rows) => {
      const desk = desks.get(channel);
      const courier = desk?.couriers.get(kind);
      // The rows are the new request's from now on, though it waits for a slot: a stop leaves them to the next start.
      courier?.reopen(previous, rows).then(
        (request) => {
          if (desk && request) desk.throttle.run(() => courier.carry(request), true);
        },
        (error: unknown) => parts.log.error({ err: error, channel }, 'A further request could not be opened'),
      );
    },
    healthOf: (channel) => {
      const desk = desks.get(channel.id);
      if (!desk) throw new Error(`No such channel: ${channel.id}`);
      return desk.watch.health();
    },
    drain: async () => {
      draining = true;
      const throttles = [...desks.values()].map(({ throttle }) => throttle);
      for (const throttle of throttles) throttle.allow(0);
      await Promise.all(throttles.map((throttle) => throttle.settled()));
    },
  };
};
