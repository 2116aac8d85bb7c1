import { createClient } from 'graphql-ws';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { type Access, openAccess } from '../../src/access/access.ts';
import type { Gateway } from '../../src/core/gateway.ts';
import type { ServerLimits } from '../../src/http/limits.ts';
import { type HttpServer, startHttpServer, type WebSettings } from '../../src/http/server.ts';
import { createLog } from '../../src/lib/logging/log.ts';
import type { Log } from '../../src/ports/log.ts';
import { closedWeb, defaultLimits } from '../support/defaults.ts';
import { noopTelemetry } from '../support/telemetry.ts';
import type { OnFinished } from '../support/temporary-directory.ts';

const silent = createLog('silent');

type Manner = {
  readonly log?: Log;
  readonly web?: WebSettings;
  readonly access?: Access;
  /** For a test that runs at the same time as others. */
  readonly onFinished?: OnFinished;
};

/** Starts the server over a gateway. Its limits are the defaults, except for those that the test gives. */
export const startServer = async (
  gateway: Gateway,
  tighter: Partial<ServerLimits> = {},
  { log = silent, web = closedWeb, access = openAccess, onFinished = onTestFinished }: Manner = {},
): Promise<HttpServer> => {
  const server = await startHttpServer('127.0.0.1', 0, { ...defaultLimits(), ...tighter }, web, log);
  server.serve({
    gateway,
    access,
    receiveCallback: async () => 'UNKNOWN_SECRET',
    receiveEvent: async () => 'UNKNOWN_CHANNEL',
    telemetry: noopTelemetry,
    metrics: null,
  });
  onFinished(async () => {
    await server.drain();
    await server.close();
  });
  return server;
};

/** Starts the server over a gateway and returns its address. */
export const serve = async (...options: Parameters<typeof startServer>): Promise<string> =>
  (await startServer(...options)).url;

export type Request = {
  readonly query?: string;
  readonly variables?: Record<string, unknown>;
  readonly operationName?: string;
  readonly extensions?: Record<string, unknown>;
  readonly documentId?: string;
};
export type Answer = {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly {
    readonly message: string;
    readonly extensions?: Readonly<Record<string, unknown>>;
  }[];
  readonly extensions?: Readonly<Record<string, unknown>>;
};

export type Ask = (url: string, request: Request) => Promise<Answer>;

export const post = async (url: string, body: unknown, accept = 'application/graphql-response+json') =>
  fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept },
    body: JSON.stringify(body),
  });

const overHttp: Ask = async (url, request) => (await post(url, request)).json() as Promise<Answer>;

/** A separate socket for each request. A refusal counts as its answer. */
export const overWebSocket: Ask = async (url, { query = '', ...request }) => {
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
  try {
    const { value } = await client.iterate({ query, ...request }).next();
    return value as Answer;
  } catch (errors) {
    if (Array.isArray(errors)) return { errors };
    throw errors;
  } finally {
    await client.dispose();
  }
};

export const transports: readonly (readonly [name: string, ask: Ask])[] = [
  ['HTTP', overHttp],
  ['a WebSocket', overWebSocket],
];
