import { configureChannel } from '../../../src/adapters/vendors/index.ts';
import { asChannelId, asLocationId, asProductId } from '../../../src/domain/ids.ts';
import { systemClock } from '../../../src/ports/clock.ts';

/**
 * A separate program with a small heap. It makes one call to the vendor at the URL and prints the result, the longest
 * time that its event loop was blocked, and the growth of its memory.
 */
const [url = '', kind = ''] = process.argv.slice(2);
const limits = {
  concurrency: 4,
  ratePerSecond: null,
  timeoutMs: 30_000,
  callbackTimeoutMs: 1_000,
  retryForMs: 1_000,
  retriesPerMinute: 600,
};
const shared = { id: 'vendor', sandbox: true, limits, baseUrl: url };
const id = asChannelId('vendor');
const configured = configureChannel(
  kind === 'read'
    ? { ...shared, vendor: 'SMAREGI', accessToken: 'token' }
    : { ...shared, vendor: 'GLOBAL_LINK', secretKey: 'secret' },
);
if (!configured.success) throw configured.error;
const channel = configured.data.open(id, {
  clock: systemClock,
  onCall: () => {},
  traceparent: () => null,
  maxResponseBytes: 8 * 1024 * 1024,
});

const write = () =>
  channel.writers.STOCK_SET?.send(
    [
      {
        kind: 'STOCK_SET',
        channel: id,
        productId: asProductId('product-001'),
        locationId: null,
        quantity: 1,
        soldOut: null,
        options: [],
        memo: null,
        observedAt: null,
      },
    ],
    { callbackUrl: null, mark: null, mayStart: () => true, startCall: (call) => call() },
  );

const read = () => {
  const keys = Array.from({ length: 100 }, (_, at) => ({
    channel: id,
    productId: asProductId(String(at + 1_000_000)),
    locationId: asLocationId(String(at + 1)),
    optionId: null,
  }));
  return channel.readStock?.(keys, (call) => call());
};

let longestBlockMs = 0;
let lastAt = performance.now();
const watch = setInterval(() => {
  const now = performance.now();
  longestBlockMs = Math.max(longestBlockMs, now - lastAt - 5);
  lastAt = now;
  peak = Math.max(peak, process.memoryUsage().rss);
}, 5);
const before = process.memoryUsage().rss;
let peak = before;
const result = await (kind === 'read' ? read() : write());
await new Promise((resolve) => setTimeout(resolve, 20));
clearInterval(watch);
process.stdout.write(
  JSON.stringify({
    type: result?.type,
    message: result && 'failure' in result ? result.failure.message : null,
    longestBlockMs: Math.round(longestBlockMs),
    grownMb: Math.round((peak - before) / 1024 / 1024),
  }),
);
await channel.close();
