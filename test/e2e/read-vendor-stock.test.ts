import { describe, expect } from 'vitest';
import { it } from '../support/app.ts';
import { isOfPoll, setStock } from '../support/client.ts';
import { request, run } from '../support/graphql.ts';
import { globalLinkStock, smaregiStock } from '../support/items.ts';
import { type SmaregiAccount, setAtSmaregi } from '../support/smaregi-client.ts';
import { overSse } from '../support/streams.ts';
import { graphql } from './generated/gql.ts';
import type { StockTargetInput } from './generated/graphql.ts';

const VendorStock = graphql(`
  query VendorStock($targets: [StockTargetInput!]!) {
    stock(targets: $targets) {
      ... on StockLevel {
        productId
        locationId
        quantity
        source
      }
      ... on StockUnknown {
        reason
      }
    }
  }
`);

const WatchLevels = graphql(`
  subscription WatchLevels {
    stockChanged(filter: { channels: ["smaregi"], productIds: ["567"] }) {
      quantity
      source
      pending
    }
  }
`);

const smaregi = (productId: string, locationId = '8'): StockTargetInput => ({
  channel: 'smaregi',
  productId,
  locationId,
});
const globalLink: StockTargetInput = { channel: 'global-link', productId: 'product-001' };
const levelsOf = async (url: string, ...targets: StockTargetInput[]) =>
  (await run(url, VendorStock, { targets })).stock;

const readsOf = ({ control }: SmaregiAccount): number =>
  control
    .requests()
    .filter((call) => call.method === 'GET' && call.path.includes('/stock') && !isOfPoll(call)).length;

describe('stock of a vendor with a read', () => {
  it.concurrent('come from the vendor, even if the gateway never wrote them', async ({ start }) => {
    const { url, sandbox } = await start();
    await setAtSmaregi(sandbox.smaregi, '567', '9', 41);
    expect(await levelsOf(url, smaregi('567', '9'), smaregi('999'))).toEqual([
      { productId: '567', locationId: '9', quantity: 41, source: 'VENDOR_READ' },
      { reason: 'NEVER_SEEN' },
    ]);
  });

  it.concurrent('include sales since the last write, next to acknowledged levels', async ({ start }) => {
    const { url, sandbox } = await start();
    await setStock(url, [smaregiStock('567', 10), globalLinkStock('product-001', 3)]);
    await setAtSmaregi(sandbox.smaregi, '567', '8', 9);
    expect(await levelsOf(url, globalLink, smaregi('567'))).toMatchObject([
      { quantity: 3, source: 'ACKNOWLEDGED_WRITE' },
      { quantity: 9, source: 'VENDOR_READ' },
    ]);
  });

  it.concurrent('are requested together', async ({ start }) => {
    const { url, sandbox } = await start();
    // The vendor has stock of these without a write, whose event would cause a read of its own.
    const ids = ['501', '502', '503', '504', '505', '501'];
    const levels = await levelsOf(url, ...ids.map((id) => smaregi(id)));
    const seen = levels.map((level) => (level && 'productId' in level ? level.productId : null));
    expect(seen.filter((id) => id !== null).length).toBeGreaterThan(3);
    expect(seen).toEqual(ids.map((id, at) => seen[at] && id));
    expect(readsOf(sandbox.smaregi)).toBe(1);
  });

  it.concurrent('are sent to subscribers once', async ({ start }) => {
    const { url, sandbox } = await start();
    await setStock(url, [smaregiStock('567', 10)]);
    const stream = overSse(url, WatchLevels, {});
    const first = stream.next();
    let isReported = false;
    void first.then(() => {
      isReported = true;
    });
    // Until the subscription has begun, a read finds no listener.
    for (let sold = 1; !isReported; sold += 1) {
      await setAtSmaregi(sandbox.smaregi, '567', '8', 10 - sold);
      await levelsOf(url, smaregi('567'));
    }
    await levelsOf(url, smaregi('567'));
    await setStock(url, [smaregiStock('567', 50)]);
    let next = await first;
    const seen = [next.stockChanged.quantity];
    while (next.stockChanged.quantity !== 50) {
      next = await stream.next();
      if (!next.stockChanged.pending) seen.push(next.stockChanged.quantity);
    }
    expect(next.stockChanged.source).toBe('ACKNOWLEDGED_WRITE');
    expect(new Set(seen).size).toBe(seen.length);
    await stream.leave();
  });
});

describe('a vendor that cannot be read', () => {
  it.concurrent('has null levels with an error, and does not affect the others', async ({ start }) => {
    const { url, sandbox } = await start({ VENDOR_TIMEOUT_MS: '30000' });
    await setStock(url, [smaregiStock('567', 10), globalLinkStock('product-001', 3)]);
    sandbox.smaregi.control.fail({ on: 'stock', kind: 'status', status: 503, times: 9 });
    const { data, errors } = await request(url, VendorStock, {
      targets: [smaregi('567'), globalLink, smaregi('568')],
    });
    expect(data?.stock).toMatchObject([null, { quantity: 3 }, null]);
    expect(errors).toMatchObject([
      { path: ['stock', 0], extensions: { code: 'VENDOR_UNAVAILABLE' } },
      { path: ['stock', 2], extensions: { code: 'VENDOR_UNAVAILABLE' } },
    ]);
    sandbox.smaregi.control.heal();
    expect(await levelsOf(url, smaregi('567'))).toMatchObject([{ quantity: 10, source: 'VENDOR_READ' }]);
  });
});
