import { describe, expect } from 'vitest';
import { it, type TestApp } from '../support/app.ts';
import { catalogueRead, setStock, until } from '../support/client.ts';
import { run } from '../support/graphql.ts';
import { smaregiStock } from '../support/items.ts';
import { overSse } from '../support/streams.ts';
import { CatalogueSync } from './documents.ts';
import { graphql } from './generated/gql.ts';

const Drifted = graphql(`
  query Drifted($drifted: Boolean) {
    stockLevels(filter: { channels: ["smaregi"], productIds: ["567", "568"], drifted: $drifted }, first: 100) {
      nodes {
        productId
        locationId
        quantity
        drift {
          expected
          actual
        }
      }
    }
  }
`);

const WatchDrift = graphql(`
  subscription WatchDrift {
    stockChanged(filter: { productIds: ["567"], locationIds: ["8"] }, snapshot: true) {
      quantity
      drift {
        expected
        actual
        since
      }
    }
  }
`);

/** The levels with drift as "product@store expected actual". */
const drifts = async (url: string): Promise<readonly string[]> =>
  (await run(url, Drifted, { drifted: true })).stockLevels.nodes.map(
    ({ productId, locationId, drift }) => `${productId}@${locationId} ${drift?.expected} ${drift?.actual}`,
  );

const quantityAt = async (url: string): Promise<number | undefined> =>
  (await run(url, Drifted, {})).stockLevels.nodes.find(
    ({ productId, locationId }) => productId === '567' && locationId === '8',
  )?.quantity;

const metricOf = async (url: string): Promise<string | undefined> =>
  (await (await fetch(`${url}/metrics`)).text())
    .split('\n')
    .find((line) => line.startsWith('onshelf_stock_drift{channel="smaregi"}'));

/** All events that the vendor posted have been processed. */
const eventsProcessed = async ({ sandbox, url }: TestApp, quantity: number): Promise<void> => {
  await until(
    () => sandbox.smaregi.control.events().every(({ status }) => status === 200),
    (all) => all,
  );
  await until(
    () => quantityAt(url),
    (found) => found === quantity,
  );
};

const driftAfterMs = 600;
const settings = {
  CATALOG_POLL_MS: '150',
  DRIFT_AFTER_MS: String(driftAfterMs),
  SANDBOX_SALES_PER_MINUTE: '0',
};

const syncedAt = async (url: string): Promise<number> =>
  Date.parse((await run(url, CatalogueSync, { channel: 'smaregi' })).channel?.health.catalogSyncedAt ?? '');

/** A gateway that has set the stock of 567 at store 8 to 50, and listens to the events of the vendor. */
const listening = async (start: () => Promise<TestApp>): Promise<TestApp> => {
  const app = await start();
  await catalogueRead(app.url);
  const first = await syncedAt(app.url);
  // The gateway accepts every difference until `DRIFT_AFTER_MS` after its first poll.
  await until(
    () => syncedAt(app.url),
    (at) => at > first + 2 * driftAfterMs,
  );
  await setStock(app.url, [smaregiStock('567', 50)]);
  await until(
    () => app.sandbox.smaregi.control.events().map(({ status }) => status),
    (statuses) => statuses.length === 1 && statuses[0] === 200,
  );
  return app;
};

describe('a change at the vendor', () => {
  it.concurrent('is drift if it sends no event, and none if it does', async ({ start }) => {
    const app = await listening(() => start(settings));
    const { url, sandbox } = app;
    sandbox.smaregi.edits.setStock('567', '8', 47);
    await eventsProcessed(app, 47);
    const stream = overSse(url, WatchDrift, {});
    await stream.next();
    sandbox.smaregi.edits.setStockSilently('567', '8', 45);
    expect((await stream.next()).stockChanged).toMatchObject({ quantity: 45, drift: null });
    const { drift, quantity } = (await stream.next()).stockChanged;
    expect([quantity, drift]).toEqual([45, { expected: 47, actual: 45, since: expect.any(String) }]);
    await stream.leave();
    expect(await drifts(url)).toEqual(['567@8 47 45']);
    await until(
      () => metricOf(url),
      (line) => line === 'onshelf_stock_drift{channel="smaregi"} 1',
    );
    // A sale moves the expected quantity along.
    sandbox.smaregi.edits.setStock('567', '8', 44);
    await eventsProcessed(app, 44);
    expect(await drifts(url)).toEqual(['567@8 46 44']);
    // The client decides which quantity is right.
    await setStock(url, [smaregiStock('567', 46)]);
    expect(await drifts(url)).toEqual([]);
    await until(
      () => metricOf(url),
      (line) => line === 'onshelf_stock_drift{channel="smaregi"} 0',
    );
  });
});
