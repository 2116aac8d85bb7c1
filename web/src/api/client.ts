import { createClient as createSocket } from 'graphql-ws';
import {
  type AnyVariables,
  Client,
  type CombinedError,
  type Exchange,
  fetchExchange,
  gql,
  mapExchange,
  subscriptionExchange,
  type TypedDocumentNode,
} from 'urql';
import { noteAnswer, noteExtensions, noteLoss } from './connection.ts';
import type { TypedDocumentString } from './generated/graphql.ts';
import { refuseKey } from './session.ts';

const path = '/graphql';

const documents = new WeakMap<object, unknown>();

/** The syntax tree of a generated document, with its types. */
export const documentOf = <Data, Variables extends AnyVariables>(
  document: TypedDocumentString<Data, Variables>,
): TypedDocumentNode<Data, Variables> => {
  const parsed = documents.get(document) ?? gql(document.toString());
  documents.set(document, parsed);
  return parsed as TypedDocumentNode<Data, Variables>;
};

const unauthorized = 4401;

const statusOf = ({ response }: CombinedError): number => {
  const status: unknown = (response as { status?: unknown } | undefined)?.status;
  return typeof status === 'number' ? status : 0;
};

/** The gateway is gone, starts or stops. Any other error is an answer. */
const isLoss = (error: CombinedError): boolean => {
  const status = statusOf(error);
  return error.networkError !== undefined && (status === 0 || status === 502 || status === 503);
};

const observe = (key: string | null): Exchange =>
  mapExchange({
    onResult: ({ error, extensions, operation }) => {
      if (error && statusOf(error) === 401) return refuseKey(key);
      if (error && isLoss(error)) {
        // A stream has its own retries, and reports its end as an error.
        if (operation.kind !== 'subscription') noteLoss();
        return;
      }
      noteAnswer();
      noteExtensions(extensions);
    },
  });

const waitFor = (retries: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, Math.min(5_000, 250 * 2 ** retries) * (0.75 + Math.random() / 2));
  });

export type GatewayClient = { readonly client: Client; close(): void };

/** One client per key: a new key must not see what another one has read. All subscriptions share one socket. */
export const createGatewayClient = (key: string | null): GatewayClient => {
  const authorization = key === null ? null : `Bearer ${key}`;
  const socket = createSocket({
    url: () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path}`,
    lazy: true,
    keepAlive: 10_000,
    connectionParams: authorization === null ? {} : { authorization },
    retryAttempts: Number.POSITIVE_INFINITY,
    retryWait: waitFor,
    shouldRetry: () => true,
    on: {
      closed: (event) => {
        if (event instanceof CloseEvent && event.code === unauthorized) refuseKey(key);
      },
    },
  });
  const client = new Client({
    url: path,
    preferGetMethod: false,
    // Pages ask again for what they show. A shared cache would show them old values.
    requestPolicy: 'network-only',
    fetchOptions: () => ({
      cache: 'no-store',
      credentials: 'omit',
      headers: authorization === null ? {} : { authorization },
    }),
    exchanges: [
      observe(key),
      fetchExchange,
      subscriptionExchange({
        forwardSubscription: ({ query = '', variables }) => ({
          subscribe: (sink) => ({
            unsubscribe: socket.subscribe(
              { query, variables: { ...variables } },
              sink as unknown as Parameters<typeof socket.subscribe>[1],
            ),
          }),
        }),
      }),
    ],
  });
  return { client, close: () => void socket.dispose() };
};
