import { describe, expect } from 'vitest';
import { it } from '../support/app.ts';
import { accepted, confirmInventory, ended, outcomeOf, setStock } from '../support/client.ts';
import { confirmation, globalLinkStock, orderItem, smaregiStock } from '../support/items.ts';

describe('a mutation over several channels', () => {
  it.concurrent('answers every item in its place, and a bad one affects no other', async ({ start }) => {
    const { url, sandbox } = await start();
    const answer = await setStock(url, [
      smaregiStock('567', 40),
      globalLinkStock('missing-001', 3),
      globalLinkStock('product-001', 12, { options: [{ optionId: 'opt-001', quantity: 5 }] }),
      smaregiStock('404404', 1),
      globalLinkStock('bad-price-001', 1),
      globalLinkStock('strange-001', 1),
      globalLinkStock('product-002', 1, { options: [{ optionId: 'opt-missing', quantity: 1 }] }),
      smaregiStock('568', -3, { locationId: '404' }),
      { channel: 'brightmall', productId: '1', quantity: 1 },
      { channel: 'nowhere', productId: '1', quantity: 1 },
      globalLinkStock('product-003', 0),
    ]);

    expect(answer.userErrors).toEqual([]);
    expect(answer.replayed).toBe(false);
    expect(answer.results.map((result) => result.index)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(answer.results.map(outcomeOf)).toEqual([
      'APPLIED',
      'FAILED TargetNotFound PRODUCT_NOT_FOUND',
      'APPLIED',
      'FAILED TargetNotFound PRODUCT_NOT_FOUND',
      'FAILED VendorRejected INVALID_PRICE',
      'FAILED VendorRejected VENDOR_REJECTED',
      'FAILED TargetNotFound OPTION_NOT_FOUND',
      'FAILED TargetNotFound LOCATION_NOT_FOUND',
      'FAILED InvalidItem UNSUPPORTED_BY_CHANNEL',
      'FAILED InvalidItem UNKNOWN_CHANNEL',
      'APPLIED',
    ]);
    expect(answer.results.map((result) => result.target.channelKey)).toEqual([
      ...['smaregi', 'global-link', 'global-link', 'smaregi', 'global-link', 'global-link', 'global-link'],
      ...['smaregi', 'brightmall', 'nowhere', 'global-link'],
    ]);
    expect(answer.operation).toMatchObject({
      ...{ kind: 'STOCK_SET', status: 'COMPLETED', itemCount: 11 },
      ...{ appliedCount: 3, failedCount: 8, supersededCount: 0, unknownCount: 0, pendingCount: 0 },
    });
    expect(sandbox.brightmall.control.requests()).toEqual([]);
  });

  it.concurrent("returns the vendor's message unchanged", async ({ start }) => {
    const { url } = await start();
    const { results } = await setStock(url, [
      globalLinkStock('missing-001', 3),
      globalLinkStock('bad-price-001', 1),
      globalLinkStock('strange-001', 1),
      smaregiStock('404404', 1),
    ]);
    const confirmed = await confirmInventory(url, [confirmation(orderItem(404))]);
    const wordsOf = (all: typeof results) =>
      all.map((result) => ('code' in result ? [result.vendorCode, result.vendorMessage] : []));

    expect(wordsOf(results)).toEqual([
      ['PRODUCT_NOT_FOUND', '상품을 찾을 수 없습니다'],
      ['INVALID_PRICE', '할인가가 원가보다 큽니다'],
      ['WAREHOUSE_LOCKED', '창고가 점검 중입니다'],
      [null, '[stock][1行目]商品IDが存在しません。'],
    ]);
    expect(wordsOf(confirmed.results)).toEqual([[null, 'Order item not found']]);
  });

  it.concurrent('sends each item in the form of its vendor', async ({ start }) => {
    const { url, sandbox } = await start();
    await setStock(url, [
      globalLinkStock('product-001', 12, { options: [{ optionId: 'opt-001', quantity: 5 }], memo: 'a note' }),
      globalLinkStock('product-002', 0),
      globalLinkStock('product-003', 7, { soldOut: true }),
      smaregiStock('567', -40, { memo: '棚卸', soldOut: true }),
    ]);
    expect(
      sandbox.globalLink.control.requests().map(({ method, path, body }) => ({ method, path, body })),
    ).toEqual([
      {
        method: 'POST',
        path: '/global-ship/open-api/v1/global-link/products/stock-updates',
        body: {
          products: [
            {
              shopProductId: 'product-001',
              stockQuantity: 12,
              isSoldOut: false,
              productOption: [{ shopOptionId: 'opt-001', stockQuantity: 5 }],
            },
            { shopProductId: 'product-002', stockQuantity: 0, isSoldOut: true, productOption: null },
            { shopProductId: 'product-003', stockQuantity: 7, isSoldOut: true, productOption: null },
          ],
        },
      },
    ]);
    expect(sandbox.smaregi.control.writes()).toMatchObject([
      { target: '567:8', value: { stockAmount: '-40', memo: '棚卸' } },
    ]);
  });

  it.concurrent('returns the level or product after each applied item', async ({ start }) => {
    const { url, sandbox } = await start();
    const { results } = await setStock(url, [globalLinkStock('product-001', 0), smaregiStock('567', 40)]);
    const [write] = sandbox.smaregi.control.writes();
    expect(results).toEqual([
      {
        ...{ __typename: 'StockApplied', index: 0, status: 'APPLIED' },
        target: { channelKey: 'global-link', productId: 'product-001', locationId: null, orderItemId: null },
        vendorReference: null,
        stock: {
          ...{ productId: 'product-001', locationId: null, quantity: 0, soldOut: true },
          source: 'ACKNOWLEDGED_WRITE',
        },
      },
      {
        ...{ __typename: 'StockApplied', index: 1, status: 'APPLIED' },
        target: { channelKey: 'smaregi', productId: '567', locationId: '8', orderItemId: null },
        vendorReference: expect.stringMatching(/^\d+$/),
        stock: {
          ...{ productId: '567', locationId: '8', quantity: 40, soldOut: null },
          source: 'ACKNOWLEDGED_WRITE',
        },
      },
    ]);
    expect(write?.value).toMatchObject({
      id: results[1] && 'vendorReference' in results[1] && results[1].vendorReference,
    });
  });

  it.concurrent('divides the items over several calls, and answers all of them', async ({ start }) => {
    const { url, sandbox } = await start();
    const items = Array.from({ length: 250 }, (_, at) => globalLinkStock(`product-${at}`, at));
    const stores = Array.from({ length: 150 }, (_, at) => smaregiStock(String(at + 1), at));
    const answer = await setStock(url, [...items, ...stores]);
    expect(new Set(answer.results.map(outcomeOf))).toEqual(new Set(['APPLIED']));
    expect(answer.results).toHaveLength(400);
    const { vendorRequests } = await ended(url, accepted(answer).id);
    const rowsOf = (channel: string) =>
      vendorRequests
        .filter((one) => one.channelKey === channel)
        .map(({ rows }) => rows)
        .toSorted((a, b) => a - b);
    expect(rowsOf('global-link')).toEqual([50, 100, 100]);
    expect(rowsOf('smaregi')).toEqual([50, 100]);
    expect(sandbox.globalLink.control.requests()).toHaveLength(3);
  });
});
