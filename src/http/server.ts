import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Access } from '../access/access.ts';
import type { Callbacks } from '../core/deliver/callbacks/callbacks.ts';
import type { Gateway } from '../core/gateway.ts';
import { JournalUnavailable } from '../ports/journal-unavailable.ts';
import type { Log } from '../ports/log.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import { createTellBrokenOff } from './broken-requests.ts';
import { createCallers } from './callers.ts';
import { createGraphiQL } from './graphiql.ts';
import { createKnownDocuments } from './graphql/documents.ts';
import { onSocket, useTrustedDocuments } from './graphql/trusted-documents.ts';
import { isWebSocketRequest, serveUpgrades } from './graphql/upgrades.ts';
import { createGraphQLServer } from './graphql/yoga.ts';
import { notYet } from './handle.ts';
import { anyHost, knownHosts } from './known-hosts.ts';
import type { ServerLimits } from './limits.ts';
import { type ReadMetrics, serveMetrics } from './metrics.ts';
import { refuseTooManyRequests, respond } from './responses.ts';
import { createHandler } from './router.ts';
import { guardConnections, timeoutsOf } from './security/connections.ts';
import { setSecurityHeaders } from './security/headers.ts';
import { createOrigins } from './security/origins.ts';
import { createForwarded, type TrustedProxies } from './security/proxies.ts';
import { endStaleStreams } from './security/revoked-streams.ts';
import { createUsualRequests } from './usual-requests.ts';

/** How long what streams may go on after its key was revoked, expired or got other rights, milliseconds. */
const staleForMs = 1_000;

/** What browsers and proxies are allowed; the settings give it. */
export type WebSettings = {
  readonly corsOrigins: ReadonlySet<string>;
  readonly graphiql: boolean;
  readonly trustedProxies: TrustedProxies;
  readonly publicUrl: string | null;
};

export type HttpParts = {
  readonly gateway: Gateway;
  readonly access: Access;
  readonly receiveCallback: Callbacks['receive'];
  readonly telemetry: Telemetry;
  /** What is at /metrics; null where that is elsewhere. */
  readonly metrics: ReadMetrics | null;
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

/** Listens on `host` and `port`; throws when it can't. */
export const startHttpServer = async (
  host: string,
  port: number,
  limits: ServerLimits,
  web: WebSettings,
  log: Log,
): Promise<HttpServer> => {
  let handler = notYet;
  let draining = false;
  let closeWebSockets = async (): Promise<void> => {};
  let stopSweeping = (): void => {};
  let closing = false;
  const streams = new Set<ServerResponse>();
  const forwarded = createForwarded(web.trustedProxies);
  const tellBrokenOff = createTellBrokenOff(log);

  // Once no more are to come, a connection that waits for its next request is in the way.
  const answered = (): void => {
    if (closing) server.closeIdleConnections();
  };
  let isUpgrade = (_request: IncomingMessage): boolean => false;
  const options = {
    ...timeoutsOf(limits),
    shouldUpgradeCallback: (request: IncomingMessage) => isUpgrade(request),
  };
  const server = createServer(options, (request, response) => {
    response.on('close', answered);
    // Node reads nothing behind a request whose upgrade is ignored. So the response announces that the connection ends.
    if (request.headers.upgrade !== undefined) response.setHeader('connection', 'close');
    setSecurityHeaders(response, forwarded.isSecure(request));
    const [path = '/'] = (request.url ?? '/').split('?');
    const serve = (): void => {
      Promise.resolve(handler(request, response, path)).catch((error: unknown) => {
        tellBrokenOff(error, path);
        if (response.headersSent) response.destroy();
        else if (error instanceof JournalUnavailable) {
          // A vendor sends its webhook again after this.
          response.setHeader('retry-after', '1');
          respond(response, 503);
        } else respond(response, 500);
      });
    };
    const started = connections.run(response, serve);
    if (started === 'refused') refuseTooManyRequests(response, limits.operationsPerConnection);
  });
  const connections = guardConnections(server, limits);
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  const hostname = host.includes(':') ? `[${host}]` : host;

  return {
    url: `http://${hostname}:${address.port}`,
    serve: ({ gateway, access, receiveCallback, telemetry, metrics }) => {
      const callers = createCallers(access);
      const trusted = limits.trustedDocuments && useTrustedDocuments(limits.trustedDocuments, limits, log);
      const documents = createKnownDocuments();
      const graphql = createGraphQLServer({
        gateway,
        callers,
        documents,
        limits,
        trustedDocuments: trusted,
        telemetry,
        log,
      });
      const guards = {
        callers,
        // Who has a key may ask under any name.
        isKnownHost: access.isOpen ? knownHosts(web.publicUrl) : anyHost,
        origins: createOrigins(web.corsOrigins, log),
      };
      isUpgrade = isWebSocketRequest;
      const webSockets = serveUpgrades(server, graphql, {
        ...guards,
        limits,
        trusted: trusted && onSocket(trusted, graphql),
        telemetry,
        log,
      });
      closeWebSockets = webSockets.close;
      // Looked at now and then rather than told: a stream that begins in the moment of a reload is caught too.
      const sweep = setInterval(() => {
        endStaleStreams(streams, callers);
        webSockets.endStale();
      }, staleForMs).unref();
      stopSweeping = () => clearInterval(sweep);
      handler = createHandler({
        ...guards,
        graphql,
        streams,
        isBlocked: connections.isBlocked,
        // Where only trusted documents run, Yoga's plugin finds them.
        usual: trusted ? null : createUsualRequests(graphql, documents, telemetry),
        // Where only trusted documents run, a person can write none.
        graphiql: web.graphiql && !trusted ? createGraphiQL(gateway.channels, access.isOpen) : null,
        receiveCallback,
        bodyLimit: limits.bodyBytes,
        webhookLimits: limits.webhooks,
        telemetry,
        metrics: metrics && serveMetrics(metrics),
        isDraining: () => draining,
        readiness: gateway.readiness,
      });
    },
    drain: async () => {
      draining = true;
      await closeWebSockets();
      for (const response of streams) response.end();
    },
    close: async () => {
      stopSweeping();
      const closed = once(server, 'close');
      server.close();
      handler = notYet;
      closing = true;
      const force = setTimeout(() => server.closeAllConnections(), 2_000).unref();
      server.closeIdleConnections();
      await closed;
      clearTimeout(force);
    },
  };
};
