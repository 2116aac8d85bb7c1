import { afterAll, beforeAll, describe, expect } from 'vitest';
import { it, startVendors } from '../support/app.ts';
import {
  accepted,
  cancelOperation,
  ended,
  only,
  operationOf,
  outcomeOf,
  replaceProducts,
  resultsOf,
  setStock,
  until,
} from '../support/client.ts';
import { request, run } from '../support/graphql.ts';
import { globalLinkStock, product, smaregiStock } from '../support/items.ts';
import { newKey, writeKeys } from '../support/keys.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';
import { transports } from '../support/streams.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { CancelOperation, OperationById, SetStock } from './documents.ts';
import { graphql } from './generated/gql.ts';

const FollowCanceled = graphql(`
  subscription FollowCanceled($id: ID!) {
    operationChanged(id: $id) {
      completed
      results {
        status
        ... on ItemCanceled {
          canceledBy
        }
      }
    }
  }
`);

const statusesOf = async (url: string, id: string) =>
  resultsOf(await operationOf(url, id)).map(({ status }) => status);

/** The first item is being sent, and no other item can be sent before `release`. */
const slots = { VENDOR_CONCURRENCY: '1', VENDOR_TIMEOUT_MS: '60000' };

describe('cancelOperation', () => {
  it.concurrent('ends queued items at once, for callers and subscribers, and never sends them', async ({
    start,
  }) => {
    const { url, sandbox } = await start(slots);
    const { control } = sandbox.globalLink;
    const release = control.hold('answers');
    const first = accepted(await setStock(url, [globalLinkStock('product-001', 1)], { waitMs: 0 }));
    await until(
      () => control.requests().length,
      (count) => count > 0,
    );
    const items = ['product-001', 'product-002', 'product-003'].map((id) => globalLinkStock(id, 77));
    const waiting = setStock(url, items, { waitMs: 30_000, idempotencyKey: 'canceled' });
    const list = () => run(url, Newest);
    const id = (await until(list, ({ operations }) => operations.nodes[0]?.itemCount === 3)).operations
      .nodes[0]?.id;
    if (id === undefined) throw new Error('No operation');
    const streams = transports.map(({ subscribe }) => subscribe(url, FollowCanceled, { id }));
    const later = accepted(await setStock(url, [globalLinkStock('product-002', 5)], { waitMs: 0 }));

    expect(await cancelOperation(url, id)).toBe(3);
    const answer = await waiting;
    expect(answer.results.map(outcomeOf)).toEqual(['CANCELED', 'CANCELED', 'CANCELED']);
    expect(answer.operation).toMatchObject({ status: 'COMPLETED', canceledCount: 3, pendingCount: 0 });
    for (const stream of streams) {
      const last = (await stream.rest()).at(-1)?.operationChanged;
      expect(last?.completed).toBe(true);
      expect(last?.results).toContainEqual({ status: 'CANCELED', canceledBy: 'anonymous' });
    }
    // The key belongs to the canceled operation: nothing is sent again.
    const again = await setStock(url, items, { waitMs: 0, idempotencyKey: 'canceled' });
    expect(again).toMatchObject({ replayed: true, operation: { id } });

    release();
    expect(resultsOf(await ended(url, first.id)).map(outcomeOf)).toEqual(['APPLIED']);
    expect(resultsOf(await ended(url, later.id)).map(outcomeOf)).toEqual(['APPLIED']);
    expect(JSON.stringify(control.writes().map(({ value }) => value))).not.toContain('77');
    expect(await cancelOperation(url, id)).toBe(0);
    const metrics = await (await fetch(`${url}/metrics`)).text();
    expect(metrics).toContain(
      'onshelf_items_total{channel="global-link",kind="STOCK_SET",outcome="CANCELED"} 3',
    );
    expect(metrics).toContain('onshelf_items_under_way{channel="global-link"} 0');
  });

  it.concurrent('leaves items in progress, and lets items behind a canceled one go on', async ({ start }) => {
    const { url, sandbox } = await start(slots);
    const { control } = sandbox.globalLink;
    const release = control.hold('answers');
    const sent = accepted(
      await setStock(url, [globalLinkStock('product-001', 1), globalLinkStock('product-002', 2)], {
        waitMs: 0,
      }),
    );
    await until(
      () => statusesAndStages(url, sent.id),
      (stages) => stages.every((stage) => stage === 'SENDING'),
    );
    expect(await cancelOperation(url, sent.id)).toBe(0);
    // A product, and behind it a stock change that does not supersede it.
    const canceled = accepted(await replaceProducts(url, [product('product-001')], { waitMs: 0 }));
    const behind = accepted(await setStock(url, [globalLinkStock('product-001', 9)], { waitMs: 0 }));
    expect(await cancelOperation(url, canceled.id)).toBe(1);
    release();
    expect(resultsOf(await ended(url, sent.id)).map(outcomeOf)).toEqual(['APPLIED', 'APPLIED']);
    expect(resultsOf(await ended(url, behind.id)).map(outcomeOf)).toEqual(['APPLIED']);
    expect(await statusesOf(url, canceled.id)).toEqual(['CANCELED']);
  });

  it.concurrent('drops canceled items from the queues while a channel cannot send', async ({ start }) => {
    const { url, sandbox } = await start(slots);
    const release = sandbox.globalLink.control.hold('answers');
    await setStock(url, [globalLinkStock('product-001', 1)], { waitMs: 0 });
    for (let round = 0; round < 3; round += 1) {
      const items = Array.from({ length: 1_000 }, (_, at) => globalLinkStock(`product-${1_000 + at}`, round));
      const { id } = accepted(await setStock(url, items, { waitMs: 0 }));
      expect(await cancelOperation(url, id)).toBeGreaterThanOrEqual(900);
      const { channel } = await run(url, Health);
      expect(channel?.health.queuedCount).toBe(0);
    }
    release();
  });

  it.concurrent('answers bad requests with typed results', async ({ start, later }) => {
    const [owner, other] = [newKey(), newKey()];
    const directory = await temporaryDirectory(later);
    const keys = { owner: { keys: [owner] }, other: { keys: [other] } };
    const API_KEYS_FILE = await writeKeys(`${directory}/keys.json`, keys);
    const { url } = await start({ API_KEYS_FILE });
    const input = { items: [globalLinkStock('product-001', 1)] };
    const { setStock: done } = await run(url, SetStock, { input }, owner.key);
    const { id } = accepted(done);

    const unknown = { operation: null, canceledCount: 0, userErrors: [{ code: 'UNKNOWN_OPERATION' }] };
    for (const bad of [
      '',
      'x',
      '1',
      `${id}x`,
      'T3BlcmF0aW9uOjk5OTk5',
      'Q2hhbm5lbDpzaG9w',
      '\u0000',
      'é'.repeat(9_999),
    ])
      expect((await run(url, CancelOperation, { id: bad }, owner.key)).cancelOperation).toMatchObject(
        unknown,
      );
    expect((await run(url, CancelOperation, { id }, other.key)).cancelOperation).toMatchObject(unknown);
    expect((await run(url, CancelOperation, { id }, owner.key)).cancelOperation).toMatchObject({
      operation: { id, status: 'COMPLETED', canceledCount: 0, appliedCount: 1 },
      canceledCount: 0,
      userErrors: [],
    });
    const imprecise = await request(url, CancelOperation, { id: (2 ** 60) as never }, owner.key);
    expect(imprecise.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });

  it.concurrent('needs the scope of the kind, and leaves items of other channels', async ({
    start,
    later,
  }) => {
    const [owner, reader, products, limited] = Array.from({ length: 4 }, newKey);
    if (!owner || !reader || !products || !limited) throw new Error('Four keys');
    const directory = await temporaryDirectory(later);
    const path = `${directory}/keys.json`;
    const write = (client: Omit<Parameters<typeof writeKeys>[1][string], 'keys'>, key = owner) =>
      writeKeys(path, { owner: { ...client, keys: [key] } });
    const { url, sandbox, reloads } = await start({ ...slots, API_KEYS_FILE: await write({}) });
    const reloadKeys = () => reloads.find(({ setting }) => setting === 'API_KEYS_FILE')?.run({});
    const [one, two] = [sandbox.globalLink.control.hold('answers'), sandbox.smaregi.control.hold('answers')];
    const input = { items: [globalLinkStock('product-001', 1), smaregiStock('567', 1)], waitMs: 0 };
    const again = { items: [globalLinkStock('product-001', 2), smaregiStock('567', 2)], waitMs: 0 };
    const { setStock: first } = await run(url, SetStock, { input }, owner.key);
    await until(
      () => run(url, OperationById, { id: accepted(first).id }, owner.key),
      ({ operation }) =>
        operation?.results.edges.every(({ node }) => 'stage' in node && node.stage === 'SENDING') ?? false,
    );
    const { setStock: second } = await run(url, SetStock, { input: again }, owner.key);
    const { id } = accepted(second);

    await write({ scopes: ['read'] }, reader);
    await reloadKeys();
    const forbidden = { data: null, errors: [{ extensions: { code: 'FORBIDDEN' } }] };
    expect(await request(url, CancelOperation, { id }, reader.key)).toMatchObject(forbidden);
    await write({ scopes: ['read', 'product:write'] }, products);
    await reloadKeys();
    expect(await request(url, CancelOperation, { id }, products.key)).toMatchObject({
      data: { cancelOperation: null },
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
    await write({ channels: ['smaregi'] }, limited);
    await reloadKeys();
    expect((await run(url, CancelOperation, { id }, limited.key)).cancelOperation).toMatchObject({
      operation: { status: 'RUNNING', canceledCount: 1, pendingCount: 1 },
      canceledCount: 1,
      userErrors: [],
    });
    const { operation } = await run(url, OperationById, { id }, limited.key);
    expect(operation?.results.edges.map(({ node }) => node.status)).toEqual(['PENDING', 'CANCELED']);
    one();
    two();
  });
});

const Newest = graphql(`
  query NewestOperation {
    operations(first: 1) {
      nodes {
        id
        itemCount
      }
    }
  }
`);
const Health = graphql(`
  query QueuedItems {
    channel(key: "global-link") {
      health {
        queuedCount
      }
    }
  }
`);

const statusesAndStages = async (url: string, id: string): Promise<readonly string[]> =>
  resultsOf(await operationOf(url, id)).map((result) => ('stage' in result ? result.stage : result.status));

describe('cancelOperation on several gateways', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database.drop());

  it('cancels items that wait at another gateway', async ({ start, later }) => {
    const settings = { ...slots, DATABASE_URL: database.url };
    const vendors = await startVendors(later);
    const [one, two] = [await start(settings, vendors), await start(settings, vendors)];
    const { control } = vendors.globalLink;
    const release = control.hold('answers');
    const first = accepted(await setStock(one.url, [globalLinkStock('product-001', 1)], { waitMs: 0 }));
    await until(
      () => statusesAndStages(one.url, first.id),
      ([stage]) => stage === 'SENDING',
    );
    const items = ['product-001', 'product-002'].map((id) => globalLinkStock(id, 77));
    const waiting = setStock(one.url, items, { waitMs: 30_000 });
    const { operations } = await until(
      () => run(two.url, Newest),
      (found) => found.operations.nodes[0]?.itemCount === 2,
    );
    expect(await cancelOperation(two.url, only(operations.nodes).id)).toBe(2);
    expect((await waiting).results.map(outcomeOf)).toEqual(['CANCELED', 'CANCELED']);
    release();
    await ended(one.url, first.id);
    // The gateway that holds the canceled items in its queues goes on.
    const next = await setStock(one.url, [globalLinkStock('product-002', 3)]);
    expect(next.results.map(outcomeOf)).toEqual(['APPLIED']);
    expect(JSON.stringify(control.writes().map(({ value }) => value))).not.toContain('77');
  });
});
