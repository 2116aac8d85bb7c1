import { describe, expect, it, onTestFinished } from 'vitest';
import { openSqliteJournal } from '../../../src/adapters/sqlite/open.ts';
import { createVendorEvents } from '../../../src/core/catalogue/vendor-events.ts';
import { createChannels } from '../../../src/core/channels/channels.ts';
import { asLocationId, asProductId, asRequestId } from '../../../src/domain/ids.ts';
import type { StockKey } from '../../../src/domain/stock.ts';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import type { VendorEvent } from '../../../src/ports/vendor-reads.ts';
import { shop } from '../../support/changes.ts';
import { until } from '../../support/client.ts';
import { fakeCatalogue } from '../../support/fake-catalogue.ts';
import { fakeChannel } from '../../support/fake-channel.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const keyOf = (product: string, store = '1'): StockKey => ({
  channel: shop,
  productId: asProductId(product),
  locationId: asLocationId(store),
  optionId: null,
});
const stockEvent = (...products: readonly string[]): VendorEvent => ({
  type: 'stock',
  changes: products.map((product) => ({ key: keyOf(product), reference: null })),
});
const productEvent = (...ids: readonly string[]): VendorEvent => ({
  type: 'products',
  productIds: ids.map(asProductId),
});

/** A real journal, a vendor, and its events. The body of an event is the event itself. */
const opened = async (directory?: string, change: (journal: Journal) => Journal = (one) => one) => {
  const journal = openSqliteJournal(directory ?? (await temporaryDirectory(onTestFinished)));
  const clock = manualClock();
  const vendor = fakeCatalogue(clock);
  const polls: boolean[] = [];
  const published: string[] = [];
  const settled: { id: number; references: (string | null)[] }[] = [];
  const channel = {
    ...fakeChannel().channel,
    ...vendor.reads,
    events: {
      isAuthentic: (header: (name: string) => string | undefined) => header('secret') === 's',
      read: (body: unknown) => body as VendorEvent | null,
    },
  };
  const events = createVendorEvents({
    channels: createChannels([channel]),
    journal: change(journal),
    clock,
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    handleChanges: ({ stock }) => published.push(...stock.map(({ productId }) => productId)),
    pollNow: (_channel, full) => polls.push(full),
    stockHistory: { onChanged: () => {} },
    settleEarly: async (id, references) => void settled.push({ id, references: [...references.values()] }),
    readLimitOf: () => ({
      startCall: (call) => call(),
      startLater: (call) => call(),
      onUnavailable: () => {},
      refusal: () => null,
    }),
  });
  const close = async () => {
    events.stop();
    await journal.close().catch(() => {});
  };
  onTestFinished(close);
  const receive = (event: VendorEvent | null, { secret = 's', key = 'shop' } = {}) =>
    events.receive('smaregi', key, {
      header: (name) => (name === 'secret' ? secret : undefined),
      body: async () => event,
    });
  const quantityOf = async (product: string) => {
    const [level] = await journal.stockLevels([keyOf(product)]);
    return level && `${level.quantity} ${level.source}`;
  };
  const handled = async () => {
    await until(
      async () => (await journal.storedEvents([shop], 10)).length,
      (count) => count === 0,
    );
  };
  return { journal, clock, vendor, events, receive, quantityOf, handled, polls, published, settled, close };
};

describe('an event of a vendor', () => {
  it('is refused without the secret, and on a channel that does not exist', async () => {
    const { receive, journal, events } = await opened();
    events.start();
    expect(await receive(stockEvent('1'), { secret: 'x' })).toBe('FORGED');
    expect(await receive(stockEvent('1'), { key: 'nowhere' })).toBe('UNKNOWN_CHANNEL');
    expect(await receive(null)).toBe('IGNORED');
    expect(await journal.storedEvents([shop], 10)).toEqual([]);
  });

  it('makes the gateway read the stock, once for the same change twice', async () => {
    const { receive, vendor, events, quantityOf, handled, published } = await opened();
    events.start();
    vendor.setLevel('1', '1', 7);
    expect(await receive(stockEvent('1'))).toBe('STORED');
    await handled();
    expect(await quantityOf('1')).toBe('7 VENDOR_EVENT');
    await receive(stockEvent('1'));
    await handled();
    expect(published).toEqual(['1']);
    vendor.setLevel('1', '1', 6);
    await receive(stockEvent('1'));
    await handled();
    expect(published).toEqual(['1', '1']);
  });

  it('is processed later when the vendor cannot be read', async () => {
    const { receive, vendor, clock, events, quantityOf, journal } = await opened();
    events.start();
    vendor.setLevel('1', '1', 7);
    vendor.state.isAway = true;
    await receive(stockEvent('1'));
    await clock.advance(5_000);
    expect(await journal.storedEvents([shop], 10)).toHaveLength(1);
    vendor.state.isAway = false;
    await clock.advance(2_000);
    expect(await quantityOf('1')).toBe('7 VENDOR_EVENT');
    expect(await journal.storedEvents([shop], 10)).toEqual([]);
  });

  it('is processed after a restart', async () => {
    const directory = await temporaryDirectory(onTestFinished);
    const first = await opened(directory);
    // It is not started, as if the process ended directly after the answer.
    await first.receive(stockEvent('1'));
    await first.close();
    const second = await opened(directory);
    second.vendor.setLevel('1', '1', 3);
    second.events.start();
    await second.handled();
    expect(await second.quantityOf('1')).toBe('3 VENDOR_EVENT');
  });

  it('waits for the end of a pending change of its target', async () => {
    let isPending = true;
    const { receive, vendor, clock, events, quantityOf } = await opened(undefined, (journal) => ({
      ...journal,
      pendingTargets: async (targets) => targets.map(() => isPending),
    }));
    events.start();
    vendor.setLevel('1', '1', 7);
    await receive(stockEvent('1'));
    await clock.advance(3_000);
    expect(await quantityOf('1')).toBeNull();
    isPending = false;
    await clock.advance(2_000);
    expect(await quantityOf('1')).toBe('7 VENDOR_EVENT');
  });

  it('ends a change whose callback does not come, once', async () => {
    const { receive, clock, events, settled } = await opened(undefined, (journal) => ({
      ...journal,
      pendingTargets: async (targets) => targets.map(() => true),
      awaitingRequests: async (targets) => targets.map(() => asRequestId(7)),
    }));
    events.start();
    await receive({ type: 'stock', changes: [{ key: keyOf('1'), reference: '900' }] });
    await clock.advance(1_500);
    expect(settled).toEqual([]);
    await clock.advance(10_000);
    expect(settled).toEqual([{ id: 7, references: ['900'] }]);
  });

  it('of products adds them, changes them, and removes those that the vendor does not have', async () => {
    const { receive, vendor, clock, events, journal, handled, quantityOf } = await opened();
    events.start();
    const nameOf = async (id: string) =>
      (await journal.products([{ channel: shop, productId: asProductId(id) }]))[0]?.name ?? null;
    vendor.setProduct('1', 'Cup');
    vendor.setLevel('1', '1', 4);
    await receive(productEvent('1'));
    await receive(stockEvent('1'));
    await handled();
    expect([await nameOf('1'), await quantityOf('1')]).toEqual(['Cup', '4 VENDOR_EVENT']);
    vendor.setProduct('1', 'Mug');
    await receive(productEvent('1', '1'));
    await handled();
    expect(await nameOf('1')).toBe('Mug');
    vendor.removeProduct('1');
    clock.skip(1_000);
    await receive(productEvent('1'));
    await handled();
    expect([await nameOf('1'), await quantityOf('1')]).toEqual([null, null]);
  });

  it('with very many ids starts a poll of the lists', async () => {
    const { receive, events, handled, polls, vendor } = await opened();
    events.start();
    const ids = Array.from({ length: 100_000 }, (_, at) => String(at));
    await receive(stockEvent(...ids));
    await handled();
    await receive(productEvent(...ids));
    await handled();
    expect(polls).toEqual([false, true]);
    expect(vendor.state.pages).toBe(0);
  });
});
