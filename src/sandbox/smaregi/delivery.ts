import type { WebhookFault } from '../core/fault-rules.ts';
import type { Json } from '../core/values.ts';
import type { ResultRow } from './ledger.ts';
import type { Outcome } from './outcome.ts';

/** What is posted to the callbackUrl of one call. */
export type Delivery = {
  readonly delayMs: number;
  readonly body: string;
  readonly times: number;
  /** Whether a repetition is posted beside the first, or once that is answered. */
  readonly atOnce: boolean;
};

const foreign: ResultRow = { id: '999999999999', productId: '9998', storeId: '98' };

/** The webhook body of page '在庫一括更新', section 'Webhook通知について', 'Request Body'. */
const webhookBody = (requestId: number, outcome: Outcome): Json =>
  outcome.kind === 'done' ? { requestId, result: outcome.result } : { requestId, message: outcome.message };

const withRows = (outcome: Outcome, change: (rows: readonly ResultRow[]) => readonly ResultRow[]): Outcome =>
  outcome.kind === 'done' ? { kind: 'done', result: change(outcome.result) } : outcome;

export const plannedDelivery = (
  requestId: number,
  outcome: Outcome,
  fault: WebhookFault | null,
): Delivery => {
  const plain = (told: Outcome, id = requestId): Delivery => ({
    delayMs: 0,
    body: JSON.stringify(webhookBody(id, told)),
    times: 1,
    atOnce: false,
  });
  switch (fault?.kind) {
    case undefined:
    case 'early':
    case 'unknown-message':
    case 'no-such-row':
      return plain(outcome);
    case 'never':
      return { ...plain(outcome), times: 0 };
    case 'twice':
      return { ...plain(outcome), times: 2 };
    case 'thrice-at-once':
      return { ...plain(outcome), times: 3, atOnce: true };
    case 'late':
      return { ...plain(outcome), delayMs: fault.ms };
    case 'wrong-request-id':
      return plain(outcome, requestId + 1_000_000);
    case 'missing-row':
      return plain(withRows(outcome, (rows) => rows.slice(0, -1)));
    case 'foreign-row':
      return plain(withRows(outcome, (rows) => [...rows, foreign]));
    case 'garbage':
      return { ...plain(outcome), body: '<html>not JSON</html>' };
  }
};
