import { writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { accepted, until } from '../support/client.ts';
import { request, run } from '../support/graphql.ts';
import { globalLinkStock, smaregiStock } from '../support/items.ts';
import { newKey, writeKeys } from '../support/keys.ts';
import { type Gateway, it } from '../support/process.ts';
import { type Stream, transports } from '../support/streams.ts';
import { SetStock } from './documents.ts';
import { graphql } from './generated/gql.ts';
import type { WatchQuantitySubscription } from './generated/graphql.ts';

const FollowWaiting = graphql(`
  subscription FollowWaiting($id: ID!) {
    operationChanged(id: $id) {
      completed
      results {
        status
      }
    }
  }
`);

const WatchQuantity = graphql(`
  subscription WatchQuantity {
    stockChanged {
      quantity
    }
  }
`);

const Ids = graphql(`
  query ChannelIds {
    channels {
      key
    }
  }
`);

const hangUp = async ({ child, said }: Gateway): Promise<void> => {
  const lines = () => said.err.match(/"API_KEYS_FILE"/gu)?.length ?? 0;
  const before = lines();
  child.kill('SIGHUP');
  await until(lines, (count) => count > before);
};

type StockStream = Stream<WatchQuantitySubscription>;

/** Changes stock until each of the streams reports it: from then on they are open. */
const openAll = async (streams: readonly StockStream[], change: () => Promise<unknown>): Promise<void> => {
  let open = 0;
  for (const stream of streams) {
    void stream.next().then(() => {
      open += 1;
    });
  }
  await until(
    async () => {
      await change();
      return open;
    },
    (count) => count === streams.length,
  );
};

/** The reason for the end of a stream, whatever it sends before. */
const endOf = async (stream: StockStream): Promise<string> => {
  try {
    for (;;) await stream.next();
  } catch (error) {
    return error instanceof Error ? error.message : JSON.stringify(error, ['code', 'reason']);
  }
};

describe.each(transports)('after a SIGHUP, over $transport,', ({ transport, subscribe }) => {
  it.concurrent('the streams of kept keys continue, and those of the others end', async ({
    directory,
    startGateway,
  }) => {
    const [staying, revoked, widened, next] = [newKey(), newKey(), newKey(), newKey()];
    const API_KEYS_FILE = await writeKeys(`${directory}/keys.json`, {
      one: { keys: [staying, revoked] },
      two: { keys: [widened], scopes: ['read', 'stock:write'] },
    });
    const gateway = await startGateway({ API_KEYS_FILE });
    const { url } = gateway;
    let quantity = 0;
    const change = ({ key }: { key: string }) => {
      quantity += 1;
      return run(url, SetStock, { input: { items: [globalLinkStock('product-001', quantity)] } }, key);
    };
    const streams = [staying, revoked, widened].map(({ key }) => subscribe(url, WatchQuantity, {}, key));
    await openAll(streams, () => change(staying));
    const [goesOn, ...end] = streams;

    await writeKeys(API_KEYS_FILE, {
      one: { keys: [next, staying] },
      two: { keys: [widened], scopes: ['read', 'stock:write', 'product:write'] },
    });
    await hangUp(gateway);
    const isSocket = transport === 'a WebSocket';
    expect(await Promise.all(end.map(endOf))).toEqual([
      expect.stringContaining(isSocket ? '4401' : 'UNAUTHENTICATED'),
      expect.stringContaining(isSocket ? '4403' : 'UNAUTHENTICATED'),
    ]);
    expect((await request(url, Ids, {}, revoked.key)).errors).toMatchObject([
      { extensions: { code: 'UNAUTHENTICATED' } },
    ]);

    await change(next);
    const reported = await until(
      () => goesOn?.next(),
      (event) => event?.stockChanged.quantity === quantity,
    );
    expect(reported).toEqual({ stockChanged: { quantity } });
    await goesOn?.leave();
  });

  it.concurrent('the streams of a key end at its new expiry, and those of the other key continue', async ({
    directory,
    startGateway,
    vendors,
  }) => {
    const [expiring, staying] = [newKey(), newKey()];
    const API_KEYS_FILE = await writeKeys(`${directory}/keys.json`, { one: { keys: [staying, expiring] } });
    vendors.smaregi.control.behave({ callbackDelayMs: 600_000 });
    const gateway = await startGateway({ ...vendors.settings, API_KEYS_FILE });
    const { url } = gateway;
    const input = { items: [smaregiStock('567', 1)], waitMs: 0 };
    // An item behind another one has no event of its own.
    await run(url, SetStock, { input }, staying.key);
    const { id } = accepted((await run(url, SetStock, { input }, staying.key)).setStock);
    const [ends, goesOn] = [expiring, staying].map(({ key }) => subscribe(url, FollowWaiting, { id }, key));
    for (const stream of [ends, goesOn])
      expect((await stream?.next())?.operationChanged.completed).toBe(false);
    const expiresAt = Date.now() + 1_000;
    await writeKeys(API_KEYS_FILE, { one: { keys: [staying, { ...expiring, expiresAt }] } });
    await hangUp(gateway);
    await expect(ends?.next()).rejects.toBeDefined();
    expect(Date.now()).toBeGreaterThanOrEqual(expiresAt);
    expect((await request(url, Ids, {}, expiring.key)).data).toBeUndefined();
    const next = goesOn?.next().then(() => 'reported or ended');
    expect(await Promise.race([next, Promise.resolve('open')])).toBe('open');
    await goesOn?.leave();
  });
});

describe('an invalid keys file at a SIGHUP', () => {
  it.concurrent('changes nothing, and the log states the reason without a key', async ({
    directory,
    startGateway,
  }) => {
    const key = newKey();
    const file = await writeKeys(`${directory}/keys.json`, { one: { keys: [key] } });
    const gateway = await startGateway({ API_KEYS_FILE: file });
    const { url, said } = gateway;
    const bad = [
      ['', 'is not valid JSON'],
      [`{ "clients": [{ "id": "one", "secret": "${key.key}"`, 'is not valid JSON'],
      [JSON.stringify({ clients: [{ id: 'two', scopes: ['write'], keys: [] }] }), 'clients.0.scopes.0'],
      [
        JSON.stringify({ clients: [{ id: 'two', scopes: [], keys: [{ id: key.key, sha256: key.key }] }] }),
        'clients.0.keys.0.sha256',
      ],
    ] as const;
    for (const [text, why] of bad) {
      await writeFile(file, text);
      await hangUp(gateway);
      const reported = said.err.split('\n').filter((line) => line.includes('API_KEYS_FILE'));
      expect(reported.at(-1)).toContain(why);
      expect((await run(url, Ids, {}, key.key)).channels).toHaveLength(3);
    }
    expect(said.err).not.toContain(key.key);
    expect(said.err).not.toContain(key.sha256);
    await writeKeys(file, { one: { keys: [] } });
    await hangUp(gateway);
    expect((await request(url, Ids, {}, key.key)).data).toBeUndefined();
    expect(gateway.child.exitCode).toBeNull();
  });
});
