import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { Access } from '../access/access.ts';
import type { VendorEvents } from '../core/catalogue/vendor-events.ts';
import type { Callbacks } from '../core/deliver/callbacks/callbacks.ts';
import type { Gateway } from '../core/gateway.ts';
import { listen } from '../lib/listen.ts';
import { JournalUnavailable } from '../ports/journal/journal-unavailable.ts';
import type { Log } from '../ports/log.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import { createLogBrokenRequest } from './broken-requests.ts';
import { createConsole } from './console/handler.ts';
import { createGraphiQL } from './graphiql/page.ts';
import { createTrustedDocuments } from './graphql/documents/trusted-documents.ts';
import { createPipeline } from './graphql/pipeline.ts';
import { endRevokedStreams, type OpenStreams } from './graphql/streams/event-stream.ts';
import { isWebSocketRequest, serveUpgrades } from './graphql/streams/upgrades.ts';
import { createGraphQLYoga } from './graphql/yoga.ts';
import type { ServerLimits } from './limits.ts';
import { type ReadMetrics, serveMetrics } from './metrics.ts';
import { refuseForNow, refuseTooManyRequests, respond } from './responses.ts';
import { createRouter } from './router.ts';
import { guardConnections, timeoutsOf } from './security/connections.ts';
import { setSecurityHeaders } from './security/headers.ts';
import { anyHost, createIsKnownHost, createOrigins } from './security/origins.ts';
import { createForwarded, type TrustedProxies } from './security/proxies.ts';

/** How often the keys of open streams are checked, milliseconds. A stream ends at most this long after its key. */
const revocationCheckMs = 1_000;

/** Settings about browsers and proxies. */
export type WebSettings = {
  readonly corsOrigins: ReadonlySet<string>;
  readonly graphiql: boolean;
  readonly console: boolean;
  readonly trustedProxies: TrustedProxies;
  readonly publicUrl: string | null;
};

export type HttpDeps = {
  readonly gateway: Gateway;
  readonly access: Access;
  readonly receiveCallback: Callbacks['receive'];
  readonly receiveEvent: VendorEvents['receive'];
  readonly telemetry: Telemetry;
  /** Null where /metrics has its own server. */
  readonly metrics: ReadMetrics | null;
};

export type HttpServer = {
  /** The address, e.g. `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Starts to serve. Until then every request is answered 503. */
  serve(parts: HttpDeps): void;
  /** Takes no new work: GraphQL is answered 503, streams and sockets end. Vendors may still report. */
  drain(): Promise<void>;
  /** Ends every connection. */
  close(): Promise<void>;
};

/** Listens on `host` and `port`. Throws when it cannot. */
export const startHttpServer = async (
  host: string,
  port: number,
  limits: ServerLimits,
  web: WebSettings,
  log: Log,
): Promise<HttpServer> => {
  let handler = refuseForNow;
  let draining = false;
  let closeWebSockets = async (): Promise<void> => {};
  let stopSweeping = (): void => {};
  let closing = false;
  const streams: OpenStreams = new Map();
  const forwarded = createForwarded(web.trustedProxies);
  const logBrokenRequest = createLogBrokenRequest(log);

  // While the server closes, a connection that waits for its next request must end.
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
    // Node reads nothing behind a request whose upgrade is ignored. So the response says that the connection ends.
    if (request.headers.upgrade !== undefined) response.setHeader('connection', 'close');
    setSecurityHeaders(response, forwarded.isSecure(request));
    const [path = '/'] = (request.url ?? '/').split('?');
    const serve = (): void => {
      Promise.resolve(handler(request, response, path)).catch((error: unknown) => {
        logBrokenRequest(error, path);
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
  const url = await listen(server, host, port);

  return {
    url,
    serve: ({ gateway, access, receiveCallback, receiveEvent, telemetry, metrics }) => {
      const trusted = limits.trustedDocuments && createTrustedDocuments(limits.trustedDocuments, limits, log);
      const pipeline = createPipeline({ gateway, limits, telemetry, log });
      const shared = {
        access,
        isKnownHost: access.isOpen ? createIsKnownHost(web.publicUrl) : anyHost,
        origins: createOrigins(web.corsOrigins, log),
        telemetry,
      };
      isUpgrade = isWebSocketRequest;
      const webSockets = serveUpgrades(server, { ...shared, pipeline, trusted, limits, log });
      closeWebSockets = webSockets.close;
      // A check at intervals also finds a stream that begins while the keys are reloaded.
      const sweep = setInterval(() => {
        endRevokedStreams(streams, access);
        webSockets.endRevoked();
      }, revocationCheckMs).unref();
      stopSweeping = () => clearInterval(sweep);
      handler = createRouter({
        ...shared,
        yoga: createGraphQLYoga({ pipeline, trusted, telemetry, log }),
        streams,
        isBlocked: connections.isBlocked,
        graphiql: web.graphiql ? createGraphiQL(gateway.channels, access.isOpen) : null,
        console: web.console ? createConsole(shared.isKnownHost, log) : null,
        receiveCallback,
        receiveEvent,
        bodyLimit: limits.bodyBytes,
        webhookLimits: limits.webhooks,
        metrics: metrics && serveMetrics(metrics),
        isDraining: () => draining,
        readiness: gateway.readiness,
        channels: gateway.channels,
      });
    },
    drain: async () => {
      draining = true;
      await closeWebSockets();
      for (const response of streams.keys()) response.end();
    },
    close: async () => {
      stopSweeping();
      const closed = once(server, 'close');
      server.close();
      handler = refuseForNow;
      closing = true;
      const force = setTimeout(() => server.closeAllConnections(), 2_000).unref();
      server.closeIdleConnections();
      await closed;
      clearTimeout(force);
    },
  };
};
