import { anonymousClient, asOperationId } from '../../src/domain/ids.ts';
import type { Operation } from '../../src/domain/operation.ts';
import type { EventBus } from '../../src/ports/event-bus.ts';

/** An operation in its state at a sequence. */
export const operationAt = (sequence: number, completedAt: number | null = null): Operation => ({
  id: asOperationId(1),
  client: anonymousClient,
  kind: 'STOCK_SET',
  idempotencyKey: null,
  retryOf: null,
  createdAt: 1_000,
  completedAt,
  sequence,
  itemCount: 1,
  appliedCount: completedAt === null ? 0 : 1,
  failedCount: 0,
  supersededCount: 0,
  canceledCount: 0,
  unknownCount: 0,
});

/** A bus that counts its listeners. */
export const countingBus = (bus: EventBus) => {
  let count = 0;
  const counted = (stop: () => void): (() => void) => {
    let isListening = true;
    count += 1;
    return () => {
      if (isListening) count -= 1;
      isListening = false;
      stop();
    };
  };
  return {
    bus: {
      ...bus,
      onOperationChanged: (id, listener) => counted(bus.onOperationChanged(id, listener)),
      onStockChanged: (listener) => counted(bus.onStockChanged(listener)),
    } satisfies EventBus,
    listeners: () => count,
  };
};
