import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export type ConnectionLimits = {
  /** How long a connection is kept between two requests, milliseconds. */
  readonly keepAliveMs: number;
  /** How long a client may take to send its request, milliseconds. */
  readonly receiveTimeoutMs: number;
  /** How long a client may take to read what waits for it, milliseconds. */
  readonly sendTimeoutMs: number;
  /** Bytes that may wait for the client of one connection before further answers are not written. */
  readonly unsentBytes: number;
  /** Requests of one connection that may wait for their answers. */
  readonly operationsPerConnection: number;
};

/**
 * Requests of one connection that run at the same time. Others wait. A request runs until its client has read the answer.
 */
export const runningPerConnection = 8;

/** Slow clients are searched at this interval, milliseconds. */
const longestSweepMs = 1_000;

/** Headers are small: no client takes longer to send them. Milliseconds. */
const longestHeadersMs = 10_000;

/**
 * The header Keep-Alive states a time that is shorter than the real one by this much, milliseconds. A client that reuses
 * a connection in the last moment is then still served.
 */
const keepAliveMarginMs = 5_000;

/** Options of `createServer` that bound how long a client may take to send. */
export const timeoutsOf = ({ keepAliveMs, receiveTimeoutMs }: ConnectionLimits) => ({
  keepAliveTimeout: keepAliveMs,
  keepAliveTimeoutBuffer: keepAliveMarginMs,
  headersTimeout: Math.min(longestHeadersMs, receiveTimeoutMs),
  requestTimeout: receiveTimeoutMs,
  connectionsCheckingInterval: Math.min(longestSweepMs, receiveTimeoutMs),
});

type Connection = {
  /** The responses that are not complete, in the order of their requests. */
  readonly responses: Set<ServerResponse>;
  /** Starts of requests that wait for a place. */
  readonly waiting: (() => void)[];
  running: number;
  /** Whether a request was refused because there were too many: no further one is read. */
  isRefused: boolean;
  /** Bytes that the client took, as of `progressAt`. */
  taken: number;
  progressAt: number;
};

export type Connections = {
  /**
   * Runs `serve` for a request, at once or when the connection has a place. Returns `refused` if the connection has too
   * many requests: then the caller answers with a refusal, which ends the connection. Returns `ignored` if the
   * connection has ended or was refused before: then the request gets no answer.
   */
  run(response: ServerResponse, serve: () => void): 'accepted' | 'refused' | 'ignored';
  /** Whether the client of this response left too many bytes unread. Its connection is closed then. */
  isBlocked(response: ServerResponse): boolean;
};

const unsentOf = (socket: Socket, { responses }: Connection): number => {
  let unsent = socket.writableLength;
  // A response behind another one has no socket yet, and holds its bytes itself.
  if (responses.size > 1) for (const one of responses) if (!one.socket) unsent += one.writableLength;
  return unsent;
};

/**
 * Bounds the memory that a client can use by not reading: the requests of its connection, the bytes that wait for it, and
 * the time that they wait. It covers plain answers, event streams and WebSockets, because it observes the connections
 * themselves.
 */
export const guardConnections = (server: Server, limits: ConnectionLimits): Connections => {
  const connections = new Map<Socket, Connection>();

  server.on('connection', (socket: Socket) => {
    connections.set(socket, {
      responses: new Set(),
      waiting: [],
      running: 0,
      isRefused: false,
      taken: 0,
      progressAt: 0,
    });
    socket.once('close', () => connections.delete(socket));
  });

  // The time between two requests is over. A request may have arrived while the event loop was busy: timers run before
  // sockets are read. So the socket is read once more before it is closed.
  server.on('timeout', (socket: Socket) => {
    const { bytesRead } = socket;
    setImmediate(() => {
      if (socket.bytesRead === bytesRead && !connections.get(socket)?.responses.size) socket.destroy();
    });
  });

  const sweep = (): void => {
    const now = performance.now();
    for (const [socket, connection] of connections) {
      const taken = socket.bytesWritten - socket.writableLength;
      if (socket.writableLength === 0 || taken !== connection.taken) {
        connection.taken = taken;
        connection.progressAt = now;
      } else if (now - connection.progressAt > limits.sendTimeoutMs) socket.destroy();
    }
  };
  const sweeping = setInterval(sweep, Math.min(longestSweepMs, limits.sendTimeoutMs / 2)).unref();
  server.once('close', () => clearInterval(sweeping));

  return {
    run: (response, serve) => {
      const { socket } = response.req;
      const connection = connections.get(socket);
      if (!connection || connection.isRefused || socket.destroyed) return 'ignored';
      const { responses, waiting } = connection;
      let isRunning = false;
      responses.add(response);
      response.once('close', () => {
        responses.delete(response);
        if (!isRunning) return;
        connection.running -= 1;
        waiting.shift()?.();
      });
      if (responses.size > limits.operationsPerConnection) {
        connection.isRefused = true;
        return 'refused';
      }
      const start = (): void => {
        if (socket.destroyed) return;
        isRunning = true;
        connection.running += 1;
        serve();
      };
      if (connection.running < runningPerConnection) start();
      else waiting.push(start);
      return 'accepted';
    },
    isBlocked: (response) => {
      const { socket } = response.req;
      const connection = connections.get(socket);
      if (!connection || unsentOf(socket, connection) <= limits.unsentBytes) return false;
      socket.destroy();
      return true;
    },
  };
};
