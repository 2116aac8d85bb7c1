import type { IncomingMessage, ServerResponse } from 'node:http';
import { respond } from './responses.ts';

/** Answers a request; `path` is without its query. */
export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
) => Promise<void> | void;

/** Not yet, or no more. */
export const notYet: Handler = (_request, response) => {
  response.setHeader('retry-after', '1');
  respond(response, 503);
};
