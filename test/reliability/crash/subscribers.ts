import { createClient } from 'graphql-sse';

const document = `
  subscription Follow($id: ID!, $after: Int) {
    operation(id: $id, after: $after) { sequence completed results { index status } }
  }`;

type Event = {
  readonly operation: {
    readonly sequence: number;
    readonly completed: boolean;
    readonly results: readonly { readonly index: number; readonly status: string }[];
  };
};

/** What one subscriber was told of an operation, over all the gateways that it was connected to. */
export type Told = {
  readonly statuses: Map<number, string>;
  sequence: number;
  connections: number;
  isOver: boolean;
};

export type Subscribers = {
  readonly told: ReadonlyMap<string, Told>;
  /** Follows an operation from now on; a connection that breaks off is taken up again by `reconnect`. */
  follow(url: string, id: string): void;
  reconnect(url: string): void;
};

export const createSubscribers = (): Subscribers => {
  const told = new Map<string, Told>();

  const listen = async (url: string, id: string, one: Told): Promise<void> => {
    one.connections += 1;
    const client = createClient({ url: `${url}/graphql`, retryAttempts: 0 });
    const variables = { id, after: one.sequence };
    for await (const { data, errors } of client.iterate<Event>({ query: document, variables })) {
      if (!data) throw new Error(JSON.stringify(errors));
      const { sequence, completed, results } = data.operation;
      if (sequence < one.sequence) throw new Error('An event went back');
      one.sequence = sequence;
      for (const { index, status } of results) one.statuses.set(index, status);
      if (completed) one.isOver = true;
    }
  };
  // Who loses the gateway waits for the next one.
  const start = (url: string, id: string, one: Told): void => void listen(url, id, one).catch(() => {});

  return {
    told,
    follow: (url, id) => {
      if (told.has(id)) return;
      const one = { statuses: new Map(), sequence: 0, connections: 0, isOver: false };
      told.set(id, one);
      start(url, id, one);
    },
    reconnect: (url) => {
      for (const [id, one] of told) if (!one.isOver) start(url, id, one);
    },
  };
};
