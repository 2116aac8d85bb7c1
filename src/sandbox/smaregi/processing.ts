import { Agent, request as post } from 'undici';
import type { Json } from '../core/endpoint.ts';
import { type Interceptor, type PostResult, sleep } from '../core/interceptor.ts';
import { isSilentProduct, isSmaregiProduct, isSmaregiStore } from './catalogue.ts';
import type { BulkRequest, StockRow } from './form.ts';
import type { Ledger, ResultRow } from './ledger.ts';

/** The outcome of an accepted call. */
type Outcome = { readonly result: readonly ResultRow[] } | { readonly message: string };

export type Accepted = {
  readonly requestId: number;
  /** The call is answered after this. */
  readonly answerable: Promise<void>;
};

export type Processing = {
  accept(request: BulkRequest): Accepted;
  /** Drops the requests that are not processed yet. */
  reset(): void;
  close(): Promise<void>;
};

const firstRequestId = 700;
const answerTimeoutMs = 10_000;

/** The first wrong row, in the form of page '在庫一括更新', section '更新失敗時のエラーメッセージの詳細'. */
const failureOf = (rows: readonly StockRow[]): string | null => {
  for (const [index, row] of rows.entries()) {
    // The page does not say whether the count starts at 0 or 1. The sandbox starts at 1.
    const at = `[stock][${index + 1}行目]`;
    if (!isSmaregiProduct(row.productId)) return `${at}商品IDが存在しません。`;
    if (!isSmaregiStore(row.storeId)) return `${at}店舗IDが存在しません。`;
  }
  return null;
};

/** Whether the webhook of a call never arrives. */
const isSilent = (rows: readonly StockRow[]): boolean => rows.some((row) => isSilentProduct(row.productId));

/**
 * The part of Smaregi that works after the answer: page '在庫一括更新' says "在庫の更新処理は非同期で実行されます".
 * Calls are processed in the order in which they were accepted. Their webhooks may arrive in another order. A webhook that
 * fails is not sent again, because no page mentions a retry.
 */
export const createProcessing = (
  ledger: Ledger,
  { planCallback }: Pick<Interceptor, 'planCallback'>,
): Processing => {
  // A reset does not restart the count, because the vendor uses no request id twice.
  let nextRequestId = firstRequestId;
  let run = new AbortController();
  let settled: Promise<unknown> = Promise.resolve();
  const agent = new Agent({ headersTimeout: answerTimeoutMs, bodyTimeout: answerTimeoutMs });

  /** Applies all rows of a call or, if one of them is wrong, none. The page does not say which. */
  const settle = (rows: readonly StockRow[], failure: string | null): Outcome => {
    const message = failure ?? failureOf(rows);
    return message === null ? { result: ledger.set(rows) } : { message };
  };
  const postTo = async (url: string, body: string, signal: AbortSignal): Promise<PostResult> => {
    try {
      const headers = { 'content-type': 'application/json;charset=UTF-8' };
      const answer = await post(url, { method: 'POST', headers, body, signal, dispatcher: agent });
      await answer.body.dump();
      return { status: answer.statusCode };
    } catch (error) {
      return { error: String(error) };
    }
  };
  const reset = (): void => {
    run.abort();
    run = new AbortController();
    settled = Promise.resolve();
  };
  return {
    accept: ({ stock, callbackUrl: url }) => {
      const requestId = nextRequestId;
      nextRequestId += 1;
      const { signal } = run;
      const plan = planCallback(requestId, stock.length);
      const outcome = Promise.all([sleep(plan.delayMs, signal), settled]).then(() =>
        signal.aborted ? null : settle(stock, plan.failure),
      );
      settled = outcome;
      const delivered = outcome.then(async (settlement) => {
        if (settlement === null || isSilent(stock)) return;
        // The body of section 'Webhook通知について', 'Request Body'.
        const body: Json = { requestId, ...settlement };
        await plan.deliver({ url, body }, (text) => postTo(url, text, signal), signal);
      });
      return { requestId, answerable: plan.isBeforeAnswer ? delivered : Promise.resolve() };
    },
    reset,
    close: () => {
      reset();
      return agent.destroy();
    },
  };
};
