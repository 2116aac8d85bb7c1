import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import { listen } from '../../src/lib/listen.ts';

/**
 * A door before a sandbox vendor: it lets in who has a key that is valid just now, and holds calls while it is shut.
 */
export type Front = {
  readonly url: string;
  /** The keys that are let in. */
  readonly keys: Set<string>;
  /** What has come, oldest first. */
  readonly calls: readonly { readonly key: string; readonly body: string }[];
  /** How many calls are being answered, and how many at most were. */
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
