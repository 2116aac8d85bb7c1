import type { ChannelId } from '../../domain/ids.ts';
import type { OperationKind, QueuedItem } from '../../domain/operation.ts';
import type { Channel } from '../../ports/channel.ts';
import type { ClaimableState } from '../../ports/journal/requests.ts';
import type { CreateRateLimiter, RateLimiter } from '../../ports/rate-limiter.ts';
import { type Channels, writerOf } from '../channels/channels.ts';
import { type BatchQueue, createBatchQueue } from './batch-queue.ts';
import { createHealthTracker, type HealthTracker } from './channel-health.ts';
import { createCircuitBreaker } from './circuit-breaker.ts';
import { createReadLimit, createStartWrite, type ReadLimit } from './rate-limit.ts';
import { createRequestExecutor, type RequestExecutor, type RequestExecutorDeps } from './request-executor.ts';
import { createRetryBudget, withBudget } from './retry/retry-budget.ts';
import { createRetryQueue, type RetryQueue } from './retry/retry-queue.ts';
import type { ChannelWriter } from './send-request.ts';

export type ChannelQueueDeps = Omit<
  RequestExecutorDeps,
  | 'current'
  | 'breaker'
  | 'budget'
  | 'runInSlot'
  | 'random'
  | 'onRetried'
  | 'startWrite'
  | 'onResult'
  | 'readLimitOf'
> & {
  readonly channels: Pick<Channels, 'get' | 'configuredOrRemoved' | 'named' | 'use'>;
  readonly createRateLimiter: CreateRateLimiter;
  readonly isDraining: () => boolean;
  readonly unfinishedItems: () => number;
  readonly onStatusChanged: (channel: ChannelId) => void;
};

/**
 * The delivery of one channel: its rate limiter, an executor per kind of change, and a batch queue per kind and shape of
 * rows. It survives a reload of the channel. Queued items then continue, in order, with the new channel.
 */
export type ChannelQueue = {
  readonly rateLimiter: RateLimiter;
  readonly readLimit: ReadLimit;
  readonly health: HealthTracker['health'];
  /** The items that wait for their next try. */
  readonly retryQueue: RetryQueue;
  /** Null if the channel takes no change of this kind. */
  executorFor(kind: OperationKind): RequestExecutor | null;
  /** Null if the channel takes no change of the item's kind. */
  batchQueueFor(item: QueuedItem): BatchQueue | null;
  /** To be called when the channels were replaced, or the gateway begins to drain. */
  refresh(): void;
};

export const createChannelQueue = (first: Channel, deps: ChannelQueueDeps): ChannelQueue => {
  const { id } = first;
  const { channels, clock, isDraining, unfinishedItems } = deps;
  const rateLimiter = deps.createRateLimiter(first);
  const executors = new Map<OperationKind, RequestExecutor>();
  const queues = new Map<string, BatchQueue>();
  const retryQueues = new Map<string, BatchQueue>();
  const writers = new Map<OperationKind, ChannelWriter>();
  /** How many requests the breaker lets run. */
  let allowed = Number.POSITIVE_INFINITY;

  /** Nothing starts for a channel that was removed from the settings. Its items wait until it comes back. */
  const allow = (count: number): void => {
    allowed = count;
    rateLimiter.limitRunning(channels.get(id) && !isDraining() ? allowed : 0);
  };
  const breaker = createCircuitBreaker(
    {
      stopAll: () => {
        allow(0);
        tracker.onBreakerChanged();
      },
      allowOne: () => {
        allow(1);
        tracker.onProbeAllowed();
      },
      allowAll: () => {
        allow(Number.POSITIVE_INFINITY);
        tracker.onBreakerChanged();
      },
    },
    clock,
  );
  const startWrite = createStartWrite(rateLimiter);
  const readLimit = createReadLimit(rateLimiter);
  const latest = (): Channel => channels.configuredOrRemoved(id) ?? first;
  const budget = createRetryBudget(() => latest().limits.retriesPerMinute, clock);
  const retryRateLimiter = withBudget(rateLimiter, budget);
  const retryQueue = createRetryQueue({
    ...deps,
    channel: id,
    requeue: (items) => {
      for (const [client, own] of Map.groupBy(items, (item) => item.client)) {
        for (const [queue, some] of Map.groupBy(own, retryBatchQueueFor)) queue?.add(client, some);
      }
    },
    retryForMs: () => latest().limits.retryForMs,
    isConfigured: () => channels.get(id) !== undefined,
  });
  const tracker = createHealthTracker({
    rateLimiter,
    breaker,
    clock,
    queues,
    retryQueue,
    onStatusChanged: () => deps.onStatusChanged(id),
  });

  const currentWriter = (kind: OperationKind): ChannelWriter | null => {
    const channel = latest();
    const cached = writers.get(kind);
    if (cached?.channel === channel) return cached;
    const writer = writerOf(channel, kind);
    if (!writer) return null;
    const current = { channel, writer };
    writers.set(kind, current);
    return current;
  };

  const executorFor = (kind: OperationKind): RequestExecutor | null => {
    const existing = executors.get(kind);
    if (existing || !currentWriter(kind)) return existing ?? null;
    const current = () => {
      const found = currentWriter(kind);
      if (!found) throw new Error(`The channel ${first.key} has lost its writer of ${kind}`);
      return found;
    };
    const executor = createRequestExecutor({
      ...deps,
      current,
      breaker,
      budget,
      runInSlot: (task) => rateLimiter.run(task, true),
      random: Math.random,
      onRetried: retryQueue.remove,
      startWrite,
      readLimitOf: () => readLimit,
      onResult: tracker.onResult,
    });
    executors.set(kind, executor);
    return executor;
  };

  const batchQueueIn = (
    group: Map<string, BatchQueue>,
    { kind, shape }: QueuedItem,
    limiter: Pick<RateLimiter, 'run'>,
    from: ClaimableState,
  ): BatchQueue | null => {
    const name = `${kind}/${shape}`;
    const existing = group.get(name);
    if (existing) return existing;
    const executor = executorFor(kind);
    const maxRowsPerRequest = currentWriter(kind)?.writer.maxRowsPerRequest;
    if (!executor || maxRowsPerRequest === undefined) return null;
    const queue = createBatchQueue({
      rateLimiter: limiter,
      maxRowsPerRequest,
      execute: (items) => executor.execute(items, from),
      clock,
      unfinishedItems,
    });
    group.set(name, queue);
    return queue;
  };
  /** Retries have batch queues of their own, because each of their requests takes one try from the retry budget. */
  const retryBatchQueueFor = (item: QueuedItem): BatchQueue | null =>
    batchQueueIn(retryQueues, item, retryRateLimiter, 'RETRYING');

  allow(allowed);
  return {
    rateLimiter,
    readLimit,
    health: tracker.health,
    retryQueue,
    executorFor,
    batchQueueFor: (item) => batchQueueIn(queues, item, rateLimiter, 'QUEUED'),
    refresh: () => {
      const channel = channels.get(id);
      if (channel) rateLimiter.setLimits(channel.limits);
      allow(allowed);
    },
  };
};
