import { createClient } from 'graphql-sse';

const document = `
  subscription Follow($id: ID!, $after: Int) {
    operationChanged(id: $id, after: $after) { sequence completed results { index status } }
  }`;

type Event = {
  readonly operationChanged: {
    readonly sequence: number;
    readonly completed: boolean;
    readonly results: readonly { readonly index: number; readonly status: string }[];
  };
};

/** What one subscriber received about an operation, from all the gateways that it was connected to. */
export type Received = {
  readonly statuses: Map<number, string>;
  sequence: number;
  connections: number;
  isOver: boolean;
};

export type Subscribers = {
  readonly received: ReadonlyMap<string, Received>;
  /** Follows an operation from now on; `reconnect` opens a broken connection again. */
  follow(url: string, id: string): void;
  reconnect(url: string): void;
};

export const createSubscribers = (): Subscribers => {
  const received = new Map<string, Received>();

  const listen = async (url: string, id: string, one: Received): Promise<void> => {
    one.connections += 1;
    const client = createClient({ url: `${url}/graphql`, retryAttempts: 0 });
    const variables = { id, after: one.sequence };
    for await (const { data, errors } of client.iterate<Event>({ query: document, variables })) {
      if (!data) throw new Error(JSON.stringify(errors));
      const { sequence, completed, results } = data.operationChanged;
      if (sequence < one.sequence) throw new Error('An event went back');
      one.sequence = sequence;
      for (const { index, status } of results) one.statuses.set(index, status);
      if (completed) one.isOver = true;
    }
  };
  // A subscriber that loses the gateway waits for the next one.
  const start = (url: string, id: string, one: Received): void => void listen(url, id, one).catch(() => {});

  return {
    received,
    follow: (url, id) => {
      if (received.has(id)) return;
      const one = { statuses: new Map(), sequence: 0, connections: 0, isOver: false };
      received.set(id, one);
      start(url, id, one);
    },
    reconnect: (url) => {
      for (const [id, one] of received) if (!one.isOver) start(url, id, one);
    },
  };
};
