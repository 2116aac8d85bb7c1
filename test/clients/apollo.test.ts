import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { relayStylePagination } from '@apollo/client/utilities';
import { OperationTypeNode } from 'graphql';
import { Products, SetStock, WatchStock } from './documents.ts';
import introspection from './generated/possible-types.ts';
import { describeCache } from './scenario.ts';

describeCache('InMemoryCache of Apollo Client', ({ url, fetch, socket }) => {
  const client = new ApolloClient({
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      new GraphQLWsLink(socket),
      new HttpLink({ uri: url, fetch }),
    ),
    cache: new InMemoryCache({
      possibleTypes: introspection.possibleTypes,
      // Apollo Client's own helper joins the pages. There is no other policy.
      typePolicies: { Query: { fields: { products: relayStylePagination(['filter', 'sort']) } } },
    }),
  });
  return {
    list: async (variables) => {
      const query = client.watchQuery({ query: Products, variables });
      await new Promise<void>((resolve, reject) => {
        query.subscribe(({ loading, error }) => {
          if (error) reject(error);
          else if (!loading) resolve();
        });
      });
      return {
        products: () => {
          const { data, dataState } = query.getCurrentResult();
          return dataState === 'complete' ? data.products : null;
        },
        load: async (page) => {
          await query.fetchMore({
            variables: { first: null, after: null, last: null, before: null, ...page },
          });
        },
      };
    },
    setStock: async (items) => {
      await client.mutate({ mutation: SetStock, variables: { input: { items } } });
    },
    watch: (filter) =>
      new Promise((resolve, reject) => {
        client
          .subscribe({ query: WatchStock, variables: { filter } })
          .subscribe({ next: () => resolve(), error: reject });
      }),
    close: () => client.stop(),
  };
});
