import { type Attack, open, pause, post, pour, together } from './attack.ts';
import type { Target } from './target.ts';

const update = `mutation ($i: SetStockInput!) {
  setStock(input: $i) { results { status } userErrors { code } operation { id } }
}`;
const replace = `mutation ($i: ReplaceProductsInput!) {
  replaceProducts(input: $i) { results { status } userErrors { code } operation { id } }
}`;
const mutation = (query: string, items: readonly object[], more: object = {}): string =>
  JSON.stringify({ query, variables: { i: { items, ...more } } });

const listOf = <Entry>(length: number, entry: (at: number) => Entry): readonly Entry[] =>
  Array.from({ length }, (_, at) => entry(at));

const product = (productId: string, options: number): object => ({
  channel: 'global-link',
  productId,
  name: 'A shirt',
  brand: 'Brand',
  mainImage: 'https://shop.example/1.jpg',
  images: [],
  detailImages: [],
  price: '1000',
  domesticShippingFee: '0',
  stockQuantity: 1,
  sourceUrl: 'https://shop.example/1',
  ...(options > 0
    ? {
        optionGroups: [
          {
            names: [{ groupOptionId: 1, name: 'Colour' }],
            options: listOf(options, (at) => ({
              optionId: `opt-${at}`,
              names: [{ groupOptionId: 1, name: `Colour ${at}` }],
              price: '0',
              stockQuantity: 1,
              order: at,
            })),
          },
        ],
      }
    : {}),
});

const emptyItems = (count: number): Attack => ({
  name: `variables with ${count} empty items`,
  run: async (target) => {
    await post(
      target,
      mutation(
        update,
        listOf(count, () => ({})),
      ),
    );
  },
});

const byteChunks = '1\r\nx\r\n'.repeat(2_730);

/** Attacks with plain requests, most of them with the key of a client. */
export const byHttp: readonly Attack[] = [
  {
    name: 'webhook bodies in one-byte chunks, 80 at once, no key',
    run: async (target) => {
      const { host } = new URL(target.url);
      await together(80, async (at) => {
        const socket = await open(target);
        socket.resume();
        socket.write(
          `POST /webhooks/smaregi/guess-${at} HTTP/1.1\r\nHost: ${host}\r\nTransfer-Encoding: chunked\r\n\r\n`,
        );
        await pour(socket, byteChunks, 9_600_000);
        socket.destroy();
      });
    },
  },
  {
    name: 'unknown webhook secrets, 4,000 requests, no key',
    run: async (target) => {
      await together(40, async (worker) => {
        for (let at = 0; at < 100 * target.share; at += 1)
          await post(target, '{}', `/webhooks/smaregi/${worker}-${at}`);
      });
    },
  },
  {
    name: 'requests that end never, 500 at once, no key',
    run: async (target) => {
      const sockets = await Promise.all(listOf(500, () => open(target)));
      for (const socket of sockets) {
        socket.resume();
        socket.write('POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n');
      }
      for (let round = 0; round < 20; round += 1) {
        for (const socket of sockets) if (!socket.destroyed) socket.write('X: y\r\n');
        await pause(100);
      }
      for (const socket of sockets) socket.destroy();
    },
  },
  {
    name: 'upgrades to h2c, 2,000 requests, no key',
    run: async (target) => {
      const { host } = new URL(target.url);
      await together(20, async () => {
        for (let at = 0; at < 100; at += 1) {
          const socket = await open(target);
          const ended = new Promise<void>((resolve) => {
            socket.once('close', () => resolve());
            socket.once('data', () => socket.destroy());
            setTimeout(() => socket.destroy(), 2_000).unref();
          });
          socket.write(
            `GET /health/live HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA\r\n\r\n`,
          );
          await ended;
        }
      });
    },
  },
  emptyItems(10_000),
  emptyItems(100_000),
  emptyItems(400_000),
  {
    name: 'a cost that cannot be calculated',
    run: async (target) => {
      const fields = 'results { edges { node { index status } } } '.repeat(5);
      const all = listOf(15, (at) => `o${at}: operations(first: 100) { edges { node { id ${fields} } } }`);
      const query = `query ($t: [ID!] = []) { nodes(ids: $t) @skip(if: true) { id } ${all.join(' ')} }`;
      await together(10, () => post(target, JSON.stringify({ query, variables: { t: null } })));
    },
  },
  {
    name: 'products with 20,000 options, read back',
    run: async (target) => {
      for (const at of [1, 2, 3])
        await post(target, mutation(replace, [product(`product-wide-${at}`, 20_000)]));
      const query = `{ products(first: 3) { edges { node { name optionGroups { options {
        optionId price { amount } order names { name } stock { quantity observedAt } } } } } } }`;
      await together(4, () => post(target, JSON.stringify({ query })));
    },
  },
  {
    name: 'an operation of 1,000 products with its delivery log',
    run: async (target) => {
      const items = listOf(1_000, (at) => product(`product-many-${at}`, 0));
      const answer = await post(target, mutation(replace, items, { waitMs: 30_000 }));
      const id = /"id":"(?<id>[^"]+)"/u.exec(answer)?.groups?.['id'];
      const log = 'vendorRequests { attempt sentAt answeredAt outcome httpStatus rows channelKey }';
      const names = listOf(20, (at) => `v${at}: ${log}`).join(' ');
      const query = `query ($id: ID!) { operation(id: $id) { ${names} } }`;
      await together(4, () => post(target, JSON.stringify({ query, variables: { id } })));
    },
  },
  ...[20, 10].map((names) => ({
    name: `the whole schema under ${names} names, 20 at once`,
    run: async (target: Target) => {
      const type =
        'name description fields { name description args { name description } type { name kind } }';
      const query = `{ ${listOf(names, (at) => `s${at}: __schema { types { ${type} } }`).join(' ')} }`;
      await together(20, () => post(target, JSON.stringify({ query })));
    },
  })),
  {
    name: '60 items with a channel of 4 MB',
    run: async (target) => {
      const channel = 'x'.repeat(4_000_000 - 1_000);
      for (let at = 0; at < 60 * target.share; at += 1) {
        await post(target, mutation(update, [{ channel, productId: String(at), quantity: 1 }]));
      }
    },
  },
];
