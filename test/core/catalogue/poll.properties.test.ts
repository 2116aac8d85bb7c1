import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { syncFile } from '../../../src/adapters/sqlite/file/log-file.ts';
import { openSqliteJournal } from '../../../src/adapters/sqlite/open.ts';
import { createPoll, isPolled } from '../../../src/core/catalogue/poll.ts';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import { shop } from '../../support/changes.ts';
import { fakeCatalogue, type PageFault } from '../../support/fake-catalogue.ts';
import { fakeChannel } from '../../support/fake-channel.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const everyPage = { after: null, before: null, limit: 1_000, last: false };

const known = async (journal: Journal) => {
  const products = await journal.productsPage({
    ...everyPage,
    filter: {
      channels: [shop],
      search: null,
      codes: null,
      productIds: null,
      quantity: null,
      observedAfter: null,
    },
    sort: { field: 'PRODUCT_ID', direction: 'ASC' },
  });
  const levels = await journal.stockLevelsPage({
    ...everyPage,
    filter: {
      channels: [shop],
      productIds: null,
      locationIds: null,
      listings: null,
      quantity: null,
      pending: null,
      drifted: null,
    },
    sort: { field: 'PRODUCT_ID', direction: 'ASC' },
  });
  return {
    products: products.nodes.map(({ productId, name }) => `${productId} ${name}`).toSorted(),
    levels: levels.nodes
      .map(({ productId, locationId, quantity }) => `${productId}:${locationId} ${quantity}`)
      .toSorted(),
  };
};

const opened = async (clockOffsetMs = 0) => {
  const syncs = { count: 0 };
  const journal = openSqliteJournal(await temporaryDirectory(onTestFinished), async (file) => {
    syncs.count += 1;
    await syncFile(file);
  });
  onTestFinished(() => journal.close());
  const clock = manualClock();
  const vendor = fakeCatalogue(clock, { clockOffsetMs });
  const channel = { ...fakeChannel().channel, ...vendor.reads };
  if (!isPolled(channel)) throw new Error('The channel has no lists');
  const poll = createPoll({
    journal,
    clock,
    log: { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} },
    handleChanges: () => {},
    channels: { use: (_channel, work) => work() },
    readLimitOf: () => ({
      startCall: (call) => call(),
      startLater: (call) => call(),
      onUnavailable: () => {},
      refusal: () => null,
    }),
  });
  const atVendor = () => ({
    products: [...vendor.products.values()].map(({ row }) => `${row.productId} ${row.name}`).toSorted(),
    levels: [...vendor.levels.values()]
      .map(({ row }) => `${row.productId}:${row.locationId} ${row.quantity}`)
      .toSorted(),
  });
  return { journal, clock, vendor, poll: () => poll(channel), atVendor, syncs };
};

const id = fc.integer({ min: 1, max: 9 }).map(String);
const step = fc.oneof(
  fc.record({ type: fc.constant('product' as const), id, name: fc.string({ maxLength: 4 }) }),
  fc.record({ type: fc.constant('remove' as const), id }),
  fc.record({ type: fc.constant('level' as const), id, quantity: fc.integer({ min: -3, max: 9 }) }),
  fc.record({ type: fc.constant('poll' as const), day: fc.boolean() }),
  fc.record({
    type: fc.constant('fault' as const),
    fault: fc.constantFrom<PageFault | null>('away', 'repeat', 'skip', null),
  }),
);

describe('a poll', () => {
  it('makes the catalogue equal to the vendor once the vendor stops changing, after any faults', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 30 }),
        fc.constantFrom(0, -5 * 3_600_000, 5 * 3_600_000),
        async (steps, clockOffsetMs) => {
          const { journal, clock, vendor, poll, atVendor } = await opened(clockOffsetMs);
          for (const one of steps) {
            clock.skip(1_000);
            if (one.type === 'product') vendor.setProduct(one.id, one.name);
            else if (one.type === 'remove') vendor.removeProduct(one.id);
            else if (one.type === 'level') vendor.setLevel(one.id, '1', one.quantity);
            else if (one.type === 'fault') vendor.faults.push(one.fault);
            else {
              if (one.day) clock.skip(86_400_000);
              await poll();
            }
          }
          vendor.faults.length = 0;
          // A pass that a fault interrupted continues where it was, so a whole pass follows it.
          await poll();
          clock.skip(86_400_000);
          expect(await poll()).toEqual({ type: 'done' });
          expect(await known(journal)).toEqual(atVendor());
        },
      ),
      { numRuns: 25 },
    );
  });

  it('writes nothing when it finds nothing', async () => {
    const { clock, vendor, poll, syncs } = await opened();
    for (const productId of ['1', '2', '3', '4']) vendor.setProduct(productId, 'x');
    clock.skip(60_000);
    await poll();
    clock.skip(60_000);
    vendor.setProduct('4', 'y');
    await poll();
    clock.skip(60_000);
    await poll();
    const before = syncs.count;
    clock.skip(60_000);
    await poll();
    expect(syncs.count).toBe(before);
    vendor.setProduct('3', 'z');
    await poll();
    expect(syncs.count).toBeGreaterThan(before);
  });

  it('continues at the same page after a failure', async () => {
    const { vendor, clock, poll, journal, atVendor } = await opened();
    for (let product = 10; product < 30; product += 1) {
      clock.skip(1_000);
      vendor.setProduct(String(product), 'x');
    }
    vendor.faults.push(null, null, null, 'away');
    expect(await poll()).toMatchObject({ type: 'unavailable' });
    const read = vendor.state.pages;
    expect(await poll()).toEqual({ type: 'done' });
    // The other five of seven pages of products, one of levels, and one of each for changes.
    expect(vendor.state.pages - read).toBe(8);
    expect(await known(journal)).toEqual(atVendor());
  });

  it('keeps a row that the list skipped, and removes one that the vendor does not have', async () => {
    const { vendor, clock, poll, journal, atVendor } = await opened();
    for (const productId of ['1', '2', '3', '4', '5', '6']) {
      vendor.setProduct(productId, 'x');
      vendor.setLevel(productId, '1', 1);
    }
    await poll();
    clock.skip(86_400_000);
    vendor.removeProduct('5');
    vendor.faults.push(null, 'skip');
    await poll();
    expect(await known(journal)).toEqual(atVendor());
    expect((await known(journal)).products).toContain('1 x');
  });
});
