import { describe, expect, it, onTestFinished } from 'vitest';
import { createListener, type ListenerOptions } from '../../../src/adapters/postgres/connection/listener.ts';
import { openPool } from '../../../src/adapters/postgres/connection/pool.ts';
import {
  createPostgresBus,
  type PostgresBusOptions,
} from '../../../src/adapters/postgres/events/event-bus.ts';
import { openPostgres } from '../../../src/adapters/postgres/open.ts';
import { asOperationId } from '../../../src/domain/ids.ts';
import { apply } from '../../contract/journal/given.ts';
import { stockOf } from '../../support/changes.ts';
import { startDatabaseProxy } from '../../support/database-proxy.ts';
import { query } from '../../support/postgres.ts';
import { describedDatabase } from './store/gateways.ts';

const { url, open } = describedDatabase();
const key = { ...stockOf('1', 0), optionId: null };
const stockKey = { channel: key.channel, productId: key.productId, locationId: null, optionId: null };
/** Without the periodic check: every event comes from a notification. */
const never = 3_600_000;

let buses = 0;

const openBus = async (more: Partial<ListenerOptions & PostgresBusOptions> = {}) => {
  const pool = openPool({ url: url() });
  const listener = createListener({ url: url(), checkMs: never, ...more });
  const connected = new Promise((resolve) => {
    listener.onReconnected(resolve);
  });
  buses += 1;
  const id = 1_000_000 + buses;
  const bus = createPostgresBus({ pool, listener, lease: { id: () => id } }, { readAgainMs: never, ...more });
  onTestFinished(async () => {
    await bus.close();
    await listener.close();
    await pool.end();
  });
  await connected;
  return bus;
};

describe('createPostgresBus', () => {
  it('notifies local listeners at once, and those of other gateways soon', async () => {
    const [one, two] = [await openBus(), await openBus()];
    const heard: string[] = [];
    one.onOperationChanged(asOperationId(7), () => heard.push('here'));
    two.onOperationChanged(asOperationId(7), () => heard.push('there'));
    two.onOperationChanged(asOperationId(8), () => heard.push('another'));
    const stock: unknown[] = [];
    two.onStockChanged((changed) => stock.push(changed));
    one.operationChanged(asOperationId(7));
    expect(heard).toEqual(['here']);
    one.stockChanged(key);
    await expect.poll(() => stock).toEqual([stockKey]);
    expect(heard).toEqual(['here', 'there']);
  });

  it('sends more notifications than one payload holds', async () => {
    const [one, two] = [await openBus(), await openBus()];
    const heard = new Set<number>();
    const ids = Array.from({ length: 5_000 }, (_, index) => asOperationId(1_000_000_000 + index));
    for (const id of ids) two.onOperationChanged(id, () => heard.add(id));
    for (const id of ids) one.operationChanged(id);
    await expect.poll(() => heard.size).toBe(ids.length);
  });

  it('reports that a gateway leaves work', async () => {
    const bus = await openBus();
    const { journal } = await openPostgres({ url: url() });
    let left = 0;
    bus.onWorkLeft(() => (left += 1));
    await journal.close();
    await expect.poll(() => left).toBe(1);
  });

  it('ignores payloads that are not notifications', async () => {
    const bus = await openBus();
    const heard: string[] = [];
    bus.onOperationChanged(asOperationId(1), () => heard.push('one'));
    await query(url(), `SELECT pg_notify('onshelf', 'no JSON'), pg_notify('onshelf', '{"from":1}')`);
    await query(url(), `SELECT pg_notify('onshelf', '{"from":"x","operations":[1]}')`);
    await expect.poll(() => heard).toEqual(['one']);
  });

  it.each(['cut', 'hang'] as const)(
    'reads everything again after a connection that was %s is back',
    async (how) => {
      const journal = await open();
      const proxy = await startDatabaseProxy(url(), (close) => void onTestFinished(close));
      const bus = await openBus({ url: proxy.url, checkMs: 1_000, connectMs: 2_000 });
      const heard = new Set<string>();
      bus.onOperationChanged(asOperationId(5), () => heard.add('operation'));
      bus.onStockChanged(({ productId }) => heard.add(productId));
      if (how === 'hang') proxy.hang();
      else proxy.stop();
      // The bus gets no notification: only the journal has the change.
      await apply(journal, stockOf(`missed-${how}`, 1));
      if (how === 'hang') await expect.poll(proxy.givenUp).toBeGreaterThan(0);
      proxy.resume();
      await expect.poll(() => [...heard]).toContain(`missed-${how}`);
      expect(heard).toContain('operation');
    },
  );

  it('reads the changes of the whole time without notifications', async () => {
    const journal = await open();
    const proxy = await startDatabaseProxy(url(), (close) => void onTestFinished(close));
    const missedMs = 1_000;
    const bus = await openBus({ url: proxy.url, missedMs });
    const heard = new Set<string>();
    bus.onStockChanged(({ productId }) => heard.add(productId));
    proxy.stop();
    await apply(journal, stockOf('long-ago', 1));
    // Until it is older than the time that is always read, by the clock that sets the time of a change.
    const isOld = `SELECT clock_timestamp() - changed_at > ${missedMs} * interval '1 millisecond' AS old
      FROM stock_levels WHERE product_id = 'long-ago'`;
    await expect.poll(async () => (await query(url(), isOld))[0]?.['old']).toBe(true);
    proxy.resume();
    await expect.poll(() => [...heard]).toContain('long-ago');
  });

  it('calls listeners of operations at an interval, in case a notification was lost', async () => {
    const bus = await openBus({ readAgainMs: 20 });
    let looks = 0;
    bus.onOperationChanged(asOperationId(5), () => (looks += 1));
    await expect.poll(() => looks).toBeGreaterThan(2);
  });
});

it('a listener receives the notifications of each channel', async () => {
  const listener = createListener({ url: url() });
  onTestFinished(() => listener.close());
  const heard: string[] = [];
  listener.onNotification('onshelf_throttle', (payload) => heard.push(payload));
  await new Promise((resolve) => {
    listener.onReconnected(resolve);
  });
  await query(url(), "SELECT pg_notify('onshelf_throttle', 'hello'), pg_notify('onshelf', '{}')");
  await expect.poll(() => heard).toEqual(['hello']);
});
