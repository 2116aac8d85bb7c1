import type { IncomingMessage } from 'node:http';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { Gateway } from '../../core/gateway.ts';
import { createContext, type GraphQLContext } from '../../graphql/context.ts';
import { schema } from '../../graphql/schema.ts';
import type { Log } from '../../ports/log.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import type { Callers } from '../callers.ts';
import { useCompiledExecution } from '../compiled-execution.ts';
import { useEventStreams } from '../event-streams.ts';
import type { ServerLimits } from '../limits.ts';
import { mask } from '../mask.ts';
import { senderOf } from '../senders.ts';
import { telemetryPlugin } from '../telemetry-plugin.ts';
import { useDocumentLimits } from './document-limits.ts';
import type { KnownDocuments } from './documents.ts';
import { useRequestParameters } from './graphql-params.ts';
import { useExecutionLimits } from './pipeline.ts';

/** By which a client names a trusted document: the appendix of GraphQL over HTTP. */
export const documentIdParameter = 'documentId';

export const graphqlPath = '/graphql';

export type GraphQLServerParts = {
  readonly gateway: Gateway;
  readonly callers: Pick<Callers, 'of'>;
  readonly documents: KnownDocuments;
  readonly limits: ServerLimits;
  /** Lets only trusted documents through; null where any may be sent. */
  readonly trustedDocuments: Plugin | null;
  readonly telemetry: Telemetry;
  readonly log: Log;
};

/** The GraphQL server: HTTP, with SSE for subscriptions. */
export const createGraphQLServer = ({
  gateway,
  callers,
  documents,
  limits,
  trustedDocuments,
  telemetry,
  log,
}: GraphQLServerParts) =>
  createYoga<{ readonly req?: IncomingMessage }, GraphQLContext>({
    schema,
    // A WebSocket says whose it is; over HTTP the request does.
    context: ({ req, request }) => createContext(gateway, callers.of(req ?? senderOf(request)), limits),
    graphqlEndpoint: graphqlPath,
    graphiql: false,
    landingPage: false,
    batching: false,
    parserAndValidationCache: documents.cache,
    extraParamNames: trustedDocuments ? [documentIdParameter] : [],
    plugins: [
      useRequestParameters(),
      trustedDocuments ?? {},
      useDocumentLimits(limits),
      documents.learn,
      useCompiledExecution(),
      useExecutionLimits(limits),
      useEventStreams(),
      telemetryPlugin(telemetry),
    ],
    // Whatever NODE_ENV says: a stack trace is nobody's business.
    maskedErrors: { maskError: mask, isDev: false },
    multipart: false,
    // The server has held the body to its limit before: here it would cost every request two more streams.
    maxRequestBodySize: false,
    cors: false,
    logging: {
      debug: (...about) => log.debug({ about }, 'GraphQL'),
      info: (...about) => log.info({ about }, 'GraphQL'),
      warn: (...about) => log.warn({ about }, 'GraphQL'),
      error: (error) => log.error({ err: error }, 'GraphQL'),
    },
  });

export type GraphQLServer = ReturnType<typeof createGraphQLServer>;
