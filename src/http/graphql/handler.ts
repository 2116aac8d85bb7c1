import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ExecutionResult } from 'graphql';
import { processRegularResult } from 'graphql-yoga';
import { type Answer, answerOf, headersOf } from '../answer.ts';
import { eventsOf } from '../event-streams.ts';
import { refuseAccept } from '../responses.ts';
import type { Connections } from '../security/connections.ts';
import { forgetSender, rememberSender } from '../senders.ts';
import type { UsualRequests } from '../usual-requests.ts';
import { createEventWriter } from './event-stream.ts';
import { acceptedTypes, answerTypes } from './media-types.ts';
import { type GraphQLServer, graphqlPath } from './yoga.ts';

/** Only its path and query count: Yoga serves one endpoint, whatever the host. */
const origin = 'http://localhost';

/** Yoga makes its own, and is not asked to copy one of ours into it; its types know no way to say so. */
const noContext = undefined as never;

/** Whether its reader has left meanwhile: then nobody is to be answered. */
const isGone = ({ destroyed, writableEnded }: ServerResponse): boolean => destroyed || writableEnded;

/** ASCII alone, as nearly every answer is, is the same as Latin-1, for which Node needs no buffer of three times its length. */
const encodingOf = ({ headers, text }: Answer): BufferEncoding =>
  headers['content-length'] === String(text.length) ? 'latin1' : 'utf8';

const writeAnswer = (response: ServerResponse, answer: Answer): void => {
  const { status, headers, text } = answer;
  if (!isGone(response)) response.writeHead(status, headers).end(text, encodingOf(answer));
};

/**
 * Serves a request of node:http whose body has been read. Yoga's own way from Node makes streams for a body that comes
 * whole, a signal that nobody listens to, and writes an answer in two parts.
 */
export const createNodeHandler = (
  { handleRequest, fetchAPI }: GraphQLServer,
  streams: Set<ServerResponse>,
  usual: UsualRequests | null,
  isBlocked: Connections['isBlocked'],
) => {
  const write = (response: ServerResponse, answer: Answer): void => {
    if (!isBlocked(response)) writeAnswer(response, answer);
  };
  /** Yoga's notes to errors, such as the status of a response, are not for the client: it leaves them out itself. */
  const textOf = (result: ExecutionResult): string | Promise<string> =>
    result.errors || result.extensions
      ? processRegularResult(result, fetchAPI, 'application/json').text()
      : JSON.stringify(result);
  const writeEvents = createEventWriter(textOf, streams);
  // Yoga looks at the parts of the address, which is nearly always the same.
  const endpoint = new fetchAPI.URL(graphqlPath, origin);

  const askYoga = async (
    request: IncomingMessage,
    body: string | null,
    accepted: readonly string[],
  ): Promise<Response> => {
    const { method = 'GET', url = '/', headers } = request;
    const address = url === graphqlPath ? endpoint : `${origin}${url}`;
    // Yoga reads neither weights nor quotes, and tells media types apart by case.
    const negotiated = {
      ...(headers as HeadersInit),
      accept: accepted.join(', '),
      'content-type': 'application/json',
    };
    const asked = new fetchAPI.Request(address, { method, headers: negotiated, body });
    rememberSender(asked, request);
    const answer = await handleRequest(asked, noContext);
    forgetSender(asked);
    return answer;
  };

  return async (request: IncomingMessage, body: string | null, response: ServerResponse): Promise<void> => {
    const known = usual?.answer(request, body);
    if (known) return write(response, await known);
    const accepted = acceptedTypes(request.headers.accept);
    // Yoga would look at this only after it has run the request.
    if (accepted.length === 0) return refuseAccept(response, answerTypes);
    const answered = await askYoga(request, body, accepted);
    // A subscription, which ended again. Its error would be sent in a media type that the client does not accept.
    if (answered.status === 406) return refuseAccept(response, ['text/event-stream']);
    const events = eventsOf(answered);
    if (events) {
      // What it would watch is let go of.
      if (isGone(response)) return void events[Symbol.asyncIterator]().return?.();
      response.writeHead(answered.status, headersOf(answered));
      return writeEvents(events, response);
    }
    const answer = await answerOf(answered);
    usual?.learn(request, answer);
    write(response, answer);
  };
};
