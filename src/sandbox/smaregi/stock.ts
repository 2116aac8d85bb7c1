import { type Answer, type Endpoint, rawJsonBody } from '../core/endpoint.ts';
import { badRequest } from './answers.ts';
import { checkBulkRequest } from './form.ts';
import type { Processing } from './processing.ts';

/**
 * Smaregi page '在庫一括更新', PATCH /stock/bulk. It accepts the call and answers. The outcome is posted to the
 * callbackUrl later.
 */
export const stockBulk = (base: string, processing: Processing): Endpoint => ({
  name: 'stock/bulk',
  method: 'PATCH',
  path: new RegExp(`^${base}/stock/bulk$`, 'u'),
  answer: async (call): Promise<Answer> => {
    const body = rawJsonBody(call);
    if (!body.ok) return badRequest(body.problem);
    const request = checkBulkRequest(body.value);
    if (!request.ok) return badRequest(request.problem);
    const { requestId, answerable } = processing.accept(request.value);
    await answerable;
    return { status: 200, body: { requestId, callbackUrl: request.value.callbackUrl } };
  },
});
