import type { AdjustmentChange, Change, StockChange } from '../../../domain/changes/change.ts';
import { subjectOf } from '../../../domain/changes/subject.ts';
import { refusedByVendor, type VendorError } from '../../../domain/failure.ts';
import type { RowOutcome } from '../../../domain/item.ts';
import type { Delivery, IdRule, OperationSupport, SendResult } from '../../../ports/channel.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { WriterFunctions } from '../definition.ts';
import { classifyResponse, sendResultOf, unexpectedResponse } from '../http/answer.ts';
import { createSanitizer } from '../http/sanitize.ts';
import type { SmaregiClient } from './client.ts';
import { markedMemo, memoMaxLength } from './memo-mark.ts';
import type { SmaregiSettings } from './settings.ts';
import type { Tokens } from './token.ts';
import { type BulkRequest, bulkResponse, maxStockRows, type StockRow } from './wire.ts';

/** "数字15桁以内". A leading zero is invalid, so that a product has only one id. */
const id: IdRule = {
  pattern: /^(0|[1-9]\d{0,14})$/u,
  description: 'an integer of at most 15 digits from 0 to 9, without leading zeros',
};

/** What Smaregi accepts, and how much of it. Page '在庫一括更新', section 'Request Body'. */
export const stockUpdates: OperationSupport<'STOCK_SET'> = {
  rules: {
    productId: id,
    quantity: { min: -999_999_999, max: 999_999_999 },
    locationId: id,
    optionId: null,
    soldOut: false,
    // Characters are code points.
    memoMaxLength,
  },
  maxRowsPerRequest: maxStockRows,
  callsBack: true,
};

type BulkChange = StockChange | AdjustmentChange;

/** An empty memo counts as no memo. */
const memoOf = ({ memo }: BulkChange): string | null => (memo === '' ? null : memo);

/** "全ての在庫情報のjsonキーを揃えてください": a request must not contain rows with a memo and rows without one. */
const shapeOf = (change: BulkChange): 'memo' | 'plain' => (memoOf(change) === null ? 'plain' : 'memo');

const toStockRow = (change: BulkChange, mark: string | null): StockRow => {
  if (change.locationId === null) throw new TypeError('A Smaregi stock change names a store.');
  const memo = mark === null ? memoOf(change) : markedMemo(memoOf(change), mark);
  return {
    productId: change.productId,
    storeId: change.locationId,
    stockAmount: String(change.kind === 'STOCK_SET' ? change.quantity : change.delta),
    ...(memo !== null && { stockHistory: { memo } }),
  };
};

const toBulkRequest = (
  changes: readonly BulkChange[],
  callbackUrl: string,
  mark: string | null,
): BulkRequest => ({ stock: changes.map((change) => toStockRow(change, mark)), callbackUrl });

export const refusedStock = (change: Change, error: VendorError): RowOutcome => ({
  state: 'FAILED',
  failure: refusedByVendor(subjectOf(change, error.code), error),
});

/** The callback URL and the secret in its last part. Anyone who knows the secret can report an outcome of the request. */
const secretsOf = (callbackUrl: string): readonly string[] => [
  callbackUrl,
  ...callbackUrl.slice(callbackUrl.lastIndexOf('/') + 1).split('.', 1),
];

type Deps = { readonly client: SmaregiClient; readonly tokens: Tokens; readonly clock: Clock };

/** Sends changes by one of the two calls. The vendor answers both in the same way. */
const sendBulk =
  ({ client, tokens, clock }: Deps, call: 'setStocks' | 'addStocks', isMarked = false) =>
  async (changes: readonly BulkChange[], delivery: Delivery): Promise<SendResult> => {
    const { callbackUrl } = delivery;
    if (callbackUrl === null) throw new TypeError('A Smaregi stock request needs a callback URL.');
    const result = await client[call](
      toBulkRequest(changes, callbackUrl, isMarked ? delivery.mark : null),
      delivery,
    );
    const sanitize = createSanitizer([...tokens.secrets(), ...secretsOf(callbackUrl)]);
    const response =
      result.type === 'unavailable' ? result : classifyResponse(result, { now: clock.now(), sanitize });
    return sendResultOf(response, {
      refused: (error, exchange) => ({
        type: 'refused',
        rows: changes.map((change) => refusedStock(change, error)),
        exchange,
      }),
      succeeded: (body, exchange) => {
        const parsed = bulkResponse.safeParse(body);
        if (!parsed.success) return unexpectedResponse(exchange);
        const vendorRequestId = parsed.data.requestId;
        return { type: 'accepted', vendorRequestId, exchange: { ...exchange, vendorRequestId } };
      },
    });
  };

export const createStockWriter = (deps: Deps): WriterFunctions<'STOCK_SET'> => ({
  shapeOf,
  send: sendBulk(deps, 'setStocks'),
});

/**
 * What Smaregi accepts of POST /stock/add/bulk. A quantity of 0 is refused. The range of the sum is that of the stock
 * itself. Rows and memos follow the rules of PATCH /stock/bulk.
 */
export const stockAdditions: OperationSupport<'STOCK_ADJUSTMENT'> = {
  rules: { ...stockUpdates.rules, delta: { min: -1_999_999_998, max: 1_999_999_998 } },
  maxRowsPerRequest: maxStockRows,
  callsBack: true,
};

/** After a status that is not in `additionsNotTaken`, the vendor may have taken the request. */
const inDoubtUnless = (
  result: SendResult,
  { additionsNotTaken }: Pick<AdditionSettings, 'additionsNotTaken'>,
): SendResult => {
  if (result.type !== 'unavailable' || result.failure.code === 'VENDOR_UNAUTHORIZED') return result;
  const { httpStatus } = result.exchange;
  if (httpStatus === null || additionsNotTaken.some((status) => status === httpStatus)) return result;
  return { ...result, mayHaveApplied: true, failure: { ...result.failure, mayHaveApplied: true } };
};

type AdditionSettings = Pick<SmaregiSettings, 'additionsNotTaken' | 'stockHistory'>;

export const createAdditionWriter = (deps: Deps & AdditionSettings): WriterFunctions<'STOCK_ADJUSTMENT'> => {
  const send = sendBulk(deps, 'addStocks', deps.stockHistory);
  return {
    shapeOf,
    send: async (changes, delivery) => inDoubtUnless(await send(changes, delivery), deps),
  };
};
