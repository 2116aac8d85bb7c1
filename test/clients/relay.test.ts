import {
  commitMutation,
  createOperationDescriptor,
  Environment,
  fetchQuery,
  getRequest,
  Network,
  Observable,
  RecordSource,
  requestSubscription,
  Store,
} from 'relay-runtime';
import type { ProductsQuery } from './generated/graphql.ts';
import productsQuery, {
  type documentsProductsQuery,
} from './relay/generated/documentsProductsQuery.graphql.ts';
import setStockMutation, {
  type documentsSetStockMutation,
} from './relay/generated/documentsSetStockMutation.graphql.ts';
import watchStock, {
  type documentsWatchStockSubscription,
} from './relay/generated/documentsWatchStockSubscription.graphql.ts';
import { describeCache } from './scenario.ts';

describeCache('the store of Relay', ({ url, fetch, socket }) => {
  const environment = new Environment({
    store: new Store(new RecordSource()),
    network: Network.create(
      async ({ text: query }, variables) => {
        const response = await fetch(url, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ query, variables }),
        });
        return response.json() as never;
      },
      ({ text: query }, variables) =>
        Observable.create((sink) => socket.subscribe({ query: query ?? '', variables }, sink as never)),
    ),
  });
  const open: (() => void)[] = [];
  return {
    list: async (variables) => {
      const operation = createOperationDescriptor(getRequest(productsQuery), variables);
      open.push(environment.retain(operation).dispose);
      const load = async (page: typeof variables): Promise<void> => {
        await fetchQuery<documentsProductsQuery>(environment, productsQuery, page).toPromise();
      };
      await load(variables);
      return {
        // `@connection` of Relay joins the pages.
        products: () => {
          const { data, isMissingData } = environment.lookup(operation.fragment);
          return isMissingData ? null : ((data as unknown as ProductsQuery).products ?? null);
        },
        load,
      };
    },
    setStock: (items) =>
      new Promise((resolve, reject) => {
        commitMutation<documentsSetStockMutation>(environment, {
          mutation: setStockMutation,
          variables: { input: { items } },
          onCompleted: () => resolve(),
          onError: reject,
        });
      }),
    watch: (filter) =>
      new Promise((resolve, reject) => {
        const { dispose } = requestSubscription<documentsWatchStockSubscription>(environment, {
          subscription: watchStock,
          variables: { filter },
          onNext: () => resolve(),
          onError: reject,
        });
        open.push(dispose);
      }),
    close: () => {
      for (const stop of open) stop();
    },
  };
});
