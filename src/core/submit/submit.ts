import type { ItemLimits } from '../../domain/item-limits.ts';
import { type Operation, type OperationKind, operationStatus } from '../../domain/operation.ts';
import { assertNever } from '../../lib/assert-never.ts';
import type { EventBus } from '../../ports/event-bus.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import { JournalInDoubt, JournalUnavailable } from '../../ports/journal/journal-unavailable.ts';
import type { Dispatcher } from '../deliver/dispatcher.ts';
import {
  AcceptedUnread,
  type Checked,
  type CheckOf,
  type Refused,
  type Submission,
  type Submitted,
} from '../gateway.ts';
import { waitForCompletion } from '../subscribe/operation-events.ts';
import { type AcceptDeps, createAccept } from './accept.ts';
import { createDryRun } from './dry-run.ts';
import type { InputOf } from './inputs.ts';
import { optionsIn } from './items/product-change.ts';
import { createValidateItems } from './items/validate-items.ts';
import { refused } from './refusals.ts';

export type SubmitDeps = Omit<AcceptDeps, 'validateItems'> & {
  readonly journal: Pick<
    Journal,
    | 'accept'
    | 'earlierUse'
    | 'operationSince'
    | 'operations'
    | 'stockLevels'
    | 'pendingTargets'
    | 'products'
    | 'locations'
    | 'pollPosition'
  >;
  readonly itemLimits: ItemLimits;
  readonly bus: EventBus;
  readonly dispatcher: Dispatcher;
  readonly maxItems: number;
  /** The burst of the item rate. Null without a limit. */
  readonly itemsAtOnce: number | null;
};

/** The number of options in the items. Each one is a stock level in the journal and an event for subscribers. */
const optionsOf = (items: readonly InputOf[OperationKind][]): number => {
  let count = 0;
  for (const item of items) {
    if ('options' in item && item.options) count += item.options.length;
    else if ('optionGroups' in item) count += optionsIn(item.optionGroups);
  }
  return count;
};

type Limits = Pick<SubmitDeps, 'maxItems' | 'itemLimits'>;

/** Why a mutation is too large; null if it is not. */
const sizeRefusal = (
  items: readonly InputOf[OperationKind][],
  { maxItems, itemLimits }: Limits,
): Refused | null => {
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
  if (options <= itemLimits.optionsOfMutation) return null;
  return refused({
    code: 'TOO_MANY_ITEMS',
    message: `At most ${itemLimits.optionsOfMutation} options a mutation, those of all items together: split the list. Nothing was accepted.`,
    path: ['input', 'items'],
    limit: itemLimits.optionsOfMutation,
    provided: options,
  });
};

/** Handles a mutation: accepts it, queues its items, and waits for their outcomes. */
export const createSubmit = (deps: SubmitDeps) => {
  const { journal, dispatcher, itemsAtOnce } = deps;
  const validateItems = createValidateItems(deps.channels, deps.itemLimits);
  const accept = createAccept({ ...deps, validateItems });
  const dryRun = createDryRun({ ...deps, validateItems });

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

  const submit = async <Kind extends OperationKind>(submission: Submission<Kind>): Promise<Submitted> => {
    const { items, waitMs } = submission;
    const tooLarge = sizeRefusal(items, deps);
    if (tooLarge) return tooLarge;
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

  return {
    submit,
    /** Checks a mutation without accepting it. */
    check: async <Kind extends OperationKind>(submission: CheckOf<Kind>): Promise<Checked> =>
      sizeRefusal(submission.items, deps) ?? { type: 'checked', items: await dryRun(submission) },
  };
};
