import type { OperationId } from '../../domain/ids.ts';
import type { SendResult } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Throttle } from '../../ports/throttle.ts';
import type { ChannelHealth, ChannelStatus } from '../gateway.ts';
import type { Lane } from './batch-queue.ts';
import type { Breaker } from './breaker.ts';
import type { Retries } from './retries.ts';

/** Keeps what there is to know about how a channel does. */
export type ChannelWatch = {
  onResult(result: SendResult): void;
  /** Requests are held back from now on, or are no more. */
  onHoldBack(): void;
  health(): Omit<ChannelHealth, 'itemsUnderWay' | 'heldBack'>;
};

export const watchChannel = (
  throttle: Pick<Throttle, 'running'>,
  breaker: Pick<Breaker, 'isHeldBack'>,
  clock: Clock,
  lanes: ReadonlyMap<string, Lane>,
  retries: Pick<Retries, 'size' | 'oldest'>,
  onStatusChanged: () => void,
): ChannelWatch => {
  let failing = false;
  let lastFailure: { readonly message: string; readonly at: number } | null = null;
  let told: ChannelStatus = 'UP';

  const status = (): ChannelStatus => (breaker.isHeldBack() ? 'DOWN' : failing ? 'DEGRADED' : 'UP');

  const tellChange = (): void => {
    const now = status();
    if (now === told) return;
    told = now;
    onStatusChanged();
  };

  /** Ids of operations rise with time. */
  const oldestQueued = (): OperationId | null =>
    lanes
      .values()
      .flatMap((lane) => lane.heads())
      .reduce<OperationId | null>(
        (oldest, { operationId }) => (oldest === null || operationId < oldest ? operationId : oldest),
        retries.oldest(),
      );

  return {
    onResult: (result) => {
      failing = result.type === 'unavailable';
      if (result.type === 'unavailable') lastFailure = { message: result.failure.message, at: clock.now() };
      tellChange();
    },
    onHoldBack: tellChange,
    health: () => ({
      status: status(),
      queuedItems: lanes.values().reduce((sum, lane) => sum + lane.size, retries.size),
      oldestQueued: oldestQueued(),
      requestsInFlight: throttle.running,
      lastFailure: lastFailure?.message ?? null,
      lastFailureAt: lastFailure?.at ?? null,
    }),
  };
};
