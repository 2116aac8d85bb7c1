import { describe, expect, it } from 'vitest';
import type { CheckedItem } from '../../../src/core/gateway.ts';
import { shop } from '../../support/changes.ts';
import { productRow } from '../../support/fake-catalogue.ts';
import { row, rows, startGateway } from '../../support/gateway.ts';

const outcomeOf = ({ failure }: CheckedItem): string => failure?.code ?? 'VALID';
const nothing = { levels: [], locations: [], products: [], pass: null, refresh: false, position: null };

describe('a dry run', () => {
  it('checks the rules of each item, and accepts and sends nothing', async () => {
    const { gateway, journal, sent } = await startGateway();
    const items = [row('1', 3), row('2', -1), { ...row('3'), channel: 'nowhere' }, row('4'), row('4')];
    const checked = await gateway.check({ kind: 'STOCK_SET', channels: null, items });
    if (checked.type !== 'checked') throw new Error('The dry run was refused');
    expect(checked.items.map(outcomeOf)).toEqual([
      ...['VALID', 'INVALID_QUANTITY', 'UNKNOWN_CHANNEL', 'DUPLICATE_TARGET', 'DUPLICATE_TARGET'],
    ]);
    expect(checked.items.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4]);
    expect(checked.items[0]).toMatchObject({ change: { quantity: 3 }, target: { productId: '1' } });
    expect(checked.items[1]).toMatchObject({ change: null, target: { channel: 'shop', productId: '2' } });
    expect(sent).toEqual([]);
    const { nodes } = await journal.operationsPage({
      ...{ client: 'anonymous' as never, kinds: null, statuses: null, channels: null, hasFailures: null },
      ...{ createdAfter: null, createdBefore: null, after: null, before: null, limit: 1, last: false },
    });
    expect(nodes).toEqual([]);
  });

  it('is refused as a whole with too many items', async () => {
    const { gateway } = await startGateway({}, { maxItems: 1 });
    const checked = await gateway.check({ kind: 'STOCK_SET', channels: null, items: rows('1', '2') });
    expect(checked).toMatchObject({ type: 'refused', errors: [{ code: 'TOO_MANY_ITEMS', provided: 2 }] });
  });

  it('returns the level that the change would replace', async () => {
    const { gateway, submit } = await startGateway();
    await submit([row('1', 7)]);
    const checked = await gateway.check({
      kind: 'STOCK_SET',
      channels: null,
      items: [row('1', 3), row('2', 3)],
    });
    expect(checked).toMatchObject({ items: [{ current: { quantity: 7 } }, { current: null }] });
  });

  it('knows products once the lists of the vendor were read completely', async () => {
    const list = async () =>
      ({ type: 'read', rows: [], next: null, newestChange: null, skipped: 0 }) as const;
    const catalogue = { products: list, locations: list, levels: list };
    const { gateway, journal, channels, channel } = await startGateway();
    channels.replace([{ ...channel, catalogue }]);
    await journal.recordCatalogue({
      ...nothing,
      channel: shop,
      readAt: 1,
      products: [productRow('1', 'Cup')],
    });
    const check = async () => {
      const checked = await gateway.check({ kind: 'STOCK_SET', channels: null, items: rows('1', '2') });
      return checked.type === 'checked' ? checked.items.map(outcomeOf) : [];
    };
    expect(await check()).toEqual(['VALID', 'VALID']);
    const position = JSON.stringify({
      pass: 1,
      full: null,
      fullPassAt: 5,
      since: { products: 1, levels: 1 },
    });
    await journal.recordCatalogue({ ...nothing, channel: shop, readAt: 1, position });
    expect(await check()).toEqual(['VALID', 'PRODUCT_NOT_FOUND']);
  });
});
