import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { WebSocket } from 'ws';
import type { Target } from './target.ts';

/** An attempt of one party to end or block the gateway. `run` resolves when all of it is done. */
export type Attack = { readonly name: string; run(target: Target): Promise<void> };

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Posts a body to `/graphql`. Resolves with the text of the answer, or with the reason why none came. */
export const post = (target: Target, body: string, path = '/graphql'): Promise<string> =>
  new Promise((resolve) => {
    const asking = request(
      `${target.url}${path}`,
      {
        method: 'POST',
        agent: false,
        timeout: 60_000,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${target.key}` },
      },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => {
          if (text.length < 100_000) text += chunk.toString('latin1');
        });
        response.on('close', () => resolve(text));
        response.on('error', () => {});
      },
    );
    asking.on('timeout', () => asking.destroy());
    asking.on('error', (error) => resolve(error.message));
    asking.end(body);
  });

/** A connection that sends the given bytes. It ignores answers, and expects a reset. */
export const open = (target: Target): Promise<Socket> =>
  new Promise((resolve) => {
    const { hostname, port } = new URL(target.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    socket.once('connect', () => resolve(socket));
    socket.once('close', () => resolve(socket));
  });

/** Writes a chunk repeatedly until `bytes` were accepted, the server closes, or nothing is accepted for 2 seconds. */
export const pour = (socket: Socket, chunk: string | Buffer, bytes: number): Promise<void> =>
  new Promise((resolve) => {
    let left = bytes;
    let idle = setTimeout(resolve, 2_000);
    const write = (): void => {
      clearTimeout(idle);
      while (left > 0 && !socket.destroyed) {
        left -= chunk.length;
        if (!socket.write(chunk)) {
          idle = setTimeout(resolve, 2_000);
          return;
        }
      }
      resolve();
    };
    socket.on('drain', write);
    socket.on('close', () => {
      clearTimeout(idle);
      resolve();
    });
    write();
  });

/** An acknowledged WebSocket, or null if it was refused. */
export const openWebSocket = (target: Target): Promise<WebSocket | null> =>
  new Promise((resolve) => {
    const socket = new WebSocket(`${target.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
    socket.on('error', () => resolve(null));
    socket.on('close', () => resolve(null));
    socket.on('open', () => {
      const payload = { authorization: `Bearer ${target.key}` };
      socket.send(JSON.stringify({ type: 'connection_init', payload }));
    });
    socket.once('message', () => resolve(socket));
  });

export const subscribeMessage = (id: string, query: string, variables: object = {}): string =>
  JSON.stringify({ id, type: 'subscribe', payload: { query, variables } });

/** The number of each result. */
export const together = (count: number, work: (at: number) => Promise<unknown>): Promise<unknown> =>
  Promise.all(Array.from({ length: count }, (_, at) => work(at)));
