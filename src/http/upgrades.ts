import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { loadedLate } from '../domain/loaded-late.ts';
import type { Log } from '../ports/log.ts';
import { type GraphQLServer, graphqlPath } from './graphql.ts';
import type { HandlerParts } from './handler.ts';
import type { WebSocketParts, WebSockets } from './websocket.ts';

export type UpgradeParts = WebSocketParts &
  Pick<HandlerParts, 'origins' | 'isKnownHost'> & { readonly log: Log };

/** Whoever is refused may stay on the line: Node counts the connection no more among those that it closes at the end. */
const refuse = (connection: Duplex, status: string): void =>
  void connection.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`, () => connection.destroy());

/** Lets requests for a WebSocket in, or refuses them. What serves them is loaded for the first that is let in. */
export const serveUpgrades = (
  server: Server,
  yoga: GraphQLServer,
  { origins, isKnownHost, log, ...parts }: UpgradeParts,
): Pick<WebSockets, 'endStale' | 'close'> => {
  let webSockets: WebSockets | null = null;
  let isClosed = false;
  const load = loadedLate(async () => {
    const { createWebSockets } = await import('./websocket.ts');
    webSockets = createWebSockets(yoga, parts);
    return webSockets;
  });
  const tell = (error: unknown): null => {
    log.error({ err: error }, 'What serves WebSockets could not be loaded');
    return null;
  };
  server.on('upgrade', async (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    // Node listens no more for what goes wrong with it.
    connection.on('error', () => connection.destroy());
    const [path] = (request.url ?? '/').split('?');
    if (path !== graphqlPath) return refuse(connection, '404 Not Found');
    if (!isKnownHost(request)) return refuse(connection, '421 Misdirected Request');
    if (!origins.mayConnect(request)) return refuse(connection, '403 Forbidden');
    const opening = webSockets ?? (await load().catch(tell));
    if (isClosed || !opening) return refuse(connection, '503 Service Unavailable');
    opening.open(request, connection, head);
  });
  return {
    endStale: () => webSockets?.endStale(),
    close: async () => {
      isClosed = true;
      await webSockets?.close();
    },
  };
};
