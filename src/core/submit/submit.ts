import { type Operation, type OperationKind, operationStatus } from '../../domain/operation.ts';
import { assertNever } from '../../lib/assert-never.ts';
import type { EventBus } from '../../ports/event-bus.ts';
import type { Journal } from '../../ports/journal.ts';
import { JournalInDoubt, JournalUnavailable } from '../../ports/journal-unavailable.ts';
import type { Dispatcher } from '../deliver/dispatcher.ts';
import type { Submission, Submitted, UserError } from '../gateway.ts';
import { waitForCompletion } from '../subscribe/operation-events.ts';
import { type AcceptParts, createAccept } from './accept.ts';
import { AcceptedUnread } from './accepted-unread.ts';
import type { InputOf } from './inputs.ts';
import { optionsIn } from './items/oversize.ts';

export type SubmitParts = AcceptParts & {
  readonly journal: Pick<Journal, 'accept' | 'earlierUse' | 'operationSince' | 'operations'>;
  readonly bus: EventBus;
  readonly dispatcher: Dispatcher;
  readonly maxItems: number;
  /** Items that a client may send at once; null where there is no limit. */
  readonly itemsAtOnce: number | null;
};

const refused = (error: Pick<UserError, 'code' | 'message'> & Partial<UserError>): Submitted => ({
  type: 'refused',
  errors: [{ path: null, limit: null, provided: null, retryAfter: null, ...error }],
});

/** How many options the items name. Each one is a stock level of the journal and an event for watchers. */
const optionsOf = (items: readonly InputOf[OperationKind][]): number => {
  let count = 0;
  for (const item of items) {
    if ('options' in item && item.options) count += item.options.length;
    else if ('optionGroups' in item) count += optionsIn(item.optionGroups);
  }
  return count;
};

/** From a mutation to its answer: accept, dispatch, wait. */
export const createSubmit = (parts: SubmitParts) => {
  const { journal, dispatcher, maxItems, itemsAtOnce, itemLimits } = parts;
  const accept = createAccept(parts);

  const completion = async (operation: Operation, waitMs: number): Promise<void> => {
    if (operationStatus(operation) === 'RUNNING') await waitForCompletion(operation.id, waitMs, parts);
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
      // A journal in doubt carries nothing out, and may have lost the acceptance itself by its next start.
      const isSure = error instanceof JournalUnavailable && !(error instanceof JournalInDoubt);
      throw isSure ? new AcceptedUnread(operation.id, error) : error;
    });

  return async <Kind extends OperationKind>(submission: Submission<Kind>): Promise<Submitted> => {
    const { items, waitMs } = submission;
    if (items.length > maxItems) {
      return refused({
        code: 'TOO_MANY_ITEMS',
        message: `At most ${maxItems} items a mutation: split the list. Nothing was accepted.`,
        path: ['input', 'items'],
        limit: maxItems,
        provided: items.length,
      });
    }
    const options = optionsOf(items);
    if (options > itemLimits.optionsOfMutation) {
      return refused({
        code: 'TOO_MANY_ITEMS',
        message: `At most ${itemLimits.optionsOfMutation} options a mutation, those of all items together: split the list. Nothing was accepted.`,
        path: ['input', 'items'],
        limit: itemLimits.optionsOfMutation,
        provided: options,
      });
    }
    const accepted = await accept(submission);
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
          path: ['input', 'items'],
          limit: itemsAtOnce,
          provided: items.length,
          retryAfter: accepted.retryAfter,
        });
      case 'mismatch':
        return refused({
          code: 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH',
          message: 'This idempotencyKey was used with another input. Use a new key for new input.',
          path: ['input', 'idempotencyKey'],
        });
      case 'replayed':
        submission.whenAccepted?.(accepted.operation.id);
        return answer(accepted.operation, completion(accepted.operation, waitMs), true);
      case 'accepted': {
        // The wait starts before the items are queued, so that it misses no outcome.
        const completed = completion(accepted.operation, waitMs);
        dispatcher.enqueue(accepted.queued);
        submission.whenAccepted?.(accepted.operation.id);
        return answer(accepted.operation, completed, false);
      }
      default:
        return assertNever(accepted);
    }
  };
};
