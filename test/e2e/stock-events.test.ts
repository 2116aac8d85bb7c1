import { describe, expect } from 'vitest';
import { it, startVendors } from '../support/app.ts';
import { accepted, catalogueRead, ended, replaceProducts, setStock, until } from '../support/client.ts';
import { globalLinkStock, product, smaregiStock } from '../support/items.ts';
import { type Stream, transports } from '../support/streams.ts';
import { graphql } from './generated/gql.ts';
import type { WatchStockSubscription } from './generated/graphql.ts';

const WatchStock = graphql(`
  subscription WatchStock($filter: StockFilter, $snapshot: Boolean) {
    stockChanged(filter: $filter, snapshot: $snapshot) {
      channel {
        key
      }
      productId
      locationId
      optionId
      quantity
      soldOut
      source
      observedAt
      pending
    }
  }
`);

type Level = WatchStockSubscription['stockChanged'];
const nameOf = ({ channel, productId, locationId, optionId, quantity }: Level): string =>
  `${[channel.key, productId, locationId, optionId].filter((part) => part !== null).join('/')} ${quantity}`;

/** The next levels without an unfinished change. One that an event repeats is counted once. */
const take = async (stream: Stream<WatchStockSubscription>, count: number): Promise<readonly Level[]> => {
  const levels = new Map<string, Level>();
  while (levels.size < count) {
    const { stockChanged } = await stream.next();
    if (!stockChanged.pending) levels.set(nameOf(stockChanged), stockChanged);
  }
  return [...levels.values()];
};

/** A subscription sends changes from now on. This many are open when it resolves. */
const listening = async (url: string, count = 1): Promise<void> => {
  const subscriptions = async (): Promise<number> => {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    return [...metrics.matchAll(/^onshelf_subscriptions\{[^}]*\} (?<open>\d+)$/gmu)].reduce(
      (sum, { groups }) => sum + Number(groups?.['open']),
      0,
    );
  };
  await until(subscriptions, (open) => open === count);
};

describe.each(transports)('stockChanged over $transport', ({ subscribe }) => {
  it.concurrent('sends every changed level, of options and stores too', async ({ start }) => {
    const { url } = await start();
    await catalogueRead(url);
    const stream = subscribe(url, WatchStock, {});
    const taking = take(stream, 4);
    await listening(url);
    const options = [{ optionId: 'opt-001', quantity: 5 }];
    await setStock(url, [globalLinkStock('product-001', 0, { options }), smaregiStock('567', -2)]);
    await setStock(url, [globalLinkStock('product-001', 12), globalLinkStock('missing-001', 1)]);
    const levels = await taking;
    expect(levels.map(nameOf).toSorted()).toEqual([
      ...['global-link/product-001 0', 'global-link/product-001 12', 'global-link/product-001/opt-001 5'],
      'smaregi/567/8 -2',
    ]);
    const first = levels.find((level) => nameOf(level) === 'global-link/product-001 0');
    expect(first).toMatchObject({ soldOut: true, source: 'ACKNOWLEDGED_WRITE', optionId: null });
    await stream.leave();
  });

  it.concurrent('sends only its channel and its products', async ({ start }) => {
    const { url } = await start();
    await catalogueRead(url);
    const ofChannel = subscribe(url, WatchStock, { filter: { channels: ['smaregi'] } });
    const ofProducts = subscribe(url, WatchStock, { filter: { productIds: ['product-002', '567'] } });
    const ofBoth = subscribe(url, WatchStock, {
      filter: { channels: ['global-link'], productIds: ['product-003'] },
    });
    const taking = [take(ofChannel, 2), take(ofProducts, 3), take(ofBoth, 1)];
    await listening(url, 3);
    await setStock(url, [globalLinkStock('product-001', 1), smaregiStock('566', 1)]);
    await setStock(url, [globalLinkStock('product-002', 2), smaregiStock('567', 2)]);
    await setStock(url, [globalLinkStock('product-003', 3), globalLinkStock('product-002', 4)]);
    const received = await Promise.all(taking);
    expect(received.map((levels) => levels.map(nameOf).toSorted())).toEqual([
      ['smaregi/566/8 1', 'smaregi/567/8 2'],
      ['global-link/product-002 2', 'global-link/product-002 4', 'smaregi/567/8 2'],
      ['global-link/product-003 3'],
    ]);
    await Promise.all([ofChannel, ofProducts, ofBoth].map((stream) => stream.leave()));
  });

  it.concurrent('sends the stock of a whole product', async ({ start }) => {
    const { url } = await start();
    const stream = subscribe(url, WatchStock, { filter: { productIds: ['product-001'] } });
    const taking = take(stream, 1);
    await listening(url);
    const answer = await replaceProducts(url, [product('product-001', { stockQuantity: 77 })]);
    await ended(url, accepted(answer).id);
    expect((await taking).map(nameOf)).toEqual(['global-link/product-001 77']);
    await stream.leave();
  });

  it.concurrent('begins with every known level if a snapshot is asked for, and continues with changes', async ({
    start,
    later,
  }) => {
    const { url } = await start({}, await startVendors(later, { products: 500 }));
    await catalogueRead(url);
    // More levels than one page and than the largest list of a query.
    const known = 1_500;
    const stream = subscribe(url, WatchStock, { snapshot: true });
    const levels = new Set((await take(stream, known)).map(nameOf));
    expect(levels.size).toBe(known);
    await setStock(url, [globalLinkStock('product-001', 7)]);
    let last = '';
    while (last !== 'global-link/product-001 7') last = nameOf((await stream.next()).stockChanged);
    await stream.leave();
  });

  it.concurrent('sends nothing that was not applied', async ({ start }) => {
    const { url, sandbox } = await start();
    await catalogueRead(url);
    const stream = subscribe(url, WatchStock, {});
    const taking = take(stream, 1);
    await listening(url);
    sandbox.globalLink.control.fail({ on: 'stock-updates', kind: 'status', status: 403 });
    await setStock(url, [globalLinkStock('product-001', 1)]);
    await setStock(url, [globalLinkStock('product-001', -1), smaregiStock('404404', 1)]);
    await setStock(url, [globalLinkStock('product-001', 2)]);
    expect((await taking).map(nameOf)).toEqual(['global-link/product-001 2']);
    await stream.leave();
  });
});
