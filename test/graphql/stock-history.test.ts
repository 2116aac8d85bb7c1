import { describe, expect, it } from 'vitest';
import { asClientId, asOperationId, keyOf as channelKeyOf } from '../../src/domain/ids.ts';
import { type StockLevel, stockKeyText } from '../../src/domain/stock.ts';
import type { StockHistoryEntry } from '../../src/domain/stock-history.ts';
import { type FakeWorld, fakeGateway } from './fake-gateway.ts';
import { at, atText, callerOf, client, globalLink, operation, smaregi, stockLevel } from './fixtures.ts';
import { ask, codesOf, data } from './run.ts';

const keyText = ({ channel, productId, locationId, optionId }: StockLevel): string =>
  stockKeyText({ channel, productId, locationId, optionId });

const entry = (id: number, more: Partial<StockHistoryEntry> = {}): StockHistoryEntry => ({
  id,
  at,
  before: id - 1,
  after: id,
  source: 'VENDOR_READ',
  operationId: null,
  vendorReference: null,
  ...more,
});

const own = stockLevel('1', 5);
const world = (entries: readonly StockHistoryEntry[], more: Partial<FakeWorld> = {}) =>
  fakeGateway({ levels: [own], history: { [keyText(own)]: entries }, ...more });

const historyOf = (args: string, fields = 'nodes { after } pageInfo { hasNextPage hasPreviousPage }') =>
  `{ stock(targets: [{ channel: "smaregi", productId: "1" }], maxAgeMs: 1) { ... on StockLevel { history${args} { ${fields} } } } }`;

describe('the history of a stock level', () => {
  it('has the facts of each change, newest first', async () => {
    const write = { source: 'ACKNOWLEDGED_WRITE', vendorReference: 'v' } as const;
    const { gateway } = world(
      [entry(1, { before: null }), entry(2, { ...write, operationId: asOperationId(7) })],
      { operations: [operation(7)] },
    );
    const fields =
      'nodes { at before after source operation { itemCount } client vendorReference } edges { node { after } }';
    const { stock } = await data(gateway, historyOf('', fields));
    const written = { ...write, operation: { itemCount: 3 }, client: 'test' };
    const observed = { source: 'VENDOR_READ', vendorReference: null, operation: null, client: null };
    expect(stock[0].history).toEqual({
      nodes: [
        { at: atText, before: 1, after: 2, ...written },
        { at: atText, before: null, after: 1, ...observed },
      ],
      edges: [{ node: { after: 2 } }, { node: { after: 1 } }],
    });
  });

  it('pages in both directions with its cursors', async () => {
    const { gateway } = world([1, 2, 3, 4, 5].map((id) => entry(id)));
    const page = async (args: string) => {
      const { stock } = await data(
        gateway,
        historyOf(args, 'edges { cursor node { after } } pageInfo { hasNextPage hasPreviousPage }'),
      );
      const { edges, pageInfo } = stock[0].history;
      return {
        seen: edges.map((edge: { node: { after: number } }) => edge.node.after),
        cursors: edges.map((edge: { cursor: string }) => edge.cursor),
        more: [pageInfo.hasPreviousPage, pageInfo.hasNextPage],
      };
    };
    const first = await page('(first: 2)');
    expect([first.seen, first.more]).toEqual([
      [5, 4],
      [false, true],
    ]);
    const second = await page(`(first: 2, after: "${first.cursors[1]}")`);
    expect([second.seen, second.more]).toEqual([
      [3, 2],
      [true, true],
    ]);
    const back = await page(`(last: 2, before: "${second.cursors[0]}")`);
    expect([back.seen, back.more]).toEqual([
      [5, 4],
      [false, true],
    ]);
    expect((await page('(last: 2)')).seen).toEqual([2, 1]);
    expect((await page('(first: 0)')).seen).toEqual([]);
  });

  it('is read once for all levels that ask for the same page', async () => {
    const levels = ['1', '2', '3'].map((id) => stockLevel(id, 1));
    const { gateway, calls, asked } = world([], { levels });
    await data(
      gateway,
      '{ stockLevels { nodes { history { nodes { after } } again: history { nodes { at } } other: history(last: 3) { nodes { at } } } } }',
    );
    expect(calls.filter((name) => name === 'stockHistory')).toHaveLength(2);
    expect(asked.filter(([name]) => name === 'stockHistory')).toEqual([
      ['stockHistory', { after: null, before: null, limit: 20, last: false }],
      ['stockHistory', { after: null, before: null, limit: 3, last: true }],
    ]);
  });

  it.each([
    ['two sizes', '(first: 1, last: 1)'],
    ['a page that is too large', '(first: 101)'],
    ['a negative page', '(last: -1)'],
    ['a cursor that is none', '(after: "7")'],
    ['a cursor of a negative id', `(after: "${Buffer.from('["stock history",-1]').toString('base64url')}")`],
    ['a cursor of a broken id', `(before: "${Buffer.from('["stock history",1.5]').toString('base64url')}")`],
    [
      'a cursor of an id that is too large',
      `(after: "${Buffer.from('["stock history",1e300]').toString('base64url')}")`,
    ],
    ['a cursor of another list', `(after: "${Buffer.from('["operation",1]').toString('base64url')}")`],
    ['a cursor of 64 KB', `(after: "${'x'.repeat(65_536)}")`],
  ])('refuses %s', async (_what, args) => {
    const { gateway, calls } = world([entry(1)]);
    const answer = await ask(gateway, historyOf(args));
    expect(codesOf(answer)).toEqual(['BAD_USER_INPUT']);
    expect(calls).not.toContain('stockHistory');
  });
});

describe('the rights on the history of a stock level', () => {
  it("hide another client's operation, and show that the quantity changed", async () => {
    const { gateway } = world([entry(1, { operationId: asOperationId(7), source: 'ACKNOWLEDGED_WRITE' })], {
      operations: [operation(7)],
    });
    const fields = 'nodes { after source operation { id } client }';
    const { stock } = await data(gateway, historyOf('', fields), {}, callerOf(asClientId('other')));
    expect(stock[0].history.nodes).toEqual([
      { after: 1, source: 'ACKNOWLEDGED_WRITE', operation: null, client: null },
    ]);
  });

  it('hide an operation that the journal no longer contains', async () => {
    const { gateway } = world([entry(1, { operationId: asOperationId(7) })]);
    const { stock } = await data(gateway, historyOf('', 'nodes { operation { id } client }'));
    expect(stock[0].history.nodes).toEqual([{ operation: null, client: null }]);
  });

  it('hide the channels that the caller may not use', async () => {
    const foreign = stockLevel('1', 5, globalLink);
    const levels = [own, foreign];
    const { gateway } = world([entry(1)], {
      levels,
      history: { [keyText(own)]: [entry(1)], [keyText(foreign)]: [entry(2)] },
    });
    const some = callerOf(client, { channels: new Set([channelKeyOf(smaregi)]) });
    const document = '{ stockLevels { nodes { channel { key } history { nodes { after } } } } }';
    const { stockLevels } = await data(gateway, document, {}, some);
    expect(stockLevels.nodes).toEqual([{ channel: { key: 'smaregi' }, history: { nodes: [{ after: 1 }] } }]);
  });
});
