import type PQueue from 'p-queue';
import type { SendResult } from '../../ports/channel.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ChannelHealth } from '../gateway.ts';
import type { DeliveryPolicy } from './policy.ts';

/** Keeps what there is to know about how a channel does. */
export type ChannelWatch = {
  onResult(result: SendResult): void;
  /** Counts an item that waits, until `taken` resolves. */
  waiting(taken: Promise<void>): void;
  health(): ChannelHealth;
};

export const watchChannel = (slots: PQueue, policy: DeliveryPolicy, clock: Clock): ChannelWatch => {
  let queuedItems = 0;
  let failing = false;
  let lastFailure: { readonly message: string; readonly at: number } | null = null;

  return {
    onResult: (result) => {
      failing = result.type === 'unavailable';
      if (result.type === 'unavailable') lastFailure = { message: result.failure.message, at: clock.now() };
    },
    waiting: (taken) => {
      queuedItems += 1;
      void taken.finally(() => {
        queuedItems -= 1;
      });
    },
    health: () => ({
      status: policy.isHeldBack() ? 'DOWN' : failing ? 'DEGRADED' : 'UP',
      queuedItems,
      requestsInFlight: slots.pending,
      lastFailure: lastFailure?.message ?? null,
      lastFailureAt: lastFailure?.at ?? null,
    }),
  };
};
