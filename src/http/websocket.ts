import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { ExecutionArgs } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { type GraphQLServer, graphqlPath } from './graphql.ts';

/** Bytes of one message. */
const messageLimit = 4 * 1024 * 1024;

type Enveloped = ReturnType<GraphQLServer['getEnveloped']>;
type Run = Pick<Enveloped, 'execute' | 'subscribe'>;

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
        const run: Run = { execute, subscribe };
        const args: ExecutionArgs = {
          schema,
          operationName: params.operationName ?? undefined,
          document: parse(params.query),
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
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (new URL(request.url ?? '/', 'http://gateway').pathname !== graphqlPath) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
  });
  return async () => {
    await graphql.dispose();
  };
};
