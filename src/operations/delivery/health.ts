import type { SendResult } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Throttle } from '../../ports/throttle.ts';
import type { ChannelHealth } from '../gateway.ts';
import type { DeliveryPolicy } from './policy.ts';

/** Keeps what there is to know about how a channel does. */
export type ChannelWatch = {
  onResult(result: SendResult): void;
  health(): ChannelHealth;
};

export const watchChannel = (
  throttle: Pick<Throttle, 'running'>,
  policy: DeliveryPolicy,
  clock: Clock,
  queuedItems: () => number,
): ChannelWatch => {
  let failing = false;
  let lastFailure: { readonly message: string; readonly at: number } | null = null;

  return {
    onResult: (result) => {
      failing = result.type === 'unavailable';
      if (result.type === 'unavailable') lastFailure = { message: result.failure.message, at: clock.now() };
    },
    health: () => ({
      status: policy.isHeldBack() ? 'DOWN' : failing ? 'DEGRADED' : 'UP',
      queuedItems: queuedItems(),
      requestsInFlight: throttle.running,
      lastFailure: lastFailure?.message ?? null,
      lastFailureAt: lastFailure?.at ?? null,
    }),
  };
};
