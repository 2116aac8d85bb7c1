import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** Data on a connection: bytes of the gateway, which were already sent, or of the vendor, which are not forwarded yet. */
export type Passing = 'request' | 'answer';

/** The connections between one gateway and one vendor. */
export type Relay = {
  /** The URL of the vendor through this relay. */
  via(url: string): string;
  /** Stops all data in both directions, like the network after the kill of a process. */
  cut(): void;
};

/** Opens a TCP relay to `origin`. `hear` may cut it: bytes of a request have passed by then, bytes of an answer have not. */
export const openRelay = async (origin: string, hear: (passing: Passing) => void): Promise<Relay> => {
  const { hostname, port } = new URL(origin);
  const sockets = new Set<Socket>();
  let isCut = false;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // A close follows every error, and the close is passed on.
    return socket.on('error', () => {});
  };
  const server = createServer((accepted) => {
    const near = keep(accepted);
    const far = keep(connect(Number(port), hostname));
    near.on('data', (bytes) => {
      far.write(bytes);
      hear('request');
    });
    far.on('data', (bytes) => {
      hear('answer');
      if (!isCut) near.write(bytes);
    });
    near.once('close', () => far.destroy());
    far.once('close', (broken) => (broken ? near.resetAndDestroy() : near.end()));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The line has no port');
  return {
    via: (url) =>
      Object.assign(new URL(url), { hostname: '127.0.0.1', port: address.port }).href.replace(/\/$/u, ''),
    cut: () => {
      isCut = true;
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
};
