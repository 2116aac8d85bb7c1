import { type ChannelId, keyOf } from '../../domain/ids.ts';
import type { ItemRef, OperationKind, QueuedItem } from '../../domain/operation.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Concluded, RetryingItem } from '../../ports/requests.ts';
import { createDesk, type Desk, type DeskParts } from './channel-queue.ts';
import type { ChannelWatch } from './health.ts';
import type { EarlierRequest } from './new-request.ts';
import type { ReadPath } from './read-path.ts';

export type DispatcherParts = Omit<DeskParts, 'isDraining'>;

export type Dispatcher = {
  /** Puts items in line. One whose turn has not come stays queued in the journal and is offered again. */
  enqueue(items: readonly QueuedItem[]): void;
  /** Offers items again when the time for their next try has come. */
  retryLater(items: readonly RetryingItem[]): void;
  /**
   * Sends rows of an earlier request again, by themselves. Resolves once they are the further request's; `concluded` is
   * how the earlier one ended if it has no row left. False when the channel is not there to send them.
   */
  redeliver(
    channel: ChannelId,
    kind: OperationKind,
    earlier: EarlierRequest,
    rows: readonly ItemRef[],
    concluded: Concluded,
  ): Promise<boolean>;
  healthOf(channel: Channel): ReturnType<ChannelWatch['health']>;
  /** How the channel's vendor is read. */
  readPathOf(channel: Channel): ReadPath;
  /** The channels were replaced: what is in line goes on with those that are there now. */
  refresh(): void;
  /** Takes up nothing more; resolves once every request under way is through. */
  drain(): Promise<void>;
};

/** Whether they wait in the same lane, for the same client. */
const isAlike = (a: QueuedItem, b: QueuedItem): boolean =>
  a.client === b.client && a.shape === b.shape && a.channel === b.channel && a.kind === b.kind;

export const createDispatcher = (parts: DispatcherParts): Dispatcher => {
  const { channels, log } = parts;
  let draining = false;
  const desks = new Map<ChannelId, Desk>();
  /** Items of an earlier run whose channel, or whose account of a channel, is not configured: they wait for it. */
  const waiting: QueuedItem[] = [];
  const waitingToRetry: RetryingItem[] = [];

  const deskOf = (id: ChannelId): Desk | null => {
    const known = desks.get(id);
    const channel = known ? null : channels.last(id);
    if (!channel) return known ?? null;
    const desk = createDesk(channel, { ...parts, isDraining: () => draining });
    desks.set(id, desk);
    return desk;
  };

  const knownDeskOf = ({ id }: Channel): Desk => {
    const desk = deskOf(id);
    if (!desk) throw new Error(`No such channel: ${id}`);
    return desk;
  };

  const addToLane = (item: QueuedItem, alike: readonly QueuedItem[]): void => {
    const lane = deskOf(item.channel)?.laneFor(item);
    if (lane) {
      lane.add(item.client, alike);
      return;
    }
    waiting.push(...alike);
  };

  /** One line for each channel. What waits for another account of a configured channel is reported elsewhere. */
  const reportWaiting = (newcomers: readonly QueuedItem[]): void => {
    for (const [id, items] of Map.groupBy(newcomers, ({ channel }) => channel)) {
      const channel = keyOf(id);
      if (channels.last(id) || !channels.named(channel))
        log.warn({ channel, items: items.length }, 'Items wait for a channel that is not configured');
    }
  };

  const enqueue = (items: readonly QueuedItem[]): void => {
    const waitedBefore = waiting.length;
    let alike: QueuedItem[] = [];
    for (const item of items) {
      const [first = item] = alike;
      if (!isAlike(first, item)) {
        addToLane(first, alike);
        alike = [];
      }
      alike.push(item);
    }
    const [first] = alike;
    if (first) addToLane(first, alike);
    if (waiting.length > waitedBefore) reportWaiting(waiting.slice(waitedBefore));
  };

  const retryLater = (items: readonly RetryingItem[]): void => {
    if (items.length === 0) return;
    for (const [channel, own] of Map.groupBy(items, ({ item }) => item.channel)) {
      const desk = deskOf(channel);
      if (desk) {
        desk.retries.add(own);
        continue;
      }
      reportWaiting(own.map(({ item }) => item));
      waitingToRetry.push(...own);
    }
  };

  return {
    enqueue,
    retryLater,
    redeliver: async (channel, kind, earlier, rows, concluded) => {
      const desk = deskOf(channel);
      const courier = desk?.courierFor(kind);
      if (!desk || !courier) return false;
      // The rows are the new request's from now on, though it waits for a slot: a stop leaves them to the next start.
      const request = await courier.reopen(earlier, rows, concluded);
      if (request) desk.throttle.run(() => courier.carryFurther(request), true);
      return true;
    },
    healthOf: (channel) => knownDeskOf(channel).watch.health(),
    readPathOf: (channel) => knownDeskOf(channel).readPath,
    refresh: () => {
      for (const desk of desks.values()) desk.refresh();
      enqueue(waiting.splice(0));
      retryLater(waitingToRetry.splice(0));
    },
    drain: async () => {
      draining = true;
      for (const desk of desks.values()) desk.refresh();
      await Promise.all(
        [...desks.values()].map(async ({ throttle, retries }) => {
          retries.stop();
          await throttle.settled();
          await throttle.close();
        }),
      );
    },
  };
};
