import { describe, expect } from 'vitest';
import { it } from '../support/app.ts';
import { outcomeOf, replaceProducts, setStock } from '../support/client.ts';
import { request, run } from '../support/graphql.ts';
import { globalLinkStock, product } from '../support/items.ts';
import { graphql } from './generated/gql.ts';

const ProductOf = graphql(`
  query ProductOf($channel: ID!, $productId: ID!) {
    product(channel: $channel, productId: $productId) {
      __typename
      id
      channel {
        key
      }
      productId
      name
      image
      price {
        amount
        currency
      }
      options {
        optionId
        names {
          groupOptionId
          name
        }
        price {
          amount
        }
        stock {
          quantity
        }
        order
        minPurchase
        maxPurchase
      }
      stock {
        nodes {
          optionId
          quantity
          pending
        }
      }
      source
      observedAt
      ... on GlobalLinkProduct {
        brand
        mainImage
        images
        detailImages
        discountedPrice {
          amount
        }
        domesticShippingFee {
          amount
        }
        freeShippingThreshold {
          amount
        }
        stockQuantity
        exportProhibited
        exportProhibitedReason
        sourceUrl
        optionGroups {
          type
          names {
            groupOptionId
            name
          }
        }
      }
    }
  }
`);

const ProductPage = graphql(`
  query ProductPage($filter: ProductFilter, $first: Int, $after: String, $last: Int, $before: String) {
    products(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      edges {
        cursor
        node {
          productId
        }
      }
    }
  }
`);

const NodesById = graphql(`
  query NodesById($ids: [ID!]!) {
    nodes(ids: $ids) {
      __typename
      id
      ... on Product {
        productId
      }
      ... on Operation {
        itemCount
      }
    }
  }
`);

const red = {
  optionId: 'opt-red',
  names: [{ groupOptionId: 1, name: 'Red' }],
  price: '51000',
  stockQuantity: 4,
  order: 1,
};
const ids = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `product-${String(at).padStart(3, '0')}`);

describe('a product', () => {
  it.concurrent('has the values that its vendor acknowledged', async ({ start }) => {
    const { url } = await start();
    const given = product('tee shirt/ü-01', {
      discountedPrice: 45_000,
      price: '9007199254740991',
      optionGroups: [{ names: [{ groupOptionId: 1, name: 'Color' }], options: [{ ...red, minPurchase: 1 }] }],
    });
    await replaceProducts(url, [given]);
    await setStock(url, [
      globalLinkStock('tee shirt/ü-01', 8, { options: [{ optionId: 'opt-red', quantity: 3 }] }),
    ]);
    const key = { channel: 'global-link', productId: 'tee shirt/ü-01' };
    const { product: read } = await run(url, ProductOf, key);
    const { optionGroups: _, channel, price, discountedPrice, domesticShippingFee, ...fields } = given;
    const { stockQuantity: __, price: optionPrice, ...option } = red;
    expect(read).toMatchObject({
      ...fields,
      __typename: 'GlobalLinkProduct',
      channel: { key: channel },
      image: given.mainImage,
      source: 'ACKNOWLEDGED_WRITE',
      price: { amount: price, currency: 'KRW' },
      discountedPrice: { amount: String(discountedPrice) },
      domesticShippingFee: { amount: String(domesticShippingFee) },
      ...{ freeShippingThreshold: { amount: '0' }, exportProhibited: false, exportProhibitedReason: null },
      optionGroups: [{ type: 'COMBINATION', names: [{ groupOptionId: 1, name: 'Color' }] }],
      options: [
        {
          ...option,
          price: { amount: optionPrice },
          stock: { quantity: 3 },
          minPurchase: 1,
          maxPurchase: null,
        },
      ],
      stock: {
        nodes: [
          { optionId: null, quantity: 8, pending: false },
          { optionId: 'opt-red', quantity: 3, pending: false },
        ],
      },
    });
    expect(Math.abs(Date.parse(read?.observedAt ?? '') - Date.now())).toBeLessThan(30_000);

    const missing = `${read?.id ?? ''}x`;
    const { nodes } = await run(url, NodesById, { ids: [read?.id ?? '', missing, '', read?.id ?? ''] });
    const node = { __typename: 'GlobalLinkProduct', id: read?.id, productId: 'tee shirt/ü-01' };
    expect(nodes).toEqual([node, null, null, node]);
  });

  it.concurrent('is null before it was written, after a failure, and on another channel', async ({
    start,
  }) => {
    const { url } = await start();
    const { results } = await replaceProducts(url, [product('product-001'), product('missing-001')]);
    expect(results.map(outcomeOf)).toEqual(['APPLIED', 'FAILED TargetNotFound PRODUCT_NOT_FOUND']);
    for (const [channel, productId] of [
      ['global-link', 'product-002'],
      ['global-link', 'missing-001'],
      ['smaregi', 'product-001'],
      ['nowhere', 'product-001'],
    ] as const) {
      expect(await run(url, ProductOf, { channel, productId })).toEqual({ product: null });
    }
  });
});

describe('the products', () => {
  it.concurrent('have pages forward and backward by cursors', async ({ start }) => {
    const { url } = await start();
    await replaceProducts(
      url,
      ids(7).map((id) => product(id)),
    );
    const pageOf = async (variables: Parameters<typeof run<object, object>>[2] & object) => {
      const filter = { channels: ['global-link'] };
      const { products } = await run(url, ProductPage, { filter, ...variables });
      return {
        ...products.pageInfo,
        ids: products.edges.map(({ node }) => node.productId),
        edges: products.edges,
      };
    };
    const first = await pageOf({ first: 3 });
    expect(first).toMatchObject({ ids: ids(7).slice(0, 3), hasNextPage: true, hasPreviousPage: false });
    expect([first.startCursor, first.endCursor]).toEqual([first.edges[0]?.cursor, first.edges[2]?.cursor]);
    const second = await pageOf({ first: 3, after: first.endCursor });
    expect(second).toMatchObject({ ids: ids(7).slice(3, 6), hasNextPage: true });
    const third = await pageOf({ first: 3, after: second.endCursor });
    expect(third).toMatchObject({ ids: ids(7).slice(6), hasNextPage: false });

    const last = await pageOf({ last: 3 });
    expect(last).toMatchObject({ ids: ids(7).slice(4), hasPreviousPage: true, hasNextPage: false });
    const before = await pageOf({ last: 3, before: last.startCursor });
    expect(before).toMatchObject({ ids: ids(7).slice(1, 4), hasPreviousPage: true });
    const beginning = await pageOf({ last: 3, before: before.startCursor });
    expect(beginning).toMatchObject({ ids: ids(7).slice(0, 1), hasPreviousPage: false });
    expect(await pageOf({ first: 0 })).toMatchObject({ ids: [], startCursor: null, endCursor: null });
    expect((await pageOf({ filter: { channels: ['nowhere'] } })).ids).toEqual([]);
  });

  it.concurrent.for([
    { first: -1 },
    { first: 101 },
    { first: 1, last: 1 },
    { first: 1, after: 'nonsense' },
    { last: 1, before: 'W10' },
  ])('refuse %o', async (variables, { start }) => {
    const { url } = await start();
    const { errors } = await request(url, ProductPage, variables);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});
