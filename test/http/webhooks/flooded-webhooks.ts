import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWebhooks } from '../../../src/http/webhooks/handler.ts';
import { noopTelemetry } from '../../support/telemetry.ts';

/**
 * A separate program with a small heap. It serves webhook URLs: `known` reads its body at once, `slow` needs two seconds
 * for its lookup, and any other is unknown. It prints its URL. `/cost` returns the growth of its memory and the longest
 * time that its event loop was blocked.
 */
const webhooks = createWebhooks({
  receiveCallback: async (_vendor, secret, readBody) => {
    if (secret === 'slow') await new Promise((resolve) => setTimeout(resolve, 2_000));
    if (secret !== 'known') return 'UNKNOWN_SECRET';
    const body = await readBody();
    return body.type === 'unread' ? body.reason : 'TAKEN';
  },
  webhookLimits: { bytes: 256 * 1024, atOnce: 100 },
  telemetry: noopTelemetry,
});

const before = process.memoryUsage().rss;
let peak = before;
let longestBlockMs = 0;
let lastAt = performance.now();
setInterval(() => {
  longestBlockMs = Math.max(longestBlockMs, performance.now() - lastAt - 10);
  lastAt = performance.now();
  peak = Math.max(peak, process.memoryUsage().rss);
}, 10).unref();

const server = createServer((request, response) => {
  const path = request.url ?? '/';
  if (path === '/cost') {
    const grownMb = Math.round((peak - before) / 1024 / 1024);
    return void response.end(JSON.stringify({ grownMb, longestBlockMs: Math.round(longestBlockMs) }));
  }
  webhooks(request, response, path).catch(() => response.destroy());
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
