import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { Callbacks } from '../operations/delivery/callbacks.ts';
import type { Gateway } from '../operations/gateway.ts';
import type { Log } from '../ports/log.ts';
import { createGraphQLServer, graphqlPath } from './graphql.ts';
import { declaresTooMuch, isOpenEnded, readBody } from './read-body.ts';
import { refuseMediaType, refuseTooLarge, respond } from './respond.ts';
import { createWebhooks } from './webhooks.ts';
import { serveWebSockets } from './websocket.ts';

/** A thousand whole products are about two megabytes. */
const bodyLimit = 4 * 1024 * 1024;

export type HttpParts = {
  readonly gateway: Gateway;
  readonly receiveCallback: Callbacks['receive'];
  readonly log: Log;
};

export type HttpServer = {
  /** Where it listens, e.g. `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Serves from now on. Until then every request is answered 503. */
  serve(parts: HttpParts): void;
  /** Takes no new work: GraphQL is answered 503, streams and sockets end. Vendors may still report. */
  drain(): Promise<void>;
  /** Ends every connection. */
  close(): Promise<void>;
};

type Handler = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void> | void;

/** Not yet, or no more. */
const notYet: Handler = (_request, response) => {
  response.setHeader('retry-after', '1');
  respond(response, 503);
};

/** A page of any site may post a form to a gateway that its reader can reach; JSON it may not. */
const isNoJson = ({ method, headers }: IncomingMessage): boolean =>
  method === 'POST' && !/^application\/json\s*(;|$)/iu.test(headers['content-type'] ?? '');

const createHandler = (
  parts: HttpParts,
  graphql: ReturnType<typeof createGraphQLServer>,
  isDraining: () => boolean,
): Handler => {
  const webhooks = createWebhooks(parts.receiveCallback, parts.log);
  return async (request, response, path) => {
    if (path.startsWith('/webhooks/')) return webhooks(request, response, path);
    if (path === '/health/live') return respond(response, 200, { status: 'ok' });
    if (isDraining()) return notYet(request, response, path);
    if (path === '/health/ready') return respond(response, 200, { status: 'ok' });
    if (path !== graphqlPath) return respond(response, 404);
    if (isNoJson(request)) return refuseMediaType(response);
    if (declaresTooMuch(request, bodyLimit)) return refuseTooLarge(response, bodyLimit);
    if (isOpenEnded(request)) {
      const body = await readBody(request, bodyLimit);
      if (body.type === 'too-large') return refuseTooLarge(response, bodyLimit);
      Object.assign(request, { body: Readable.from([body.bytes]) });
    }
    return graphql.handle(request, response);
  };
};

/** Listens on `host` and `port`; throws when it can't. */
export const startHttpServer = async (host: string, port: number, log: Log): Promise<HttpServer> => {
  let handler = notYet;
  let draining = false;
  let closeWebSockets = async (): Promise<void> => {};
  const open = new Set<ServerResponse>();

  const server = createServer((request, response) => {
    open.add(response);
    response.once('close', () => open.delete(response));
    const [path = '/'] = (request.url ?? '/').split('?');
    Promise.resolve(handler(request, response, path)).catch((error: unknown) => {
      log.warn(
        { err: error, path: path.startsWith('/webhooks/') ? '/webhooks' : path },
        'A request broke off',
      );
      if (response.headersSent) response.destroy();
      else respond(response, 500);
    });
  });
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  const hostname = host.includes(':') ? `[${host}]` : host;

  return {
    url: `http://${hostname}:${address.port}`,
    serve: (parts) => {
      const graphql = createGraphQLServer(parts.gateway, parts.log);
      closeWebSockets = serveWebSockets(server, graphql);
      handler = createHandler(parts, graphql, () => draining);
    },
    drain: async () => {
      draining = true;
      await closeWebSockets();
      // Only a stream has begun and goes on; any other answer is written in one go.
      for (const response of open) if (response.headersSent) response.end();
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      handler = notYet;
      // Its connection waits for a next request, which is not to come.
      for (const response of open) response.once('close', () => server.closeIdleConnections());
      const force = setTimeout(() => server.closeAllConnections(), 2_000).unref();
      server.closeIdleConnections();
      await closed;
      clearTimeout(force);
    },
  };
};
