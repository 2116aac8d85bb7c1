import { type ChannelId, keyOf } from '../../domain/ids.ts';
import type { ItemRef, OperationKind, QueuedItem } from '../../domain/operation.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Concluded, RetryingItem } from '../../ports/journal/requests.ts';
import type { BatchQueue } from './batch-queue.ts';
import { type ChannelQueue, type ChannelQueueDeps, createChannelQueue } from './channel-queue.ts';
import type { ReadLimit } from './rate-limit.ts';
import type { EarlierRequest } from './send-request.ts';

export type DispatcherDeps = Omit<ChannelQueueDeps, 'isDraining'>;

export type Dispatcher = {
  /**
   * Queues items for sending. An item that may not be sent yet stays queued in the journal, and comes back through
   * `Changes.unblocked`.
   */
  enqueue(items: readonly QueuedItem[]): void;
  /** Drops items that were canceled, so that they take no memory until their channel has a slot. */
  drop(items: readonly QueuedItem[]): void;
  /** Queues items again when the time of their next try has come. */
  retryLater(items: readonly RetryingItem[]): void;
  /**
   * Sends rows of an earlier request again, as a request of their own. Resolves once the journal has moved the rows.
   * `concluded` is the outcome of the earlier request if it has no row left. False if the channel is not configured.
   */
  resend(
    channel: ChannelId,
    kind: OperationKind,
    earlier: EarlierRequest,
    rows: readonly ItemRef[],
    concluded: Concluded,
  ): Promise<boolean>;
  healthOf(channel: Channel): ReturnType<ChannelQueue['health']>;
  readLimitOf(channel: Channel): ReadLimit;
  /** The channels were replaced. Queued items continue with the new ones. */
  refresh(): void;
  /** Starts no further request. Resolves when every running request is finished. */
  drain(): Promise<void>;
};

/** Whether two items wait in the same batch queue, for the same client. */
const isAlike = (a: QueuedItem, b: QueuedItem): boolean =>
  a.client === b.client && a.shape === b.shape && a.channel === b.channel && a.kind === b.kind;

const nameOf = ({ operationId, index }: ItemRef): string => `${operationId}/${index}`;

/** Distributes items to the queues of their channels. */
export const createDispatcher = (deps: DispatcherDeps): Dispatcher => {
  const { channels, log } = deps;
  let draining = false;
  const queues = new Map<ChannelId, ChannelQueue>();
  /** Items of an earlier run whose channel, or whose account of a channel, is not configured. */
  const waiting: QueuedItem[] = [];
  const waitingToRetry: RetryingItem[] = [];

  const queueOf = (id: ChannelId): ChannelQueue | null => {
    const existing = queues.get(id);
    const channel = existing ? null : channels.configuredOrRemoved(id);
    if (!channel) return existing ?? null;
    const queue = createChannelQueue(channel, { ...deps, isDraining: () => draining });
    queues.set(id, queue);
    return queue;
  };

  const existingQueueOf = ({ id }: Channel): ChannelQueue => {
    const queue = queueOf(id);
    if (!queue) throw new Error(`No such channel: ${id}`);
    return queue;
  };

  const addAlike = (item: QueuedItem, alike: readonly QueuedItem[]): void => {
    const queue = queueOf(item.channel)?.batchQueueFor(item);
    if (queue) queue.add(item.client, alike);
    else waiting.push(...alike);
  };

  /** Logs one line per channel. The report of held-back work covers another account of a configured channel. */
  const reportWaiting = (newcomers: readonly QueuedItem[]): void => {
    for (const [id, items] of Map.groupBy(newcomers, ({ channel }) => channel)) {
      const channel = keyOf(id);
      if (channels.configuredOrRemoved(id) || !channels.named(channel))
        log.warn({ channel, items: items.length }, 'Items wait for a channel that is not configured');
    }
  };

  const enqueue = (items: readonly QueuedItem[]): void => {
    const waitedBefore = waiting.length;
    let alike: QueuedItem[] = [];
    for (const item of items) {
      const [first = item] = alike;
      if (!isAlike(first, item)) {
        addAlike(first, alike);
        alike = [];
      }
      alike.push(item);
    }
    const [first] = alike;
    if (first) addAlike(first, alike);
    if (waiting.length > waitedBefore) reportWaiting(waiting.slice(waitedBefore));
  };

  const retryLater = (items: readonly RetryingItem[]): void => {
    if (items.length === 0) return;
    for (const [channel, own] of Map.groupBy(items, ({ item }) => item.channel)) {
      const queue = queueOf(channel);
      if (queue) {
        queue.retryQueue.add(own);
        continue;
      }
      reportWaiting(own.map(({ item }) => item));
      waitingToRetry.push(...own);
    }
  };

  const drop = (items: readonly QueuedItem[]): void => {
    const gone = new Set(items.map(nameOf));
    const isGone = (item: ItemRef): boolean => gone.has(nameOf(item));
    const dropped = new Set<BatchQueue>();
    for (const item of items) {
      const queue = queueOf(item.channel)?.batchQueueFor(item);
      // The items of one operation have one client.
      if (!queue || dropped.size === dropped.add(queue).size) continue;
      queue.remove(item.client, isGone);
    }
    const left = waiting.filter((item) => !isGone(item));
    if (left.length < waiting.length) waiting.splice(0, waiting.length, ...left);
  };

  return {
    enqueue,
    drop,
    retryLater,
    resend: async (channel, kind, earlier, rows, concluded) => {
      const queue = queueOf(channel);
      const executor = queue?.executorFor(kind);
      if (!queue || !executor) return false;
      // The rows belong to the new request before it has a slot. If the gateway stops now, the next start recovers them.
      const request = await executor.reopen(earlier, rows, concluded);
      if (request) queue.rateLimiter.run(() => executor.sendReopened(request), true);
      return true;
    },
    healthOf: (channel) => existingQueueOf(channel).health(),
    readLimitOf: (channel) => existingQueueOf(channel).readLimit,
    refresh: () => {
      for (const queue of queues.values()) queue.refresh();
      enqueue(waiting.splice(0));
      retryLater(waitingToRetry.splice(0));
    },
    drain: async () => {
      draining = true;
      for (const queue of queues.values()) queue.refresh();
      await Promise.all(
        [...queues.values()].map(async ({ rateLimiter, retryQueue }) => {
          retryQueue.stop();
          await rateLimiter.idle();
          await rateLimiter.close();
        }),
      );
    },
  };
};
