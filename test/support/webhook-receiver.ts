import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { until } from './client.ts';
import type { OnFinished } from './temporary-directory.ts';

export type ReceivedWebhook = {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

type Answer = (response: ServerResponse, received: ReceivedWebhook) => void;

const accept: Answer = (response) => void response.writeHead(204).end();

/** The parsed body of a request that one of the secrets signed. Throws if none of them did. */
export const verified = ({ headers, body }: ReceivedWebhook, secret: string): unknown =>
  new Webhook(secret).verify(body, headers as Record<string, string>);

/** A real HTTP server that receives webhooks. `answer` may be replaced at any time. */
export const startReceiver = async (later: OnFinished) => {
  const received: ReceivedWebhook[] = [];
  const receiver = {
    url: '',
    received,
    answer: accept,
    accept: () => {
      receiver.answer = accept;
    },
    /** Waits until this many requests have arrived. */
    count: (count: number) =>
      until(
        () => received.length,
        (length) => length >= count,
      ),
    at: (path: string) => received.filter((one) => one.path === path),
  };
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces).toString();
      const one = { path: request.url ?? '', headers: request.headers, body };
      received.push(one);
      receiver.answer(response, one);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  later(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return receiver;
};
