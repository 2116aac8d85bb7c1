import type { OperationId } from '../../domain/ids.ts';
import type { SendResult } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { RateLimiter } from '../../ports/rate-limiter.ts';
import type { ChannelHealth, ChannelStatus } from '../gateway.ts';
import type { BatchQueue } from './batch-queue.ts';
import type { CircuitBreaker } from './circuit-breaker.ts';
import { createRecentRequests } from './recent-requests.ts';
import type { RetryQueue } from './retry/retry-queue.ts';

export type HealthDeps = {
  readonly rateLimiter: Pick<RateLimiter, 'running'>;
  readonly breaker: Pick<CircuitBreaker, 'holdsBack'>;
  readonly clock: Clock;
  readonly queues: ReadonlyMap<string, BatchQueue>;
  readonly retryQueue: Pick<RetryQueue, 'size' | 'oldest'>;
  readonly onStatusChanged: () => void;
};

/** Derives the health of a channel from its results and its queues. */
export type HealthTracker = {
  /** A request with this number of items ended after this time. */
  onResult(result: SendResult, items: number, durationMs: number): void;
  /** To be called when the breaker opens or closes. */
  onBreakerChanged(): void;
  /** To be called when the breaker lets a probe pass. Without an item that waits, nothing is held back any longer. */
  onProbeAllowed(): void;
  health(): Omit<ChannelHealth, 'itemsUnderWay' | 'heldBack' | 'catalogSyncedAt' | 'driftCount'>;
};

export const createHealthTracker = (deps: HealthDeps): HealthTracker => {
  const { rateLimiter, breaker, clock, queues, retryQueue, onStatusChanged } = deps;
  const recent = createRecentRequests(clock);
  let failing = false;
  let lastFailure: { readonly message: string; readonly at: number } | null = null;
  let reported: ChannelStatus = 'UP';

  const status = (): ChannelStatus => (breaker.holdsBack() ? 'DOWN' : failing ? 'DEGRADED' : 'UP');

  const queuedItems = (): number => queues.values().reduce((sum, queue) => sum + queue.size, retryQueue.size);

  const reportChange = (): void => {
    const now = status();
    if (now === reported) return;
    reported = now;
    onStatusChanged();
  };

  /** Ids of operations rise with time, so the least id is the oldest operation. */
  const oldestQueued = (): OperationId | null =>
    queues
      .values()
      .flatMap((queue) => queue.heads())
      .reduce<OperationId | null>(
        (oldest, { operationId }) => (oldest === null || operationId < oldest ? operationId : oldest),
        retryQueue.oldest(),
      );

  return {
    onResult: (result, items, durationMs) => {
      recent.add(items, durationMs);
      failing = result.type === 'unavailable';
      if (result.type === 'unavailable') lastFailure = { message: result.failure.message, at: clock.now() };
      reportChange();
    },
    onBreakerChanged: reportChange,
    onProbeAllowed: () => {
      if (queuedItems() === 0) reportChange();
    },
    health: () => ({
      status: status(),
      queuedItems: queuedItems(),
      oldestQueued: oldestQueued(),
      requestsInFlight: rateLimiter.running,
      ...recent.rates(),
      lastFailure: lastFailure?.message ?? null,
      lastFailureAt: lastFailure?.at ?? null,
    }),
  };
};
