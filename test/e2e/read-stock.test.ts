import { describe, expect } from 'vitest';
import { it } from '../support/app.ts';
import { accepted, ended, setStock } from '../support/client.ts';
import { request, run } from '../support/graphql.ts';
import { globalLinkStock, smaregiStock } from '../support/items.ts';
import { graphql } from './generated/gql.ts';
import type { StockTargetInput } from './generated/graphql.ts';

const StockLevels = graphql(`
  query StockLevels($targets: [StockTargetInput!]!) {
    stock(targets: $targets) {
      __typename
      ... on StockLevel {
        id
        channel {
          key
          vendor
        }
        productId
        locationId
        optionId
        quantity
        soldOut
        source
        pending
        observedAt
      }
      ... on StockUnknown {
        reason
        target {
          channelKey
          productId
          locationId
          optionId
        }
      }
    }
  }
`);

const globalLink = (productId: string, optionId?: string): StockTargetInput => ({
  channel: 'global-link',
  productId,
  ...(optionId !== undefined && { optionId }),
});
const smaregi = (productId: string, locationId = '8'): StockTargetInput => ({
  channel: 'smaregi',
  productId,
  locationId,
});
const levelsOf = async (url: string, targets: StockTargetInput[]) =>
  (await run(url, StockLevels, { targets })).stock;

describe('stock', () => {
  it.concurrent('answers each target in its place, and states why a level is unknown', async ({ start }) => {
    const { url } = await start();
    await setStock(url, [
      globalLinkStock('product-001', 0, { options: [{ optionId: 'opt-001', quantity: 5 }] }),
      smaregiStock('567', -4),
    ]);
    const levels = await levelsOf(url, [
      ...[
        smaregi('567'),
        globalLink('product-001', 'opt-002'),
        globalLink('product-001'),
        smaregi('567', '99'),
      ],
      ...[
        globalLink('product-001', 'opt-001'),
        globalLink('nothing'),
        { channel: 'nowhere', productId: '1' },
      ],
      smaregi('567'),
    ]);
    const shown = (level: (typeof levels)[number]) =>
      level?.__typename === 'StockLevel' ? level.quantity : level?.reason;
    expect(levels.map(shown)).toEqual([
      ...[-4, 'NEVER_SEEN', 0, 'NEVER_SEEN', 5, 'NEVER_SEEN', 'UNKNOWN_CHANNEL', -4],
    ]);
    expect(levels[6]).toMatchObject({
      target: { channelKey: 'nowhere', productId: '1', locationId: null, optionId: null },
    });
    expect(levels[0]).toMatchObject({
      ...{
        channel: { key: 'smaregi', vendor: 'SMAREGI' },
        productId: '567',
        locationId: '8',
        optionId: null,
      },
      ...{ soldOut: null, pending: false },
    });
    expect(levels[2]).toMatchObject({ soldOut: true, source: 'ACKNOWLEDGED_WRITE', locationId: null });
    expect(levels[4]).toMatchObject({ optionId: 'opt-001', soldOut: null });
  });

  it.concurrent('is pending while a change is unfinished, and keeps the old quantity', async ({ start }) => {
    const { url, sandbox } = await start();
    await setStock(url, [globalLinkStock('product-001', 1)]);
    const release = sandbox.globalLink.control.hold('answers');
    const answer = await setStock(url, [globalLinkStock('product-001', 2)], { waitMs: 0 });
    expect(await levelsOf(url, [globalLink('product-001')])).toMatchObject([{ quantity: 1, pending: true }]);
    release();
    await ended(url, accepted(answer).id);
    expect(await levelsOf(url, [globalLink('product-001')])).toMatchObject([{ quantity: 2, pending: false }]);
  });

  it.concurrent('keeps the time of the observation', async ({ start }) => {
    const { url } = await start();
    await setStock(url, [globalLinkStock('product-001', 3, { observedAt: '2026-01-22T10:00:00+09:00' })]);
    expect(await levelsOf(url, [globalLink('product-001')])).toMatchObject([
      { quantity: 3, observedAt: '2026-01-22T01:00:00.000Z' },
    ]);
  });

  it.concurrent('does not contain failed or unknown changes', async ({ start }) => {
    const { url, sandbox } = await start();
    sandbox.globalLink.control.fail({ on: 'stock-updates', kind: 'wrong-counts', times: 10 });
    await setStock(url, [globalLinkStock('product-001', 1), globalLinkStock('missing-001', 1)]);
    expect(await levelsOf(url, [globalLink('product-001'), globalLink('missing-001')])).toMatchObject([
      { reason: 'NEVER_SEEN' },
      { reason: 'NEVER_SEEN' },
    ]);
  });

  it.concurrent('accepts a thousand targets and no more', async ({ start }) => {
    const { url } = await start();
    const targets = Array.from({ length: 1001 }, (_, at) => globalLink(`product-${at}`));
    expect(await levelsOf(url, targets.slice(1))).toHaveLength(1000);
    expect((await request(url, StockLevels, { targets })).errors).toMatchObject([
      { extensions: { code: 'TOO_MANY_TARGETS' } },
    ]);
  });
});
