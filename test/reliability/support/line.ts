import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** What passes over a line: bytes of the gateway, which are on their way already, or of the vendor, which are not. */
export type Passing = 'request' | 'answer';

/** The wire between one gateway and one vendor. */
export type Line = {
  /** The vendor's address by way of this line. */
  via(url: string): string;
  /** Nothing passes any more, either way: what the network sees of a process that is killed. */
  cut(): void;
};

/** A TCP relay to `origin`. `hear` may cut the line: then what it heard of has passed or not, as said above. */
export const openLine = async (origin: string, hear: (passing: Passing) => void): Promise<Line> => {
  const { hostname, port } = new URL(origin);
  const sockets = new Set<Socket>();
  let isCut = false;
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    // Every error is followed by a close, which is what the other end is told.
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
