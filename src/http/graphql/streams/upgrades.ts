import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { lazy } from '../../../lib/lazy.ts';
import { hostProblem } from '../../responses.ts';
import type { IsKnownHost, Origins } from '../../security/origins.ts';
import { graphqlPath } from '../yoga.ts';
import type { WebSocketDeps, WebSockets } from './websocket.ts';

export type UpgradeDeps = WebSocketDeps & { readonly origins: Origins; readonly isKnownHost: IsKnownHost };

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

/** Ends the connection itself: Node no longer counts it among the connections that it closes. */
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

/** Accepts or refuses requests for a WebSocket. The modules that serve them are loaded for the first accepted one. */
export const serveUpgrades = (
  server: Server,
  { origins, isKnownHost, ...deps }: UpgradeDeps,
): Pick<WebSockets, 'endRevoked' | 'close'> => {
  let webSockets: WebSockets | null = null;
  let isClosed = false;
  const load = lazy(async () => {
    const { createWebSockets } = await import('./websocket.ts');
    webSockets = createWebSockets(deps);
    return webSockets;
  });
  const logFailure = (error: unknown): null => {
    deps.log.error({ err: error }, 'The modules for WebSockets could not be loaded');
    return null;
  };
  server.on('upgrade', async (request: IncomingMessage, connection: Duplex, head: Buffer) => {
    // Node no longer listens for errors of the connection.
    connection.on('error', () => connection.destroy());
    if (!isKnownHost(request)) return refuse(connection, '421 Misdirected Request', hostProblem);
    const problem = origins.problemOfSocket(request);
    if (problem !== null) return refuse(connection, '403 Forbidden', problem);
    const opening = webSockets ?? (await load().catch(logFailure));
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
    endRevoked: () => webSockets?.endRevoked(),
    close: async () => {
      isClosed = true;
      await webSockets?.close();
    },
  };
};
