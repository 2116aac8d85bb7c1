import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type GraphQLServer, graphqlPath } from './graphql.ts';
import type { HandlerParts } from './handler.ts';
import type { WebSocketParts, WebSockets } from './websocket.ts';

export type UpgradeParts = WebSocketParts & Pick<HandlerParts, 'origins' | 'isKnownHost'>;

const refuse = (connection: Duplex, status: string): void =>
  void connection.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);

/** Lets requests for a WebSocket in, or refuses them. What serves them is loaded for the first that is let in. */
export const serveUpgrades = (
  server: Server,
  yoga: GraphQLServer,
  { origins, isKnownHost, ...parts }: UpgradeParts,
): Pick<WebSockets, 'endStale' | 'close'> => {
  let loading: Promise<WebSockets> | null = null;
  let webSockets: WebSockets | null = null;
  let isClosed = false;
  const load = async (): Promise<WebSockets> => {
    const { createWebSockets } = await import('./websocket.ts');
    webSockets = createWebSockets(yoga, parts);
    return webSockets;
  };
  server.on('upgrade', async (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    // Node listens no more for what goes wrong with it.
    connection.on('error', () => connection.destroy());
    const [path] = (request.url ?? '/').split('?');
    if (path !== graphqlPath) return refuse(connection, '404 Not Found');
    if (!isKnownHost(request)) return refuse(connection, '421 Misdirected Request');
    if (!origins.mayConnect(request)) return refuse(connection, '403 Forbidden');
    if (isClosed) return refuse(connection, '503 Service Unavailable');
    loading ??= load();
    (webSockets ?? (await loading)).open(request, connection, head);
  });
  return {
    endStale: () => webSockets?.endStale(),
    close: async () => {
      isClosed = true;
      await (await loading)?.close();
    },
  };
};
