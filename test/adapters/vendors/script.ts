import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Call = {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};
export type Reply =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: unknown }
  /** Controls the response itself. */
  | ((response: ServerResponse, call: Call) => void);

export type Script = {
  readonly url: string;
  readonly calls: readonly Call[];
  /** The answers to the next calls, in order. The last one repeats. */
  answer(...replies: readonly Reply[]): void;
  /** Selects the answer by the call. */
  answerBy(choose: (call: Call) => Reply): void;
  close(): Promise<void>;
};

const json = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** A server that sends scripted answers. */
export const startScript = async (): Promise<Script> => {
  const calls: Call[] = [];
  let choose: (call: Call) => Reply = () => ({});
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const call = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    calls.push(call);
    const reply = choose(call);
    if (typeof reply === 'function') return reply(response, call);
    const { status = 200, headers = {}, body } = reply;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(body === undefined ? '' : json(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    answer: (...replies) => {
      let position = 0;
      choose = () => {
        const reply = replies[Math.min(position, replies.length - 1)] ?? {};
        position += 1;
        return reply;
      };
    },
    answerBy: (by) => {
      choose = by;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};

/** A port without a listener. */
export const deadUrl = async (): Promise<string> => {
  const script = await startScript();
  await script.close();
  return script.url;
};
