import { createClient as createSse } from 'graphql-sse';
import { createClient as createWs } from 'graphql-ws';
import { describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { Gateway } from '../../../src/core/gateway.ts';
import { createStockWatches } from '../../../src/core/subscribe/stock-events.ts';
import { anonymousClient } from '../../../src/domain/ids.ts';
import { fakeGateway } from '../../graphql/fake-gateway.ts';
import { operation as operationOf } from '../../graphql/fixtures.ts';
import { post, serve, transports } from '../serve.ts';

const operation = operationOf(1, { client: anonymousClient });
const watch = 'subscription { stockChanged { quantity } }';

/** An open subscription, with functions that end it and that break its connection. */
type Open = { leave(): void; tear(): void };

/** A fake gateway that counts the opened subscriptions. */
const countingWorld = () => {
  const { gateway, bus, stockListeners } = fakeGateway();
  let opened = 0;
  const counted: typeof bus = {
    onStockChanged: (listener) => {
      opened += 1;
      return bus.onStockChanged(listener);
    },
  };
  const watched: Pick<Gateway, 'watchStock'> = {
    watchStock: (filter, hasSnapshot) =>
      createStockWatches({ journal: gateway.reads, bus: counted, channels: () => [] })(filter, hasSnapshot),
  };
  return {
    gateway: { ...gateway, ...watched },
    stockListeners,
    opened: () => opened,
  };
};
type World = ReturnType<typeof countingWorld>;

/** The runtime collects a response without a reference, and ends its stream. */
const held: Response[] = [];

const openSse = async (url: string, _world: World): Promise<Open> => {
  const gone = new AbortController();
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: watch }),
    signal: gone.signal,
  });
  if (response.status !== 200) throw new Error(String(response.status));
  held.push(response);
  return { leave: () => gone.abort(), tear: () => gone.abort() };
};

const patience = { timeout: 60_000 };

const openWs = async (url: string, { opened }: World): Promise<Open> => {
  const before = opened();
  let isAnswered = false;
  const listening = vi.waitFor(() => {
    if (!isAnswered && opened() === before) throw new Error('It was not opened');
    return null;
  }, patience);
  listening.catch(() => {});
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const said = (message: object) => socket.send(JSON.stringify(message));
  await new Promise((resolve) => socket.once('open', resolve));
  said({ type: 'connection_init' });
  await new Promise((resolve) => socket.once('message', resolve));
  const answered = new Promise<string>((resolve) => socket.once('message', (data) => resolve(String(data))));
  said({ id: '1', type: 'subscribe', payload: { query: watch } });
  const refused = await Promise.race([answered, listening]);
  isAnswered = true;
  if (refused) throw new Error(refused);
  return { leave: () => said({ id: '1', type: 'complete' }), tear: () => socket.terminate() };
};

const ways = [
  ['server-sent events', openSse],
  ['a WebSocket', openWs],
] as const;

const tooMany = /429|503|TOO_MANY_SUBSCRIPTIONS/u;

describe.for(ways)('over %s', ([, open]) => {
  it.for(['leave', 'tear'] as const)(
    'a client at its limit gets another subscription when one ends: %s',
    async (end) => {
      const world = countingWorld();
      const url = await serve(world.gateway, { subscriptions: { perClient: 2, all: 10 } });
      const first = await open(url, world);
      await open(url, world);
      await expect(open(url, world)).rejects.toThrow(tooMany);
      first[end]();
      await vi.waitFor(() => open(url, world), patience);
      await expect(open(url, world)).rejects.toThrow(tooMany);
      await vi.waitFor(() => expect(world.stockListeners.size).toBe(2), patience);
    },
  );
});

describe('all transports', () => {
  it('share the limit', async () => {
    const world = countingWorld();
    const url = await serve(world.gateway, { subscriptions: { perClient: 10, all: 2 } });
    await openSse(url, world);
    await openWs(url, world);
    await expect(openSse(url, world)).rejects.toThrow('503');
    await expect(openWs(url, world)).rejects.toThrow('TOO_MANY_SUBSCRIPTIONS');
  });

  it('name the limit that was reached', async () => {
    for (const [name, ask] of transports) {
      const url = await serve(fakeGateway().gateway, { subscriptions: { perClient: 0, all: 5 } });
      const { errors } = await ask(url, { query: watch });
      expect(errors, name).toEqual([
        {
          message: expect.stringContaining('You have 0 subscriptions open already'),
          extensions: { code: 'TOO_MANY_SUBSCRIPTIONS', limit: 0, provided: 1 },
        },
      ]);
    }
    const url = await serve(fakeGateway().gateway, { subscriptions: { perClient: 0, all: 5 } });
    expect((await post(url, { query: watch }, 'text/event-stream')).status).toBe(429);
  });

  it('release subscriptions that ended by themselves, or never began', async () => {
    const finished = fakeGateway({ operations: [operation] });
    const url = await serve(finished.gateway, { subscriptions: { perClient: 1, all: 1 } });
    const sse = createSse({ url: `${url}/graphql`, retryAttempts: 0 });
    const ws = createWs({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket });
    const follow = 'subscription ($id: ID!) { operationChanged(id: $id) { completed } }';
    for (const id of ['T3BlcmF0aW9uOjE=', 'T3BlcmF0aW9uOjk5OTk=']) {
      for (const client of [sse, ws, sse, ws]) {
        finished.world.events = (async function* () {
          yield { sequence: 1, operation, items: [], completed: true };
        })();
        const events: unknown[] = [];
        for await (const event of client.iterate({ query: follow, variables: { id } })) events.push(event);
        expect(JSON.stringify(events)).toMatch(
          id === 'T3BlcmF0aW9uOjE=' ? /"completed":true/u : /OPERATION_NOT_FOUND/u,
        );
      }
    }
    await ws.dispose();
  });

  it('release subscriptions whose media types are not supported', async () => {
    const world = countingWorld();
    const url = await serve(world.gateway, { subscriptions: { perClient: 1, all: 1 } });
    for (let times = 0; times < 3; times += 1) {
      expect((await post(url, { query: watch }, 'application/json')).status).toBe(406);
    }
    await openSse(url, world);
  });

  it('release subscriptions whose connection broke', async () => {
    const broken = fakeGateway({ operations: [operation] });
    const url = await serve(broken.gateway, { subscriptions: { perClient: 1, all: 1 } });
    for (let times = 0; times < 3; times += 1) {
      broken.world.events = {
        [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('the journal is gone')) }),
      };
      const follow = 'subscription { operationChanged(id: "T3BlcmF0aW9uOjE=") { completed } }';
      const response = await post(url, { query: follow }, 'text/event-stream');
      expect(response.status).toBe(200);
      await response.text().catch(() => '');
    }
  });

  it('release subscriptions of clients that leave before the answer', async () => {
    const world = countingWorld();
    const url = await serve(world.gateway, { subscriptions: { perClient: 40, all: 40 } });
    for (let round = 0; round < 10; round += 1) {
      const leaving = Array.from({ length: 20 }, async (_, at) => {
        const gone = new AbortController();
        const asked = fetch(`${url}/graphql`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
          body: JSON.stringify({ query: watch }),
          signal: gone.signal,
        });
        setTimeout(() => gone.abort(), at / 4);
        await asked.catch(() => null);
      });
      await Promise.all(leaving);
    }
    await vi.waitFor(() => expect(world.stockListeners.size).toBe(0), patience);
    await Promise.all(Array.from({ length: 40 }, () => openSse(url, world)));
    await expect(openSse(url, world)).rejects.toThrow(tooMany);
  });
});
