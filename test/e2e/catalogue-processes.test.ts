import { expect, vi } from 'vitest';
import { it as appIt, startVendors } from '../support/app.ts';
import {
  attemptsOf,
  catalogueRead,
  confirmInventory,
  ended,
  only,
  setStock,
  until,
} from '../support/client.ts';
import { run } from '../support/graphql.ts';
import { confirmation, orderItem, smaregiStock } from '../support/items.ts';
import { createDatabase } from '../support/postgres.ts';
import { it } from '../support/process.ts';
import { CatalogueSync } from './documents.ts';
import { graphql } from './generated/gql.ts';

// Several processes at a time, and a busy machine starts them slowly.
vi.setConfig({ testTimeout: 120_000 });

const LevelAfterEvent = graphql(`
  query LevelAfterEvent {
    stockLevels(filter: { channels: ["smaregi"], productIds: ["567"], locationIds: ["8"] }) {
      nodes {
        quantity
        source
      }
    }
  }
`);

it.concurrent('an event that was stored before a kill is processed after the restart', async ({
  startGateway,
  vendors,
}) => {
  const { control, edits, sendEventsTo } = vendors.smaregi;
  const first = await startGateway(vendors.settings);
  await catalogueRead(first.url);
  sendEventsTo(`${first.url}/events/smaregi/smaregi`);
  control.hold('answers');
  edits.setStock('567', '8', 4321);
  await until(
    () => control.events().map(({ status }) => status),
    ([status]) => status === 200,
  );
  first.child.kill('SIGKILL');
  await first.ended;
  control.reset();
  edits.setStock('567', '8', 4321);
  // The poll begins with the products. It fails, so that only the event leads to a read of the stock.
  control.fail({ on: 'products', kind: 'status', status: 503, times: 1_000 });
  sendEventsTo(null);
  const second = await startGateway(vendors.settings);
  const { stockLevels } = await until(
    () => run(second.url, LevelAfterEvent, {}),
    (found) => found.stockLevels.nodes.length > 0,
  );
  expect(stockLevels.nodes).toEqual([{ quantity: 4321, source: 'VENDOR_EVENT' }]);
});

appIt.concurrent(
  'one of two gateways polls, and the other continues after it has stopped',
  async ({ start, later }) => {
    const database = await createDatabase();
    later(() => database.drop());
    const vendors = await startVendors(later);
    const settings = { DATABASE_URL: database.url, CATALOG_POLL_MS: '300', GATEWAY_LEASE_MS: '1000' };
    const [one, two] = [await start(settings, vendors), await start(settings, vendors)];
    await catalogueRead(one.url);
    const syncedAt = async ({ url }: { readonly url: string }) =>
      (await run(url, CatalogueSync, { channel: 'smaregi' })).channel?.health.catalogSyncedAt ?? null;
    const earlier = await syncedAt(one);
    await until(
      () => syncedAt(one),
      (at) => at !== earlier,
    );
    expect(await syncedAt(two)).toBeNull();
    await one.close();
    await catalogueRead(two.url);
    // It continued at the position of the other: no page of a full pass was read again.
    const pages = vendors.smaregi.control.requests().filter(({ path }) => /\/stores\?/u.test(path));
    expect(pages).toHaveLength(1);
    vendors.smaregi.edits.setStock('567', '8', 77);
    await until(
      () => run(two.url, LevelAfterEvent, {}),
      ({ stockLevels }) => stockLevels.nodes[0]?.quantity === 77,
    );
  },
);

appIt.concurrent(
  'a confirmation whose answer was lost is settled by reading the orders',
  async ({ start }) => {
    const app = await start();
    const { control } = app.sandbox.brightmall;
    control.fail({ on: 'inventory/confirm', kind: 'reset-after' });
    const answer = await confirmInventory(app.url, [confirmation(orderItem(1))]);
    expect(only(answer.results)).toMatchObject({
      ...{
        __typename: 'ConfirmationApplied',
        status: 'APPLIED',
        orderItemId: orderItem(1),
        newStatus: '배송준비',
      },
    });
    expect(control.requests().map(({ path }) => path.split('/').at(-1))).toEqual(['confirm', 'orders']);
    expect(attemptsOf(await ended(app.url, answer.operation?.id ?? ''))).toEqual(['1 ANSWERED']);
    expect(JSON.stringify(answer)).not.toContain('홍길동');
  },
);

appIt.concurrent(
  'a change whose callback was lost is settled by the event of the vendor',
  async ({ start }) => {
    const app = await start({ CALLBACK_TIMEOUT_MS: '60000' });
    await catalogueRead(app.url);
    app.sandbox.smaregi.control.fail({ on: 'webhook', kind: 'never' });
    const startedAt = performance.now();
    const answer = await setStock(app.url, [smaregiStock('567', 31)], { waitMs: 30_000 });
    expect(only(answer.results)).toMatchObject({ __typename: 'StockApplied', stock: { quantity: 31 } });
    expect(performance.now() - startedAt).toBeLessThan(25_000);
  },
);
