import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import { processRegularResult } from 'graphql-yoga';
import { eventsOf } from './event-streams.ts';
import { type GraphQLServer, graphqlPath } from './graphql.ts';
import { forgetSender, rememberSender } from './senders.ts';
import { createEventWriter } from './write-events.ts';

/** Only its path and query count: Yoga serves one endpoint, whatever the host. */
const origin = 'http://localhost';

/** Yoga makes its own, and is not asked to copy one of ours into it; its types know no way to say so. */
const noContext = undefined as never;

/**
 * Serves a request of node:http whose body has been read. Yoga's own way from Node makes streams for a body that comes
 * whole, a signal that nobody listens to, and writes an answer in two parts.
 */
export const createNodeHandler = (
  { handleRequest, fetchAPI }: GraphQLServer,
  streams: Set<ServerResponse>,
) => {
  /** Yoga's notes to errors, such as the status of a response, are not for the client: it leaves them out itself. */
  const textOf = (result: ExecutionResult): string | Promise<string> =>
    result.errors || result.extensions
      ? processRegularResult(result, fetchAPI, 'application/json').text()
      : JSON.stringify(result);
  const writeEvents = createEventWriter(textOf, streams);
  // Yoga looks at the parts of the address, which is nearly always the same.
  const endpoint = new fetchAPI.URL(graphqlPath, origin);

  return async (request: IncomingMessage, body: string | null, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url = '/', headers } = request;
    const address = url === graphqlPath ? endpoint : `${origin}${url}`;
    const asked = new fetchAPI.Request(address, { method, headers: headers as HeadersInit, body });
    rememberSender(asked, request);
    const answer = await handleRequest(asked, noContext);
    forgetSender(asked);
    const events = eventsOf(answer);
    const text = events ? '' : await answer.text();
    // It may have left meanwhile: then nobody is to be answered, and what it watched is let go of.
    if (response.destroyed || response.writableEnded) {
      void events?.[Symbol.asyncIterator]().return?.();
      return;
    }
    const head: OutgoingHttpHeaders = {};
    answer.headers.forEach((value, name) => {
      head[name] = value;
    });
    response.writeHead(answer.status, head);
    if (events) writeEvents(events, response);
    else response.end(text);
  };
};
