import { createServer } from 'node:http';
import { z } from 'zod';
import { listen } from '../../src/lib/listen.ts';
import type { OnFinished } from './temporary-directory.ts';

const span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  links: z.array(z.object({ traceId: z.string(), spanId: z.string() })).default([]),
  attributes: z.array(z.object({ key: z.string(), value: z.unknown() })),
});
const body = z.object({
  resourceSpans: z.array(z.object({ scopeSpans: z.array(z.object({ spans: z.array(span) })) })),
});
export type CollectedSpan = z.output<typeof span>;

/** A collector of traces: OTLP over HTTP, in JSON. */
export const startCollector = async (later: OnFinished) => {
  const spans: CollectedSpan[] = [];
  const texts: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    texts.push(text);
    for (const resource of body.parse(JSON.parse(text)).resourceSpans)
      for (const scope of resource.scopeSpans) spans.push(...scope.spans);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  const url = await listen(server, '127.0.0.1', 0);
  later(async () => {
    server.close();
    server.closeAllConnections();
  });
  return { url, spans, texts };
};
