import { Repeater } from '@graphql-yoga/subscription';
import type { OperationId } from '../domain/ids.ts';
import { operationStatus } from '../domain/operation.ts';
import type { EventBus } from '../ports/event-bus.ts';
import type { OperationEvent } from './gateway.ts';
import type { SharedReads } from './shared-reads.ts';

/**
 * Events of an operation after `after`, to its end: first what is there, then whatever changes. A slow reader gets
 * several changes in one event and misses none. A Repeater, since it lets go of the bus the moment its reader leaves.
 */
export const watchOperation = (
  id: OperationId,
  after: number,
  { journal, bus }: { readonly journal: Pick<SharedReads, 'operationSince'>; readonly bus: EventBus },
): AsyncIterable<OperationEvent> =>
  new Repeater<OperationEvent>(async (push, stop) => {
    let wake = () => {};
    let changed = true;
    const stopListening = bus.onOperationChanged(id, () => {
      changed = true;
      wake();
    });
    let stopped = false;
    void stop.then(() => {
      stopped = true;
      stopListening();
      wake();
    });

    let sequence = after;
    let first = true;
    while (!stopped) {
      if (changed) {
        changed = false;
        const found = await journal.operationSince(id, sequence);
        if (!found) break;
        const { operation, items } = found;
        const completed = operationStatus(operation) === 'COMPLETED';
        if (first || completed || operation.sequence > sequence) {
          first = false;
          sequence = operation.sequence;
          await push({ sequence, operation, items, completed });
        }
        if (completed) break;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
    stop();
  });
