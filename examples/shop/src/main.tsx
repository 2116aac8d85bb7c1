import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { ApolloProvider } from '@apollo/client/react';
import { OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';
import { createRoot } from 'react-dom/client';
import possible from './generated/possible-types.ts';
import { Shop } from './shop.tsx';
import './style.css';

/** A restart of the gateway ends the socket. The client connects again, and reads again what it may have missed. */
const socket = createClient({
  url: '/graphql',
  retryAttempts: Number.POSITIVE_INFINITY,
  shouldRetry: () => true,
  // By default, the pause between tries grows without a limit.
  retryWait: () => new Promise((resolve) => setTimeout(resolve, 500 + Math.random() * 2_000)),
  on: {
    connected: (_socket, _payload, wasRetry) => {
      if (wasRetry) client.refetchQueries({ include: 'active' }).catch(() => {});
    },
  },
});

/** The cache needs no configuration. `possibleTypes` is generated: it states which types implement an interface. */
const client = new ApolloClient({
  cache: new InMemoryCache({ possibleTypes: possible.possibleTypes }),
  link: ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(socket),
    new HttpLink({ uri: '/graphql' }),
  ),
});

const root = document.querySelector('#root');
if (root)
  createRoot(root).render(
    <ApolloProvider client={client}>
      <Shop />
    </ApolloProvider>,
  );
