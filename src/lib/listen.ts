import { once } from 'node:events';
import type { Server } from 'node:http';

/** Starts to listen and gives the origin, e.g. `http://127.0.0.1:4000`. Port 0 takes any free port. Throws if it cannot. */
export const listen = async (server: Server, host: string, port: number): Promise<string> => {
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port');
  return `http://${host.includes(':') ? `[${host}]` : host}:${address.port}`;
};
