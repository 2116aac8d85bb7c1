import { describe, expect } from 'vitest';
import { it, type TestApp } from '../support/app.ts';
import { accepted, only, outcomeOf, retryOperation, setStock, until } from '../support/client.ts';
import { run } from '../support/graphql.ts';
import { smaregiStock } from '../support/items.ts';
import { overSse } from '../support/streams.ts';
import { eventsProcessed, listening } from '../support/vendor-events.ts';
import { RepairDrift } from './documents.ts';
import { graphql } from './generated/gql.ts';
import type { RepairDriftInput } from './generated/graphql.ts';

const Drifted = graphql(`
  query Drifted($drifted: Boolean) {
    stockLevels(filter: { channels: ["smaregi"], productIds: ["567", "568"], drifted: $drifted }, first: 100) {
      nodes {
        productId
        locationId
        quantity
        source
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

const repair = async (
  url: string,
  targets: RepairDriftInput['targets'],
  idempotencyKey: string | null = null,
) => (await run(url, RepairDrift, { input: { targets, idempotencyKey } })).repairDrift;

const target = (productId: string, more: Partial<RepairDriftInput['targets'][number]> = {}) => ({
  ...{ channel: 'smaregi', productId, locationId: '8' },
  ...more,
});

/** The levels with drift as "product@store expected actual". */
const drifts = async (url: string): Promise<readonly string[]> =>
  (await run(url, Drifted, { drifted: true })).stockLevels.nodes.map(
    ({ productId, locationId, drift }) => `${productId}@${locationId} ${drift?.expected} ${drift?.actual}`,
  );

const levelAt = async (url: string, product = '567') =>
  (await run(url, Drifted, {})).stockLevels.nodes.find(
    ({ productId, locationId }) => productId === product && locationId === '8',
  );

const metricOf = async (url: string): Promise<string | undefined> =>
  (await (await fetch(`${url}/metrics`)).text())
    .split('\n')
    .find((line) => line.startsWith('onshelf_stock_drift{channel="smaregi"}'));

const driftAfterMs = 600;
const settings = {
  CATALOG_POLL_MS: '150',
  DRIFT_AFTER_MS: String(driftAfterMs),
  SANDBOX_SALES_PER_MINUTE: '0',
};

/** A gateway that has set the stock of 567 at store 8 to 50, and listens to the events of the vendor. */
const listeningApp = async (start: () => Promise<TestApp>): Promise<TestApp> => {
  const app = await start();
  await listening([app.url], driftAfterMs);
  await setStock(app.url, [smaregiStock('567', 50), smaregiStock('568', 50)]);
  // The event of the write must not explain a silent change.
  await eventsProcessed(app.url, app.sandbox.smaregi);
  return app;
};

describe('a change at the vendor', () => {
  it.concurrent('is drift if it sends no event, and none if it does', async ({ start }) => {
    const app = await listeningApp(() => start(settings));
    const { url, sandbox } = app;
    sandbox.smaregi.edits.setStock('567', '8', 47);
    await eventsProcessed(url, sandbox.smaregi);
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
    await eventsProcessed(url, sandbox.smaregi);
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

/** A level that should have 50, and that was changed to 45 without an event. */
const drifted = async (start: () => Promise<TestApp>): Promise<TestApp> => {
  const app = await listeningApp(start);
  app.sandbox.smaregi.edits.setStockSilently('567', '8', 45);
  await until(
    () => drifts(app.url),
    (found) => found.join() === '567@8 50 45',
  );
  return app;
};

describe('a repair', () => {
  it.concurrent('sets the expected quantity, once for a key', async ({ start }) => {
    const app = await drifted(() => start(settings));
    const { url, sandbox } = app;
    const { results, replayed } = await repair(url, [target('567')], 'repair-1');
    expect([results.map(outcomeOf), replayed]).toEqual([['APPLIED'], false]);
    expect((await levelAt(url))?.quantity).toBe(50);
    expect(await drifts(url)).toEqual([]);
    const writes = sandbox.smaregi.control.writes().length;
    // The drift has ended, and the same request is still the same operation.
    const again = await repair(url, [target('567')], 'repair-1');
    expect([again.results.map(outcomeOf), again.replayed]).toEqual([['APPLIED'], true]);
    const other = await repair(url, [target('568')], 'repair-1');
    expect(other.userErrors).toMatchObject([{ code: 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH' }]);
    expect((await repair(url, [target('567')])).results.map(outcomeOf)).toEqual([
      'FAILED InvalidItem NO_DRIFT',
    ]);
    expect(sandbox.smaregi.control.writes()).toHaveLength(writes);
  });

  it.concurrent('changes nothing if the vendor has another quantity by then', async ({ start }) => {
    const { url, sandbox } = await drifted(() => start(settings));
    const writes = sandbox.smaregi.control.writes().length;
    sandbox.smaregi.edits.setStockSilently('567', '8', 44);
    const { results } = await repair(url, [target('567')]);
    expect(results.map(outcomeOf)).toEqual(['FAILED StaleQuantity STALE_QUANTITY']);
    expect(sandbox.smaregi.control.writes()).toHaveLength(writes);
    await until(
      () => drifts(url),
      (found) => found.join() === '567@8 50 44',
    );
  });

  it.concurrent('is retried with its condition: only over the quantity that it was made for', async ({
    start,
  }) => {
    const app = await drifted(() => start({ ...settings, RETRY_FOR_MS: '0' }));
    const { url, sandbox } = app;
    const { control, edits } = sandbox.smaregi;
    control.fail({ on: 'stock/bulk', kind: 'status', status: 503, times: 1 });
    const failed = await repair(url, [target('567'), target('568')]);
    expect(failed.results.map(outcomeOf)).toEqual([
      'FAILED VendorUnavailable VENDOR_UNAVAILABLE',
      'FAILED InvalidItem NO_DRIFT',
    ]);
    const { id } = accepted(failed);
    const writes = control.writes().length;
    // The vendor has another quantity than the repair was made for.
    edits.setStockSilently('567', '8', 44);
    const stale = await retryOperation(url, id);
    expect(stale.results.map(outcomeOf)).toEqual(['FAILED StaleQuantity STALE_QUANTITY']);
    expect(control.writes()).toHaveLength(writes);
    edits.setStockSilently('567', '8', 45);
    const retried = await retryOperation(url, id);
    expect(retried.results.map(outcomeOf)).toEqual(['APPLIED']);
    expect(only(retried.results).target).toMatchObject({ productId: '567', locationId: '8' });
    expect((await levelAt(url))?.quantity).toBe(50);
  });

  it.concurrent('refuses each target that has no drift alone', async ({ start }) => {
    const { url } = await drifted(() => start(settings));
    const { results, operation } = await repair(url, [
      target('501'),
      target('567'),
      target('7777'),
      target('567', { channel: 'nowhere' }),
      target('502', { locationId: null }),
      target('not a number'),
      target('503', { optionId: 'red' }),
      target('504'),
      target('504'),
      { channel: 'global-link', productId: 'product-001' },
      { channel: 'brightmall', productId: '1' },
      target('5'.repeat(100_000)),
    ]);
    expect(results.map(outcomeOf)).toEqual([
      'FAILED InvalidItem NO_DRIFT',
      'APPLIED',
      'FAILED InvalidItem PRODUCT_NOT_FOUND',
      'FAILED InvalidItem UNKNOWN_CHANNEL',
      'FAILED InvalidItem LOCATION_REQUIRED',
      'FAILED InvalidItem INVALID_VALUE',
      'FAILED InvalidItem PRODUCT_NOT_FOUND',
      'FAILED InvalidItem DUPLICATE_TARGET',
      'FAILED InvalidItem DUPLICATE_TARGET',
      'FAILED InvalidItem PRODUCT_NOT_FOUND',
      'FAILED InvalidItem UNSUPPORTED_BY_CHANNEL',
      'FAILED InvalidItem INVALID_VALUE',
    ]);
    expect(operation?.itemCount).toBe(12);
    const none = await repair(url, []);
    expect(none.userErrors).toMatchObject([{ code: 'NO_ITEMS', path: ['input', 'targets'] }]);
    const many = await repair(
      url,
      Array.from({ length: 1_001 }, (_, at) => target(String(at + 1))),
    );
    expect(many.userErrors).toMatchObject([
      { code: 'TOO_MANY_ITEMS', path: ['input', 'targets'], limit: 1_000, provided: 1_001 },
    ]);
  });
});
