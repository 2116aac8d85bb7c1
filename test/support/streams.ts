import { createClient as createSse } from 'graphql-sse';
import { createClient as createWs } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { TypedDocumentString } from '../e2e/generated/graphql.ts';
import { authorization } from './graphql.ts';

/** A subscription as a test reads it: event by event, and whether it ended. */
export type Stream<Result> = {
  /** The next event's data; fails on an error and at the end. */
  next(): Promise<Result>;
  /** Every event from here to the end of the stream. */
  rest(): Promise<readonly Result[]>;
  /** Closes the connection, like a closed tab. */
  leave(): Promise<unknown>;
};

type Events<Result> = AsyncIterableIterator<{
  readonly data?: Result | null;
  readonly errors?: readonly { readonly message: string }[];
}>;

const streamOf = <Result>(events: Events<Result>): Stream<Result> => {
  const dataOf = ({ data, errors }: Awaited<ReturnType<Events<Result>['next']>>['value']): Result => {
    if (errors || !data) throw new Error(`The stream reported errors: ${JSON.stringify(errors)}`);
    return data;
  };
  return {
    next: async () => {
      const { done, value } = await events.next();
      if (done) throw new Error('The stream ended');
      return dataOf(value);
    },
    rest: async () => {
      const all: Result[] = [];
      for await (const event of events) all.push(dataOf(event));
      return all;
    },
    leave: async () => events.return?.(),
  };
};

export type Subscribe = <Result, Variables extends object>(
  url: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  key?: string,
) => Stream<Result>;

const payloadOf = (document: unknown, variables: object) => ({
  query: String(document),
  variables: { ...variables },
});

/** Server-sent events, in the mode with one connection per operation. */
export const overSse: Subscribe = <Result, Variables extends object>(
  url: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  key?: string,
) => {
  const client = createSse({ url: `${url}/graphql`, retryAttempts: 0, headers: authorization(key) });
  return streamOf(client.iterate<Result>(payloadOf(document, variables)) as Events<Result>);
};

/** A WebSocket with `graphql-transport-ws`. */
export const overWebSocket: Subscribe = <Result, Variables extends object>(
  url: string,
  document: TypedDocumentString<Result, Variables>,
  variables: Variables,
  key?: string,
) => {
  const client = createWs({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: authorization(key),
  });
  return streamOf(client.iterate<Result>(payloadOf(document, variables)) as Events<Result>);
};

export const transports: readonly { readonly transport: string; readonly subscribe: Subscribe }[] = [
  { transport: 'server-sent events', subscribe: overSse },
  { transport: 'a WebSocket', subscribe: overWebSocket },
];
