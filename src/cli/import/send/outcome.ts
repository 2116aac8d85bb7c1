import type { Unanswered } from '../../client/gateway.ts';
import type { ImportStockMutation } from '../generated/graphql.ts';
import type { Refusal } from '../rows/refusal.ts';

/** What became of a row. */
export type Outcome = {
  /** A status of an item, or REFUSED: the import did not send the row. */
  readonly status: string;
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean | null;
  readonly vendorCode: string;
  readonly operationId: string;
};

/** Why an import ends before its last row. */
export type Stop =
  | Unanswered
  /** The gateway has these rows already. `at` is null if it has others under the same key. */
  | { readonly type: 'imported-before'; readonly at: string | null };

type Result = NonNullable<ImportStockMutation['setStock']>['results'][number];

const outcomeOf = (result: Result, operationId: string): Outcome => ({
  status: result.status,
  code: 'code' in result ? result.code : '',
  message: 'message' in result ? result.message : '',
  retryable: 'retryable' in result ? result.retryable : null,
  vendorCode: ('vendorCode' in result ? result.vendorCode : null) ?? '',
  operationId,
});

/** The outcomes of the results of one operation. Equal ones in a row are one object, because nearly all are equal. */
export const outcomesOfResults = (results: readonly Result[], operationId: string): readonly Outcome[] => {
  let last: Outcome | null = null;
  return results.map((result) => {
    if (last === null || last.status !== result.status || last.message !== '' || 'message' in result)
      last = outcomeOf(result, operationId);
    return last;
  });
};

export const outcomeOfRefusal = ({ code, message }: Refusal): Outcome => ({
  ...{ status: 'REFUSED', code, message, retryable: false, vendorCode: '', operationId: '' },
});

/** Statuses that need nothing more: a superseded row was replaced by a newer value. */
const settled: ReadonlySet<string> = new Set(['APPLIED', 'SUPERSEDED', 'VALID', 'PENDING']);

/** Whether a row with this status is one that somebody has to look at. */
export const isTrouble = (status: string): boolean => !settled.has(status);
