import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Callbacks } from '../operations/delivery/callbacks.ts';
import type { Gateway } from '../operations/gateway.ts';
import type { Log } from '../ports/log.ts';
import type { Callers } from './callers.ts';
import { type GraphQLServer, graphqlPath } from './graphql.ts';
import { createNodeHandler } from './node-handler.ts';
import { readBody } from './read-body.ts';
import { refuseCaller, refuseMediaType, refuseTooLarge, respond } from './respond.ts';
import { createWebhooks } from './webhooks.ts';

export type Handler = (
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
) => Promise<void> | void;

export type HandlerParts = {
  readonly graphql: GraphQLServer;
  readonly callers: Callers;
  readonly receiveCallback: Callbacks['receive'];
  /** Bytes. */
  readonly bodyLimit: number;
  readonly log: Log;
  isDraining(): boolean;
  readiness: Gateway['readiness'];
};

/** Not yet, or no more. */
export const notYet: Handler = (_request, response) => {
  response.setHeader('retry-after', '1');
  respond(response, 503);
};

/** A page of any site may post a form to a gateway that its reader can reach; JSON it may not. */
const isNoJson = ({ method, headers }: IncomingMessage): boolean =>
  method === 'POST' && !/^application\/json\s*(;|$)/iu.test(headers['content-type'] ?? '');

/** GraphQL over HTTP: who asks, whether it is a request that is read at all, and then what it asks. */
const createGraphQLHandler = ({ graphql, callers, bodyLimit }: HandlerParts): Handler => {
  const answer = createNodeHandler(graphql);
  return async (request, response) => {
    if (!callers.admit(request, request.headers.authorization)) return refuseCaller(response);
    if (isNoJson(request)) return refuseMediaType(response);
    const body = request.method === 'POST' ? await readBody(request, bodyLimit) : null;
    if (body?.type === 'too-large') return refuseTooLarge(response, bodyLimit);
    return answer(request, body ? body.bytes.toString('utf8') : null, response);
  };
};

const answerReady = async (response: ServerResponse, readiness: Gateway['readiness']): Promise<void> => {
  const found = await readiness();
  if (found.ready) return respond(response, 200, { status: 'ok' });
  respond(response, 503, { status: 'unavailable', reason: found.reason });
};

/** What is at each path. Only GraphQL asks for a key: a vendor's callback has a secret of its own in its path. */
export const createHandler = (parts: HandlerParts): Handler => {
  const webhooks = createWebhooks(parts.receiveCallback, parts.log);
  const serveGraphQL = createGraphQLHandler(parts);
  return (request, response, path) => {
    if (path.startsWith('/webhooks/')) return webhooks(request, response, path);
    if (path === '/health/live') return respond(response, 200, { status: 'ok' });
    if (parts.isDraining()) return notYet(request, response, path);
    if (path === '/health/ready') return answerReady(response, parts.readiness);
    return path === graphqlPath ? serveGraphQL(request, response, path) : respond(response, 404);
  };
};
