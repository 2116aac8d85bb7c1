import { once } from 'node:events';
import { connect, createServer } from 'node:net';

const notification = 'A'.charCodeAt(0);

/** Gives complete messages of PostgreSQL's protocol from pieces. */
const framer = (onMessage: (message: Buffer) => void) => {
  let rest: Buffer = Buffer.alloc(0);
  return (bytes: Buffer): void => {
    rest = Buffer.concat([rest, bytes]);
    while (rest.length >= 5) {
      const end = 1 + rest.readUInt32BE(1);
      if (rest.length < end) return;
      onMessage(rest.subarray(0, end));
      rest = rest.subarray(end);
    }
  };
};

/**
 * Stands between a gateway and its database like a pooler in transaction mode: a notification for a server session
 * reaches no client, since none keeps its session. Returns the URL of the database through it.
 */
export const startPooler = async (
  target: string,
  onClose: (close: () => Promise<void>) => void,
): Promise<string> => {
  const { hostname, port } = new URL(target);
  const pooler = createServer((client) => {
    const server = connect(Number(port || 5432), hostname);
    client.on('error', () => server.destroy());
    server.on('error', () => client.destroy());
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
    client.on('data', (bytes) => server.write(bytes));
    server.on(
      'data',
      framer((message) => {
        if (message[0] !== notification) client.write(message);
      }),
    );
  });
  pooler.listen(0, '127.0.0.1');
  await once(pooler, 'listening');
  onClose(async () => void pooler.close());
  const address = pooler.address();
  if (!address || typeof address === 'string') throw new Error('No port');
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String(address.port);
  return url.href;
};
