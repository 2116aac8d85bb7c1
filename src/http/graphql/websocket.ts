import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type DocumentNode, type ExecutionArgs, GraphQLError, getOperationAST } from 'graphql';
import { CloseCode, handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws';
import { isAsyncIterable } from 'graphql-yoga';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Log } from '../../ports/log.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import { Sealed } from '../event-streams.ts';
import type { ServerLimits } from '../limits.ts';
import type { HandlerParts } from '../router.ts';
import { endSocket, type GuardedSocket, guardSocket, type SocketLimits } from '../security/sockets.ts';
import { authorizationIn, forSocket, isQuery } from '../socket-messages.ts';
import { followOperation } from './observe.ts';
import type { onSocket } from './trusted-documents.ts';
import type { GraphQLServer } from './yoga.ts';

type Enveloped = ReturnType<GraphQLServer['getEnveloped']>;
type Run = Pick<Enveloped, 'execute' | 'subscribe'>;

export type WebSocketParts = Pick<HandlerParts, 'callers'> & {
  readonly limits: SocketLimits & Pick<ServerLimits, 'bodyBytes' | 'unacknowledgedSockets'>;
  /** Finds the trusted document that is asked for; null where any may be sent. */
  readonly trusted: ReturnType<typeof onSocket> | null;
  readonly telemetry: Telemetry;
  readonly log: Log;
};

export type WebSockets = {
  /** Whether one more socket may wait to be acknowledged. */
  hasRoom(): boolean;
  /** Opens the socket that a request asks for, on its connection; `head` is what came after the request. */
  open(request: IncomingMessage, connection: Duplex, head: Buffer): void;
  /** Ends the sockets whose keys are no longer what they were when they were let in. */
  endStale(): void;
  /** Ends every socket; from then on none is opened. */
  close(): Promise<void>;
};

const parsed = (parse: () => DocumentNode): DocumentNode | GraphQLError => {
  try {
    return parse();
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
};

/**
 * GraphQL over WebSocket (`graphql-transport-ws`), through the same plugins as over HTTP: what is masked and limited
 * there is masked and limited here.
 */
export const createWebSockets = (
  yoga: GraphQLServer,
  { callers, limits, trusted, telemetry, log }: WebSocketParts,
): WebSockets => {
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

  /** Whether a socket may go on; one whose key is no longer what it was is ended. */
  const goesOn = ({ socket, request }: GuardedSocket): boolean => {
    const standing = callers.standingOf(request);
    if (standing === 'ended') endSocket(socket, CloseCode.Unauthorized, 'Unauthorized');
    // A client takes this one for worth another try, which the key is.
    if (standing === 'changed') endSocket(socket, CloseCode.Forbidden, 'The rights of the key have changed');
    return standing === 'current';
  };

  /** The operation to run, or the errors in it. */
  const prepare = async (
    request: IncomingMessage,
    asked: SubscribePayload,
  ): Promise<ExecutionArgs | GraphQLError[]> => {
    const params = trusted ? await trusted(asked) : asked;
    if (params instanceof GraphQLError) return [params];
    const { schema, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped({
      params,
      req: request,
    });
    const document = parsed(() => parse(params.query ?? ''));
    // The mistake of one query: the others on the socket go on.
    if (document instanceof GraphQLError) return [document];
    const run: Run = { execute, subscribe };
    const args: ExecutionArgs = {
      schema,
      operationName: params.operationName ?? undefined,
      document,
      variableValues: params.variables ?? undefined,
      contextValue: await contextFactory(),
      rootValue: run,
    };
    const errors = validate(args.schema, args.document);
    if (errors.length > 0) return [...errors];
    if (getOperationAST(document, args.operationName)) return args;
    return [new GraphQLError('Could not determine what operation to execute.')];
  };

  const graphql = makeServer<Record<string, unknown>, GuardedSocket>({
    onError: (_context, _id, _payload, errors) => errors.map(forSocket),
    onNext: (_context, _id, _payload, _args, { data, errors, extensions }) =>
      errors && {
        ...(data !== undefined && { data }),
        errors: errors.map(forSocket),
        ...(extensions && { extensions }),
      },
    execute: (args) => followOperation(telemetry, () => (args.rootValue as Run).execute(args)),
    onOperation: ({ extra }, _id, payload, _args, result) => {
      // An open subscription counts among the subscriptions, which have limits of their own.
      if (isAsyncIterable(result)) extra.ended(payload);
    },
    onComplete: ({ extra }, _id, payload) => extra.ended(payload),
    onPing: ({ acknowledged, extra }) => {
      if (!acknowledged) endSocket(extra.socket, CloseCode.Unauthorized, 'Ping before connection_init');
    },
    subscribe: (args) =>
      followOperation(telemetry, async () => {
        const result = await (args.rootValue as Run).subscribe(args);
        return result instanceof Sealed ? result.events : result;
      }),
    onConnect: ({ connectionParams, extra }) => {
      if (callers.admit(extra.request, authorizationIn(connectionParams))) {
        extra.acknowledge();
        return true;
      }
      endSocket(extra.socket, CloseCode.Unauthorized, 'Unauthorized');
      return false;
    },
    onSubscribe: async ({ extra }, _id, asked) => {
      const { request } = extra;
      if (!goesOn(extra)) return [new GraphQLError('Unauthorized')];
      const refusal = extra.begin(asked);
      if (refusal) return [refusal];
      const prepared = await prepare(request, asked);
      // The protocol handler reports the end only of an operation that runs.
      if (Array.isArray(prepared)) extra.ended(asked);
      else if (isQuery(prepared) && !(await extra.place(asked))) {
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
        const one = guardSocket({ socket, request, connection, limits, log, acknowledged });
        guarded.set(socket, one);
        const closed = graphql.opened(one.transport, one);
        socket.once('close', (code, reason) => {
          guarded.delete(socket);
          void closed(code, String(reason));
        });
      });
    },
    endStale: () => {
      for (const one of guarded.values()) {
        if (one.isAcknowledged() && one.socket.readyState === one.socket.OPEN) goesOn(one);
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
