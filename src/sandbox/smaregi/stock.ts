import { type Answer, type Endpoint, rawJsonBody } from '../core/endpoint.ts';
import { badRequest } from './answers.ts';
import { checkAdditionRequest, checkBulkRequest } from './form.ts';
import type { Processing } from './processing.ts';

/** The endpoint of a bulk request: it accepts the request, answers, and posts the outcome to the callbackUrl later. */
const bulkCall = (
  { name, method, path }: Pick<Endpoint, 'name' | 'method' | 'path'>,
  check: typeof checkBulkRequest,
  accept: Processing['set'],
): Endpoint => ({
  name,
  method,
  path,
  answer: async (call): Promise<Answer> => {
    const body = rawJsonBody(call);
    if (!body.ok) return badRequest(body.problem);
    const request = check(body.value);
    if (!request.ok) return badRequest(request.problem);
    const { requestId, answerable } = accept(request.value);
    await answerable;
    return { status: 200, body: { requestId, callbackUrl: request.value.callbackUrl } };
  },
});

/** Smaregi page '在庫一括更新', PATCH /stock/bulk. */
export const stockBulk = (base: string, { set }: Processing): Endpoint =>
  bulkCall(
    { name: 'stock/bulk', method: 'PATCH', path: new RegExp(`^${base}/stock/bulk$`, 'u') },
    checkBulkRequest,
    set,
  );

/** POST /stock/add/bulk: it adds to stock, and is accepted and reported as PATCH /stock/bulk is. */
export const stockAddBulk = (base: string, { add }: Processing): Endpoint =>
  bulkCall(
    { name: 'stock/add/bulk', method: 'POST', path: new RegExp(`^${base}/stock/add/bulk$`, 'u') },
    checkAdditionRequest,
    add,
  );
