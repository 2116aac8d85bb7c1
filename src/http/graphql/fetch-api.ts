import type { IncomingHttpHeaders } from 'node:http';
import type { ExecutionResult } from 'graphql';
import type { Caller } from '../../domain/caller.ts';

/** Yoga serves one endpoint under any host. The router has already checked the path. */
const endpoint = 'http://localhost/graphql';

export type Events = AsyncIterable<ExecutionResult>;

/** The headers of a request. `Accept` and `Content-Type` are the values that the server negotiated, not the raw ones. */
class RequestHeaders {
  readonly #received: IncomingHttpHeaders;
  readonly #accept: string;

  constructor(received: IncomingHttpHeaders, accept: string) {
    this.#received = received;
    this.#accept = accept;
  }

  get(name: string): string | null {
    const key = name.toLowerCase();
    // Yoga compares media types with case and without weights. Other content types have been refused before.
    if (key === 'accept') return this.#accept;
    if (key === 'content-type') return 'application/json';
    return this.#received[key]?.toString() ?? null;
  }
}

type RequestInit = {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** The media types that the client accepts, the preferred one first. */
  readonly accepted: readonly string[];
  /** The query string of the address, without `?`. */
  readonly search: string;
  /** The whole body; empty for a GET. */
  readonly body: string;
  readonly caller: Caller;
};

/**
 * The part of the Fetch API's `Request` that Yoga and its plugins use: `method`, `url`, `headers.get` and `text`. The
 * body has been read before, so there is no stream and no signal: a standard Request with both takes about as much time
 * as the rest of a small query. `url` is the endpoint without its query string, which is in `search`.
 */
export class GraphQLRequest {
  readonly method: string;
  readonly url = endpoint;
  readonly headers: RequestHeaders;
  readonly accepted: readonly string[];
  readonly search: string;
  readonly caller: Caller;
  readonly #body: string;

  constructor({ method, headers, accepted, search, body, caller }: RequestInit) {
    this.method = method;
    this.headers = new RequestHeaders(headers, accepted.join(', '));
    this.accepted = accepted;
    this.search = search;
    this.caller = caller;
    this.#body = body;
  }

  text(): Promise<string> {
    return Promise.resolve(this.#body);
  }
}

/** Yoga passes the request on as it is, but types it as the Fetch API does. */
export const graphqlRequest = (request: unknown): GraphQLRequest => {
  if (request instanceof GraphQLRequest) return request;
  throw new TypeError('Yoga received a request that is not a GraphQLRequest');
};

type ResponseInit = { readonly status?: number; readonly headers?: Readonly<Record<string, string>> };

/**
 * The part of the Fetch API's `Response` that Yoga's result processors use: the constructor. The handler writes it to
 * the connection. A body is a text or, for a subscription, its events.
 */
export class GraphQLResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Events;

  constructor(body: string | Events | null = null, { status = 200, headers = {} }: ResponseInit = {}) {
    this.status = status;
    this.headers = headers;
    this.body = body ?? '';
  }
}
