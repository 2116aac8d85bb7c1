import type { IncomingMessage } from 'node:http';
import { createYoga, type Plugin } from 'graphql-yoga';
import { createContext, type GraphQLContext } from '../graphql/context.ts';
import { exampleTabs } from '../graphql/example-tabs.ts';
import { schema } from '../graphql/schema.ts';
import type { Gateway } from '../operations/gateway.ts';
import type { Log } from '../ports/log.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import type { Callers } from './callers.ts';
import { useEventStreams } from './event-streams.ts';
import { createDocumentCache, useDocumentLimits } from './limits/document-limits.ts';
import { useExecutionLimits } from './limits/execution-limits.ts';
import type { ServerLimits } from './limits/server-limits.ts';
import { senderOf } from './senders.ts';
import { telemetryPlugin } from './telemetry-plugin.ts';

/** By which a client names a trusted document: the appendix of GraphQL over HTTP. */
export const documentIdParameter = 'documentId';

export const graphqlPath = '/graphql';

/**
 * GraphiQL's tabs carry the offset of a drag that never was (motiondivision/motion#3823), and hide it until one is
 * pressed: that tab jumps away from under the pointer, and the first click on it is lost.
 */
const heldTabs = '<style>.graphiql-tab.graphiql-tab { transform: none !important }</style>';

/** GraphiQL comes out of its package, so no other host is asked; its nine megabytes are loaded when it is first opened. */
const renderGraphiQL = async (options?: object): Promise<string> => {
  const { renderGraphiQL: render } = await import('@graphql-yoga/render-graphiql');
  return render(options).replace('</head>', `${heldTabs}</head>`);
};

const graphiql = {
  title: 'Onshelf',
  defaultTabs: [...exampleTabs],
};

export type GraphQLServerParts = {
  readonly gateway: Gateway;
  readonly callers: Pick<Callers, 'of'>;
  readonly limits: ServerLimits;
  /** Lets only trusted documents through; null where any may be sent. */
  readonly trustedDocuments: Plugin | null;
  readonly telemetry: Telemetry;
  readonly log: Log;
};

/**
 * The GraphQL server: HTTP, with SSE for subscriptions, and GraphiQL for a browser, unless only trusted documents run,
 * of which a person can write none.
 */
export const createGraphQLServer = ({
  gateway,
  callers,
  limits,
  trustedDocuments,
  telemetry,
  log,
}: GraphQLServerParts) =>
  createYoga<{ readonly req?: IncomingMessage }, GraphQLContext>({
    schema,
    // A WebSocket says whose it is; over HTTP the request does.
    context: ({ req, request }) => createContext(gateway, callers.of(req ?? senderOf(request))),
    graphqlEndpoint: graphqlPath,
    graphiql: trustedDocuments ? false : graphiql,
    renderGraphiQL,
    landingPage: false,
    batching: false,
    parserAndValidationCache: createDocumentCache(),
    extraParamNames: trustedDocuments ? [documentIdParameter] : [],
    plugins: [
      trustedDocuments ?? {},
      useDocumentLimits(limits),
      useExecutionLimits(limits),
      useEventStreams(),
      telemetryPlugin(telemetry),
    ],
    // Whatever NODE_ENV says: a stack trace is nobody's business.
    maskedErrors: { isDev: false },
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
