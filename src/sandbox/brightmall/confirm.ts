import { randomBytes } from 'node:crypto';
import { type Answer, type Endpoint, type Json, jsonBody } from '../core/endpoint.ts';
import { orderedItem } from './catalogue.ts';
import { type Confirmation, confirmRequest } from './form.ts';

const errorCodes: ReadonlyMap<number, string> = new Map([
  [400, 'INVALID_REQUEST'],
  [401, 'INVALID_API_KEY'],
  [403, 'FORBIDDEN'],
  [404, 'NOT_FOUND'],
  [405, 'METHOD_NOT_ALLOWED'],
  [413, 'PAYLOAD_TOO_LARGE'],
  [429, 'RATE_LIMIT_EXCEEDED'],
]);

/**
 * An error as the overview of the vendor describes it: always wrapped. Only the code INVALID_API_KEY is published; the
 * sandbox chose the others.
 */
export const errorAnswer = (status: number, message: string): Answer => ({
  status,
  body: {
    success: false,
    data: null,
    error: { code: errorCodes.get(status) ?? 'INTERNAL_ERROR', message },
  },
});

/** One row of results[], page 'Confirm Inventory', section '응답 필드 설명'. */
type ConfirmResult = {
  readonly ord_prd_no: string;
  readonly success: boolean;
  readonly stock_available: boolean;
  readonly new_status?: string;
  readonly supply_price_recorded?: boolean;
  readonly message: string;
};

const recorded = (confirmation: Confirmation): ConfirmResult => {
  const { ord_prd_no, stock_available, supply_price } = confirmation;
  const priced = supply_price === undefined ? {} : { supply_price_recorded: true };
  if (confirmation.stock_available) {
    const message =
      supply_price === undefined ? 'Inventory confirmed' : 'Inventory confirmed and supply price recorded';
    return { ord_prd_no, success: true, stock_available, new_status: 'preparing', ...priced, message };
  }
  const message = `Item marked as unavailable: ${confirmation.unavailable_reason}`;
  return { ord_prd_no, success: true, stock_available, new_status: 'pending', ...priced, message };
};

type Applied = (target: string, value: Json) => void;

/**
 * Records one confirmation. An item may be confirmed again, also as available after it was unavailable ('참고사항').
 * The pages show no failed row. The sandbox returns what was sent, with a message and, if the item exists, its status.
 */
const confirm = (confirmation: Confirmation, applied: Applied): ConfirmResult => {
  const { ord_prd_no, stock_available, ...rest } = confirmation;
  switch (orderedItem(ord_prd_no)) {
    case 'unknown':
      return { ord_prd_no, success: false, stock_available, message: 'Order item not found' };
    case 'shipped': {
      const message = 'Inventory cannot be confirmed: the item is already shipped';
      return { ord_prd_no, success: false, stock_available, new_status: 'shipped', message };
    }
    case 'open': {
      const result = recorded(confirmation);
      applied(ord_prd_no, { stock_available, ...rest });
      return result;
    }
  }
};

/** Section '응답 예시'. A failed row counts only as a failure, neither as available nor as unavailable. */
const response = (results: readonly ConfirmResult[]) => {
  const done = results.filter((result) => result.success);
  return {
    request_id: `req_${Date.now().toString(36)}inv_${randomBytes(3).toString('hex')}`,
    timestamp: new Date().toISOString(),
    success_count: done.length,
    failure_count: results.length - done.length,
    available_count: done.filter((result) => result.stock_available).length,
    unavailable_count: done.filter((result) => !result.stock_available).length,
    results,
  };
};

/** Page 'Confirm Inventory', POST /vendor-api/inventory/confirm. It answers with a result for every row. */
export const inventoryConfirm = (applied: Applied): Endpoint => ({
  name: 'inventory/confirm',
  method: 'POST',
  path: /^\/vendor-api\/inventory\/confirm$/u,
  answer: (call): Answer => {
    const body = jsonBody(call, confirmRequest);
    if (!body.ok) return errorAnswer(400, body.problem);
    return { status: 200, body: response(body.value.confirmations.map((each) => confirm(each, applied))) };
  },
});
