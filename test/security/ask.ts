import { once } from 'node:events';
import { type IncomingHttpHeaders, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { WebSocket } from 'ws';
import { SetStock } from '../e2e/documents.ts';
import { authorization } from '../support/graphql.ts';

type Problem = { readonly message: string; readonly extensions?: Readonly<Record<string, unknown>> };
export type Json = { readonly data?: unknown; readonly errors?: readonly Problem[] };
export type Answer = {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly json: Json | null;
};

const parsed = (body: string): Json | null => {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
};

type Asked = {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string | Buffer;
};

/** Sent unchanged: `fetch` would normalize URLs and refuse headers. */
export const send = (url: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { origin } = new URL(url);
    const asking = request(
      origin,
      { method, headers, path: url.slice(origin.length), agent: false },
      (response) =>
        text(response).then(
          (read) =>
            resolve({
              status: response.statusCode,
              headers: response.headers,
              text: read,
              json: parsed(read),
            }),
          reject,
        ),
    );
    asking.once('error', reject).end(body);
  });

const spoken = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };

/** Posts a GraphQL request. A text is sent unchanged. */
export const overHttp = (url: string, asked: object | string, key?: string): Promise<Answer> =>
  send(`${url}/graphql`, {
    method: 'POST',
    headers: { ...spoken, ...authorization(key) },
    body: typeof asked === 'string' ? asked : JSON.stringify(asked),
  });

/** The first answer to a request over a WebSocket, or the close code of the socket. */
export const overSocket = async (url: string, asked: object, key?: string): Promise<Json> => {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const answer = new Promise<Json>((resolve, reject) => {
    socket.on('message', (message) => {
      const { type, payload } = JSON.parse(String(message));
      if (type === 'connection_ack')
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: '', ...asked } }));
      if (type === 'next') resolve(payload);
      if (type === 'error') resolve({ errors: payload });
    });
    socket.once('close', (code) => resolve({ errors: [{ message: String(code) }] }));
    socket.once('error', reject);
  });
  await once(socket, 'open');
  socket.send(JSON.stringify({ type: 'connection_init', payload: authorization(key) }));
  try {
    return await answer;
  } finally {
    socket.close();
  }
};

/** Whether it closes or resets: `once` would treat a reset as a failure. */
export const hungUp = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.once('close', () => resolve());
  });

/** The data that a server sends after these bytes until it closes. */
export const sendBytes = async (url: string, ...bytes: readonly string[]): Promise<string> => {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  const said: string[] = [];
  socket.on('data', (chunk: Buffer) => said.push(chunk.toString('latin1'))).on('error', () => {});
  for (const part of bytes) socket.write(part, 'latin1');
  await hungUp(socket);
  return said.join('');
};

/** The statuses in the data of a connection. */
export const statusesIn = (said: string): readonly string[] =>
  [...said.matchAll(/^HTTP\/1\.1 (\d{3})/gmu)].map(([, status = '']) => status);

export const mutation = (items: readonly object[], more: object = {}) => ({
  query: String(SetStock),
  variables: { input: { items, ...more } },
});

export const codesOf = (json: Json | null): readonly unknown[] =>
  (json?.errors ?? []).map(({ extensions }) => extensions?.['code']);

/** The codes of a refusal, which must be equal over both transports; over HTTP with this status. */
export const refusals = async (
  url: string,
  asked: object,
  key?: string,
): Promise<{ readonly status: number | undefined; readonly http: Json; readonly socket: Json }> => {
  const { status, json } = await overHttp(url, asked, key);
  const socket = await overSocket(url, asked, key);
  return { status, http: json ?? {}, socket };
};
