import type { IncomingMessage, ServerResponse } from 'node:http';
import { maxPieces } from '../lib/bodies/gather.ts';

/** Answers a request. `path` is the address without its query string. */
export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
) => Promise<void> | void;

/** Answers with JSON, or with the status alone. */
export const respond = (response: ServerResponse, status: number, body: unknown = null): void => {
  if (body === null) {
    response.writeHead(status).end();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
};

/** The server does not serve yet, or it is stopping. */
export const refuseForNow: Handler = (_request, response) => {
  response.setHeader('retry-after', '1');
  respond(response, 503);
};

/** The rest of the body is not read: the connection ends with the answer. */
export const refuseTooLarge = (response: ServerResponse, limit: number): void => {
  response.setHeader('connection', 'close');
  respond(response, 413, {
    errors: [{ message: `The body is over ${limit} bytes: send less at a time. Nothing was accepted.` }],
  });
};

/** The rest of the body is not read: the connection ends with the answer. */
export const refuseTooManyPieces = (response: ServerResponse): void => {
  response.setHeader('connection', 'close');
  respond(response, 413, {
    errors: [
      { message: `The body comes in over ${maxPieces} chunks: send larger chunks. Nothing was accepted.` },
    ],
  });
};

const badRequest = (message: string) => ({
  errors: [{ message: `${message} Nothing was run.`, extensions: { code: 'BAD_REQUEST' } }],
});

/** The body is not read: the connection ends with the answer. */
export const refuseMediaType = (response: ServerResponse, problem: string): void => {
  response.setHeader('connection', 'close');
  response.setHeader('accept-post', 'application/json');
  response.setHeader('accept-encoding', 'identity');
  respond(response, 415, badRequest(problem));
};

/** Without this check, unreadable bytes would be replaced, and an id would become another one. */
export const refuseEncoding = (response: ServerResponse): void =>
  respond(response, 400, badRequest('The body is not valid UTF-8.'));

/** The client accepts no media type in which its request can be answered. */
export const refuseAccept = (response: ServerResponse, types: readonly string[]): void =>
  respond(
    response,
    406,
    badRequest(
      `The Accept header allows none of the media types of the answer. Accept ${types.join(' or ')}.`,
    ),
  );

export const hostProblem =
  'Without API keys the gateway answers under the names of its own machine alone (localhost, 127.0.0.1), and that of PUBLIC_URL.';

/** The request names a host that is not one of the gateway's own. The body is not read. */
export const refuseHost = (response: ServerResponse): void => {
  response.setHeader('connection', 'close');
  respond(response, 421, { errors: [{ message: hostProblem }] });
};

/** One answer to a missing key and to every kind of invalid key. The body is not read. */
export const refuseCaller = (response: ServerResponse): void => {
  response.setHeader('connection', 'close');
  response.setHeader('www-authenticate', 'Bearer');
  respond(response, 401, {
    errors: [
      {
        message: 'A valid API key is needed: send it as "Authorization: Bearer <key>".',
        extensions: { code: 'UNAUTHENTICATED' },
      },
    ],
  });
};

/** Too many requests wait for an answer on one connection (HTTP pipelining). The connection ends with this answer. */
export const refuseTooManyRequests = (response: ServerResponse, limit: number): void => {
  response.setHeader('connection', 'close');
  respond(response, 429, {
    errors: [
      {
        message: `More than ${limit} requests of this connection wait for an answer: read answers first, or use more connections. Nothing was run.`,
        extensions: { code: 'TOO_MANY_OPERATIONS', limit },
      },
    ],
  });
};
