import type { IncomingMessage, ServerResponse } from 'node:http';
import { createSample } from '../../lib/logging/sampling.ts';
import type { Log } from '../../ports/log.ts';
import { respond } from '../responses.ts';

/** Whether a request names a host that it may name. */
export type IsKnownHost = (request: IncomingMessage) => boolean;

const ofThisMachine = /^(?:(?:[\w-]+\.)*localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/iu;

/**
 * Without API keys the gateway answers under the names of its own machine, and that of PUBLIC_URL. A page of any site
 * can point its own name at 127.0.0.1 (DNS rebinding), and then has the same origin as the gateway for the browser. It
 * cannot send another name in the header Host.
 */
export const createIsKnownHost =
  (publicUrl: string | null): IsKnownHost =>
  ({ headers: { host = '' } }) =>
    ofThisMachine.test(host) || (publicUrl !== null && host === URL.parse(publicUrl)?.host);

/** With API keys, a client that has one may use any name. */
export const anyHost: IsKnownHost = () => true;

export type Origins = {
  /**
   * Writes the CORS headers for a page of a listed origin. True if the request was a preflight: then it is answered, with
   * a refusal if its origin is not listed.
   */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
  /** Why a WebSocket is refused; null for a page of the gateway itself or of a listed origin, and for a program that names no origin. */
  problemOfSocket(request: IncomingMessage): string | null;
};

const isPreflight = ({ method, headers }: IncomingMessage): boolean =>
  method === 'OPTIONS' &&
  headers.origin !== undefined &&
  headers['access-control-request-method'] !== undefined;

/** Request headers that a page may send. */
const allowedHeaders = 'authorization, content-type, traceparent, tracestate, x-request-id';

/** Response headers that a page may read. */
const exposedHeaders = 'retry-after, x-request-id';

/** An origin in a message or a line of the log. */
const longestOrigin = 200;

const problemOf = (origin: string): string =>
  origin === 'null'
    ? 'The page has no origin of its own ("null": a local file or a sandboxed frame), so it cannot be allowed. Serve it over http or https, and add its origin to CORS_ORIGINS.'
    : `The origin ${origin.slice(0, longestOrigin)} is not allowed. Add it to the setting CORS_ORIGINS of the gateway, exactly as written here, to allow its pages.`;

/**
 * CORS for the listed origins, compared exactly as browsers send them. A key is a header and no cookie, so there are no
 * credentials to allow. Pages of other origins can read no answer and send no JSON. A refusal is answered with its
 * reason, which a browser shows in its network tab, and named in the log.
 */
export const createOrigins = (listed: ReadonlySet<string>, log: Pick<Log, 'warn'>): Origins => {
  const sample = createSample();
  const isOwn = (origin: string, host: string | undefined): boolean =>
    host !== undefined && URL.parse(origin)?.host === host;
  const warn = (origin: string): void => {
    const leftOut = sample('origin');
    if (leftOut === null) return;
    log.warn(
      { origin: origin.slice(0, longestOrigin), setting: 'CORS_ORIGINS', leftOut },
      'A page of an origin that CORS_ORIGINS does not list was refused',
    );
  };
  return {
    answer: (request, response) => {
      const { origin, host } = request.headers;
      const isAllowed = origin !== undefined && listed.has(origin);
      // A cache must not give the answer for one origin to another.
      if (listed.size > 0 || origin !== undefined) response.setHeader('vary', 'Origin');
      if (isAllowed) {
        response.setHeader('access-control-allow-origin', origin);
        response.setHeader('access-control-expose-headers', exposedHeaders);
      } else if (origin !== undefined && !isOwn(origin, host)) warn(origin);
      if (origin === undefined || !isPreflight(request)) return false;
      if (!isAllowed) {
        respond(response, 403, {
          errors: [{ message: problemOf(origin), extensions: { code: 'ORIGIN_NOT_ALLOWED' } }],
        });
        return true;
      }
      response.setHeader('access-control-allow-methods', 'GET, POST');
      response.setHeader('access-control-allow-headers', allowedHeaders);
      response.setHeader('access-control-max-age', '600');
      response.writeHead(204).end();
      return true;
    },
    problemOfSocket: ({ headers: { origin, host } }) => {
      if (origin === undefined || listed.has(origin) || isOwn(origin, host)) return null;
      warn(origin);
      return problemOf(origin);
    },
  };
};
