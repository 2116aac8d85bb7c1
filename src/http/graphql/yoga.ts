import { type ExecutionResult, GraphQLError } from 'graphql';
import { createYoga, type FetchAPI, isAsyncIterable, type Plugin, processRegularResult } from 'graphql-yoga';
import { schema } from '../../graphql/schema.ts';
import type { Log } from '../../ports/log.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import { documentIdParameter, type TrustedDocuments } from './documents/trusted-documents.ts';
import { GraphQLRequest, GraphQLResponse, graphqlRequest } from './fetch-api.ts';
import { parametersOfAddress, parametersOfBody } from './graphql-params.ts';
import { eventStream } from './media-types.ts';
import type { Pipeline } from './pipeline.ts';
import { hasErrors, maskError } from './results.ts';
import { streamOfOne } from './streams/event-stream.ts';

export const graphqlPath = '/graphql';

export type YogaDeps = {
  readonly pipeline: Pipeline;
  /** Null where any document may be sent. */
  readonly trusted: TrustedDocuments | null;
  readonly telemetry: Pick<Telemetry, 'failed'>;
  readonly log: Log;
};

/** Yoga types both classes as the whole Fetch API has them. */
const fetchAPI = { Request: GraphQLRequest, Response: GraphQLResponse } as unknown as FetchAPI;
const toYoga = (response: GraphQLResponse): Response => response as unknown as Response;

const jsonResponse = (result: ExecutionResult): GraphQLResponse =>
  processRegularResult(result, fetchAPI, 'application/json') as unknown as GraphQLResponse;

/** A result as JSON, without the notes in errors that are for the server, such as the status of a response. */
export const jsonOf = (result: ExecutionResult): string =>
  result.errors || result.extensions ? String(jsonResponse(result).body) : JSON.stringify(result);

const mutationByGet = (): GraphQLError =>
  new GraphQLError('Can only perform a mutation operation from a POST request.', {
    extensions: { code: 'BAD_REQUEST', http: { status: 405, headers: { Allow: 'POST' } } },
  });

/** Reads the parameters of every request, in place of Yoga's parsers. */
const useGraphQLParams = (extraNames: readonly string[]): Plugin => ({
  onRequestParse: ({ request, setRequestParser }) => {
    const { method, search } = graphqlRequest(request);
    if (method === 'GET') setRequestParser(() => parametersOfAddress(search));
    if (method === 'POST') {
      setRequestParser(async (sent) => parametersOfBody(await sent.text(), extraNames));
    }
  },
});

/** Runs every request through the pipeline, in place of Yoga's steps from parsing to execution. */
const usePipeline = (pipeline: Pipeline, trusted: TrustedDocuments | null): Plugin => ({
  onParams: ({ params, request, setParams, setParamsHandler }) => {
    const { method, caller, search } = graphqlRequest(request);
    if (trusted) {
      const query = trusted.textOf(params, new URLSearchParams(search).get(documentIdParameter));
      if (query instanceof GraphQLError) throw query;
      setParams({ ...params, query });
    }
    setParamsHandler(({ params: checked }) => {
      const preparation = pipeline.prepare(checked, caller);
      if (preparation.type === 'refused') return { errors: preparation.errors };
      const { prepared } = preparation;
      if (method === 'GET' && prepared.operation.operation === 'mutation') {
        return { errors: [mutationByGet()] };
      }
      return pipeline.run(prepared);
    });
  },
});

const eventHeaders = {
  'content-type': eventStream,
  connection: 'keep-alive',
  'cache-control': 'no-store',
  'content-encoding': 'none',
};

/**
 * Answers in the media type that the client prefers among those that fit the result. The events of a subscription are
 * passed on as they are: Yoga's own stream of events is three streams and a timer for each subscription.
 */
const useResponses = (telemetry: Pick<Telemetry, 'failed'>): Plugin => ({
  onResultProcess: ({ request, result, setResultProcessor }) => {
    const { accepted } = graphqlRequest(request);
    if (isAsyncIterable(result)) {
      // Without a result processor Yoga answers 406. The subscription must end then.
      if (!accepted.includes(eventStream)) void result[Symbol.asyncIterator]().return?.();
      else
        setResultProcessor(() => toYoga(new GraphQLResponse(result, { headers: eventHeaders })), eventStream);
      return;
    }
    if (hasErrors(result)) telemetry.failed();
    const json = accepted.find((type) => type !== eventStream);
    if (json) setResultProcessor(processRegularResult, json);
    else {
      setResultProcessor((one) => {
        const { status, body } = jsonResponse(one as ExecutionResult);
        return toYoga(new GraphQLResponse(streamOfOne(String(body)), { status, headers: eventHeaders }));
      }, eventStream);
    }
  },
});

/**
 * GraphQL over HTTP, with server-sent events for subscriptions. Yoga checks the method and the parameters and chooses
 * the status; the pipeline does everything from the document to the result. Plugins that use Yoga's hooks for parsing,
 * validation and execution have no effect.
 */
export const createGraphQLYoga = ({ pipeline, trusted, telemetry, log }: YogaDeps) => {
  const extraNames = trusted ? [documentIdParameter] : [];
  return createYoga({
    schema,
    graphqlEndpoint: graphqlPath,
    graphiql: false,
    landingPage: false,
    batching: false,
    cors: false,
    multipart: false,
    parserAndValidationCache: false,
    // The handler has held the body to its limit before.
    maxRequestBodySize: false,
    fetchAPI,
    extraParamNames: extraNames,
    plugins: [useGraphQLParams(extraNames), usePipeline(pipeline, trusted), useResponses(telemetry)],
    maskedErrors: { maskError, isDev: false },
    logging: {
      debug: (...about) => log.debug({ about }, 'GraphQL'),
      info: (...about) => log.info({ about }, 'GraphQL'),
      warn: (...about) => log.warn({ about }, 'GraphQL'),
      error: (error) => log.error({ err: error }, 'A GraphQL request failed'),
    },
  });
};

export type GraphQLYoga = ReturnType<typeof createGraphQLYoga>;
