import { describe, expect } from 'vitest';
import { WebSocket } from 'ws';
import { it } from '../support/app.ts';
import { accepted, operationOf, vendorCallsOf } from '../support/client.ts';
import { authorization, request, run } from '../support/graphql.ts';
import { globalLinkStock, smaregiStock } from '../support/items.ts';
import { newKey, writeKeys } from '../support/keys.ts';
import { transports } from '../support/streams.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { SetStock } from './documents.ts';
import { graphql } from './generated/gql.ts';

const Mine = graphql(`
  query Mine($id: ID!) {
    operation(id: $id) {
      id
    }
    node(id: $id) {
      id
    }
    operations {
      edges {
        node {
          id
        }
      }
    }
  }
`);

const Follow = graphql(`
  subscription FollowMine($id: ID!) {
    operationChanged(id: $id) {
      completed
    }
  }
`);

const Channels = graphql(`
  query MyChannels {
    channels {
      key
    }
    stock(
      targets: [
        { channel: "global-link", productId: "product-001" }
        { channel: "smaregi", productId: "567", locationId: "8" }
      ]
    ) {
      ... on StockLevel {
        quantity
      }
    }
  }
`);

const [full, other, writer] = [newKey(), newKey(), newKey()];
const expired = { ...newKey(), expiresAt: 1 };

/** A gateway with API keys: two clients with all rights, and one that may write only to Smaregi. */
const guarded = it.extend('guarded', ({ start, later }) => async () => {
  const directory = await temporaryDirectory(later);
  const API_KEYS_FILE = await writeKeys(`${directory}/keys.json`, {
    full: { keys: [full, expired] },
    other: { keys: [other] },
    writer: { scopes: ['stock:write'], channels: ['smaregi'], keys: [writer] },
  });
  return start({ API_KEYS_FILE });
});

const badHeaders: readonly [what: string, header: string | undefined][] = [
  ['none', undefined],
  ['a key that does not exist', `Bearer ${newKey().key}`],
  ['an expired one', `Bearer ${expired.key}`],
  ['another secret', `Bearer ${full.key.slice(0, -1)}${full.key.endsWith('A') ? 'Q' : 'A'}`],
  ['no scheme', full.key],
  ['Basic', `Basic ${Buffer.from(full.key).toString('base64')}`],
  ['an empty one', 'Bearer '],
];

const mutation = JSON.stringify({
  query: String(SetStock),
  variables: { input: { items: [globalLinkStock('product-001', 1)] } },
});

/** The code with which a WebSocket closes if this is its first message. */
const closedWith = (url: string, payload: unknown, headers: Record<string, string> = {}) =>
  new Promise<{ code: number; reason: string; said: readonly string[] }>((resolve, reject) => {
    const said: string[] = [];
    const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
    socket.once('open', () => {
      socket.send(JSON.stringify({ type: 'connection_init', ...(payload === undefined ? {} : { payload }) }));
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: '{ channels { key } }' } }));
    });
    socket.on('message', (message) => said.push(String(message)));
    socket.once('close', (code, reason) => resolve({ code, reason: String(reason), said }));
    socket.once('error', reject);
  });

describe('a gateway with API keys', () => {
  guarded.concurrent('refuses a missing or a bad key alike', async ({ guarded: startGuarded }) => {
    const app = await startGuarded();
    for (const [what, header] of badHeaders) {
      const response = await fetch(`${app.url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(header !== undefined && { authorization: header }),
        },
        body: mutation,
      });
      expect(response.status, what).toBe(401);
      expect(response.headers.get('www-authenticate'), what).toBe('Bearer');
      expect(await response.json(), what).toEqual({
        errors: [
          {
            message: 'A valid API key is needed: send it as "Authorization: Bearer <key>".',
            extensions: { code: 'UNAUTHENTICATED' },
          },
        ],
      });
    }
    expect(vendorCallsOf(app)).toEqual([]);
  });

  guarded.concurrent(
    'asks for one however it is asked, but not for its health or a callback',
    async ({ guarded: startGuarded }) => {
      const { url } = await startGuarded();
      const query = `${url}/graphql?query=${encodeURIComponent('{ channels { key } }')}`;
      expect((await fetch(query)).status).toBe(401);
      expect((await fetch(query, { headers: authorization(full.key) })).status).toBe(200);
      for (const accept of ['text/event-stream', 'application/json', 'text/html;q=0.1, */*']) {
        const asked = await fetch(`${url}/graphql`, { method: 'PUT', headers: { accept } });
        expect(asked.status, accept).toBe(401);
      }
      expect((await fetch(`${url}/graphql?access_token=${full.key}`)).status).not.toBe(200);
      expect((await fetch(`${url}/health/live`)).status).toBe(200);
      expect((await fetch(`${url}/health/ready`)).status).toBe(200);
      expect((await fetch(`${url}/webhooks/smaregi/guess`, { method: 'POST', body: '{}' })).status).toBe(404);
    },
  );

  guarded.concurrent(
    'closes a WebSocket without a key with 4401, and tells it nothing',
    async ({ guarded: startGuarded }) => {
      const { url } = await startGuarded();
      const bad: readonly unknown[] = [
        undefined,
        {},
        { authorization: 7 },
        { authorization: full.key },
        ...badHeaders.slice(1).map(([, header]) => ({ authorization: header })),
      ];
      const refused = { code: 4401, reason: 'Unauthorized', said: [] };
      for (const payload of bad) expect(await closedWith(url, payload)).toEqual(refused);
      // A browser cannot send the header, so only the first message counts.
      expect(await closedWith(url, {}, authorization(full.key))).toEqual(refused);
    },
  );

  guarded.concurrent('names the right that is missing, over HTTP', async ({ guarded: startGuarded }) => {
    const { url } = await startGuarded();
    const { errors, data } = await request(url, Channels, {}, writer.key);
    expect(data).toBeNull();
    // Nothing of the document runs, and each of its fields is named.
    const extensions = { code: 'FORBIDDEN', scope: 'read' };
    expect(errors).toMatchObject([
      { path: ['channels'], extensions },
      { path: ['stock'], extensions },
    ]);
  });
});

describe('a client', () => {
  guarded.concurrent(
    'sees its own operations alone, and has its own idempotency keys',
    async ({ guarded: startGuarded }) => {
      const { url } = await startGuarded();
      const input = { items: [globalLinkStock('product-001', 3)], idempotencyKey: 'the same' };
      const ofFull = (await run(url, SetStock, { input }, full.key)).setStock;
      const ofOther = (await run(url, SetStock, { input }, other.key)).setStock;
      expect([ofFull.replayed, ofOther.replayed]).toEqual([false, false]);
      const [mine, foreign] = [accepted(ofFull).id, accepted(ofOther).id];
      expect(foreign).not.toBe(mine);
      expect((await run(url, SetStock, { input }, full.key)).setStock).toMatchObject({
        operation: { id: mine },
        replayed: true,
      });

      expect(await run(url, Mine, { id: mine }, full.key)).toEqual({
        operation: { id: mine },
        node: { id: mine },
        operations: { edges: [{ node: { id: mine } }] },
      });
      expect(await run(url, Mine, { id: mine }, other.key)).toEqual({
        operation: null,
        node: null,
        operations: { edges: [{ node: { id: foreign } }] },
      });
      for (const { transport, subscribe } of transports) {
        expect(await subscribe(url, Follow, { id: mine }, full.key).rest(), transport).toEqual([
          { operationChanged: { completed: true } },
        ]);
        await expect(subscribe(url, Follow, { id: mine }, other.key).next(), transport).rejects.toThrow(
          'OPERATION_NOT_FOUND',
        );
        await expect(subscribe(url, Follow, { id: mine }, writer.key).next(), transport).rejects.toThrow(
          /FORBIDDEN.*read/u,
        );
        await expect(subscribe(url, Follow, { id: mine }).next(), transport).rejects.toBeDefined();
      }
    },
  );

  guarded.concurrent(
    'is answered for a channel that is not its own as for one that there is not',
    async ({ guarded: startGuarded }) => {
      const app = await startGuarded();
      const { url } = app;
      const items = [
        globalLinkStock('product-001', 3),
        smaregiStock('567', 4),
        globalLinkStock('product-001', 3, { channel: 'nowhere' }),
      ];
      const { results } = (await run(url, SetStock, { input: { items } }, writer.key)).setStock;
      const unknown = (channel: string) => ({
        __typename: 'InvalidItem',
        code: 'UNKNOWN_CHANNEL',
        path: ['channel'],
        message: `No channel that this key may use is called "${channel}". Nothing was sent for this item.`,
        target: { channelKey: channel },
      });
      expect(results).toMatchObject([unknown('global-link'), { status: 'APPLIED' }, unknown('nowhere')]);
      expect(vendorCallsOf(app).filter((call) => call.includes('stock-updates'))).toEqual([]);
      const level = await run(url, Channels, {}, full.key);
      expect(level.stock).toEqual([{}, { quantity: 4 }]);
    },
  );
});

describe('a gateway without API keys', () => {
  it.concurrent('ignores a key', async ({ start }) => {
    const { url } = await start();
    const input = { items: [globalLinkStock('product-001', 3)] };
    const { id } = accepted((await run(url, SetStock, { input }, 'anything')).setStock);
    expect((await operationOf(url, id)).appliedCount).toBe(1);
  });
});
