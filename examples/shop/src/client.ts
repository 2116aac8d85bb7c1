import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';
import possible from './generated/possible-types.ts';

const uri = '/graphql';

/** A restart of the gateway ends the socket. The client connects again, and reads again what it may have missed. */
export const socket = createClient({
  url: uri.replace('http', 'ws'),
  // By default, the client gives up when a connection is refused, and the pause between tries grows without a limit.
  retryAttempts: Number.POSITIVE_INFINITY,
  shouldRetry: () => true,
  retryWait: () => new Promise((resolve) => setTimeout(resolve, 500 + Math.random() * 2_000)),
  on: {
    connected: (_socket, _payload, wasRetry) => {
      if (wasRetry) client.refetchQueries({ include: 'active' }).catch(() => {});
    },
  },
});

/** Reports false when the connection ends, and true when it is back. Returns a function that ends the reports. */
export const onConnection = (report: (isOnline: boolean) => void): (() => void) => {
  const stops = [socket.on('connected', () => report(true)), socket.on('closed', () => report(false))];
  return () => {
    for (const stop of stops) stop();
  };
};

/** The cache needs no configuration. `possibleTypes` is generated: it states which types implement an interface. */
export const client = new ApolloClient({
  cache: new InMemoryCache({ possibleTypes: possible.possibleTypes }),
  link: ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(socket),
    new HttpLink({ uri }),
  ),
});
