import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A vendor that answers as an attack decides. It counts the calls it gets. */
export type HostileVendor = {
  readonly url: string;
  /** The answer to every call from now on, except token calls. */
  answerWith(answer: Answer): void;
  calls(): number;
  close(): Promise<void>;
};

const json = { 'content-type': 'application/json' };

export const startHostileVendor = async (): Promise<HostileVendor> => {
  let answer: Answer = (_, response) => {
    response.writeHead(503).end();
  };
  let calls = 0;
  const server = createServer((request, response) => {
    calls += 1;
    request.resume();
    response.on('error', () => {});
    if (request.url?.startsWith('/token')) {
      const token = { access_token: 'token', token_type: 'Bearer', expires_in: 3_600, scope: '' };
      response.writeHead(200, json).end(JSON.stringify(token));
      return;
    }
    answer(request, response);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('No port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    answerWith: (next) => {
      answer = next;
    },
    calls: () => calls,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
