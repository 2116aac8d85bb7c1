import { describe, expect } from 'vitest';
import { it } from '../support/app.ts';
import {
  catalogueRead,
  only,
  outcomeOf,
  replaceProducts,
  retryOperation,
  setStock,
  vendorCallsOf,
} from '../support/client.ts';
import { request, run } from '../support/graphql.ts';
import { globalLinkStock, product, smaregiStock } from '../support/items.ts';
import { newKey, writeKeys } from '../support/keys.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { OperationById } from './documents.ts';
import { graphql } from './generated/gql.ts';
import type { ItemStatus, ListingInput, SetSkuStockInput, SkuQuantityInput } from './generated/graphql.ts';

const SetSkuStock = graphql(`
  mutation SetSkuStock($input: SetSkuStockInput!) {
    setSkuStock(input: $input) {
      operation {
        id
        kind
        itemCount
      }
      results {
        ...Outcome
        target {
          optionId
          skuCode
          sku {
            code
          }
        }
        change {
          ... on StockQuantityChange {
            quantity
            memo
          }
        }
        ... on StockApplied {
          stock {
            optionId
          }
        }
        ... on ItemValid {
          current {
            optionId
            quantity
          }
        }
      }
      userErrors {
        code
        limit
        provided
      }
      replayed
    }
  }
`);

const SaveListings = graphql(`
  mutation SaveListings($input: SaveSkusInput!) {
    saveSkus(input: $input) {
      userErrors {
        message
      }
    }
  }
`);

const TargetsOf = graphql(`
  query TargetsOf($id: ID!) {
    operation(id: $id) {
      results(first: 1000) {
        nodes {
          target {
            channelKey
            productId
            optionId
            skuCode
            sku {
              code
            }
          }
        }
      }
    }
  }
`);

const shop = (productId: string, more: Partial<ListingInput> = {}): ListingInput => ({
  channel: 'global-link',
  productId,
  ...more,
});
const store = (productId: string, more: Partial<ListingInput> = {}): ListingInput => ({
  ...{ channel: 'smaregi', productId, locationId: '8' },
  ...more,
});

const save = async (url: string, skus: { readonly [code: string]: ListingInput[] }, key?: string) => {
  const items = Object.entries(skus).map(([code, listings]) => ({ code, listings }));
  const { userErrors } = (await run(url, SaveListings, { input: { items } }, key)).saveSkus;
  expect(userErrors).toEqual([]);
};
const setSkus = async (
  url: string,
  items: SkuQuantityInput[],
  manner: Partial<SetSkuStockInput> = {},
  key?: string,
) => (await run(url, SetSkuStock, { input: { items, ...manner } }, key)).setSkuStock;

/** Where each result belongs, and its outcome. */
const linesOf = ({ results }: Awaited<ReturnType<typeof setSkus>>): readonly string[] =>
  results.map((result) => {
    const { channelKey, productId, optionId, skuCode } = result.target;
    return `${skuCode} ${channelKey} ${productId} ${optionId}: ${outcomeOf(result)}`;
  });
const messagesOf = ({ results }: Awaited<ReturnType<typeof setSkus>>): readonly string[] =>
  results.flatMap((result) => ('message' in result ? [result.message] : []));

const options = (...ids: readonly [id: string, quantity: number][]) => [
  {
    names: [{ groupOptionId: 1, name: 'Color' }],
    options: ids.map(([optionId, stockQuantity], order) => ({
      ...{ optionId, stockQuantity, order: order + 1, price: 1000 },
      names: [{ groupOptionId: 1, name: optionId }],
    })),
  },
];
const shirt = product('product-009', {
  stockQuantity: 30,
  optionGroups: options(['opt-001', 10], ['opt-002', 20]),
});

describe('setSkuStock', () => {
  it.concurrent('sets each listing to the quantity without its buffer, in one operation', async ({
    start,
  }) => {
    const app = await start();
    const { url, sandbox } = app;
    await save(url, {
      TEE: [store('7', { buffer: 3 }), shop('product-001', { buffer: 2 }), store('7', { locationId: '9' })],
      MUG: [shop('product-002', { buffer: 100 })],
    });
    const answer = await setSkus(url, [
      { sku: 'MUG', quantity: 5 },
      { sku: 'TEE', quantity: 1, memo: 'count' },
    ]);
    expect(linesOf(answer)).toEqual([
      'MUG global-link product-002 null: APPLIED',
      'TEE smaregi 7 null: APPLIED',
      'TEE global-link product-001 null: APPLIED',
      'TEE smaregi 7 null: APPLIED',
    ]);
    expect(answer.operation).toMatchObject({ kind: 'STOCK_SET', itemCount: 4 });
    // Smaregi stores negative quantities, Global Link does not.
    expect(answer.results.map(({ change }) => change)).toMatchObject([
      { quantity: 0, memo: null },
      ...[-2, 0, 1].map((quantity) => ({ quantity, memo: 'count' })),
    ]);
    expect(sandbox.globalLink.control.writes()).toMatchObject([
      { target: 'product-002', value: { stockQuantity: 0, isSoldOut: true, productOption: null } },
      { target: 'product-001', value: { stockQuantity: 0, isSoldOut: true } },
    ]);
    const { operation } = await run(url, TargetsOf, { id: answer.operation?.id ?? '' });
    expect(operation?.results.nodes.map(({ target }) => [target.skuCode, target.sku?.code])).toEqual([
      ['MUG', 'MUG'],
      ...Array.from({ length: 3 }, () => ['TEE', 'TEE']),
    ]);
  });

  it.concurrent('is retried by listing: the items keep their SKU, their option and their quantity', async ({
    start,
  }) => {
    const { url, sandbox } = await start({ RETRY_FOR_MS: '0' });
    await replaceProducts(url, [shirt]);
    await save(url, {
      TEE: [store('7'), shop('product-001', { buffer: 2 })],
      RED: [shop('product-009', { optionId: 'opt-001' })],
    });
    const { control } = sandbox.globalLink;
    control.fail({ on: 'stock-updates', kind: 'status', status: 503, times: 9 });
    const failed = await setSkus(url, [
      { sku: 'TEE', quantity: 12 },
      { sku: 'RED', quantity: 7 },
      { sku: 'NONE', quantity: 1 },
    ]);
    const away = 'FAILED VendorUnavailable VENDOR_UNAVAILABLE';
    expect(linesOf(failed).slice(0, 3)).toEqual([
      'TEE smaregi 7 null: APPLIED',
      `TEE global-link product-001 null: ${away}`,
      `RED global-link product-009 opt-001: ${away}`,
    ]);
    control.heal();
    const id = failed.operation?.id ?? '';
    const before = control.writes().length;
    const retried = await retryOperation(url, id, { idempotencyKey: 'again' });
    expect(retried.results.map(outcomeOf)).toEqual(['APPLIED', 'APPLIED']);
    const { operation } = await run(url, TargetsOf, { id: retried.operation?.id ?? '' });
    expect(
      operation?.results.nodes.map(({ target }) => [target.skuCode, target.productId, target.optionId]),
    ).toEqual([
      ['TEE', 'product-001', null],
      ['RED', 'product-009', 'opt-001'],
    ]);
    const written = control.writes().slice(before);
    expect(new Map(written.map(({ target, value }) => [target, value]))).toEqual(
      new Map([
        ['product-001', expect.objectContaining({ stockQuantity: 10 })],
        // The other values of the product stay.
        [
          'product-009',
          expect.objectContaining({
            stockQuantity: 30,
            productOption: [
              expect.objectContaining({ shopOptionId: 'opt-001', stockQuantity: 7 }),
              expect.objectContaining({ shopOptionId: 'opt-002', stockQuantity: 20 }),
            ],
          }),
        ],
      ]),
    );
    // A newer quantity of the SKU is not replaced by the retry of an older one.
    const newer = await setSkus(url, [{ sku: 'TEE', quantity: 20 }]);
    expect(newer.results.map(outcomeOf)).toEqual(['APPLIED', 'APPLIED']);
    const statuses: ItemStatus[] = ['FAILED', 'SUPERSEDED'];
    const late = await retryOperation(url, id, { statuses, retryableOnly: false });
    expect(late.results.map(outcomeOf).slice(0, 1)).toEqual(['SUPERSEDED']);
    const last = control.writes().findLast(({ target }) => target === 'product-001');
    expect(last).toMatchObject({ value: { stockQuantity: 18 } });
  });

  it.concurrent('names a SKU of the longest code as it is', async ({ start }) => {
    const { url } = await start();
    // 200 characters, which are 400 units of UTF-16.
    const code = '\u{20BB7}'.repeat(200);
    await save(url, { [code]: [] });
    const { results } = await setSkus(url, [{ sku: code, quantity: 1 }]);
    expect(results.map(outcomeOf)).toEqual(['FAILED InvalidItem SKU_NOT_FOUND']);
    expect(results[0]?.target).toMatchObject({ skuCode: code, sku: { code } });
  });

  it.concurrent('fails each SKU alone that is unknown, repeated or without listings', async ({ start }) => {
    const { url, sandbox } = await start();
    await save(url, {
      TEE: [shop('product-001')],
      EMPTY: [],
      TWICE: [shop('product-002')],
      MUG: [store('7')],
    });
    const answer = await setSkus(url, [
      { sku: 'nothing', quantity: 1 },
      { sku: 'TWICE', quantity: 1 },
      { sku: 'TEE', quantity: 1 },
      { sku: 'EMPTY', quantity: 1 },
      { sku: 'TWICE', quantity: 2 },
      { sku: 'x'.repeat(65_536), quantity: 1 },
      { sku: '', quantity: 1 },
      { sku: 'e\u0301', quantity: 1 },
      { sku: 'a\u0000', quantity: 1 },
      { sku: 'tee', quantity: 1 },
      { sku: 'MUG', quantity: 2, memo: 'm'.repeat(101) },
    ]);
    expect(answer.results.map(outcomeOf)).toEqual([
      'FAILED InvalidItem SKU_NOT_FOUND',
      'FAILED InvalidItem DUPLICATE_TARGET',
      'APPLIED',
      'FAILED InvalidItem SKU_NOT_FOUND',
      'FAILED InvalidItem DUPLICATE_TARGET',
      ...Array.from({ length: 5 }, () => 'FAILED InvalidItem SKU_NOT_FOUND'),
      'FAILED InvalidItem MEMO_TOO_LONG',
    ]);
    expect(answer.results[0]?.target).toMatchObject({
      channelKey: '',
      productId: null,
      skuCode: 'nothing',
      sku: null,
    });
    expect(answer.results[1]?.target).toMatchObject({ skuCode: 'TWICE', sku: { code: 'TWICE' } });
    expect(answer.results.at(-1)).toMatchObject({
      path: ['memo'],
      target: { channelKey: 'smaregi', skuCode: 'MUG' },
    });
    expect(JSON.stringify(answer).length).toBeLessThan(10_000);
    expect(sandbox.globalLink.control.writes().map(({ target }) => target)).toEqual(['product-001']);
    // The journal has the same results.
    const id = answer.operation?.id ?? '';
    const { operation } = await run(url, OperationById, { id });
    expect(operation?.results.edges.map(({ node }) => outcomeOf(node))).toEqual(
      answer.results.map(outcomeOf),
    );
  });

  it.concurrent('fails one listing whose vendor cannot store the quantity, and sets the others', async ({
    start,
  }) => {
    const { url } = await start();
    await save(url, { TEE: [store('7'), shop('product-001'), store('8', { buffer: 2_147_483_647 })] });
    expect(linesOf(await setSkus(url, [{ sku: 'TEE', quantity: 2_147_483_647 }]))).toEqual([
      'TEE smaregi 7 null: FAILED InvalidItem INVALID_QUANTITY',
      'TEE global-link product-001 null: APPLIED',
      'TEE smaregi 8 null: APPLIED',
    ]);
    expect((await setSkus(url, [{ sku: 'TEE', quantity: -2_147_483_648 }])).results.map(outcomeOf)).toEqual([
      'FAILED InvalidItem INVALID_QUANTITY',
      'APPLIED',
      'FAILED InvalidItem INVALID_QUANTITY',
    ]);
  });

  it.concurrent('refuses more listings than MAX_ITEMS as a whole', async ({ start }) => {
    const app = await start({ MAX_ITEMS: '3' });
    const { url } = app;
    await save(url, { A: [shop('product-001'), store('1')], B: [shop('product-002'), store('2')] });
    const both = ['A', 'B'].map((sku) => ({ sku, quantity: 1 }));
    expect(await setSkus(url, both)).toMatchObject({
      operation: null,
      results: [],
      userErrors: [{ code: 'TOO_MANY_ITEMS', limit: 3, provided: 4 }],
    });
    expect(await setSkus(url, both, { dryRun: true })).toMatchObject({
      userErrors: [{ code: 'TOO_MANY_ITEMS' }],
    });
    const four = Array.from({ length: 4 }, () => ({ sku: 'A', quantity: 1 }));
    expect(await setSkus(url, four)).toMatchObject({ userErrors: [{ code: 'TOO_MANY_ITEMS', provided: 4 }] });
    expect(await setSkus(url, [])).toMatchObject({ userErrors: [{ code: 'NO_ITEMS' }] });
    expect(vendorCallsOf(app)).toEqual([]);
  });

  it.concurrent('repeats an operation by its key, also when the listings have changed', async ({ start }) => {
    const app = await start();
    const { url } = app;
    await save(url, { TEE: [shop('product-001')] });
    const manner = { idempotencyKey: 'k' };
    const first = await setSkus(url, [{ sku: 'TEE', quantity: 4 }], manner);
    await save(url, { TEE: [store('7'), store('8')] });
    const again = await setSkus(url, [{ sku: 'TEE', quantity: 4, memo: null }], manner);
    expect(again).toMatchObject({ replayed: true, operation: { id: first.operation?.id } });
    expect(linesOf(again)).toEqual(['TEE global-link product-001 null: APPLIED']);
    const mismatch = [{ code: 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH' }];
    expect(await setSkus(url, [{ sku: 'TEE', quantity: 5 }], manner)).toMatchObject({ userErrors: mismatch });
    expect((await setStock(url, [globalLinkStock('product-001', 4)], manner)).userErrors).toMatchObject(
      mismatch,
    );
    await run(url, graphql(`mutation DropSku { deleteSkus(input: { codes: ["TEE"] }) { deletedCodes } }`));
    const deleted = await setSkus(url, [{ sku: 'TEE', quantity: 4 }], manner);
    expect(deleted).toMatchObject({ replayed: true, results: [{ target: { skuCode: 'TEE', sku: null } }] });
    expect(vendorCallsOf(app)).toHaveLength(1);
  });

  it.concurrent('checks a dry run, and accepts nothing', async ({ start }) => {
    const app = await start();
    const { url } = app;
    await catalogueRead(url);
    await replaceProducts(url, [shirt]);
    await setStock(url, [smaregiStock('567', 3)]);
    const calls = vendorCallsOf(app).length;
    await save(url, {
      TEE: [store('567'), shop('product-009', { optionId: 'opt-001' }), store('99999999')],
      MUG: [shop('mug', { optionId: 'x' })],
    });
    const answer = await setSkus(
      url,
      [
        { sku: 'TEE', quantity: 1 },
        { sku: 'MUG', quantity: 1 },
        { sku: 'no', quantity: 1 },
      ],
      { dryRun: true },
    );
    expect(answer.operation).toBeNull();
    expect(linesOf(answer)).toEqual([
      'TEE smaregi 567 null: VALID',
      'TEE global-link product-009 opt-001: VALID',
      'TEE smaregi 99999999 null: FAILED TargetNotFound PRODUCT_NOT_FOUND',
      'MUG global-link mug x: FAILED InvalidItem PRODUCT_NOT_FOUND',
      'no  null null: FAILED InvalidItem SKU_NOT_FOUND',
    ]);
    expect(answer.results).toMatchObject([
      { current: { quantity: 3 } },
      { current: { optionId: 'opt-001', quantity: 10 } },
      {},
      {},
      {},
    ]);
    expect(vendorCallsOf(app)).toHaveLength(calls);
  });
});

describe('the listing of an option', () => {
  it.concurrent('is sent with the known values of its product, and changes its own value alone', async ({
    start,
  }) => {
    const { url, sandbox } = await start();
    await replaceProducts(url, [shirt]);
    await save(url, {
      RED: [shop('product-009', { optionId: 'opt-001', buffer: 1 })],
      BLUE: [shop('product-009', { optionId: 'opt-002' })],
    });
    const red = await setSkus(url, [{ sku: 'RED', quantity: 4 }]);
    expect(linesOf(red)).toEqual(['RED global-link product-009 opt-001: APPLIED']);
    expect(red.results).toMatchObject([{ stock: { optionId: 'opt-001', quantity: 3 } }]);
    // Two options of one product in one mutation: each is sent with the newest value of the other.
    const both = await setSkus(url, [
      { sku: 'BLUE', quantity: 7 },
      { sku: 'RED', quantity: 9 },
    ]);
    expect(both.results.map(outcomeOf)).toEqual(['APPLIED', 'APPLIED']);
    const option = (shopOptionId: string, stockQuantity: number) => ({ shopOptionId, stockQuantity });
    const row = (first: number, second: number) => ({
      stockQuantity: 30,
      isSoldOut: false,
      productOption: [option('opt-001', first), option('opt-002', second)],
    });
    const values = sandbox.globalLink.control.writes().map(({ value }) => value);
    expect(values.slice(1)).toEqual([row(3, 20), row(3, 7), row(8, 7)]);
    const levels = await run(
      url,
      graphql(`
        query ShirtLevels {
          stockLevels(filter: { productIds: ["product-009"] }) {
            nodes {
              optionId
              quantity
            }
          }
        }
      `),
    );
    expect(levels.stockLevels.nodes.map(({ optionId, quantity }) => [optionId, quantity])).toEqual([
      [null, 30],
      ['opt-001', 8],
      ['opt-002', 7],
    ]);
  });

  it.concurrent('keeps what was accepted before it for other options, although that was not sent yet', async ({
    start,
  }) => {
    const { url, sandbox } = await start();
    await replaceProducts(url, [shirt]);
    await save(url, {
      RED: [shop('product-009', { optionId: 'opt-001' })],
      BLUE: [shop('product-009', { optionId: 'opt-002' })],
    });
    const release = sandbox.globalLink.control.hold('answers');
    const sent = await Promise.all([
      setSkus(url, [{ sku: 'RED', quantity: 1 }], { waitMs: 0 }),
      setSkus(url, [{ sku: 'BLUE', quantity: 2 }], { waitMs: 0 }),
    ]);
    await setSkus(url, [{ sku: 'RED', quantity: 3 }], { waitMs: 0 });
    const last = await setSkus(url, [{ sku: 'BLUE', quantity: 4 }], { waitMs: 0 });
    release();
    expect(sent.map(({ operation }) => operation !== null)).toEqual([true, true]);
    const done = await setSkus(url, [{ sku: 'RED', quantity: 5 }]);
    expect(done.results.map(outcomeOf)).toEqual(['APPLIED']);
    expect(sandbox.globalLink.control.writes().at(-1)?.value).toMatchObject({
      productOption: [
        { shopOptionId: 'opt-001', stockQuantity: 5 },
        { shopOptionId: 'opt-002', stockQuantity: 4 },
      ],
    });
    const { operation } = await run(url, OperationById, { id: last.operation?.id ?? '' });
    expect(operation?.status).toBe('COMPLETED');
  });

  it.concurrent('fails with what to send when the other values are not known', async ({ start }) => {
    const app = await start();
    const { url } = app;
    await save(url, {
      RED: [shop('product-001', { optionId: 'opt-001' })],
      BLUE: [shop('product-009', { optionId: 'opt-009' })],
    });
    await replaceProducts(url, [shirt]);
    const calls = vendorCallsOf(app).length;
    const answer = await setSkus(url, [
      { sku: 'RED', quantity: 1 },
      { sku: 'BLUE', quantity: 1 },
    ]);
    expect(answer.results.map(outcomeOf)).toEqual([
      'FAILED InvalidItem PRODUCT_NOT_FOUND',
      'FAILED InvalidItem OPTION_NOT_FOUND',
    ]);
    for (const message of messagesOf(answer)) expect(message).toContain('Send setStock once');
    expect(answer.results[0]).toMatchObject({
      path: ['sku'],
      target: { productId: 'product-001', optionId: 'opt-001' },
    });
    expect(vendorCallsOf(app)).toHaveLength(calls);
    await setStock(url, [
      globalLinkStock('product-001', 5, { options: [{ optionId: 'opt-001', quantity: 5 }] }),
    ]);
    expect(only((await setSkus(url, [{ sku: 'RED', quantity: 1 }])).results.map(outcomeOf))).toBe('APPLIED');
  });
});

describe('a client', () => {
  it.concurrent('sets no listing of a SKU that has one on a channel that it may not use', async ({
    start,
    later,
  }) => {
    const [full, few, reader] = [newKey(), newKey(), newKey()];
    const directory = await temporaryDirectory(later);
    const API_KEYS_FILE = await writeKeys(`${directory}/keys.json`, {
      full: { keys: [full] },
      few: { scopes: ['stock:write'], channels: ['smaregi'], keys: [few] },
      reader: { scopes: ['read', 'sku:write'], keys: [reader] },
    });
    const app = await start({ API_KEYS_FILE });
    const { url } = app;
    await save(
      url,
      { BOTH: [store('1'), shop('product-001')], HIDDEN: [shop('product-002')], OWN: [store('2')] },
      full.key,
    );
    const items = ['BOTH', 'HIDDEN', 'OWN'].map((sku) => ({ sku, quantity: 1 }));
    const answer = await setSkus(url, items, {}, few.key);
    expect(linesOf(answer)).toEqual([
      'BOTH  null null: FAILED InvalidItem UNKNOWN_CHANNEL',
      'HIDDEN  null null: FAILED InvalidItem SKU_NOT_FOUND',
      'OWN smaregi 2 null: APPLIED',
    ]);
    expect(answer.results.map(({ target }) => target.sku?.code ?? null)).toEqual(['BOTH', null, 'OWN']);
    expect(vendorCallsOf(app)).toEqual(['PATCH /stock/bulk'].map(() => expect.stringContaining('PATCH')));
    const refused = await request(url, SetSkuStock, { input: { items } }, reader.key);
    expect(refused.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});
