import { describe, expect, it } from 'vitest';
import { asClientId } from '../../src/domain/ids.ts';
import { fakeGateway } from './fake-gateway.ts';
import { at, atText, callerOf, item, operation } from './fixtures.ts';
import { ask, codesOf, data, type Variables } from './run.ts';

const foreign = asClientId('another');
const idOf = (id: number | string) => Buffer.from(`Operation:${id}`).toString('base64');
const queued = { state: 'QUEUED', deadline: at } as const;
const applied = {
  state: 'APPLIED',
  receipt: { kind: 'STOCK_SET', vendorReference: null },
  evidence: 'VENDOR_READ',
  at,
} as const;

describe('an operation', () => {
  const one = `query ($id: ID!) { operation(id: $id) { id status } }`;

  it('returns all its fields', async () => {
    const { gateway } = fakeGateway({
      operations: [operation(7, { completedAt: at, sequence: 4, unknownCount: 1 })],
    });
    const source = `query ($id: ID!) {
      operation(id: $id) {
        id kind status createdAt completedAt sequence
        itemCount appliedCount failedCount supersededCount unknownCount pendingCount
        vendorRequests {
          channelKey channel { key } kind rows attempt sentAt answeredAt httpStatus vendorRequestId outcome
        }
      }
    }`;
    expect(await data(gateway, source, { id: idOf(7) })).toEqual({
      operation: {
        id: idOf(7),
        kind: 'STOCK_SET',
        status: 'COMPLETED',
        createdAt: atText,
        completedAt: atText,
        sequence: 4,
        itemCount: 3,
        appliedCount: 1,
        failedCount: 1,
        supersededCount: 0,
        unknownCount: 1,
        pendingCount: 0,
        vendorRequests: [
          {
            channelKey: 'smaregi',
            channel: { key: 'smaregi' },
            kind: 'STOCK_SET',
            rows: 7,
            attempt: 1,
            sentAt: atText,
            answeredAt: null,
            httpStatus: 200,
            vendorRequestId: '99',
            outcome: 'AWAITING_CALLBACK',
          },
        ],
      },
    });
  });

  it('is visible only to its own client', async () => {
    const { gateway } = fakeGateway({ operations: [operation(7)] });
    expect(await data(gateway, one, { id: idOf(7) })).toEqual({
      operation: { id: idOf(7), status: 'RUNNING' },
    });
    expect(await data(gateway, one, { id: idOf(7) }, callerOf(foreign))).toEqual({ operation: null });
  });

  it.each(['', '7', 'no base64!', idOf(8), idOf(''), idOf('7.5'), idOf(-7), idOf('9'.repeat(30)), '////'])(
    'is null for the id %o',
    async (id) => {
      const { gateway } = fakeGateway({ operations: [operation(7)] });
      expect(await ask(gateway, one, { id })).toEqual({ data: { operation: null } });
    },
  );
});

describe('the results of an operation', () => {
  const results = `query ($id: ID!, $filter: ResultFilter, $first: Int, $after: String, $last: Int, $before: String) {
    operation(id: $id) {
      results(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
        nodes { index }
        edges { cursor node { index } }
        pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
      }
    }
  }`;
  const world = () =>
    fakeGateway({
      operations: [operation(1)],
      items: [0, 1, 2, 3, 4].map((index) => item(index, index % 2 ? queued : applied)),
    }).gateway;
  const page = async (about: Variables) =>
    (await data(world(), results, { id: idOf(1), ...about })).operation.results;
  type Results = { edges: { node: { index: number } }[]; nodes: { index: number }[] };
  const indexes = ({ edges, nodes }: Results) => {
    expect(edges.map(({ node }) => node)).toEqual(nodes);
    return nodes.map(({ index }) => index);
  };

  it('come in pages', async () => {
    const first = await page({ first: 2 });
    expect(indexes(first)).toEqual([0, 1]);
    expect(first.pageInfo).toEqual({
      hasNextPage: true,
      hasPreviousPage: false,
      startCursor: first.edges[0].cursor,
      endCursor: first.edges[1].cursor,
    });
    const rest = await page({ after: first.pageInfo.endCursor });
    expect(indexes(rest)).toEqual([2, 3, 4]);
    expect(rest.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const end = await page({ last: 2 });
    expect(indexes(end)).toEqual([3, 4]);
    expect(end.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(indexes(await page({ last: 2, before: end.pageInfo.startCursor }))).toEqual([1, 2]);
  });

  it('come by channel', async () => {
    expect(indexes(await page({ filter: { channels: ['smaregi'] } }))).toEqual([0, 1, 2, 3, 4]);
    expect(indexes(await page({ filter: { channels: ['global-link'] } }))).toEqual([]);
  });

  it('come by status, including the pending ones', async () => {
    expect(indexes(await page({ filter: { statuses: ['PENDING'] } }))).toEqual([1, 3]);
    expect(indexes(await page({ filter: { statuses: ['APPLIED'] }, first: 2 }))).toEqual([0, 2]);
    expect(indexes(await page({ filter: { statuses: ['FAILED', 'SUPERSEDED'] } }))).toEqual([]);
  });

  it.each([
    { first: -1 },
    { first: 1001 },
    { last: 1001 },
    { first: 1, last: 1 },
    { after: 'nonsense' },
    { after: '' },
  ])('are refused for %o', async (about) => {
    expect(codesOf(await ask(world(), results, { id: idOf(1), ...about }))).toEqual(['BAD_USER_INPUT']);
  });
});

describe('the operations', () => {
  const list = `query ($filter: OperationFilter, $first: Int, $after: String, $last: Int, $before: String) {
    operations(filter: $filter, first: $first, after: $after, last: $last, before: $before) {
      nodes { id }
      edges { cursor node { id } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }`;
  const world = () =>
    fakeGateway({
      operations: [
        operation(1, { kind: 'PRODUCT_REPLACEMENT' }),
        operation(2, { completedAt: at }),
        operation(3, { client: foreign }),
        operation(4),
      ],
    });
  const page = async (about: Variables = {}) => (await data(world().gateway, list, about)).operations;
  type Listed = { edges: { node: { id: string } }[]; nodes: { id: string }[] };
  const ids = ({ edges, nodes }: Listed) => {
    expect(edges.map(({ node }) => node)).toEqual(nodes);
    return nodes.map(({ id }) => id);
  };

  it('are those of the caller, newest first, in pages', async () => {
    expect(ids(await page())).toEqual([idOf(4), idOf(2), idOf(1)]);
    const first = await page({ first: 2 });
    expect(ids(first)).toEqual([idOf(4), idOf(2)]);
    expect(first.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    const second = await page({ first: 2, after: first.pageInfo.endCursor });
    expect(ids(second)).toEqual([idOf(1)]);
    expect(second.pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    const oldest = await page({ last: 2 });
    expect(ids(oldest)).toEqual([idOf(2), idOf(1)]);
    expect(ids(await page({ last: 2, before: oldest.pageInfo.startCursor }))).toEqual([idOf(4)]);
  });

  it('are filtered by kind, status, time and failures', async () => {
    const filtered = async (filter: object) => ids(await page({ filter }));
    expect(await filtered({ kinds: ['PRODUCT_REPLACEMENT'] })).toEqual([idOf(1)]);
    expect(await filtered({ kinds: ['PRODUCT_REPLACEMENT', 'STOCK_SET'] })).toHaveLength(3);
    expect(await filtered({ statuses: ['COMPLETED'] })).toEqual([idOf(2)]);
    expect(await filtered({ createdAfter: atText })).toEqual([]);
    expect(await filtered({ createdBefore: '2026-01-22T01:57:01Z' })).toHaveLength(3);
    expect(await filtered({ hasFailures: true })).toHaveLength(3);
    expect(await filtered({ hasFailures: false })).toEqual([]);
  });

  it('refuse a cursor of another list', async () => {
    const { gateway } = world();
    const cursor = Buffer.from('["result",1]').toString('base64url');
    const answer = await ask(gateway, list, { after: cursor });
    expect(answer.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    expect(codesOf(await ask(gateway, list, { first: 101 }))).toEqual(['BAD_USER_INPUT']);
  });

  it('read their delivery logs together', async () => {
    const { gateway, calls } = world();
    await data(gateway, '{ operations { edges { node { vendorRequests { rows } } } } }');
    expect(calls).toEqual(['operationsPage', 'requestsOf']);
  });
});
