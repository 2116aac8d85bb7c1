import { describe, expect } from 'vitest';
import { it } from '../support/app.ts';
import { accepted, confirmInventory, ended, operationOf, setStock } from '../support/client.ts';
import { request, run } from '../support/graphql.ts';
import { confirmation, globalLinkStock, orderItem, smaregiStock } from '../support/items.ts';
import { graphql } from './generated/gql.ts';

const OperationPage = graphql(`
  query OperationPage($filter: OperationFilter, $first: Int, $after: String, $last: Int, $before: String) {
    operations(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
      pageInfo {
        hasNextPage
        hasPreviousPage
        startCursor
        endCursor
      }
      edges {
        node {
          id
        }
      }
    }
  }
`);

const ResultPage = graphql(`
  query ResultPage($id: ID!, $filter: ResultFilter, $first: Int, $after: String, $last: Int, $before: String) {
    operation(id: $id) {
      results(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
        pageInfo {
          hasNextPage
          endCursor
        }
        edges {
          node {
            index
            status
          }
        }
      }
    }
  }
`);

const OperationNode = graphql(`
  query OperationNode($id: ID!) {
    node(id: $id) {
      __typename
      id
      ... on Operation {
        kind
        itemCount
      }
    }
  }
`);

describe('the operations', () => {
  it.concurrent('are listed newest first, with filters and pages', async ({ start }) => {
    const { url, sandbox } = await start();
    const ids: string[] = [];
    for (const quantity of [1, 2, 3, 4]) {
      ids.unshift(accepted(await setStock(url, [globalLinkStock('product-001', quantity)])).id);
    }
    const confirmed = accepted(await confirmInventory(url, [confirmation(orderItem(1))])).id;
    sandbox.smaregi.control.behave({ callbackDelayMs: 60_000 });
    const running = accepted(await setStock(url, [smaregiStock('1', 1)], { waitMs: 0 })).id;
    const pageOf = async (variables: object) => {
      const { operations } = await run(url, OperationPage, variables);
      return { ...operations.pageInfo, ids: operations.edges.map(({ node }) => node.id) };
    };
    expect((await pageOf({})).ids).toEqual([running, confirmed, ...ids]);
    expect((await pageOf({ filter: { kinds: ['INVENTORY_CONFIRMATION'] } })).ids).toEqual([confirmed]);
    expect((await pageOf({ filter: { statuses: ['RUNNING'] } })).ids).toEqual([running]);
    expect((await pageOf({ filter: { statuses: ['COMPLETED'], kinds: ['STOCK_SET'] } })).ids).toEqual(ids);
    expect((await pageOf({ filter: { kinds: ['PRODUCT_REPLACEMENT'] } })).ids).toEqual([]);

    const first = await pageOf({ filter: { statuses: ['COMPLETED'] }, first: 2 });
    expect(first).toMatchObject({ ids: [confirmed, ids[0]], hasNextPage: true });
    const rest = await pageOf({
      filter: { statuses: ['COMPLETED'] },
      first: 100,
      after: first.endCursor,
    });
    expect(rest).toMatchObject({ ids: ids.slice(1), hasNextPage: false });
    const oldest = await pageOf({ last: 2 });
    expect(oldest).toMatchObject({ ids: ids.slice(2), hasNextPage: false, hasPreviousPage: true });
    expect((await pageOf({ last: 2, before: oldest.startCursor })).ids).toEqual(ids.slice(0, 2));
    expect((await pageOf({ filter: { hasFailures: true } })).ids).toEqual([]);
    expect((await pageOf({ filter: { channels: ['brightmall'] } })).ids).toEqual([confirmed]);
  });

  it.concurrent('are found by their ids only', async ({ start }) => {
    const { url } = await start();
    const { id } = accepted(await setStock(url, [globalLinkStock('product-001', 1)]));
    expect(await run(url, OperationNode, { id })).toEqual({
      node: { __typename: 'Operation', id, kind: 'STOCK_SET', itemCount: 1 },
    });
    for (const other of ['', 'x', `${id}A`, Buffer.from('Operation:nothing').toString('base64')]) {
      expect(await run(url, OperationNode, { id: other })).toEqual({ node: null });
      expect(await run(url, ResultPage, { id: other })).toEqual({ operation: null });
    }
  });
});

describe('the results of an operation', () => {
  it.concurrent('have pages and a filter by status', async ({ start }) => {
    const { url } = await start();
    const items = Array.from({ length: 120 }, (_, at) =>
      globalLinkStock(at % 10 === 0 ? `missing-${at}` : `product-${at}`, at),
    );
    const { id } = accepted(await setStock(url, items));
    const pageOf = async (variables: object) => {
      const { operation } = await run(url, ResultPage, { id, ...variables });
      if (!operation) throw new Error('No operation');
      const { pageInfo, edges } = operation.results;
      return { ...pageInfo, indexes: edges.map(({ node }) => node.index) };
    };
    const all = items.map((_, at) => at);
    expect(await pageOf({})).toMatchObject({ indexes: all.slice(0, 100), hasNextPage: true });
    const first = await pageOf({ first: 50 });
    expect((await pageOf({ first: 1000, after: first.endCursor })).indexes).toEqual(all.slice(50));
    const failed = all.filter((at) => at % 10 === 0);
    expect((await pageOf({ filter: { statuses: ['FAILED'] } })).indexes).toEqual(failed);
    const someFailed = await pageOf({ filter: { statuses: ['FAILED'] }, first: 5 });
    expect(someFailed.hasNextPage).toBe(true);
    expect((await pageOf({ filter: { statuses: ['FAILED'] }, after: someFailed.endCursor })).indexes).toEqual(
      failed.slice(5),
    );
    expect((await pageOf({ filter: { statuses: ['PENDING'] } })).indexes).toEqual([]);
    const { errors } = await request(url, ResultPage, { id, first: 1001 });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
  });
});

describe('the delivery log', () => {
  it.concurrent('contains every request with its rows, attempt, status and vendor id', async ({ start }) => {
    const { url, sandbox } = await start();
    sandbox.globalLink.control.fail({ on: 'stock-updates', kind: 'status', status: 503 });
    const answer = await setStock(url, [
      ...[globalLinkStock('product-001', 1), globalLinkStock('product-002', 1)],
      smaregiStock('1', 1),
    ]);
    const { vendorRequests } = await ended(url, accepted(answer).id);
    const ofVendor = (channel: string) => vendorRequests.filter((one) => one.channelKey === channel);
    const shared = { kind: 'STOCK_SET', rows: 2, vendorRequestId: null };
    expect(ofVendor('global-link')).toMatchObject([
      { ...shared, attempt: 1, httpStatus: 503, outcome: 'UNAVAILABLE' },
      { ...shared, attempt: 2, httpStatus: 200, outcome: 'ANSWERED' },
    ]);
    expect(ofVendor('smaregi')).toMatchObject([
      {
        rows: 1,
        attempt: 1,
        httpStatus: 200,
        outcome: 'CALLED_BACK',
        vendorRequestId: expect.stringMatching(/^\d+$/),
      },
    ]);
    for (const { sentAt, answeredAt } of vendorRequests) {
      expect(Date.parse(answeredAt ?? '')).toBeGreaterThanOrEqual(Date.parse(sentAt));
    }
  });

  it.concurrent("contains Brightmall's request id, and is empty if nothing was sent", async ({ start }) => {
    const { url } = await start();
    const confirmed = accepted(await confirmInventory(url, [confirmation(orderItem(1))]));
    const nothing = accepted(await setStock(url, [globalLinkStock('product-001', -1)]));
    const [logged] = (await operationOf(url, confirmed.id)).vendorRequests;
    expect(logged?.vendorRequestId).toMatch(/\S/);
    expect((await operationOf(url, nothing.id)).vendorRequests).toEqual([]);
  });
});
