import type { IncomingMessage } from 'node:http';
import { type DocumentNode, type ExecutionResult, type GraphQLError, getOperationAST } from 'graphql';
import { createLRUCache, processRegularResult } from 'graphql-yoga';
import type { Telemetry } from '../ports/telemetry.ts';
import { type Answer, answerOf } from './answer.ts';
import { type Asked, askedIn } from './asked.ts';
import type { KnownDocuments } from './graphql/documents.ts';
import { hasErrors } from './graphql/observe.ts';
import { type GraphQLServer, graphqlPath } from './graphql/yoga.ts';
import { mask } from './mask.ts';

const mediaTypes = ['application/json', 'application/graphql-response+json'] as const;
type MediaType = (typeof mediaTypes)[number];

const contentTypeOf = (mediaType: MediaType): string => `${mediaType}; charset=utf-8`;

/** Values of `Accept` that are remembered. */
const remembered = 100;

/** Whether what is asked for exists, and is answered in one piece. */
const isWhole = (document: DocumentNode, { operationName }: Asked): boolean => {
  const operation = getOperationAST(document, operationName);
  return operation ? operation.operation !== 'subscription' : false;
};

/**
 * Answers what nearly every client sends, a POST of JSON with a document and an `Accept` that Yoga has served before,
 * by the plugins that execute, as over a WebSocket. Yoga's own way there (its request, its response, four readers
 * of bodies, a cache of validations by the names of all rules) costs as much as all of ours. Whatever else is asked it
 * has to look at, and has the words for.
 */
export const createUsualRequests = (
  { getEnveloped, fetchAPI, logger }: GraphQLServer,
  documents: Pick<KnownDocuments, 'find'>,
  telemetry: Pick<Telemetry, 'failed'>,
) => {
  const byAccept = createLRUCache<MediaType>({ max: remembered, ttl: 0 });

  const execute = async (
    document: DocumentNode,
    { variables, operationName }: Asked,
    req: IncomingMessage,
  ): Promise<ExecutionResult> => {
    try {
      const { schema, contextFactory, execute: run } = getEnveloped({ req });
      return await run({
        schema,
        document,
        contextValue: await contextFactory(),
        variableValues: variables,
        operationName,
      });
    } catch (error) {
      logger.error(error);
      return { errors: [mask(error) as GraphQLError] };
    }
  };

  const run = async (
    document: DocumentNode,
    asked: Asked,
    request: IncomingMessage,
    mediaType: MediaType,
  ) => {
    const result = await execute(document, asked, request);
    if (hasErrors(result)) {
      telemetry.failed();
      return answerOf(processRegularResult(result, fetchAPI, mediaType));
    }
    const text = JSON.stringify(result);
    const headers = {
      'content-type': contentTypeOf(mediaType),
      'content-length': String(Buffer.byteLength(text)),
    };
    return { status: 200, headers, text };
  };

  return {
    /** The answer; null for a request of another kind, of which nothing was run. */
    answer: (request: IncomingMessage, body: string | null): Promise<Answer> | null => {
      const { url, headers } = request;
      const mediaType = byAccept.get(headers.accept ?? '');
      if (body === null || !mediaType || url !== graphqlPath) return null;
      const asked = askedIn(body);
      const document = asked && documents.find(asked.query);
      return document && isWhole(document, asked) ? run(document, asked, request, mediaType) : null;
    },
    /** Takes over from an answer of Yoga's what it answers to the request's `Accept`. */
    learn: ({ headers: { accept = '' } }: IncomingMessage, { status, headers }: Answer): void => {
      const mediaType = mediaTypes.find((one) => headers['content-type'] === contentTypeOf(one));
      if (status === 200 && mediaType) byAccept.set(accept, mediaType);
    },
  };
};

export type UsualRequests = ReturnType<typeof createUsualRequests>;
