import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { CloseCode, handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws';
import { isAsyncIterable } from 'graphql-yoga';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Access } from '../../../access/access.ts';
import type { Log } from '../../../ports/log.ts';
import type { Telemetry } from '../../../ports/telemetry.ts';
import type { ServerLimits } from '../../limits.ts';
import { endSocket, type GuardedSocket, guardSocket, type SocketLimits } from '../../security/sockets.ts';
import type { TrustedDocuments } from '../documents/trusted-documents.ts';
import { observeOperation } from '../observe.ts';
import type { Pipeline, Preparation, Prepared } from '../pipeline.ts';

export type WebSocketDeps = {
  readonly pipeline: Pipeline;
  readonly access: Access;
  readonly limits: SocketLimits & Pick<ServerLimits, 'bodyBytes' | 'unacknowledgedSockets'>;
  /** Null where any document may be sent. */
  readonly trusted: TrustedDocuments | null;
  readonly telemetry: Telemetry;
  readonly log: Log;
};

export type WebSockets = {
  /** Whether one more socket may wait to be acknowledged. */
  hasRoom(): boolean;
  /** Opens the socket that a request asks for, on its connection; `head` is what came after the request. */
  open(request: IncomingMessage, connection: Duplex, head: Buffer): void;
  /** Ends the sockets whose key was revoked, has expired or has other rights since they were acknowledged. */
  endRevoked(): void;
  /** Ends every socket; from then on none is opened. */
  close(): Promise<void>;
};

/** An error as a message carries it, without its HTTP status. */
const formatError = (error: GraphQLError | GraphQLFormattedError): GraphQLFormattedError => {
  const { extensions, ...formatted } = error instanceof GraphQLError ? error.toJSON() : error;
  const { http: _status, ...others } = extensions ?? {};
  return { ...formatted, extensions: others };
};

/** A browser cannot send headers with a WebSocket, so the API key is in the first message. */
const authorizationIn = (payload: Readonly<Record<string, unknown>> | undefined): string | undefined => {
  const authorization = payload?.['authorization'];
  return typeof authorization === 'string' ? authorization : undefined;
};

/**
 * GraphQL over WebSocket (`graphql-transport-ws`), by the same pipeline as over HTTP: graphql-ws calls `prepare` when a
 * message asks for an operation, and `run` when the operation may begin.
 */
export const createWebSockets = ({
  pipeline,
  access,
  limits,
  trusted,
  telemetry,
  log,
}: WebSocketDeps): WebSockets => {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.bodyBytes,
    // A message of that size in segments of Ethernet has fewer. Each takes memory beside its bytes.
    maxBufferedChunks: 1024 + Math.ceil(limits.bodyBytes / 1024),
    maxFragments: 1024,
    handleProtocols,
  });
  const guarded = new Map<WebSocket, GuardedSocket>();
  let unacknowledged = 0;

  /** Ends a socket whose key has no longer the rights with which it was acknowledged. */
  const endIfRevoked = ({ socket, caller }: GuardedSocket): void => {
    const client = caller();
    if (!client) return;
    const status = access.keyStatusOf(client);
    if (status === 'ended') endSocket(socket, CloseCode.Unauthorized, 'Unauthorized');
    // graphql-ws connects again after this code. The key is still valid.
    if (status === 'changed') endSocket(socket, CloseCode.Forbidden, 'The rights of the key have changed');
  };

  const prepare = (guard: GuardedSocket, asked: SubscribePayload): Preparation => {
    const caller = guard.caller();
    if (!caller) throw new Error('An operation came before the connection was acknowledged');
    const query = trusted ? trusted.textOf(asked) : asked.query;
    if (query instanceof GraphQLError) return { type: 'refused', errors: [query] };
    return pipeline.prepare({ ...asked, query }, caller);
  };

  const run = (args: unknown) => observeOperation(telemetry, () => pipeline.run(args as Prepared));

  const graphql = makeServer<Record<string, unknown>, GuardedSocket>({
    onError: (_context, _id, _payload, errors) => errors.map(formatError),
    onNext: (_context, _id, _payload, _args, { data, errors, extensions }) =>
      errors && {
        ...(data !== undefined && { data }),
        errors: errors.map(formatError),
        ...(extensions && { extensions }),
      },
    execute: run,
    subscribe: run,
    onOperation: ({ extra }, _id, payload, _args, result) => {
      // An open subscription counts among the subscriptions, which have limits of their own.
      if (isAsyncIterable(result)) extra.ended(payload);
    },
    onComplete: ({ extra }, _id, payload) => extra.ended(payload),
    onPing: ({ acknowledged, extra }) => {
      if (!acknowledged) endSocket(extra.socket, CloseCode.Unauthorized, 'Ping before connection_init');
    },
    onConnect: ({ connectionParams, extra }) => {
      const caller = access.authenticate(authorizationIn(connectionParams));
      if (caller) {
        extra.acknowledge(caller);
        return true;
      }
      endSocket(extra.socket, CloseCode.Unauthorized, 'Unauthorized');
      return false;
    },
    onSubscribe: async ({ extra }, _id, asked) => {
      endIfRevoked(extra);
      if (extra.socket.readyState !== extra.socket.OPEN) return [new GraphQLError('Unauthorized')];
      const refusal = extra.begin(asked);
      if (refusal) return [refusal];
      const preparation = prepare(extra, asked);
      if (preparation.type === 'refused') {
        // graphql-ws reports the end only of an operation that runs.
        extra.ended(asked);
        return preparation.errors;
      }
      const { prepared } = preparation;
      if (prepared.operation.operation === 'query' && !(await extra.place(asked))) {
        extra.ended(asked);
        return [new GraphQLError('The connection was closed.')];
      }
      return prepared;
    },
  });

  return {
    hasRoom: () => unacknowledged < limits.unacknowledgedSockets,
    open: (request, connection, head) => {
      unacknowledged += 1;
      let counts = true;
      const acknowledged = (): void => {
        if (counts) unacknowledged -= 1;
        counts = false;
      };
      connection.once('close', acknowledged);
      sockets.handleUpgrade(request, connection, head, (socket) => {
        const guard = guardSocket({ socket, connection, limits, log, acknowledged });
        guarded.set(socket, guard);
        const closed = graphql.opened(guard.transport, guard);
        socket.once('close', (code, reason) => {
          guarded.delete(socket);
          void closed(code, String(reason));
        });
      });
    },
    endRevoked: () => {
      for (const guard of guarded.values()) {
        if (guard.socket.readyState === guard.socket.OPEN) endIfRevoked(guard);
      }
    },
    close: async () => {
      for (const socket of sockets.clients) endSocket(socket, 1001, 'Going away');
      await new Promise<void>((resolve) => {
        sockets.close(() => resolve());
      });
    },
  };
};
