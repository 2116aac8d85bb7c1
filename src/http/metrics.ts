import { once } from 'node:events';
import { createServer } from 'node:http';
import { listen } from '../lib/listen.ts';
import { type Handler, refuseTooManyRequests, respond } from './responses.ts';
import { type ConnectionLimits, guardConnections, timeoutsOf } from './security/connections.ts';

export const metricsPath = '/metrics';

/** Reads all metrics, in the text format of Prometheus. */
export type ReadMetrics = () => Promise<{ readonly contentType: string; readonly text: string }>;

export const serveMetrics =
  (read: ReadMetrics): Handler =>
  async (request, response) => {
    if (request.method !== 'GET') {
      response.setHeader('allow', 'GET');
      return respond(response, 405);
    }
    const { contentType, text } = await read();
    response.writeHead(200, { 'content-type': contentType, 'cache-control': 'no-store' }).end(text);
  };

/** Serves the metrics alone, at their own address. Throws when it cannot listen there. */
export const startMetricsServer = async (
  { host, port }: { readonly host: string; readonly port: number },
  limits: ConnectionLimits,
  read: ReadMetrics,
): Promise<{ readonly url: string; close(): Promise<void> }> => {
  const metrics = serveMetrics(read);
  const server = createServer(timeoutsOf(limits), (request, response) => {
    const [path = '/'] = (request.url ?? '/').split('?');
    const serve = (): void => {
      if (path !== metricsPath) respond(response, 404);
      else Promise.resolve(metrics(request, response, path)).catch(() => respond(response, 500));
    };
    const started = connections.run(response, serve);
    if (started === 'refused') refuseTooManyRequests(response, limits.operationsPerConnection);
  });
  const connections = guardConnections(server, limits);
  const origin = await listen(server, host, port);
  return {
    url: `${origin}${metricsPath}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
