import type { IncomingMessage, ServerResponse } from 'node:http';

export type Origins = {
  /** Tells a browser what a page of a listed origin may do. True when that was all it asked (a preflight): it is answered. */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
  /** Whether a WebSocket's page is one of this gateway's own or of a listed origin; a program that is no browser names none. */
  mayConnect(request: IncomingMessage): boolean;
};

const isPreflight = ({ method, headers }: IncomingMessage): boolean =>
  method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;

/**
 * CORS for the listed origins, exactly as they are written. A key is a header and no cookie, so there are no credentials
 * to allow. With none listed no page of another site can read an answer or send JSON.
 */
export const createOrigins = (listed: ReadonlySet<string>): Origins => ({
  answer: (request, response) => {
    if (listed.size === 0) return false;
    // What is answered to one page must not be given to another.
    response.setHeader('vary', 'Origin');
    const { origin } = request.headers;
    if (origin === undefined || !listed.has(origin)) return false;
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-expose-headers', 'retry-after');
    if (!isPreflight(request)) return false;
    response.setHeader('access-control-allow-methods', 'GET, POST');
    response.setHeader(
      'access-control-allow-headers',
      'authorization, content-type, traceparent, tracestate',
    );
    response.setHeader('access-control-max-age', '600');
    response.writeHead(204).end();
    return true;
  },
  mayConnect: ({ headers: { origin, host } }) =>
    origin === undefined || listed.has(origin) || URL.parse(origin)?.host === host,
});
