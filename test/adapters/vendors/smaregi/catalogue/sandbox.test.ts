import { createServer } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { vendorNamed } from '../../../../../src/adapters/vendors/index.ts';
import { asProductId } from '../../../../../src/domain/ids.ts';
import type { Product } from '../../../../../src/domain/product.ts';
import { type StockLevel, stockKeyText } from '../../../../../src/domain/stock.ts';
import { listen } from '../../../../../src/lib/listen.ts';
import type { Channel } from '../../../../../src/ports/channel.ts';
import type { PageQuery, PageRead, ReadFromVendor } from '../../../../../src/ports/vendor-reads.ts';
import { until } from '../../../../sandbox/support.ts';
import { type SmaregiSandbox, startSmaregi } from '../../../../support/sandbox/index.ts';
import { channelOf, limits, startsAtOnce } from '../../support.ts';

/** The adapter and the sandbox are written from the vendor's pages, each without the other. Here they meet. */
let vendor: SmaregiSandbox;
let channel: Channel;
beforeAll(async () => {
  vendor = await startSmaregi();
  const { name = '', key = '' } = vendorNamed('SMAREGI') ?? {};
  channel = channelOf({
    vendor: name,
    id: key,
    sandbox: true,
    limits,
    listPageSize: 300,
    ...vendor.settings,
  });
});
afterAll(async () => {
  await channel.close();
  await vendor.close();
});
beforeEach(() => vendor.control.reset());

const readAll = async <Row>(
  list: ReadFromVendor<PageQuery, PageRead<Row>> | undefined,
  changedSince: number | null = null,
): Promise<{ readonly rows: readonly Row[]; readonly newest: number }> => {
  const rows: Row[] = [];
  let newest = 0;
  for (let after: string | null | undefined; after !== null; ) {
    const page: PageRead<Row> | undefined = await list?.(
      { after: after ?? null, changedSince },
      startsAtOnce,
    );
    if (page?.type !== 'read') throw new Error(page?.failure.message);
    expect(page.skipped).toBe(0);
    rows.push(...page.rows);
    newest = Math.max(newest, page.newestChange ?? 0);
    after = page.next;
  }
  return { rows, newest };
};

test('the whole catalogue is read, each row once', async () => {
  const products = await readAll(channel.catalogue?.products);
  expect(new Set(products.rows.map(({ productId }) => productId)).size).toBe(500);
  const levels = await readAll(channel.catalogue?.levels);
  expect(new Set(levels.rows.map(stockKeyText)).size).toBe(levels.rows.length);
  expect(levels.rows.length).toBeGreaterThan(2000);
  const stores = await readAll(channel.catalogue?.locations);
  expect(stores.rows.map(({ name, kind }) => [name, kind])).toEqual(
    expect.arrayContaining([
      ['渋谷店', 'SHOP'],
      ['物流倉庫', 'WAREHOUSE'],
    ]),
  );
});

test('the changes since the newest one are read, and a deleted product is null', async () => {
  const before = await readAll(channel.catalogue?.levels);
  vendor.edits.setStock('503', '9', 77);
  vendor.edits.saveProduct({ productId: '9001', productName: '新商品', price: '500' });
  vendor.edits.deleteProduct('504');
  const levels = await readAll<StockLevel>(channel.catalogue?.levels, before.newest);
  expect(levels.rows).toContainEqual(
    expect.objectContaining({ productId: '503', locationId: '9', quantity: 77 }),
  );
  expect(levels.rows.length).toBeLessThan(100);
  expect(levels.newest).toBeGreaterThan(before.newest);
  const products = await readAll<Product>(channel.catalogue?.products, levels.newest);
  expect(products.rows.map(({ name, price }) => [name, price])).toContainEqual(['新商品', 500]);
  expect(await channel.readProducts?.(['503', '504', '9001'].map(asProductId), startsAtOnce)).toMatchObject({
    products: [{ productId: '503' }, null, { name: '新商品' }],
  });
});

test('the events of the vendor are authentic, and name what changed', async () => {
  const read: unknown[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const isAuthentic = channel.events?.isAuthentic((name) => String(request.headers[name]));
    read.push([isAuthentic, channel.events?.read(JSON.parse(Buffer.concat(chunks).toString()))]);
    response.writeHead(200).end();
  });
  vendor.sendEventsTo(`${await listen(server, '127.0.0.1', 0)}/events/smaregi/smaregi`);
  vendor.edits.setStock('503', '9', 3);
  await until(() => read.length === 1);
  vendor.edits.deleteProduct('505');
  await until(() => read.length === 2);
  const key = { channel: 'smaregi', productId: '503', locationId: '9', optionId: null };
  expect(read).toEqual([
    [true, { type: 'stock', changes: [{ key, reference: expect.stringMatching(/^\d+$/u) }] }],
    [true, { type: 'products', productIds: ['505'] }],
  ]);
  vendor.sendEventsTo(null);
  server.closeAllConnections();
  server.close();
});

test.each([-9, 2])('a vendor whose clock is %i hours ahead loses no change', async (hours) => {
  const other = await startSmaregi({ now: () => Date.now() + hours * 60 * 60 * 1000 });
  const reader = channelOf({ vendor: 'SMAREGI', id: 'smaregi', sandbox: true, limits, ...other.settings });
  const { newest } = await readAll(reader.catalogue?.levels);
  other.edits.setStock('503', '9', 77);
  const first = await readAll<StockLevel>(reader.catalogue?.levels, newest);
  expect(first.rows).toContainEqual(expect.objectContaining({ productId: '503', quantity: 77 }));
  other.edits.setStock('503', '9', 78);
  const second = await readAll<StockLevel>(reader.catalogue?.levels, first.newest);
  expect(second.rows).toEqual([expect.objectContaining({ productId: '503', quantity: 78 })]);
  await reader.close();
  await other.close();
});
