import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { Access } from '../../access/access.ts';
import type { Caller } from '../../domain/caller.ts';
import { asksForPage, type GraphiQL } from '../graphiql/page.ts';
import { readBody } from '../request-body.ts';
import {
  type Handler,
  refuseAccept,
  refuseCaller,
  refuseEncoding,
  refuseHost,
  refuseMediaType,
  refuseTooLarge,
  refuseTooManyPieces,
} from '../responses.ts';
import type { Connections } from '../security/connections.ts';
import type { IsKnownHost, Origins } from '../security/origins.ts';
import { GraphQLRequest, GraphQLResponse } from './fetch-api.ts';
import {
  acceptedTypes,
  answerTypes,
  contentCodingProblem,
  contentTypeProblem,
  eventStream,
} from './media-types.ts';
import { createEventWriter, type OpenStreams } from './streams/event-stream.ts';
import { type GraphQLYoga, jsonOf } from './yoga.ts';

export type GraphQLHandlerDeps = {
  readonly yoga: GraphQLYoga;
  /** The event streams that are open. */
  readonly streams: OpenStreams;
  readonly isBlocked: Connections['isBlocked'];
  readonly access: Access;
  readonly isKnownHost: IsKnownHost;
  readonly origins: Origins;
  /** Null when a browser gets no GraphiQL. */
  readonly graphiql: GraphiQL | null;
  /** Bytes. */
  readonly bodyLimit: number;
};

/** A text may begin with a byte order mark. RFC 8259 section 8.1 lets a reader skip it. */
const textOf = (bytes: Buffer): string => {
  const text = bytes.toString('utf8');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
};

/**
 * Why the body of a POST is not read. A page of any site may post a form to a gateway that its user can reach, but not
 * JSON.
 */
const bodyProblem = (headers: IncomingHttpHeaders): string | null =>
  contentTypeProblem(headers['content-type']) ?? contentCodingProblem(headers['content-encoding']);

const searchOf = (url: string): string => {
  const at = url.indexOf('?');
  return at === -1 ? '' : url.slice(at + 1);
};

/** The client has left, so there is no connection to answer on. */
const isGone = ({ destroyed, writableEnded }: ServerResponse): boolean => destroyed || writableEnded;

const writeText = (response: ServerResponse, { status, headers }: GraphQLResponse, text: string): void => {
  const length = Buffer.byteLength(text);
  response.writeHead(status, { ...headers, 'content-length': length });
  // A text of ASCII only is the same in Latin-1, for which Node allocates no buffer of three times its length.
  response.end(text, length === text.length ? 'latin1' : 'utf8');
};

/**
 * GraphQL over HTTP: checks the host, the origin, the API key and the media types, reads the body within its limit,
 * lets Yoga answer, and writes the answer.
 */
export const createGraphQLHandler = (deps: GraphQLHandlerDeps): Handler => {
  const { yoga, streams, isBlocked, access, isKnownHost, origins, graphiql, bodyLimit } = deps;
  const writeEvents = createEventWriter(jsonOf, streams);

  const answer = async (
    request: IncomingMessage,
    response: ServerResponse,
    caller: Caller,
    body: string,
  ): Promise<void> => {
    const { method = 'GET', url = '/', headers } = request;
    const accepted = acceptedTypes(headers.accept);
    // Yoga would refuse this only after it has run the request.
    if (accepted.length === 0) return refuseAccept(response, answerTypes);
    const sent = new GraphQLRequest({ method, headers, accepted, search: searchOf(url), body, caller });
    // The types of Yoga are those of the whole Fetch API.
    const answered: unknown = await yoga.handleRequest(sent as unknown as Request, undefined as never);
    if (!(answered instanceof GraphQLResponse)) throw new TypeError('Yoga answered with another Response');
    // A subscription, which has ended again. Its error would have a media type that the client does not accept.
    if (answered.status === 406) return refuseAccept(response, [eventStream]);
    const { body: content } = answered;
    if (typeof content === 'string') {
      if (!isBlocked(response) && !isGone(response)) writeText(response, answered, content);
      return;
    }
    if (isGone(response)) return void content[Symbol.asyncIterator]().return?.();
    response.writeHead(answered.status, answered.headers);
    writeEvents(content, response, caller);
  };

  return async (request, response, path) => {
    if (!isKnownHost(request)) return refuseHost(response);
    if (origins.answer(request, response)) return;
    if (graphiql && asksForPage(request)) return graphiql.page(request, response, path);
    const caller = access.authenticate(request.headers.authorization);
    if (!caller) return refuseCaller(response);
    if (request.method !== 'POST') return answer(request, response, caller, '');
    const problem = bodyProblem(request.headers);
    if (problem !== null) return refuseMediaType(response, problem);
    const body = await readBody(request, bodyLimit);
    if (body.type === 'too-large') return refuseTooLarge(response, bodyLimit);
    if (body.type === 'too-many-pieces') return refuseTooManyPieces(response);
    if (!isUtf8(body.bytes)) return refuseEncoding(response);
    return answer(request, response, caller, textOf(body.bytes));
  };
};
