import { buildConnector, type Dispatcher, Pool } from 'undici';
import type { ChannelKey } from '../../../domain/ids.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { VendorCall } from '../../../ports/vendor-call.ts';
import { type Exchanged, exchange, headLimitBytes } from './exchange.ts';
import { skipContinue } from './skip-continue.ts';

/** What every channel gets in addition to its settings. */
export type VendorContext = {
  readonly clock: Clock;
  /** Called after every call to the vendor. */
  readonly onCall: (call: VendorCall) => void;
  /** The header of W3C Trace Context for the next call; null for none. */
  readonly traceparent: () => string | null;
  /** The largest response of a vendor, in bytes. */
  readonly maxResponseBytes: number;
};

export type HttpBody = { readonly contentType: string; readonly text: string };

export const jsonBody = (value: unknown): HttpBody => ({
  contentType: 'application/json',
  text: JSON.stringify(value),
});

export type HttpCall = {
  readonly method: 'GET' | 'PATCH' | 'POST' | 'PUT';
  /** The name in the log: the template of the path, without ids and secrets. */
  readonly endpoint: string;
  /** Below the base URL, percent-encoded, with its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: HttpBody | null;
  readonly rows: number;
  /** The number of rows that a response may have, if it is not that of the request. */
  readonly responseRows?: number;
  /** Called just before the first byte is written. If it returns false, nothing is sent. */
  readonly mayStart?: () => boolean;
};

/** The result of one call. Expected failures are not thrown. */
export type HttpResult = Exchanged;

export type Http = {
  request(call: HttpCall): Promise<HttpResult>;
  /** Closes the connections when the running calls have ended. */
  close(): Promise<void>;
};

export type HttpOptions = {
  readonly channel: ChannelKey;
  readonly baseUrl: string;
  readonly connections: number;
  readonly timeoutMs: number;
};

/** The part of a connector that the pool uses. */
const createConnector = (timeoutMs: number): buildConnector.connector => {
  const connect = buildConnector({ timeout: timeoutMs, allowH2: false });
  return (options, callback) =>
    connect(options, (...[error, socket]) => {
      if (error) callback(error, null);
      else callback(null, skipContinue(socket));
    });
};

/** The connections of one channel to one host. It sends a call once; the core decides about retries. */
export const createHttp = (
  options: HttpOptions,
  { clock, onCall, traceparent, maxResponseBytes }: VendorContext,
): Http => {
  const { channel, timeoutMs } = options;
  const { origin, pathname } = new URL(options.baseUrl);
  const prefix = pathname === '/' ? '' : pathname;
  const pool = new Pool(origin, {
    connections: options.connections,
    connect: createConnector(timeoutMs),
    // The exchange has its own deadline.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: headLimitBytes,
    allowH2: false,
  });
  let closing: Promise<void> | null = null;

  return {
    request: async ({ method, endpoint, path, headers, body, rows, responseRows = rows, mayStart }) => {
      const startedAt = clock.now();
      const trace = traceparent();
      const request: Dispatcher.DispatchOptions = {
        origin,
        method,
        path: `${prefix}${path}` || '/',
        headers: {
          accept: 'application/json, */*;q=0.5',
          'accept-encoding': 'identity',
          'user-agent': 'onshelf',
          ...(trace !== null && { traceparent: trace }),
          ...(body && { 'content-type': body.contentType }),
          ...headers,
        },
        body: body?.text ?? null,
      };
      const result = await exchange(pool, request, {
        clock,
        timeoutMs,
        maxBytes: maxResponseBytes,
        rows: responseRows,
        mayStart,
      });
      onCall({
        channel,
        method,
        endpoint,
        status: result.type === 'answer' ? result.status : null,
        rows,
        durationMs: clock.now() - startedAt,
        failure: result.type === 'failure' ? result.reason : null,
      });
      return result;
    },
    close: () => {
      closing ??= pool.close();
      return closing;
    },
  };
};
