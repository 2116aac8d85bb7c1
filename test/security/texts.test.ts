import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ReplaceProducts } from '../e2e/documents.ts';
import { confirmation, globalLinkStock, orderItem, product, smaregiStock } from '../support/items.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';
import { codesOf, type Json, mutation, overHttp } from './ask.ts';
import { odd, unsound } from './odd-texts.ts';
import { sharedGateway } from './shared-gateway.ts';

type Payload = {
  readonly results: readonly {
    readonly code?: string;
    readonly status: string;
    readonly path?: readonly string[];
  }[];
  readonly userErrors: readonly { readonly code: string; readonly path: readonly string[] }[];
  readonly operation: { readonly id: string } | null;
  readonly replayed: boolean;
};

const payloadOf = (json: Json | null): Payload => {
  const [payload] = Object.values(json?.data ?? {});
  if (json?.errors || !payload) throw new Error(JSON.stringify(json));
  return payload as Payload;
};

let database: TestDatabase;
beforeAll(async () => {
  database = await createDatabase();
});
afterAll(() => database.drop());

describe.each([
  ['SQLite', () => ({})],
  ['PostgreSQL', () => ({ DATABASE_URL: database.url })],
] as const)('in a gateway on %s', (_journal, settings) => {
  const { app, url } = sharedGateway({ isOpen: true, settings });
  const write = async (items: readonly object[], more: object = {}): Promise<Payload> =>
    payloadOf((await overHttp(url(), mutation(items, more))).json);

  it('ids and memos with NUL and halves of surrogate pairs', async () => {
    for (const text of unsound) {
      const items = [
        globalLinkStock(text, 1),
        globalLinkStock('product-001', 2),
        smaregiStock(text, 3),
        smaregiStock('567', 4, { locationId: text }),
        smaregiStock('568', 5, { memo: text }),
        globalLinkStock('product-002', 6, { options: [{ optionId: text, quantity: 1 }] }),
        globalLinkStock('product-003', 7, { channel: text }),
      ];
      // At the same time, and therefore in the same commit.
      const [bad, good] = await Promise.all([write(items), write([globalLinkStock('product-004', 8)])]);
      const invalid = 'INVALID_VALUE';
      const applied = 'APPLIED';
      expect(bad.results.map(({ status, code }) => code ?? status)).toEqual([
        ...[invalid, applied, invalid, invalid, invalid, invalid],
        'UNKNOWN_CHANNEL',
      ]);
      expect(good.results).toMatchObject([{ status: applied }]);
    }
  });

  it('names and reasons with NUL and halves of surrogate pairs', async () => {
    for (const text of unsound) {
      const items = [
        product('product-001', { name: text }),
        product('product-002', { brand: text }),
        product('product-003', { exportProhibited: true, exportProhibitedReason: text }),
        product('product-004', {
          optionGroups: [{ names: [{ groupOptionId: 1, name: text }], options: [] }],
        }),
        product('product-005'),
      ];
      const { json } = await overHttp(url(), {
        query: String(ReplaceProducts),
        variables: { input: { items } },
      });
      expect(payloadOf(json).results.map(({ status, code, path }) => [code ?? status, path?.at(0)])).toEqual([
        ['INVALID_VALUE', 'name'],
        ['INVALID_VALUE', 'brand'],
        ['INVALID_VALUE', 'exportProhibitedReason'],
        ['INVALID_VALUE', 'optionGroups'],
        ['APPLIED', undefined],
      ]);
    }
  });

  it('idempotency keys with NUL and halves of surrogate pairs', async () => {
    const items = [globalLinkStock('product-001', 1)];
    for (const idempotencyKey of unsound) {
      const [bad, good] = await Promise.all([write(items, { idempotencyKey }), write(items)]);
      expect(bad).toMatchObject({
        operation: null,
        userErrors: [{ code: 'INVALID_IDEMPOTENCY_KEY', path: ['input', 'idempotencyKey'] }],
      });
      expect(good.userErrors).toEqual([]);
    }
  });

  it('idempotency keys that look alike', async () => {
    const operations = new Set<unknown>();
    for (const idempotencyKey of [...odd, 'a', 'A', 'a ', 'é', 'e\u0301', 'a\r\nb', '__proto__']) {
      const first = await write([globalLinkStock('product-001', 1)], { idempotencyKey });
      const again = await write([globalLinkStock('product-001', 1)], { idempotencyKey });
      expect([first.replayed, again.replayed, again.operation?.id]).toEqual([
        false,
        true,
        first.operation?.id,
      ]);
      operations.add(first.operation?.id);
    }
    expect(operations.size).toBe(odd.length + 7);
  });

  it('reads with impossible ids', async () => {
    const query = `query ($t: String!, $id: ID!) {
      product(channel: $id, productId: $id) { id } ofOne: product(channel: "global-link", productId: $id) { id }
      channel(key: $id) { key } node(id: $id) { id } operation(id: $id) { id }
      stock(targets: [{ channel: "global-link", productId: $id, optionId: $id }]) { ... on StockUnknown { reason } }
      products(filter: { channels: [$id] }) { edges { cursor } }
      searched: products(filter: { channels: ["global-link"], search: $t, codes: [$t], productIds: [$id] }) { count { value } edges { cursor } }
      stockLevels(filter: { productIds: [$id], locationIds: [$id] }) { edges { cursor } } operations(first: 1) { edges { cursor } }
      __type(name: $t) { name } }`;
    for (const text of [
      ...unsound,
      ...odd,
      ...unsound.map((id) => btoa(`Product:${JSON.stringify(['global-link', id])}`)),
    ]) {
      const { status, json } = await overHttp(url(), { query, variables: { t: text, id: text } });
      expect([status, json?.errors], text).toEqual([200, undefined]);
      expect(json?.data, text).toMatchObject({
        ...{ product: null, ofOne: null, channel: null, node: null, operation: null, __type: null },
        ...{ stock: [{ reason: 'NEVER_SEEN' }], products: { edges: [] } },
        ...{ searched: { count: { value: 0 }, edges: [] }, stockLevels: { edges: [] } },
      });
    }
  });

  it('forged cursors', async () => {
    const { operation } = await write([globalLinkStock('product-001', 1)]);
    const query = `query ($id: ID!, $r: String, $o: String, $p: String, $s: String, $sort: StockSort) {
      operation(id: $id) { results(after: $r) { edges { cursor } } }
      operations(after: $o) { edges { cursor } } products(after: $p) { edges { cursor } }
      stockLevels(after: $s, sort: $sort) { edges { cursor } } }`;
    const forged = (...parts: readonly unknown[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
    const ask = async (variables: object) => {
      const { status, json } = await overHttp(url(), {
        query,
        variables: { id: operation?.id, ...variables },
      });
      return [status, ...codesOf(json)];
    };
    for (const at of [2 ** 31 - 2, 0]) expect(await ask({ r: forged('result', at) })).toEqual([200]);
    for (const at of [2 ** 53 - 1, 2 ** 31 - 1, -1, 1e300, 0.5, '0', null, [], { toString: 1 }]) {
      expect(await ask({ r: forged('result', at) }), JSON.stringify(at)).toEqual([200, 'BAD_USER_INPUT']);
    }
    for (const at of [2 ** 53 - 1, 0]) expect(await ask({ o: forged('operation', at) })).toEqual([200]);
    for (const text of [...unsound, ...odd]) {
      expect(await ask({ p: forged('product', [null, text, text]) })).toEqual([200]);
      expect(await ask({ s: forged('stock', [null, text, text, text, null]) })).toEqual([200]);
      const byQuantity = { s: forged('stock by quantity', [1, text, text, null, text]) };
      expect(await ask(byQuantity)).toEqual([200, 'BAD_USER_INPUT']);
      expect(await ask({ ...byQuantity, sort: { field: 'QUANTITY' } })).toEqual([200]);
      expect(await ask({ p: forged('product', text) })).toEqual([200, 'BAD_USER_INPUT']);
      expect(await ask({ o: text })).toEqual([200, 'BAD_USER_INPUT']);
    }
  });

  it('unusual ids and memos', async () => {
    const { results } = await write([
      ...odd.map((text) => globalLinkStock(text, 1)),
      ...odd.map((memo, at) => smaregiStock(String(at + 1), 1, { memo })),
    ]);
    expect(results.map(({ status, code }) => code ?? status)).not.toContain('INVALID_VALUE');
    const { body } =
      app()
        .sandbox.smaregi.control.requests()
        .findLast(({ method }) => method === 'PATCH') ?? {};
    for (const memo of odd) expect(JSON.stringify(body)).toContain(JSON.stringify(memo));
    const lines = ['a\r\nX-Injected: 1', 'a\nb', '\t', '\u007f', '\u0085'];
    const broken = await write(lines.map((text) => globalLinkStock(text, 1)));
    expect(broken.results.map(({ code }) => code)).toEqual(lines.map(() => 'INVALID_VALUE'));
  });

  it('order items with line breaks', async () => {
    const query = `mutation ($input: ConfirmInventoryInput!) {
      confirmInventory(input: $input) { results { status ... on ItemFailure { code } } } }`;
    const items = [
      confirmation('1\r\nX-Injected: 1'),
      confirmation('1\u0000'),
      confirmation(orderItem(1), { memo: '\uD800' }),
      confirmation(orderItem(2), { memo: 'a\r\nb \u202E' }),
    ];
    const { json } = await overHttp(url(), { query, variables: { input: { items } } });
    expect(payloadOf(json).results.map(({ code, status }) => code ?? status)).toEqual([
      ...['INVALID_VALUE', 'INVALID_VALUE', 'INVALID_VALUE'],
      'APPLIED',
    ]);
  });
});
