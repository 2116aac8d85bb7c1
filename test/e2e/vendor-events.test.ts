import { describe, expect } from 'vitest';
import type { TestApp } from '../support/app.ts';
import { it } from '../support/app.ts';
import { catalogueRead, setStock, until, vendorCallsOf } from '../support/client.ts';
import { run } from '../support/graphql.ts';
import { smaregiStock } from '../support/items.ts';
import type { EventFault } from '../support/sandbox/faults.ts';
import { overSse, type Stream } from '../support/streams.ts';
import { LevelsOf } from './documents.ts';
import { graphql } from './generated/gql.ts';
import type { WatchEventsSubscription } from './generated/graphql.ts';

const WatchEvents = graphql(`
  subscription WatchEvents($filter: StockFilter, $snapshot: Boolean) {
    stockChanged(filter: $filter, snapshot: $snapshot) {
      productId
      locationId
      quantity
      pending
      source
    }
  }
`);

type Level = WatchEventsSubscription['stockChanged'];
const textOf = ({ locationId, quantity, pending, source }: Level): string =>
  `${locationId} ${quantity} ${pending ? 'pending' : source}`;

const quantityAt = async (url: string, productId: string, locationId: string): Promise<string> => {
  const { nodes } = (await run(url, LevelsOf, { productIds: [productId] })).stockLevels;
  const level = nodes.find((one) => one.locationId === locationId);
  return level ? `${level.quantity} ${level.source}` : 'unknown';
};

/** A watch of product 567 that is open: its snapshot, one level of each store, has arrived. */
const watch = async (app: TestApp): Promise<Stream<WatchEventsSubscription>> => {
  await catalogueRead(app.url);
  const { nodes } = (await run(app.url, LevelsOf, { productIds: ['567'] })).stockLevels;
  const stream = overSse(app.url, WatchEvents, { filter: { productIds: ['567'] }, snapshot: true });
  for (const _ of nodes) await stream.next();
  return stream;
};

/** The events up to a sale at store 10. It comes last, because the events of a channel are processed in order. */
const untilMarked = async (
  app: TestApp,
  stream: Stream<WatchEventsSubscription>,
): Promise<readonly string[]> => {
  app.sandbox.smaregi.edits.setStock('567', '10', -77);
  const seen: string[] = [];
  while (!seen.at(-1)?.startsWith('10 -77')) seen.push(textOf((await stream.next()).stockChanged));
  return seen.slice(0, -1);
};

/** Waits until the vendor had the answers to this many events. */
const answered = ({ sandbox }: TestApp, count: number) =>
  until(
    () => sandbox.smaregi.control.events().map(({ status }) => status),
    (statuses) => statuses.length === count && statuses.every((status) => status === 200),
  );

const post = (
  { url, sandbox }: TestApp,
  body: string,
  { path = '/events/smaregi/smaregi', ...headers }: { readonly [name: string]: string } = {},
): Promise<Response> => {
  const { secret, header } = sandbox.smaregi.settings['events'] as { secret: string; header: string };
  return fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [header]: secret, ...headers },
    body,
  });
};
const stockEvent = (ids: readonly object[], contractId = 'sb_onshelf'): string =>
  JSON.stringify({ contractId, event: 'pos:stock', action: 'bulk-update', ids });

describe('a change at the vendor', () => {
  it.concurrent('is sent to subscribers as VENDOR_EVENT', async ({ start }) => {
    const app = await start();
    const stream = await watch(app);
    app.sandbox.smaregi.edits.setStock('567', '8', 123);
    expect((await stream.next()).stockChanged).toEqual({
      ...{ productId: '567', locationId: '8', quantity: 123, pending: false, source: 'VENDOR_EVENT' },
    });
    await stream.leave();
  });

  it.concurrent('of many targets at the same time loses no event', async ({ start }) => {
    const app = await start();
    await catalogueRead(app.url);
    const ids = Array.from({ length: 60 }, (_, at) => String(501 + at));
    for (const [at, id] of ids.entries()) app.sandbox.smaregi.edits.setStock(id, '8', 5000 + at);
    await answered(app, ids.length);
    await until(
      async () => {
        const levels = await Promise.all(ids.map((id) => quantityAt(app.url, id, '8')));
        return levels.filter((level, at) => level === `${5000 + at} VENDOR_EVENT`).length;
      },
      (count) => count === ids.length,
    );
  });

  it.concurrent('reaches the catalogue with the next poll if its event was lost', async ({ start }) => {
    const app = await start({ CATALOG_POLL_MS: '200' });
    await catalogueRead(app.url);
    app.sandbox.smaregi.control.fail({ on: 'event', kind: 'never' });
    app.sandbox.smaregi.edits.setStock('567', '8', 321);
    await until(
      () => quantityAt(app.url, '567', '8'),
      (level) => level === '321 VENDOR_READ',
    );
  });
});

const arrivals: readonly {
  readonly name: string;
  readonly fault: EventFault | null;
  readonly callbackMs: number;
  readonly events: number;
}[] = [
  { name: 'before the callback', fault: null, callbackMs: 400, events: 1 },
  { name: 'twice before the callback', fault: { on: 'event', kind: 'twice' }, callbackMs: 400, events: 2 },
  { name: 'after the callback', fault: { on: 'event', kind: 'late', ms: 400 }, callbackMs: 100, events: 1 },
  { name: 'never', fault: { on: 'event', kind: 'never' }, callbackMs: 100, events: 0 },
];

describe('a change by the gateway', () => {
  it.concurrent.for(arrivals)(
    'is reported once when its event arrives $name',
    async ({ fault, callbackMs, events }, { start }) => {
      const app = await start();
      const { control } = app.sandbox.smaregi;
      const stream = await watch(app);
      const before = await quantityAt(app.url, '567', '9');
      control.behave({ callbackDelayMs: callbackMs });
      if (fault) control.fail(fault);
      await setStock(app.url, [smaregiStock('567', 4321, { locationId: '9' })]);
      await answered(app, events);
      expect(await untilMarked(app, stream)).toEqual([
        `9 ${before.split(' ')[0]} pending`,
        '9 4321 ACKNOWLEDGED_WRITE',
      ]);
      await stream.leave();
    },
  );

  it.concurrent('ends with the value of a sale that followed it', async ({ start }) => {
    const app = await start();
    const { control, edits } = app.sandbox.smaregi;
    await catalogueRead(app.url);
    control.behave({ callbackDelayMs: 300 });
    const writing = setStock(app.url, [smaregiStock('567', 50)]);
    await until(
      () => control.writes().length,
      (count) => count === 1,
    );
    edits.setStock('567', '8', 49);
    await writing;
    await until(
      () => quantityAt(app.url, '567', '8'),
      (level) => level === '49 VENDOR_EVENT',
    );
  });

  it.concurrent('does not delay the events of other targets', async ({ start }) => {
    const app = await start();
    const { control, edits } = app.sandbox.smaregi;
    await catalogueRead(app.url);
    const release = control.hold('webhooks');
    await setStock(app.url, [smaregiStock('567', 50)], { waitMs: 0 });
    await answered(app, 1);
    for (let sold = 0; sold < 120; sold += 1) edits.setStock('567', '8', 49 - sold);
    edits.setStock('568', '8', 1234);
    await until(
      () => quantityAt(app.url, '568', '8'),
      (level) => level === '1234 VENDOR_EVENT',
    );
    release();
    await until(
      () => quantityAt(app.url, '567', '8'),
      (level) => level === '-70 VENDOR_EVENT',
    );
  });
});

describe('a request to the address of events', () => {
  it.concurrent('is refused if it is forged or broken, and nothing is read because of it', async ({
    start,
  }) => {
    const app = await start();
    await catalogueRead(app.url);
    const { header } = app.sandbox.smaregi.settings['events'] as { header: string };
    const sold = stockEvent([{ id: '1', productId: '567', storeId: '8' }]);
    const answers = {
      forged: await post(app, sold, { [header]: 'another-secret' }),
      unsigned: await post(app, sold, { [header]: '' }),
      unknown: await post(app, sold, { path: '/events/smaregi/nowhere' }),
      'of another vendor': await post(app, sold, { path: '/events/global-link/smaregi' }),
      'without events': await post(app, sold, { path: '/events/global-link/global-link' }),
      'not JSON': await post(app, '<html>'),
      'too large': await post(app, `"${'x'.repeat(16 * 1024 * 1024)}"`),
      read: await fetch(`${app.url}/events/smaregi/smaregi`),
      'of another contract': await post(
        app,
        stockEvent([{ id: '1', productId: '567', storeId: '8' }], 'another'),
      ),
      'of another kind': await post(app, '{"contractId":"sb_onshelf","event":"pos:transactions"}'),
      'without ids': await post(app, '{"contractId":"sb_onshelf","event":"pos:stock","action":"edited"}'),
      'without readable ids': await post(app, stockEvent([{ productId: '5x' }, { storeId: '8' }])),
    };
    expect(Object.fromEntries(Object.entries(answers).map(([name, { status }]) => [name, status]))).toEqual({
      ...{ forged: 401, unsigned: 401, unknown: 404, 'of another vendor': 404, 'without events': 404 },
      ...{ 'not JSON': 400, 'too large': 413, read: 405 },
      ...{
        'of another contract': 200,
        'of another kind': 200,
        'without ids': 200,
        'without readable ids': 200,
      },
    });
    expect(answers.read.headers.get('allow')).toBe('POST');
    app.sandbox.smaregi.edits.setStock('568', '8', 1);
    await until(
      () => quantityAt(app.url, '568', '8'),
      (level) => level === '1 VENDOR_EVENT',
    );
    // Only the last event was worth a read.
    expect(vendorCallsOf(app)).toHaveLength(1);
  });

  it.concurrent('may contain 100,000 ids', async ({ start }) => {
    const app = await start();
    await catalogueRead(app.url);
    const { control, edits } = app.sandbox.smaregi;
    control.fail({ on: 'event', kind: 'never', times: 2 });
    edits.setStock('567', '8', 777);
    edits.saveProduct({ productId: '568', productName: 'Renamed' });
    const stores = ['8', '9', '10', '11', '12', '90'];
    const ids = Array.from({ length: 100_000 }, (_, at) => ({
      ...{ id: String(at), productId: String(501 + (at % 500)) },
      storeId: stores[Math.floor(at / 500) % stores.length],
    }));
    expect((await post(app, stockEvent(ids))).status).toBe(200);
    await until(
      () => quantityAt(app.url, '567', '8'),
      (level) => level.startsWith('777 '),
    );
    const productIds = ids.map(({ productId }) => productId);
    const edited = { contractId: 'sb_onshelf', event: 'pos:products', action: 'bulk-update', productIds };
    expect((await post(app, JSON.stringify(edited))).status).toBe(200);
    const nameOf = async () => {
      const answer = await fetch(
        `${app.url}/graphql?query={product(channel:"smaregi",productId:"568"){name}}`,
      );
      return JSON.stringify(await answer.json());
    };
    await until(nameOf, (text) => text.includes('"name":"Renamed"'));
  });

  it('is answered within 50 ms by an idle gateway', async ({ start }) => {
    const app = await start();
    await catalogueRead(app.url);
    const tookMs: number[] = [];
    for (let at = 0; at < 21; at += 1) {
      const body = stockEvent([{ id: String(at), productId: '567', storeId: '8' }]);
      const startedAt = performance.now();
      const answer = await post(app, body);
      await answer.text();
      tookMs.push(performance.now() - startedAt);
      expect(answer.status).toBe(200);
    }
    const median = tookMs.toSorted((a, b) => a - b)[10];
    expect(median).toBeLessThan(50);
  });
});
