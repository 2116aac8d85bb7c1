import { randomBytes } from 'node:crypto';
import { type Answer, type Endpoint, jsonBody } from '../core/endpoint.ts';
import { type Distortion, distortions } from '../core/fault-rules.ts';
import type { Json } from '../core/values.ts';
import { errorAnswer } from './answers.ts';
import { confirmRequest } from './form.ts';
import { type ConfirmResult, confirm } from './results.ts';

/** Section '응답 예시'. A failed row counts as a failure alone, neither as available nor as unavailable. */
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

const foreign: ConfirmResult = {
  ord_prd_no: '200001010000_000000000_[1]',
  success: true,
  stock_available: true,
  new_status: 'preparing',
  message: 'Inventory confirmed',
};

const distort = (results: readonly ConfirmResult[], distortion: Distortion | null) => {
  const truth = response(results);
  switch (distortion) {
    case null:
      return truth;
    case 'wrong-counts':
      return { ...truth, success_count: truth.success_count + 1 };
    case 'missing-row':
      return { ...truth, results: results.slice(0, -1) };
    case 'foreign-row':
      return response([...results, foreign]);
  }
};

type Options = {
  readonly applied: (target: string, value: Json) => void;
  readonly isWrapped: () => boolean;
};

/** Brightmall page 'Confirm Inventory', POST /vendor-api/inventory/confirm: a result for every row. */
export const inventoryConfirm = ({ applied, isWrapped }: Options): Endpoint => ({
  name: 'inventory/confirm',
  method: 'POST',
  path: /^\/vendor-api\/inventory\/confirm$/u,
  distortions,
  answer: (call): Answer => {
    const body = jsonBody(call, confirmRequest);
    if (!body.ok) return errorAnswer(400, body.problem);
    const results = body.value.confirmations.map((confirmation) => confirm(confirmation, applied));
    const data = distort(results, call.distortion);
    return { status: 200, body: isWrapped() ? { success: true, data, error: null } : data };
  },
});
