import type { Answer } from '../core/endpoint.ts';

/**
 * An answer that is not 200. The Global Link pages publish no form for one; the sandbox uses errorCode and
 * message, the fields of schema FailedProduct.
 */
export const failureAnswer = (status: number, errorCode: string, message: string): Answer => ({
  status,
  body: { errorCode, message },
});

export const badRequest = (message: string): Answer => failureAnswer(400, 'BAD_REQUEST', message);

const errorCodes: ReadonlyMap<number, string> = new Map([
  [400, 'BAD_REQUEST'],
  [401, 'UNAUTHORIZED'],
  [403, 'FORBIDDEN'],
  [404, 'NOT_FOUND'],
  [405, 'METHOD_NOT_ALLOWED'],
  [413, 'PAYLOAD_TOO_LARGE'],
  [429, 'TOO_MANY_REQUESTS'],
]);

export const errorAnswer = (status: number, message: string): Answer =>
  failureAnswer(status, errorCodes.get(status) ?? 'INTERNAL_ERROR', message);
