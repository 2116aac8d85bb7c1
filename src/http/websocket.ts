import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type DocumentNode, type ExecutionArgs, GraphQLError } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { type GraphQLServer, graphqlPath } from './graphql.ts';

/** Bytes of one message. */
const messageLimit = 4 * 1024 * 1024;

/** How long a client may take to answer that its socket closes. */
const goodbyeMs = 1_000;

type Enveloped = ReturnType<GraphQLServer['getEnveloped']>;
type Run = Pick<Enveloped, 'execute' | 'subscribe'>;

/** A browser tells which page asks. Another site's has no business with a gateway that its reader can reach. */
const isOfAnotherSite = ({ headers: { origin, host } }: IncomingMessage): boolean =>
  origin !== undefined && URL.parse(origin)?.host !== host;

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
 * there is masked and limited here. Gives the function that ends every socket.
 */
export const serveWebSockets = (server: Server, yoga: GraphQLServer): (() => Promise<void>) => {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: messageLimit });
  const graphql = useServer(
    {
      execute: (args) => (args.rootValue as Run).execute(args),
      subscribe: (args) => (args.rootValue as Run).subscribe(args),
      onSubscribe: async (_context, _id, params) => {
        const { schema, execute, subscribe, contextFactory, parse, validate } = yoga.getEnveloped({ params });
        const document = parsed(() => parse(params.query));
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
  const refuse = (socket: Duplex, status: string): void => {
    // Node listens no more for what goes wrong with it.
    socket.on('error', () => socket.destroy());
    socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
  };
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const [path] = (request.url ?? '/').split('?');
    if (path !== graphqlPath) return refuse(socket, '404 Not Found');
    if (isOfAnotherSite(request)) return refuse(socket, '403 Forbidden');
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
  });
  return async () => {
    // A client that does not answer the goodbye is not waited for.
    const force = setTimeout(() => {
      for (const client of sockets.clients) client.terminate();
    }, goodbyeMs).unref();
    await graphql.dispose();
    clearTimeout(force);
  };
};
