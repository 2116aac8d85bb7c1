import type { Duplex } from 'node:stream';
import { GraphQLError } from 'graphql';
import { CloseCode, type SubscribePayload, type WebSocket as Transport } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Caller } from '../../domain/caller.ts';
import type { Log } from '../../ports/log.ts';
import { type ConnectionLimits, runningPerConnection } from './connections.ts';
import { createMessageProgress } from './message-progress.ts';

export type SocketLimits = Pick<
  ConnectionLimits,
  'operationsPerConnection' | 'receiveTimeoutMs' | 'unsentBytes'
>;

/**
 * A WebSocket whose client is held to the limits of a connection. Until the connection is acknowledged its client is
 * unknown, and may send little. After that it may send messages of the size of a request, run some operations at a
 * time, and leave some bytes unread. A message must arrive within the time that a request has.
 */
export type GuardedSocket = {
  readonly socket: WebSocket;
  /** graphql-ws reads from it and writes to it. */
  readonly transport: Transport;
  /** The client; null until the connection is acknowledged. */
  caller(): Caller | null;
  acknowledge(caller: Caller): void;
  /** Takes an operation in; returns the error with which it is refused, if there are too many. */
  begin(operation: SubscribePayload): GraphQLError | null;
  /** Waits until a query may run; false if the socket closed meanwhile. */
  place(query: SubscribePayload): Promise<boolean>;
  /** The operation is answered, or its subscription is open. Answers that the client does not read are not. */
  ended(operation: SubscribePayload): void;
};

/** Bytes that a client may send before it is acknowledged: one message with its key, and the frame around it. */
const bytesBeforeAcknowledged = 16 * 1024;

/** Unread refusals, in bytes, at which a client that goes on asking is cut off. */
const unreadRefusals = 64 * 1024;

/** How often the server pings a client, and how long the client may take to answer, milliseconds. */
const pingMs = 12_000;

/** How long a client may take to answer that its socket closes, milliseconds. */
const goodbyeMs = 1_000;

/** Codes of RFC 6455 section 7.4.1. */
const tooBig = 1009;
const policyViolation = 1008;
/** The client reads too slowly: it may connect again. */
const tryAgainLater = 1013;

/** Closes a socket. The connection is destroyed if the client does not answer the close frame. */
export const endSocket = (socket: WebSocket, code: number, reason: string): void => {
  socket.close(code, reason);
  const force = setTimeout(() => socket.terminate(), goodbyeMs);
  socket.once('close', () => clearTimeout(force));
};

/** graphql-ws throws a plain error when a client sends a message that only a server sends. */
const isUnexpectedMessage = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('Unexpected message of type');

type Options = {
  readonly socket: WebSocket;
  readonly connection: Duplex;
  readonly limits: SocketLimits;
  readonly log: Log;
  /** Called when the connection is acknowledged. */
  readonly acknowledged: () => void;
};

export const guardSocket = ({ socket, connection, limits, log, acknowledged }: Options): GuardedSocket => {
  const operations = new Set<SubscribePayload>();
  /** Starts of operations that wait for a place. */
  const waiting: (() => void)[] = [];
  const running = new Set<SubscribePayload>();
  let caller: Caller | null = null;
  let isCut = false;

  /** Ends the socket and reads no more of it. */
  const cut = (code: number, reason: string): void => {
    if (isCut) return;
    isCut = true;
    socket.pause();
    endSocket(socket, code, reason);
  };

  let received = 0;
  const count = (chunk: Buffer): void => {
    received += chunk.length;
    if (received > bytesBeforeAcknowledged) {
      cut(tooBig, `More than ${bytesBeforeAcknowledged} bytes before the connection was acknowledged`);
    }
  };
  // Before the listener of ws, so that nothing of a chunk that is too much is answered.
  connection.prependListener('data', count);

  let late: NodeJS.Timeout | null = null;
  const progress = createMessageProgress();
  const time = (chunk: Buffer): void => {
    const { hasEnded, isIncomplete } = progress.add(chunk);
    if (late && (hasEnded || !isIncomplete)) {
      clearTimeout(late);
      late = null;
    }
    if (!isIncomplete) return;
    late ??= setTimeout(
      () => cut(policyViolation, `A message took longer than ${limits.receiveTimeoutMs} ms`),
      limits.receiveTimeoutMs,
    ).unref();
  };
  connection.prependListener('data', time);

  // ws closes the socket with a code for whatever its client does wrong.
  socket.on('error', () => {});

  let lastPing: NodeJS.Timeout | null = null;
  const pinging = setInterval(() => {
    if (socket.readyState !== socket.OPEN) return;
    lastPing ??= setTimeout(() => socket.terminate(), pingMs);
    socket.ping();
  }, pingMs);
  socket.on('pong', () => {
    if (lastPing) clearTimeout(lastPing);
    lastPing = null;
  });
  socket.once('close', () => {
    clearInterval(pinging);
    if (lastPing) clearTimeout(lastPing);
    if (late) clearTimeout(late);
    for (const start of waiting.splice(0)) start();
  });

  const transport: Transport = {
    protocol: socket.protocol,
    send: (text) =>
      new Promise((resolve, reject) => {
        if (socket.readyState !== socket.OPEN) return resolve();
        if (socket.bufferedAmount > limits.unsentBytes) {
          cut(tryAgainLater, 'Too many bytes wait for this client');
          return resolve();
        }
        socket.send(text, (error) => (error ? reject(error) : resolve()));
      }),
    close: (code = 1000, reason = '') => endSocket(socket, code, reason),
    onMessage: (receive) => {
      socket.on('message', (message) => {
        if (isCut || socket.readyState !== socket.OPEN) return;
        receive(String(message)).catch((error: unknown) => {
          // The socket closed while its answer was written.
          if (socket.readyState !== socket.OPEN) return;
          if (isUnexpectedMessage(error)) return cut(CloseCode.BadRequest, 'Invalid message received');
          log.error({ err: error }, 'A message over WebSocket could not be handled');
          cut(CloseCode.InternalServerError, 'Internal server error');
        });
      });
    },
  };

  return {
    socket,
    transport,
    caller: () => caller,
    acknowledge: (client) => {
      caller = client;
      connection.off('data', count);
      acknowledged();
    },
    begin: (operation) => {
      if (operations.size < limits.operationsPerConnection) {
        operations.add(operation);
        return null;
      }
      if (socket.bufferedAmount > unreadRefusals) cut(policyViolation, 'Too many operations');
      return new GraphQLError(
        `More than ${limits.operationsPerConnection} operations of this connection wait for an answer: wait for answers first, or use more connections. Nothing was run.`,
        { extensions: { code: 'TOO_MANY_OPERATIONS', limit: limits.operationsPerConnection } },
      );
    },
    place: async (query) => {
      if (running.size >= runningPerConnection) {
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
        });
      }
      running.add(query);
      return socket.readyState === socket.OPEN;
    },
    ended: (operation) => {
      operations.delete(operation);
      if (running.delete(operation)) waiting.shift()?.();
    },
  };
};
