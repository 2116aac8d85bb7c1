import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type DocumentNode, type ExecutionArgs, GraphQLError, type GraphQLFormattedError } from 'graphql';
import { CloseCode } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Telemetry } from '../ports/telemetry.ts';
import { Sealed } from './event-streams.ts';
import { followOperation } from './follow.ts';
import type { GraphQLServer } from './graphql.ts';
import type { HandlerParts } from './handler.ts';
import type { onSocket } from './limits/trusted-documents.ts';

/** How long a client may take to answer that its socket closes. */
const goodbyeMs = 1_000;

type Enveloped = ReturnType<GraphQLServer['getEnveloped']>;
type Run = Pick<Enveloped, 'execute' | 'subscribe'>;

export type WebSocketParts = Pick<HandlerParts, 'callers'> & {
  /** Of one message. */
  readonly bodyBytes: number;
  /** Finds the trusted document that is asked for; null where any may be sent. */
  readonly trusted: ReturnType<typeof onSocket> | null;
  readonly telemetry: Telemetry;
};

export type WebSockets = {
  /** Opens the socket that a request asks for, on its connection; `head` is what came after the request. */
  open(request: IncomingMessage, connection: Duplex, head: Buffer): void;
  /** Ends the sockets whose keys are no longer what they were when they were let in. */
  endStale(): void;
  /** Ends every socket; from then on none is opened. */
  close(): Promise<void>;
};

/** An error as a message carries it: what it says of an HTTP status has no meaning here. */
const forSocket = (error: GraphQLError | GraphQLFormattedError): GraphQLFormattedError => {
  const { extensions, ...told } = error instanceof GraphQLError ? error.toJSON() : error;
  const { http: _status, ...others } = extensions ?? {};
  return { ...told, extensions: others };
};

const parsed = (parse: () => DocumentNode): DocumentNode | GraphQLError => {
  try {
    return parse();
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
};

/** A browser's WebSocket can send no header of its own: what would be one is in the first message. */
const authorizationIn = (payload: Readonly<Record<string, unknown>> | undefined): string | undefined => {
  const authorization = payload?.['authorization'];
  return typeof authorization === 'string' ? authorization : undefined;
};

/** Ends a socket; a client that does not answer the goodbye is cut off. */
const end = (socket: WebSocket, code: CloseCode, reason: string): void => {
  socket.close(code, reason);
  setTimeout(() => socket.terminate(), goodbyeMs).unref();
};

/**
 * GraphQL over WebSocket (`graphql-transport-ws`), through the same plugins as over HTTP: what is masked and limited
 * there is masked and limited here.
 */
export const createWebSockets = (
  yoga: GraphQLServer,
  { callers, bodyBytes, trusted, telemetry }: WebSocketParts,
): WebSockets => {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: bodyBytes });
  const requests = new WeakMap<WebSocket, IncomingMessage>();

  /** Whether a socket may go on; one whose key is no longer what it was is ended. */
  const goesOn = (socket: WebSocket, request: IncomingMessage): boolean => {
    const standing = callers.standingOf(request);
    if (standing === 'ended') end(socket, CloseCode.Unauthorized, 'Unauthorized');
    // A client takes this one for worth another try, which the key is.
    if (standing === 'changed') end(socket, CloseCode.Forbidden, 'The rights of the key have changed');
    return standing === 'current';
  };

  const graphql = useServer(
    {
      isProd: true,
      onError: (_context, _id, _payload, errors) => errors.map(forSocket),
      onNext: (_context, _id, _payload, _args, { data, errors, extensions }) =>
        errors && {
          ...(data !== undefined && { data }),
          errors: errors.map(forSocket),
          ...(extensions && { extensions }),
        },
      execute: (args) => followOperation(telemetry, () => (args.rootValue as Run).execute(args)),
      subscribe: (args) =>
        followOperation(telemetry, async () => {
          const result = await (args.rootValue as Run).subscribe(args);
          return result instanceof Sealed ? result.events : result;
        }),
      onConnect: ({ connectionParams, extra: { socket, request } }) => {
        if (callers.admit(request, authorizationIn(connectionParams))) return true;
        end(socket, CloseCode.Unauthorized, 'Unauthorized');
        return false;
      },
      onSubscribe: async ({ extra: { socket, request } }, _id, asked) => {
        if (!goesOn(socket, request)) return [new GraphQLError('Unauthorized')];
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
        return errors.length > 0 ? errors : args;
      },
    },
    sockets,
  );
  return {
    open: (request, connection, head) =>
      sockets.handleUpgrade(request, connection, head, (client) => {
        requests.set(client, request);
        sockets.emit('connection', client, request);
        // What a client sends wrong closes its socket with a code. graphql-ws would write it to the console, stack and all.
        client.removeAllListeners('error').on('error', () => {});
      }),
    endStale: () => {
      for (const socket of sockets.clients) {
        const request = requests.get(socket);
        if (request && socket.readyState === socket.OPEN) goesOn(socket, request);
      }
    },
    close: async () => {
      // A client that does not answer the goodbye is not waited for.
      const force = setTimeout(() => {
        for (const client of sockets.clients) client.terminate();
      }, goodbyeMs).unref();
      await graphql.dispose();
      clearTimeout(force);
    },
  };
};
