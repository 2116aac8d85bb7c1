import type { Answer } from '../core/endpoint.ts';

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
 * An error as Brightmall's overview describes it: always wrapped. Of the codes only INVALID_API_KEY is
 * published; the others are the sandbox's.
 */
export const errorAnswer = (status: number, message: string): Answer => ({
  status,
  body: {
    success: false,
    data: null,
    error: { code: errorCodes.get(status) ?? 'INTERNAL_ERROR', message },
  },
});
