import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { Callbacks } from '../core/deliver/callbacks/callbacks.ts';
import type { Gateway } from '../core/gateway.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import type { Callers } from './callers.ts';
import { asksForPage } from './graphiql.ts';
import { createNodeHandler } from './graphql/handler.ts';
import { contentCodingProblem, contentTypeProblem } from './graphql/media-types.ts';
import { followed } from './graphql/observe.ts';
import { type GraphQLServer, graphqlPath } from './graphql/yoga.ts';
import { type Handler, notYet } from './handle.ts';
import { createReady, live } from './health.ts';
import type { KnownHosts } from './known-hosts.ts';
import { metricsPath } from './metrics.ts';
import { readBody } from './request-body.ts';
import {
  refuseCaller,
  refuseEncoding,
  refuseHost,
  refuseMediaType,
  refuseTooLarge,
  refuseTooManyPieces,
  respond,
} from './responses.ts';
import type { Connections } from './security/connections.ts';
import type { Origins } from './security/origins.ts';
import type { UsualRequests } from './usual-requests.ts';
import { createWebhooks, type WebhookLimits } from './webhooks/handler.ts';

export type HandlerParts = {
  readonly graphql: GraphQLServer;
  /** The event streams that are open: whoever writes one keeps it here. */
  readonly streams: Set<ServerResponse>;
  readonly isBlocked: Connections['isBlocked'];
  /** Null where Yoga has to see every request. */
  readonly usual: UsualRequests | null;
  readonly callers: Callers;
  readonly isKnownHost: KnownHosts;
  readonly origins: Origins;
  /** Null when a browser gets no GraphiQL. */
  readonly graphiql: Handler | null;
  readonly receiveCallback: Callbacks['receive'];
  /** Bytes. */
  readonly bodyLimit: number;
  readonly webhookLimits: WebhookLimits;
  readonly telemetry: Telemetry;
  readonly metrics: Handler | null;
  isDraining(): boolean;
  readiness: Gateway['readiness'];
};

/** A sender may begin its text with a byte order mark. RFC 8259 section 8.1 lets a reader skip it. */
const textOf = (bytes: Buffer): string => {
  const text = bytes.toString('utf8');
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
};

/** Why the body of a POST is not read. A page of any site may post a form to a gateway that its reader reaches, but not JSON. */
const bodyProblem = (headers: IncomingHttpHeaders): string | null =>
  contentTypeProblem(headers['content-type']) ?? contentCodingProblem(headers['content-encoding']);

/** GraphQL over HTTP: from where and by whom, whether it is a request that is read at all, and then what it asks. */
const createGraphQLHandler = (parts: HandlerParts): Handler => {
  const { callers, isKnownHost, origins, graphiql, bodyLimit } = parts;
  const answer = createNodeHandler(parts.graphql, parts.streams, parts.usual, parts.isBlocked);
  return async (request, response, path) => {
    if (!isKnownHost(request)) return refuseHost(response);
    if (origins.answer(request, response)) return;
    if (graphiql && asksForPage(request)) return graphiql(request, response, path);
    if (!callers.admit(request, request.headers.authorization)) return refuseCaller(response);
    if (request.method !== 'POST') return answer(request, null, response);
    const problem = bodyProblem(request.headers);
    if (problem !== null) return refuseMediaType(response, problem);
    const body = await readBody(request, bodyLimit);
    if (body.type === 'too-large') return refuseTooLarge(response, bodyLimit);
    if (body.type === 'too-many-pieces') return refuseTooManyPieces(response);
    if (!isUtf8(body.bytes)) return refuseEncoding(response);
    return answer(request, textOf(body.bytes), response);
  };
};

/** What is at each path. Only GraphQL asks for a key: a vendor's callback has a secret of its own in its path. */
export const createHandler = (parts: HandlerParts): Handler => {
  const webhooks = createWebhooks(parts);
  const ready = createReady(parts);
  const serveGraphQL = followed(parts.telemetry, createGraphQLHandler(parts));
  return (request, response, path) => {
    if (path.startsWith('/webhooks/')) return webhooks(request, response, path);
    if (path === '/health/live') return live(request, response, path);
    if (path === metricsPath && parts.metrics) return parts.metrics(request, response, path);
    if (path === '/health/ready') return ready(request, response, path);
    if (parts.isDraining()) return notYet(request, response, path);
    return path === graphqlPath ? serveGraphQL(request, response, path) : respond(response, 404);
  };
};
