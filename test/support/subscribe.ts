import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';

/** Subscribes, waits for the first event, and returns the function that ends the subscription. */
export const subscribeByWebSocket = async (
  url: string,
  query: string,
  hear: (event: unknown) => void = () => {},
): Promise<() => Promise<void>> => {
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
  });
  const events = client.iterate({ query });
  hear((await events.next()).value);
  const rest = (async () => {
    for await (const event of events) hear(event);
  })();
  return async () => {
    await client.dispose();
    await rest;
  };
};
