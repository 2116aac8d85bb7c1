import { usePersistedOperations } from '@graphql-yoga/plugin-persisted-operations';
import { GraphQLError, validate } from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import type { GraphQLParams, Plugin } from 'graphql-yoga';
import { parseDocument } from '../../graphql/limits/document.ts';
import { schema } from '../../graphql/schema.ts';
import type { Log } from '../../ports/log.ts';
import type { ServerLimits } from '../limits.ts';
import { documentIdParameter, type GraphQLServer } from './yoga.ts';

/** A hash may stand with the name of its algorithm: codegen's manifests and the appendix do so, Apollo's links do not. */
const withoutAlgorithm = (id: string): string => id.replace(/^sha256:/u, '');

const hashIn = (params: GraphQLParams): unknown => {
  const persisted: unknown = params.extensions?.['persistedQuery'];
  return typeof persisted === 'object' && persisted !== null && 'sha256Hash' in persisted
    ? persisted.sha256Hash
    : null;
};

/** A query string has no parameter of Yoga's that is not in its list: this one is looked for here. */
const idIn = (params: GraphQLParams & { readonly documentId?: unknown }, request: Request): string | null => {
  const named = params.documentId ?? hashIn(params);
  const id = named ?? new URL(request.url).searchParams.get(documentIdParameter);
  return typeof id === 'string' ? withoutAlgorithm(id) : null;
};

const refusal = (code: string, message: string) => ({
  message,
  extensions: { code, http: { status: 400, spec: true } },
});

const customErrors = {
  notFound: refusal('PERSISTED_QUERY_NOT_IN_LIST', 'No trusted document has this id. Nothing was run.'),
  keyNotFound: refusal(
    'PERSISTED_QUERY_ID_REQUIRED',
    'This gateway runs trusted documents only: name one by `documentId`, or by `extensions.persistedQuery.sha256Hash`. Nothing was run.',
  ),
  persistedQueryOnly: refusal(
    'PERSISTED_QUERY_ONLY',
    'This gateway runs trusted documents only: send the id of one, and no query. Nothing was run.',
  ),
};

/** One that no longer fits would be refused whenever it is asked for: the operator hears of it first. */
const warnOfMisfits = (documents: ReadonlyMap<string, string>, limits: ServerLimits, log: Log): void => {
  for (const [id, text] of documents) {
    try {
      const [problem] = validate(schema, parseDocument(text, limits.document));
      if (problem) log.warn({ id, problem: problem.message }, 'A trusted document does not fit the schema');
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      log.warn({ id, problem: error.message }, 'A trusted document does not fit the schema');
    }
  }
};

/** Only the documents of a manifest run, each named by its id. */
export const useTrustedDocuments = (
  manifest: ReadonlyMap<string, string>,
  limits: ServerLimits,
  log: Log,
): Plugin => {
  warnOfMisfits(manifest, limits, log);
  const documents = new Map([...manifest].map(([id, text]) => [withoutAlgorithm(id), text]));
  return usePersistedOperations({
    extractPersistedOperationId: idIn,
    getPersistedOperation: (id) => documents.get(id) ?? null,
    customErrors,
  });
};

/** A message, `documentId` and all, as the body of a request. */
const paramsOf = ({ variables, operationName, extensions, ...others }: SubscribePayload): GraphQLParams => ({
  ...others,
  ...(variables && { variables }),
  ...(operationName && { operationName }),
  ...(extensions && { extensions }),
});

/** The plugin hears of HTTP requests only: what a WebSocket asks for is put before it here. */
export const onSocket = ({ onParams }: Plugin, { fetchAPI }: Pick<GraphQLServer, 'fetchAPI'>) => {
  const request = new fetchAPI.Request('http://localhost/graphql');
  const paramsHandler = (): never => {
    throw new Error('A socket handles what it is asked itself');
  };
  return async (asked: SubscribePayload): Promise<GraphQLParams | GraphQLError> => {
    let params = paramsOf(asked);
    const setParams = (found: GraphQLParams): void => {
      params = found;
    };
    try {
      await onParams?.({
        request,
        params,
        setParams,
        paramsHandler,
        setParamsHandler: () => {},
        setResult: () => {},
        fetchAPI,
        context: {},
      });
      return params;
    } catch (error) {
      if (error instanceof GraphQLError) return error;
      throw error;
    }
  };
};
