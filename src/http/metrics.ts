import type { Handler } from './handle.ts';
import { respond } from './responses.ts';

export const metricsPath = '/metrics';

/** Reads everything that is measured, in the text format of Prometheus. */
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
