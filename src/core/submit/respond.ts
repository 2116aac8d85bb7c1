import type { OperationId } from '../../domain/ids.ts';
import { type Operation, operationStatus } from '../../domain/operation.ts';
import { assertNever } from '../../lib/assert-never.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EventBus } from '../../ports/event-bus.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import { JournalInDoubt, JournalUnavailable } from '../../ports/journal/journal-unavailable.ts';
import type { Dispatcher } from '../deliver/dispatcher.ts';
import { AcceptedUnread, type Submitted } from '../gateway.ts';
import { waitForCompletion } from '../subscribe/operation-events.ts';
import type { Accepted } from './accept.ts';
import { refused } from './refusals.ts';

export type RespondDeps = {
  readonly journal: Pick<Journal, 'operationSince' | 'operations'>;
  readonly bus: EventBus;
  readonly clock: Clock;
  readonly dispatcher: Pick<Dispatcher, 'enqueue'>;
  /** The burst of the item rate. Null without a limit. */
  readonly itemsAtOnce: number | null;
};

/** How a mutation is answered. */
export type ResponseOptions = {
  /** Milliseconds. */
  readonly waitMs: number;
  /** The number of items, and their place in the input. */
  readonly provided: number;
  readonly itemsPath: readonly string[];
  whenAccepted?(operation: OperationId): void;
};

/** Answers a mutation by its acceptance: queues its items, and waits for their outcomes. */
export const createRespond = (deps: RespondDeps) => {
  const { journal, dispatcher, itemsAtOnce } = deps;

  const completion = async (operation: Operation, waitMs: number): Promise<void> => {
    if (operationStatus(operation) === 'RUNNING') await waitForCompletion(operation.id, waitMs, deps);
  };
  const read = async (
    operation: Operation,
    completed: Promise<void>,
    replayed: boolean,
  ): Promise<Submitted> => {
    await completed;
    const found = await journal.operationSince(operation.id, 0);
    if (!found) throw new Error(`Operation ${operation.id} was accepted and is not in the journal`);
    return { type: 'accepted', ...found, replayed };
  };
  const answer = (operation: Operation, completed: Promise<void>, replayed: boolean): Promise<Submitted> =>
    read(operation, completed, replayed).catch((error: unknown) => {
      // A journal in doubt executes nothing, and may have lost the acceptance when it is opened again.
      const isSure = error instanceof JournalUnavailable && !(error instanceof JournalInDoubt);
      throw isSure ? new AcceptedUnread(operation.id, error) : error;
    });

  return async (accepted: Accepted, options: ResponseOptions): Promise<Submitted> => {
    switch (accepted.type) {
      case 'overloaded':
        return refused({
          code: 'OVERLOADED',
          message: `Too many items are under way: try again in ${accepted.retryAfter} s. Nothing was accepted.`,
          retryAfter: accepted.retryAfter,
        });
      case 'rate-limited':
        return refused({
          code: 'RATE_LIMITED',
          message: `You sent more items than you may; ${accepted.remaining} are left now: try again in ${accepted.retryAfter} s. Nothing was accepted.`,
          path: options.itemsPath,
          limit: itemsAtOnce,
          provided: options.provided,
          retryAfter: accepted.retryAfter,
        });
      case 'mismatch':
        return refused({
          code: 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH',
          message: 'This idempotencyKey was used with another input. Use a new key for new input.',
          path: ['input', 'idempotencyKey'],
        });
      case 'retried':
        return refused({
          code: 'NOTHING_TO_RETRY',
          message:
            'The adjustments of the operation were retried before. A second retry could add to the stock twice. Retry the operation in `Operation.retries` instead. Nothing was accepted.',
          path: options.itemsPath,
        });
      case 'replayed':
        options.whenAccepted?.(accepted.operation.id);
        return answer(accepted.operation, completion(accepted.operation, options.waitMs), true);
      case 'accepted': {
        // The wait starts before the items are queued, so that it misses no outcome.
        const completed = completion(accepted.operation, options.waitMs);
        dispatcher.enqueue(accepted.queued);
        options.whenAccepted?.(accepted.operation.id);
        return answer(accepted.operation, completed, false);
      }
      default:
        return assertNever(accepted);
    }
  };
};
