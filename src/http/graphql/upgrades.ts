import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { lazy } from '../../lib/lazy.ts';
import { hostProblem } from '../responses.ts';
import type { HandlerParts } from '../router.ts';
import type { WebSocketParts, WebSockets } from './websocket.ts';
import { type GraphQLServer, graphqlPath } from './yoga.ts';

export type UpgradeParts = WebSocketParts & Pick<HandlerParts, 'origins' | 'isKnownHost'>;

/** How long a refusal may take to be sent, milliseconds. */
const refusalMs = 1_000;

/**
 * Whether a request asks for a WebSocket at the path that has one. HTTP lets a server ignore any other upgrade (RFC 9110
 * section 7.8), such as the `h2c` of `curl --http2`: the request is then answered as if it had asked for none.
 */
export const isWebSocketRequest = ({
  method,
  url = '/',
  headers: { upgrade = '' },
}: IncomingMessage): boolean =>
  method === 'GET' &&
  url.split('?')[0] === graphqlPath &&
  upgrade.split(',').some((protocol) => protocol.trim().toLowerCase() === 'websocket');

/** A client that is refused may stay on the line. Node no longer counts the connection among those that it closes. */
const refuse = (connection: Duplex, status: string, reason: string): void => {
  const body = JSON.stringify({ errors: [{ message: reason }] });
  const head = [
    `HTTP/1.1 ${status}`,
    'Connection: close',
    'Content-Type: application/json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
  ];
  // A client that does not read gets no more time than this.
  const force = setTimeout(() => connection.destroy(), refusalMs);
  connection.once('close', () => clearTimeout(force));
  connection.end(`${head.join('\r\n')}\r\n\r\n${body}`, () => connection.destroy());
};

/** Lets requests for a WebSocket in, or refuses them. What serves them is loaded for the first that is let in. */
export const serveUpgrades = (
  server: Server,
  yoga: GraphQLServer,
  { origins, isKnownHost, ...parts }: UpgradeParts,
): Pick<WebSockets, 'endStale' | 'close'> => {
  let webSockets: WebSockets | null = null;
  let isClosed = false;
  const load = lazy(async () => {
    const { createWebSockets } = await import('./websocket.ts');
    webSockets = createWebSockets(yoga, parts);
    return webSockets;
  });
  const tell = (error: unknown): null => {
    parts.log.error({ err: error }, 'What serves WebSockets could not be loaded');
    return null;
  };
  server.on('upgrade', async (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    // Node listens no more for what goes wrong with it.
    connection.on('error', () => connection.destroy());
    if (!isKnownHost(request)) return refuse(connection, '421 Misdirected Request', hostProblem);
    const problem = origins.problemOfSocket(request);
    if (problem !== null) return refuse(connection, '403 Forbidden', problem);
    const opening = webSockets ?? (await load().catch(tell));
    if (isClosed || !opening) return refuse(connection, '503 Service Unavailable', 'Try again later.');
    if (!opening.hasRoom()) {
      return refuse(
        connection,
        '503 Service Unavailable',
        'Too many WebSockets wait to be acknowledged. Try again later.',
      );
    }
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
