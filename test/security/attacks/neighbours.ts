import { Agent, request } from 'node:http';
import { WebSocket } from 'ws';

/**
 * Four clients that use the gateway while it is attacked, in a process of their own, so that the attack does not slow
 * them. One asks `/health/live`, one reads, one writes, and one follows the stock of a product. The parent
 * starts this file with `fork` and sends a `Task` before each attack. The process answers with
 * `Figures` when the first client has its answers and the parent has sent `stop`.
 */
export type Figures = {
  /** Times of `/health/live`, milliseconds. */
  readonly health: readonly number[];
  /** Times of the reader's queries and of the writer's mutations, milliseconds. */
  readonly reads: readonly number[];
  readonly writes: readonly number[];
  /** Every write whose event the subscriber did not get, and every failure. Empty when no client noticed the attack. */
  readonly problems: readonly string[];
};

type Task = {
  readonly url: string;
  readonly key: string;
  readonly productId: string;
  /** How often `/health/live` is asked. */
  readonly healthRequests: number;
};

/** A client that waits for longer than this counts it as a failure. Milliseconds. */
const patienceMs = 30_000;
/** The writer has its outcome within this time, so it is no failure to wait for it. Milliseconds. */
const waitMs = 25_000;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const agent = new Agent({ keepAlive: true });

const ask = (url: string, key: string | null, body: object | null): Promise<string> =>
  new Promise((resolve, reject) => {
    const asking = request(
      url,
      {
        agent,
        method: body ? 'POST' : 'GET',
        timeout: patienceMs,
        headers: {
          ...(body ? { 'content-type': 'application/json' } : {}),
          ...(key ? { authorization: `Bearer ${key}` } : {}),
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (part: string) => {
          text += part;
        });
        response.on('end', () =>
          response.statusCode === 200
            ? resolve(text)
            : reject(new Error(`status ${response.statusCode}: ${text.slice(0, 200)}`)),
        );
        response.on('error', reject);
      },
    );
    asking.on('timeout', () => asking.destroy(new Error(`no answer within ${patienceMs} ms`)));
    asking.on('error', reject);
    asking.end(body ? JSON.stringify(body) : undefined);
  });

const timed = async (times: number[], work: () => Promise<unknown>): Promise<void> => {
  const start = performance.now();
  await work();
  times.push(performance.now() - start);
};

const write = `mutation ($items: [StockQuantityInput!]!) {
  setStock(input: { items: $items, waitMs: ${waitMs} }) { results { status } userErrors { code } }
}`;
const read = `query ($productId: ID!) {
  channels { key: id }
  product(channel: "global-link", productId: $productId) { name }
}`;
const watch = `subscription ($productIds: [ID!]) {
  stockChanged(filter: { channels: ["global-link"], productIds: $productIds }) { quantity }
}`;

const subscribe = async ({ url, key, productId }: Task, problems: string[]) => {
  const seen = new Set<number>();
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  let isLeaving = false;
  await new Promise<void>((resolve, reject) => {
    socket.on('open', () => {
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${key}` } }));
    });
    socket.on('message', (data) => {
      const { type, payload } = JSON.parse(String(data));
      if (type === 'connection_ack') {
        const subscription = { query: watch, variables: { productIds: [productId] } };
        socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: subscription }));
        resolve();
      }
      if (type === 'next') seen.add(payload.data.stockChanged.quantity);
      if (type === 'error') problems.push(`subscriber: ${JSON.stringify(payload)}`);
    });
    socket.on('error', reject);
    socket.on('close', (code) => {
      if (!isLeaving) problems.push(`subscriber: the socket was closed with ${code}`);
    });
  });
  return {
    seen,
    leave: () => {
      isLeaving = true;
      socket.terminate();
    },
  };
};

const run = async (task: Task, isOver: () => boolean): Promise<Figures> => {
  const { url, key, productId, healthRequests } = task;
  const health: number[] = [];
  const reads: number[] = [];
  const writes: number[] = [];
  const problems: string[] = [];
  const subscriber = await subscribe(task, problems);
  const written: number[] = [];
  const note = (who: string) => (error: unknown) => {
    problems.push(`${who}: ${error instanceof Error ? error.message : String(error)}`);
  };
  const graphql = (query: string, variables: object) => ask(`${url}/graphql`, key, { query, variables });

  const checkHealth = async (): Promise<void> => {
    for (let count = 0; count < healthRequests; count += 1) {
      await timed(health, () => ask(`${url}/health/live`, null, null)).catch(note('health'));
      await pause(10);
    }
  };
  let isDone = false;
  const reader = async (): Promise<void> => {
    while (!isDone) {
      await timed(reads, async () => {
        const answer = await graphql(read, { productId });
        if (answer.includes('"errors"')) throw new Error(answer.slice(0, 300));
      }).catch(note('reader'));
      await pause(50);
    }
  };
  const writer = async (): Promise<void> => {
    for (let quantity = 1; !isDone; quantity += 1) {
      const items = [{ channel: 'global-link', productId, quantity }];
      await timed(writes, async () => {
        const answer = await graphql(write, { items });
        if (!answer.includes('"APPLIED"')) throw new Error(answer.slice(0, 300));
        written.push(quantity);
      }).catch(note('writer'));
      await pause(50);
    }
  };
  const others = [reader(), writer()];
  await checkHealth();
  while (!isOver()) await pause(10);
  isDone = true;
  await Promise.all(others);
  const last = written.at(-1);
  for (let waited = 0; last !== undefined && !subscriber.seen.has(last) && waited < 5_000; waited += 20) {
    await pause(20);
  }
  // Values that follow each other closely may come as one event: the last one has to come.
  if (last !== undefined && !subscriber.seen.has(last)) problems.push(`subscriber: no event for ${last}`);
  subscriber.leave();
  return { health, reads, writes, problems };
};

if (process.send) {
  let isOver = false;
  process.on('message', (message: Task | 'stop') => {
    if (message === 'stop') {
      isOver = true;
      return;
    }
    isOver = false;
    run(message, () => isOver)
      .catch((error: unknown): Figures => ({ health: [], reads: [], writes: [], problems: [String(error)] }))
      .then((figures) => {
        // The clients of the next attack open connections of their own.
        agent.destroy();
        process.send?.(figures);
      });
  });
  process.on('disconnect', () => process.exit(0));
}
