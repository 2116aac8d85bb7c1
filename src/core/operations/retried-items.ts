import type { Change } from '../../domain/changes/change.ts';
import { type Item, isPending } from '../../domain/item.ts';
import { isRepeatable } from '../../domain/operation.ts';
import type { ItemStatus, Refused, RetryRequest } from '../gateway.ts';
import { refused } from '../submit/refusals.ts';

type Choice = Pick<RetryRequest, 'statuses' | 'retryableOnly'>;

const statusOf = ({ progress }: Item): ItemStatus => (isPending(progress.state) ? 'PENDING' : progress.state);

/** Whether the request leaves the item out because its failure is not retryable. */
const isLeftOut = ({ progress }: Item, { retryableOnly }: Choice): boolean =>
  retryableOnly && progress.state === 'FAILED' && !progress.failure.retryable;

/**
 * Whether the item may not be sent again, because the vendor may have applied it. A second adjustment would add to the stock
 * twice.
 */
const isInDoubt = ({ kind, progress }: Item): boolean =>
  !isRepeatable(kind) &&
  (progress.state === 'OUTCOME_UNKNOWN' || (progress.state === 'FAILED' && progress.failure.mayHaveApplied));

/** The changes to retry, in the order of the items. An item that broke a rule has no change, because none was accepted. */
export const toRetry = (items: readonly Item[], choice: Choice): readonly Change[] =>
  items.flatMap((item) =>
    item.change && choice.statuses.includes(statusOf(item)) && !isLeftOut(item, choice) && !isInDoubt(item)
      ? [item.change]
      : [],
  );

/** The refusal of a retry without items. It states why each item is left out. */
export const nothingToRetry = (items: readonly Item[], choice: Choice): Refused => {
  const named = items.filter((item) => choice.statuses.includes(statusOf(item)));
  const invalid = named.filter(({ change }) => change === null).length;
  const inDoubt = named.filter(isInDoubt).length;
  const final = named.length - invalid - inDoubt;
  const reasons = [
    items.length > named.length &&
      `${items.length - named.length} have another status than those of the request`,
    invalid > 0 && `${invalid} broke a rule and were never accepted: correct them and send them again`,
    inDoubt > 0 &&
      `${inDoubt} are adjustments that the vendor may have made: read the stock, and send a new adjustment if it is needed`,
    final > 0 &&
      `${final} failed in a way that a retry alone does not help: send \`retryableOnly: false\` to retry them too`,
  ].filter((reason) => reason !== false);
  return refused({
    code: 'NOTHING_TO_RETRY',
    message: `No item of the operation can be retried. Of its ${items.length} items, ${reasons.join('; ')}. Nothing was accepted.`,
    path: ['input', 'operationId'],
  });
};
