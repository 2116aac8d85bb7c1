import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect } from 'vitest';
import { overWebSocket, post } from '../http/serve.ts';
import { it as withProcesses } from '../support/process.ts';

/** Generous, because other tests may use the machine. Without its limits the gateway takes longer, or ends. */
const soonMs = 60_000;
const timeout = 240_000;
const heap = { NODE_OPTIONS: '--max-old-space-size=512' };

const answers = async (url: string): Promise<void> => {
  expect((await fetch(`${url}/health/live`)).status).toBe(200);
};

/** The resident memory of a process, in megabytes. */
const residentMb = (pid: number | undefined): number =>
  Number(/VmRSS:\s+(?<kb>\d+)/u.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.groups?.['kb']) / 1024;

const bytesIn = (directory: string): number =>
  readdirSync(directory).reduce((sum, name) => sum + statSync(join(directory, name)).size, 0);

/** Does the work while another connection requests the health of the process. Returns the longest time of an answer. */
const beside = async (url: string, work: () => Promise<unknown>): Promise<number> => {
  let isOver = false;
  let longest = 0;
  const looking = (async () => {
    while (!isOver) {
      const begin = performance.now();
      await answers(url);
      longest = Math.max(longest, performance.now() - begin);
      await new Promise((resolve) => {
        setTimeout(resolve, 20);
      });
    }
  })();
  try {
    await work();
  } finally {
    isOver = true;
    await looking;
  }
  return longest;
};

const setStock =
  'mutation ($i: SetStockInput!) { setStock(input: $i) { operation { id } results { target { channelKey } status ... on ItemFailure { code message } } userErrors { code } } }';

withProcesses('D2: any number of empty items is answered at once', { timeout }, async ({ startGateway }) => {
  const { url, child } = await startGateway(heap);
  const before = residentMb(child.pid);
  for (const count of [10_000, 400_000, 1_300_000]) {
    const body = {
      query: setStock,
      variables: { i: { items: Array.from({ length: count }, () => ({})) } },
    };
    const longest = await beside(url, async () => {
      const text = await (await post(url, body)).text();
      expect(text).toContain('"errors"');
      expect(text.length).toBeLessThan(20_000);
      if (count < 1_000_000)
        expect(JSON.stringify(await overWebSocket(url, body)).length).toBeLessThan(20_000);
    });
    expect(longest, String(count)).toBeLessThan(soonMs);
  }
  expect(residentMb(child.pid) - before).toBeLessThan(300);
});

withProcesses(
  'D7: what is refused is neither stored nor quoted in full',
  { timeout },
  async ({ startGateway, directory }) => {
    const { url } = await startGateway(heap);
    const channel = 'c'.repeat(3_900_000);
    const before = bytesIn(`${directory}/data`);
    for (let times = 0; times < 4; times += 1) {
      const items = [{ channel, productId: 'p', quantity: 1 }];
      const text = await (await post(url, { query: setStock, variables: { i: { items } } })).text();
      expect(text).toContain('INVALID_VALUE');
      expect(text).toContain('… (cut, 3900000 characters)');
      expect(text.length).toBeLessThan(2_000);
    }
    expect(bytesIn(`${directory}/data`) - before).toBeLessThan(1_000_000);
    const long = 'x'.repeat(1_000_000);
    const quoting = [
      { query: `{ ${long} }` },
      { query: `{ products(after: "${long}") { edges { cursor } } }` },
      { query: 'query ($n: Int) { operations(first: $n) { __typename } }', variables: { n: long } },
      { query: 'query ($t: ID!) { channel(id: $t) { id } }', variables: { t: { long } } },
      { query: `{ __typename } ${long}` },
      { query: '{ __typename }', operationName: long },
      {
        query: setStock,
        variables: { i: { items: [{ channel: 'global-link', productId: long, quantity: 1 }] } },
      },
      { query: setStock, variables: { i: { items: [{ [long]: 1 }] } } },
    ];
    for (const request of quoting) {
      expect((await (await post(url, request)).text()).length, request.query.slice(0, 60)).toBeLessThan(
        5_000,
      );
      expect(
        JSON.stringify(await overWebSocket(url, request)).length,
        request.query.slice(0, 60),
      ).toBeLessThan(5_000);
    }
  },
);

withProcesses(
  'D4: a hundred streams of two hundred changes leave room for others, and lose none',
  { timeout },
  async ({ startGateway }) => {
    const { url, child } = await startGateway(heap);
    const before = residentMb(child.pid);
    const [streams, changes] = [100, 200];
    const query = 'subscription { stockChanged(filter: { channels: ["global-link"] }) { productId } }';
    const opened = await Promise.all(
      Array.from({ length: streams }, () => post(url, { query }, 'text/event-stream')),
    );
    const reading = opened.map(async (response) => {
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      // A level may come twice: while its change is pending, and with its new quantity.
      const levels = new Set<string>();
      while (reader && levels.size < changes) {
        const { done, value = '' } = await reader.read();
        if (done) break;
        const parts = (text + value).split('\n\n');
        text = parts.pop() ?? '';
        for (const part of parts) if (part.startsWith('event: next')) levels.add(part);
      }
      await reader?.cancel();
      return levels.size;
    });
    const items = Array.from({ length: changes }, (_, at) => ({
      channel: 'global-link',
      productId: `product-${at}`,
      quantity: at,
    }));
    const longest = await beside(url, async () => {
      const answer = await (await post(url, { query: setStock, variables: { i: { items } } })).text();
      expect(answer).toContain('APPLIED');
      expect(await Promise.all(reading)).toEqual(opened.map(() => changes));
    });
    expect(longest).toBeLessThan(soonMs);
    expect(residentMb(child.pid) - before).toBeLessThan(300);
  },
);

const leaf = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.double(),
  fc.integer(),
  fc.string({ maxLength: 5 }),
  fc.constant('long'),
);
const names = fc.constantFrom('items', 'channel', 'productId', 'quantity', 'options', 'x');
const anyValue = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 5 }, leaf, tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 5 }),
  object: fc.dictionary(names, tie('value'), { maxKeys: 4 }),
})).value;

/** The attack for a small value. It is created here, so that a failure prints only the small value. */
const expand = (value: unknown, times: number, shape: string): unknown => {
  const text = JSON.stringify(value).replaceAll('"long"', `"${'x'.repeat(20_000)}"`);
  const whole: unknown = JSON.parse(text);
  if (shape === 'value') return whole;
  const length = Math.min(times, Math.max(1, Math.floor(3_000_000 / (text.length + 1))));
  const list = Array.from({ length }, () => whole);
  return shape === 'list' ? list : { items: list };
};

const documents = [
  setStock,
  'query ($i: [ID!] = []) { nodes(ids: $i) { id } }',
  'query ($i: [StockTargetInput!]!) { stock(targets: $i) { __typename } }',
  'query ($i: Int) { operations(first: $i) { edges { cursor } } }',
  'mutation ($i: ReplaceProductsInput!) { replaceProducts(input: $i) { replayed } }',
  'mutation ($i: [StockQuantityInput!]!) { setStock(input: { items: $i }) { replayed } }',
];

withProcesses(
  'D2: random variables are answered in time, and leave the gateway as it was',
  { timeout },
  async ({ startGateway }) => {
    const { url, child } = await startGateway(heap);
    const before = residentMb(child.pid);
    const request = fc.record({
      query: fc.constantFrom(...documents),
      value: anyValue,
      times: fc.constantFrom(1, 1_000, 50_000),
      shape: fc.constantFrom('value', 'list', 'items'),
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ query, value, times, shape }) => {
        const begin = performance.now();
        const response = await post(url, { query, variables: { i: expand(value, times, shape) } });
        const text = await response.text();
        expect([200, 400, 413]).toContain(response.status);
        expect(text.length).toBeLessThan(500_000);
        expect(performance.now() - begin).toBeLessThan(soonMs);
      }),
      { numRuns: 25, endOnFailure: true },
    );
    await answers(url);
    expect(residentMb(child.pid) - before).toBeLessThan(400);
  },
);
