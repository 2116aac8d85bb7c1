import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen } from '../../src/lib/listen.ts';
import { answerQuestions } from '../support/ask.ts';

/** How the vendor does: how long it takes for a call, and how many calls it takes at a time. */
export type Manner = { readonly delayMs: number; readonly maxCalls: number };

const stockUpdates = '/open-api/v1/global-link/products/stock-updates';

let manner: Manner = { delayMs: 0, maxCalls: Number.POSITIVE_INFINITY };
let underWay = 0;
let answered = 0;
let applied = 0;

const send = (response: ServerResponse, status: number, body: object): void => {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
};

const rowsOf = (body: unknown): number =>
  typeof body === 'object' && body !== null && 'products' in body && Array.isArray(body.products)
    ? body.products.length
    : 0;

const answer = (request: IncomingMessage, response: ServerResponse, text: string): void => {
  answered += 1;
  if (request.url === stockUpdates) {
    const successCount = rowsOf(JSON.parse(text));
    applied += successCount;
    send(response, 200, { successCount, failureCount: 0, failures: [] });
    return;
  }
  const shopProductId = decodeURIComponent(request.url?.split('/').at(-1) ?? '');
  applied += 1;
  send(response, 200, { shopType: 'SMART_STORE', shopProductId, updatedAt: new Date().toISOString() });
};

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    if (underWay >= manner.maxCalls)
      return send(response, 429, { code: 'RATE_LIMITED', message: 'Slow down' });
    const text = Buffer.concat(chunks).toString();
    if (manner.delayMs === 0) return answer(request, response, text);
    underWay += 1;
    setTimeout(() => {
      underWay -= 1;
      answer(request, response, text);
    }, manner.delayMs);
  });
});

answerQuestions({
  start: (): Promise<string> => listen(server, '127.0.0.1', 0),
  behave: (given: { readonly delayMs: number; readonly maxCalls: number | null }) => {
    manner = { delayMs: given.delayMs, maxCalls: given.maxCalls ?? Number.POSITIVE_INFINITY };
  },
  /** Rows applied since its start. */
  applied: () => applied,
  /** Calls since its start that it did not refuse. */
  answered: () => answered,
});
