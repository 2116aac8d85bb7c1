import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { listen } from '../../src/lib/listen.ts';

/**
 * A proxy in front of a sandbox vendor. It accepts only calls with a currently valid key, and can hold calls.
 */
export type Front = {
  readonly url: string;
  /** The keys that it accepts. */
  readonly keys: Set<string>;
  /** The calls so far, oldest first. */
  readonly calls: readonly { readonly key: string; readonly body: string }[];
  /** The number of running calls, and the maximum so far. */
  readonly underWay: number;
  readonly most: number;
  /** Holds calls from now on, until the next `open`. */
  shut(): void;
  open(): void;
  close(): Promise<void>;
};

const read = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
};

export const openFront = async (vendor: {
  readonly url: string;
  readonly secretKey: string;
}): Promise<Front> => {
  const keys = new Set<string>();
  const calls: { key: string; body: string }[] = [];
  let door = Promise.withResolvers<void>();
  door.resolve();
  let underWay = 0;
  let most = 0;
  const server = createServer(async (request, response) => {
    const key = request.headers.authorization ?? '';
    const isValid = keys.has(key);
    const body = await read(request);
    calls.push({ key, body });
    underWay += 1;
    most = Math.max(most, underWay);
    await door.promise;
    underWay -= 1;
    if (!isValid) {
      response.writeHead(401).end('{}');
      return;
    }
    const { origin, pathname } = new URL(vendor.url);
    const answer = await fetch(`${origin}${pathname.replace(/\/$/u, '')}${request.url ?? ''}`, {
      method: request.method ?? 'GET',
      headers: { authorization: vendor.secretKey, 'content-type': 'application/json' },
      body,
    });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(await answer.text());
  });
  const url = await listen(server, '127.0.0.1', 0);
  return {
    url,
    keys,
    calls,
    get underWay() {
      return underWay;
    },
    get most() {
      return most;
    },
    shut: () => {
      door = Promise.withResolvers();
    },
    open: () => door.resolve(),
    close: async () => {
      door.resolve();
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};
