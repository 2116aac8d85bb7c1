import { type Attack, pause, post } from './attack.ts';
import type { Target } from './target.ts';

const json = { 'content-type': 'application/json' };

/** Sends items to the hostile vendor. The mutation does not wait for them. */
const sendItems = async (target: Target, count: number): Promise<void> => {
  const items = Array.from({ length: count }, (_, at) => ({
    channel: 'hostile',
    productId: String(at + 1),
    locationId: '1',
    quantity: 1,
  }));
  await post(
    target,
    JSON.stringify({
      query: 'mutation ($i: SetStockInput!) { setStock(input: $i) { userErrors { code } } }',
      variables: { i: { items, waitMs: 0 } },
    }),
  );
};

const readStock = (target: Target): Promise<string> =>
  post(
    target,
    JSON.stringify({
      query: `{ stock(targets: [{ channel: "hostile", productId: "1", locationId: "1" }]) { __typename } }`,
    }),
  );

/** Attacks by a vendor, or by someone in its place. */
export const byVendor: readonly Attack[] = [
  {
    name: 'answers of 8 MiB full of empty rows',
    run: async (target) => {
      const body = `{"items":[${'{},'.repeat(2_700_000)}{}]}`;
      target.vendor.answerWith((_, response) => response.writeHead(200, json).end(body));
      await sendItems(target, 10);
      for (let at = 0; at < 3; at += 1) await readStock(target);
    },
  },
  {
    name: 'an answer in 8,000,000 chunks of one byte',
    run: async (target) => {
      const chunks = Buffer.from('1\r\n \r\n'.repeat(10_000));
      target.vendor.answerWith((request, response) => {
        response.writeHead(200, json).flushHeaders();
        // Raw, because `write` would send each chunk separately.
        const socket = request.socket;
        let left = 800;
        const more = (): void => {
          while (left > 0 && !socket.destroyed) {
            left -= 1;
            if (!socket.write(chunks)) {
              socket.once('drain', more);
              return;
            }
          }
          socket.destroy();
        };
        more();
      });
      await sendItems(target, 10);
      await readStock(target);
      await pause(2_000);
    },
  },
  {
    name: 'a read whose pages never end',
    run: async (target) => {
      const row = {
        storeId: '1',
        productId: '2',
        stockAmount: '1',
        updDateTime: '2026-01-22T01:57:00+09:00',
      };
      const page = JSON.stringify(Array.from({ length: 1_000 }, () => row));
      target.vendor.answerWith((_, response) => response.writeHead(200, json).end(page));
      const calls = target.vendor.calls();
      await readStock(target);
      const made = target.vendor.calls() - calls;
      if (made > 50) throw new Error(`one read made ${made} calls`);
    },
  },
  {
    name: 'a vendor that asks to come back after 0 seconds',
    run: async (target) => {
      target.vendor.answerWith((_, response) => response.writeHead(429, { 'retry-after': '0' }).end());
      const calls = target.vendor.calls();
      await sendItems(target, 800);
      await pause(5_000);
      const made = target.vendor.calls() - calls;
      if (made > 100) throw new Error(`it got ${made} calls in 5 seconds`);
    },
  },
];
