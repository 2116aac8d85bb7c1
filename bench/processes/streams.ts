import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

export type StreamsGiven = { readonly url: string; readonly count: number; readonly channel: string };

const request = (host: string, channel: string): string => {
  const body = JSON.stringify({
    query: `subscription { stockChanged(filter: { channels: ["${channel}"] }) { productId quantity } }`,
  });
  return [
    'POST /graphql HTTP/1.1',
    `Host: ${host}`,
    'Accept: text/event-stream',
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
};

/** Subscriptions over Server-Sent Events, on bare sockets: they cost this process little. */
export const openStreams = () => {
  const sockets: Socket[] = [];
  let seen = 0;
  let wanted = 0;
  let allSeen = Promise.withResolvers<number>();

  const open = async ({ hostname, port, host }: URL, channel: string): Promise<void> => {
    const socket = connect(Number(port), hostname);
    sockets.push(socket);
    socket.on('error', (error) => allSeen.reject(error));
    socket.write(request(host, channel));
    const [head] = (await once(socket, 'data')) as [Buffer];
    if (!head.includes('text/event-stream')) throw new Error(`No stream: ${head.toString().slice(0, 300)}`);
    socket.on('data', (chunk: Buffer) => {
      if (!chunk.includes('event: next')) return;
      seen += 1;
      if (seen === wanted) allSeen.resolve(performance.timeOrigin + performance.now());
    });
  };

  return {
    openStreams: async ({ url, count, channel }: StreamsGiven): Promise<number> => {
      for (let opened = 0; opened < count; opened += 100) {
        const some = Math.min(100, count - opened);
        await Promise.all(Array.from({ length: some }, () => open(new URL(url), channel)));
      }
      return sockets.length;
    },
    expectOnAll: () => {
      seen = 0;
      wanted = sockets.length;
      allSeen = Promise.withResolvers();
    },
    /** When the last stream had its event, milliseconds since the epoch. */
    seenByAll: (): Promise<number> => allSeen.promise,
    closeStreams: () => {
      for (const socket of sockets.splice(0)) socket.destroy();
    },
  };
};
