import type { OperationId } from '../../domain/ids.ts';
import { operationStatus } from '../../domain/operation.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EventBus } from '../../ports/event-bus.ts';
import type { Journal } from '../../ports/journal.ts';

/** What ended before anybody listened is found after so long; hardly anything does. Milliseconds. */
const lookAfter = 50;

/** Resolves when the operation is completed, or after `waitMs`; the work goes on regardless. */
export const waitForCompletion = (
  id: OperationId,
  waitMs: number,
  parts: { readonly bus: EventBus; readonly clock: Clock; readonly journal: Pick<Journal, 'operations'> },
): Promise<void> => {
  if (waitMs === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const letGo = () => {
      stopListening();
      stopTimer();
    };
    const end = () => {
      letGo();
      resolve();
    };
    const look = () => {
      parts.journal.operations([id]).then(
        ([operation]) => {
          if (!operation || operationStatus(operation) === 'COMPLETED') end();
        },
        (error: Error) => {
          letGo();
          reject(error);
        },
      );
    };
    const stopListening = parts.bus.onOperationChanged(id, look);
    const waitOn = (ms: number): void => {
      stopTimer = parts.clock.after(ms, end);
    };
    const lookOnce = (): void => {
      waitOn(waitMs - lookAfter);
      look();
    };
    let stopTimer = () => {};
    if (waitMs <= lookAfter) waitOn(waitMs);
    else stopTimer = parts.clock.after(lookAfter, lookOnce);
  });
};
