import { Agent, request as post } from 'undici';
import type { Json } from '../core/endpoint.ts';
import { type Interceptor, type PostResult, sleep } from '../core/interceptor.ts';
import { isSilentProduct, isSmaregiProduct, isSmaregiStore } from './catalogue.ts';
import { type BulkRequest, isStorable, type StockRow } from './form.ts';
import type { Ledger, ResultRow } from './ledger.ts';

/** The outcome of an accepted call. */
type Outcome = { readonly result: readonly ResultRow[] } | { readonly message: string };

export type Accepted = {
  readonly requestId: number;
  /** The call is answered after this. */
  readonly answerable: Promise<void>;
};

export type Processing = {
  /** Accepts PATCH /stock/bulk, which sets stock. */
  set(request: BulkRequest): Accepted;
  /** Accepts POST /stock/add/bulk, which adds to stock. */
  add(request: BulkRequest): Accepted;
  /** Drops the requests that are not processed yet. */
  reset(): void;
  close(): Promise<void>;
};

const firstRequestId = 700;
const answerTimeoutMs = 10_000;

/** Why a row is wrong; null if it is not. */
type RowFailure = (row: StockRow) => string | null;

const unknownId: RowFailure = ({ productId, storeId }) => {
  if (!isSmaregiProduct(productId)) return '商品IDが存在しません。';
  return isSmaregiStore(storeId) ? null : '店舗IDが存在しません。';
};

/** The first wrong row, in the form of page '在庫一括更新', section '更新失敗時のエラーメッセージの詳細'. */
const failureOf = (rows: readonly StockRow[], failureOfRow: RowFailure): string | null => {
  for (const [index, row] of rows.entries()) {
    const failure = failureOfRow(row);
    // The page does not say whether the count starts at 0 or 1. The sandbox starts at 1.
    if (failure !== null) return `[stock][${index + 1}行目]${failure}`;
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

  /** No page states the message for a sum that the vendor cannot store. */
  const tooLargeSum: RowFailure = (row) => {
    const before = Number(ledger.level(row.productId, row.storeId)?.stockAmount ?? 0);
    return isStorable(before + Number(row.stockAmount)) ? null : '在庫数が範囲外です。';
  };

  /** Applies all rows of a call or, if one of them is wrong, none. The page does not say which. */
  const settle = (
    rows: readonly StockRow[],
    write: Ledger['set'],
    failureOfRow: RowFailure,
    failure: string | null,
  ): Outcome => {
    const message = failure ?? failureOf(rows, failureOfRow);
    return message === null ? { result: write(rows) } : { message };
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
  const accept = (
    { stock, callbackUrl: url }: BulkRequest,
    write: Ledger['set'],
    failureOfRow: RowFailure,
  ): Accepted => {
    const requestId = nextRequestId;
    nextRequestId += 1;
    const { signal } = run;
    const plan = planCallback(requestId, stock.length);
    const outcome = Promise.all([sleep(plan.delayMs, signal), settled]).then(() =>
      signal.aborted ? null : settle(stock, write, failureOfRow, plan.failure),
    );
    settled = outcome;
    const delivered = outcome.then(async (settlement) => {
      if (settlement === null || isSilent(stock)) return;
      // The body of section 'Webhook通知について', 'Request Body'.
      const body: Json = { requestId, ...settlement };
      await plan.deliver({ url, body }, (text) => postTo(url, text, signal), signal);
    });
    return { requestId, answerable: plan.isBeforeAnswer ? delivered : Promise.resolve() };
  };
  return {
    set: (request) => accept(request, ledger.set, unknownId),
    add: (request) => accept(request, ledger.add, (row) => unknownId(row) ?? tooLargeSum(row)),
    reset,
    close: () => {
      reset();
      return agent.destroy();
    },
  };
};
