import { describe, expect } from 'vitest';
import { it } from '../support/app.ts';
import { catalogueRead, replaceProducts, setStock } from '../support/client.ts';
import { request, run } from '../support/graphql.ts';
import { globalLinkStock, product, smaregiStock } from '../support/items.ts';
import { newKey, writeKeys } from '../support/keys.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { graphql } from './generated/gql.ts';
import type { ListingInput } from './generated/graphql.ts';

graphql(`
  fragment SkuParts on Sku {
    id
    code
    listings {
      channel {
        key
      }
      productId
      locationId
      optionId
      buffer
      stock {
        quantity
      }
    }
  }
`);

const SaveSkus = graphql(`
  mutation SaveSkus($input: SaveSkusInput!) {
    saveSkus(input: $input) {
      skus {
        ...SkuParts
      }
      userErrors {
        code
        message
        path
        limit
        provided
      }
    }
  }
`);

const DeleteSkus = graphql(`
  mutation DeleteSkus($input: DeleteSkusInput!) {
    deleteSkus(input: $input) {
      deletedCodes
      userErrors {
        code
        path
      }
    }
  }
`);

const SkuByCode = graphql(`
  query SkuByCode($code: ID!) {
    sku(code: $code) {
      ...SkuParts
      suggestions {
        nodes {
          channel {
            key
          }
          productId
          code
          sku {
            code
          }
        }
      }
    }
  }
`);

const ListSkus = graphql(`
  query ListSkus($filter: SkuFilter, $first: Int, $after: String) {
    skus(filter: $filter, first: $first, after: $after) {
      nodes {
        code
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
`);

const LevelsOfSkus = graphql(`
  query LevelsOfSkus($skus: [ID!]) {
    stockLevels(filter: { skus: $skus }) {
      nodes {
        channel {
          key
        }
        productId
        optionId
        quantity
      }
    }
  }
`);

const listing = (productId: string, more: Partial<ListingInput> = {}): ListingInput => ({
  channel: 'global-link',
  productId,
  ...more,
});
const inStore = (productId: string, more: Partial<ListingInput> = {}): ListingInput => ({
  ...{ channel: 'smaregi', productId, locationId: '8' },
  ...more,
});

const save = async (url: string, items: { code: string; listings: ListingInput[] }[], key?: string) =>
  (await run(url, SaveSkus, { input: { items } }, key)).saveSkus;
/** Each error in one line. */
const errorsOf = ({ userErrors }: Awaited<ReturnType<typeof save>>): readonly string[] =>
  userErrors.map(({ code, path }) => `${code} ${path?.slice(2).join('.')}`);
const codesIn = async (url: string, filter: object = {}, key?: string) =>
  (await run(url, ListSkus, { filter }, key)).skus.nodes.map(({ code }) => code);

describe('saveSkus', () => {
  it.concurrent('saves listings on several channels, which the SKU, its products and its levels show', async ({
    start,
  }) => {
    const { url } = await start();
    await catalogueRead(url);
    await setStock(url, [globalLinkStock('product-001', 7), smaregiStock('9', 1)]);
    const { skus, userErrors } = await save(url, [
      { code: 'TEE / red', listings: [inStore('9', { buffer: 2 }), listing('product-001')] },
      { code: 'MUG', listings: [] },
    ]);
    expect(userErrors).toEqual([]);
    const saved = {
      id: expect.any(String),
      code: 'TEE / red',
      listings: [
        {
          ...{ channel: { key: 'smaregi' }, productId: '9', locationId: '8', optionId: null },
          buffer: 2,
          stock: { quantity: 1 },
        },
        {
          ...{ channel: { key: 'global-link' }, productId: 'product-001', locationId: null, optionId: null },
          buffer: 0,
          stock: { quantity: 7 },
        },
      ],
    };
    expect(skus).toEqual([saved, { id: expect.any(String), code: 'MUG', listings: [] }]);
    expect((await run(url, SkuByCode, { code: 'TEE / red' })).sku).toMatchObject(saved);
    expect((await run(url, SkuByCode, { code: 'tee / red' })).sku).toBeNull();
    const levels = (await run(url, LevelsOfSkus, { skus: ['TEE / red', 'MUG', 'nothing'] })).stockLevels
      .nodes;
    expect(levels.map(({ productId, quantity }) => [productId, quantity])).toEqual([
      ['product-001', 7],
      ['9', 1],
    ]);
    expect((await run(url, LevelsOfSkus, { skus: [] })).stockLevels.nodes).toEqual([]);
  });

  it.concurrent('refuses each bad code alone, and saves the others', async ({ start }) => {
    const { url } = await start();
    const codes = ['', 'x'.repeat(65_536), 'e\u0301', 'TEE\u0000', 'a\nb', 'OK 1/2', '\u00e9', ' OK 1/2'];
    const answer = await save(
      url,
      codes.map((code) => ({ code, listings: [] })),
    );
    expect(errorsOf(answer)).toEqual(['0', '1', '2', '3', '4'].map((at) => `INVALID_VALUE ${at}.code`));
    expect(answer.skus.map((sku) => sku?.code)).toEqual([
      ...Array.from({ length: 5 }, () => undefined),
      ...['OK 1/2', '\u00e9', ' OK 1/2'],
    ]);
    // The text of a code is not repeated in full.
    expect(JSON.stringify(answer).length).toBeLessThan(5_000);
    expect(await codesIn(url)).toEqual([' OK 1/2', 'OK 1/2', '\u00e9']);
    expect((await run(url, SkuByCode, { code: 'e\u0301' })).sku).toBeNull();
  });

  it.concurrent('refuses each bad listing with its path, and saves the other SKUs', async ({ start }) => {
    const { url } = await start();
    const bad: [ListingInput[], string][] = [
      [[listing('1', { channel: 'nowhere' })], 'UNKNOWN_CHANNEL listings.0.channel'],
      [[listing('1', { channel: 'brightmall' })], 'INVALID_VALUE listings.0.channel'],
      [[listing('')], 'INVALID_VALUE listings.0.productId'],
      [[listing('1'), listing('2', { locationId: '8' })], 'INVALID_VALUE listings.1.locationId'],
      [[listing('9', { channel: 'smaregi' })], 'INVALID_VALUE listings.0.locationId'],
      [[inStore('shirt')], 'INVALID_VALUE listings.0.productId'],
      [[inStore('9', { optionId: 'red' })], 'INVALID_VALUE listings.0.optionId'],
      [[listing('1', { optionId: '' })], 'INVALID_VALUE listings.0.optionId'],
      [[listing('1', { buffer: -1 })], 'INVALID_VALUE listings.0.buffer'],
      [[listing('1'), listing('1', { buffer: 3 })], 'INVALID_VALUE listings.1'],
      [Array.from({ length: 101 }, (_, at) => listing(`p${at}`)), 'INVALID_VALUE listings'],
    ];
    const items = bad.map(([listings], at) => ({ code: `BAD-${at}`, listings }));
    const answer = await save(url, [
      ...items,
      { code: 'GOOD', listings: [listing('1', { buffer: 2_147_483_647 })] },
    ]);
    expect(errorsOf(answer)).toEqual(
      bad.map(([, error], at) => `${error.split(' ')[0]} ${at}.${error.split(' ')[1]}`),
    );
    expect(answer.userErrors.every(({ message }) => message.includes('This SKU was not saved.'))).toBe(true);
    expect(await codesIn(url)).toEqual(['GOOD']);
  });

  it.concurrent('refuses a code and a listing that stand twice in the mutation, and a listing of another SKU', async ({
    start,
  }) => {
    const { url } = await start();
    const answer = await save(url, [
      { code: 'A', listings: [listing('1')] },
      { code: 'B', listings: [listing('2')] },
      { code: 'A', listings: [] },
      { code: 'C', listings: [listing('3'), listing('2')] },
      { code: 'D', listings: [listing('4', { optionId: 'red' }), listing('4')] },
    ]);
    expect(errorsOf(answer)).toEqual([
      ...['DUPLICATE_CODE 0.code', 'INVALID_VALUE 1.listings.0', 'DUPLICATE_CODE 2.code'],
      'INVALID_VALUE 3.listings.1',
    ]);
    const taken = await save(url, [{ code: 'E', listings: [listing('5'), listing('4')] }]);
    expect(errorsOf(taken)).toEqual(['INVALID_VALUE 0.listings.1']);
    expect(taken.userErrors[0]?.message).toContain('"D"');
    expect(await codesIn(url)).toEqual(['D']);
    const moved = await save(url, [
      { code: 'E', listings: [listing('4')] },
      { code: 'D', listings: [] },
    ]);
    expect(moved.userErrors).toEqual([]);
  });

  it.concurrent('refuses a mutation that is too large as a whole', async ({ start }) => {
    const { url } = await start({ MAX_ITEMS: '2' });
    expect(await save(url, [])).toMatchObject({ skus: [], userErrors: [{ code: 'NO_ITEMS' }] });
    const three = ['A', 'B', 'C'].map((code) => ({ code, listings: [] }));
    expect(await save(url, three)).toMatchObject({
      skus: [],
      userErrors: [{ code: 'TOO_MANY_ITEMS', limit: 2, provided: 3 }],
    });
    const listings = Array.from({ length: 11 }, (_, at) => listing(`p${at}`));
    expect(await save(url, [{ code: 'A', listings }])).toMatchObject({
      skus: [null],
      userErrors: [{ code: 'TOO_MANY_ITEMS', limit: 10, provided: 11 }],
    });
    expect(await codesIn(url)).toEqual([]);
  });
});

describe('a list of SKUs', () => {
  it.concurrent('is paged, searched and filtered', async ({ start }) => {
    const { url } = await start();
    await save(url, [
      { code: 'Tee-1', listings: [listing('1')] },
      { code: 'Tee-2', listings: [inStore('1')] },
      { code: '머그', listings: [] },
    ]);
    expect(await codesIn(url, { search: ' ｔＥｅ ' })).toEqual(['Tee-1', 'Tee-2']);
    expect(await codesIn(url, { search: '머' })).toEqual(['머그']);
    expect(await codesIn(url, { unlisted: true })).toEqual(['머그']);
    expect(await codesIn(url, { unlisted: true, channels: ['smaregi'] })).toEqual(['Tee-1', '머그']);
    expect(await codesIn(url, { unlisted: false, channels: ['smaregi'] })).toEqual(['Tee-2']);
    expect(await codesIn(url, { channels: ['nowhere'] })).toEqual([]);
    expect(await codesIn(url, { codes: ['Tee-2', 'tee-1', 'e\u0301'] })).toEqual(['Tee-2']);
    const { skus: first } = await run(url, ListSkus, { first: 2 });
    expect(first.nodes.map(({ code }) => code)).toEqual(['Tee-1', 'Tee-2']);
    const { skus: rest } = await run(url, ListSkus, { first: 2, after: first.pageInfo.endCursor });
    expect(rest).toMatchObject({ nodes: [{ code: '머그' }], pageInfo: { hasNextPage: false } });
  });
});

describe('suggestions', () => {
  it.concurrent('are products of other channels with the code of the SKU that no SKU lists', async ({
    start,
  }) => {
    const { url } = await start();
    await catalogueRead(url);
    await replaceProducts(url, [product('shirt')]);
    const suggested = async (code: string) =>
      (await run(url, SkuByCode, { code })).sku?.suggestions.nodes.map(({ productId }) => productId);
    const code = 'G001-001';
    await save(url, [{ code, listings: [listing('shirt')] }]);
    const all = await suggested(code);
    expect(all).toHaveLength(1);
    const [productId = ''] = all ?? [];
    await save(url, [{ code: 'ELSE', listings: [inStore(productId)] }]);
    expect(await suggested(code)).toEqual([]);
    await save(url, [
      { code: 'ELSE', listings: [] },
      { code, listings: [listing('shirt'), inStore(productId)] },
    ]);
    expect(await suggested(code)).toEqual([]);
  });
});

describe('deleteSkus', () => {
  it.concurrent('deletes SKUs, and names those that do not exist', async ({ start }) => {
    const { url } = await start();
    await save(url, [
      { code: 'A', listings: [listing('1')] },
      { code: 'B', listings: [] },
    ]);
    const { deleteSkus } = await run(url, DeleteSkus, {
      input: { codes: ['A', 'a', 'A', 'x'.repeat(65_536)] },
    });
    expect(deleteSkus.deletedCodes).toEqual(['A']);
    expect(deleteSkus.userErrors.map(({ code, path }) => [code, path?.at(-1)])).toEqual([
      ['NOT_FOUND', '1'],
      ['NOT_FOUND', '3'],
    ]);
    expect(await codesIn(url)).toEqual(['B']);
    expect((await save(url, [{ code: 'C', listings: [listing('1')] }])).userErrors).toEqual([]);
  });
});

describe('a client', () => {
  it.concurrent('that may use few channels neither sees nor changes listings on others', async ({
    start,
    later,
  }) => {
    const [full, few, writer] = [newKey(), newKey(), newKey()];
    const directory = await temporaryDirectory(later);
    const API_KEYS_FILE = await writeKeys(`${directory}/keys.json`, {
      full: { keys: [full] },
      few: { channels: ['smaregi'], keys: [few] },
      writer: { scopes: ['read', 'stock:write'], keys: [writer] },
    });
    const { url } = await start({ API_KEYS_FILE });
    await save(
      url,
      [
        { code: 'BOTH', listings: [listing('1'), inStore('1')] },
        { code: 'HIDDEN', listings: [listing('2')] },
        { code: 'OWN', listings: [inStore('2')] },
      ],
      full.key,
    );
    expect(await codesIn(url, {}, few.key)).toEqual(['BOTH', 'OWN']);
    expect((await run(url, SkuByCode, { code: 'HIDDEN' }, few.key)).sku).toBeNull();
    expect((await run(url, SkuByCode, { code: 'BOTH' }, few.key)).sku?.listings).toHaveLength(1);
    const answer = await save(
      url,
      [
        { code: 'BOTH', listings: [] },
        { code: 'HIDDEN', listings: [] },
        { code: 'NEW', listings: [listing('2')] },
        { code: 'OWN', listings: [inStore('1')] },
      ],
      few.key,
    );
    expect(errorsOf(answer)).toEqual([
      ...['UNKNOWN_CHANNEL 0.code', 'UNKNOWN_CHANNEL 1.code', 'UNKNOWN_CHANNEL 2.listings.0.channel'],
      'INVALID_VALUE 3.listings.0',
    ]);
    expect((await run(url, SkuByCode, { code: 'BOTH' }, full.key)).sku?.listings).toHaveLength(2);
    const refused = await request(
      url,
      SaveSkus,
      { input: { items: [{ code: 'A', listings: [] }] } },
      writer.key,
    );
    expect(refused.errors?.[0]?.extensions?.code).toBe('FORBIDDEN');
  });
});
