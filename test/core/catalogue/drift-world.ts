import { onTestFinished } from 'vitest';
import { openSqliteJournal } from '../../../src/adapters/sqlite/open.ts';
import { createDriftCheck } from '../../../src/core/catalogue/drift-check.ts';
import { createPoll, isPolled } from '../../../src/core/catalogue/poll.ts';
import { createVendorEvents } from '../../../src/core/catalogue/vendor-events.ts';
import { createChannels } from '../../../src/core/channels/channels.ts';
import { createReadStock } from '../../../src/core/query/read-stock.ts';
import { stockTarget } from '../../../src/domain/changes/change.ts';
import { asLocationId, asProductId } from '../../../src/domain/ids.ts';
import type { RowOutcome } from '../../../src/domain/item.ts';
import type { StockKey } from '../../../src/domain/stock.ts';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import type { VendorEvent } from '../../../src/ports/vendor-reads.ts';
import { acceptDraft, draftOf, queuedDraft, settleAll, some } from '../../contract/journal/given.ts';
import { appliedAt, atStore, shop, stockOf, unknownRow } from '../../support/changes.ts';
import { until } from '../../support/client.ts';
import { fakeCatalogue } from '../../support/fake-catalogue.ts';
import { fakeChannel } from '../../support/fake-channel.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

export const graceMs = 300_000;

export const keyOf = (product: string): StockKey => ({
  channel: shop,
  productId: asProductId(product),
  locationId: asLocationId('1'),
  optionId: null,
});

type Change = Extract<VendorEvent, { readonly type: 'stock' }>['changes'][number];

/**
 * A vendor with stock, and the parts of a gateway that find drift in it: a real journal, polls, events, live reads and the
 * check. The test delivers the events of the vendor.
 */
export const driftWorld = async ({ hasEvents = true } = {}) => {
  const journal = openSqliteJournal(await temporaryDirectory(onTestFinished));
  const clock = manualClock();
  const vendor = fakeCatalogue(clock, { pageSize: 50 });
  const published: string[] = [];
  const polled: boolean[] = [];
  const warned: unknown[] = [];
  const reads: number[] = [];
  const world = { duringRead: async () => {} };
  const { readStock } = vendor.reads;
  const channel = {
    ...fakeChannel().channel,
    ...vendor.reads,
    readStock: async (...about: Parameters<NonNullable<typeof readStock>>) => {
      const found = await readStock?.(...about);
      reads.push(about[0].length);
      await world.duringRead();
      if (!found) throw new Error('The vendor has no reads');
      return found;
    },
    ...(hasEvents && {
      events: { isAuthentic: () => true, read: (body: unknown) => body as VendorEvent | null },
    }),
  };
  if (!isPolled(channel)) throw new Error('The channel has no lists');
  const channels = createChannels([channel]);
  const deps = {
    journal,
    clock,
    channels,
    log: {
      debug: () => {},
      info: () => {},
      warn: (about: unknown) => void warned.push(about),
      error: () => {},
    },
    handleChanges: ({ stock }: Awaited<ReturnType<Journal['settle']>>) =>
      published.push(...stock.map(({ productId }) => productId)),
    readLimitOf: () => ({
      startCall: <Result>(call: () => Promise<Result>) => call(),
      startLater: <Result>(call: () => Promise<Result>) => call(),
      onUnavailable: () => {},
      refusal: () => null,
    }),
  };
  const poll = createPoll(deps);
  let check = createDriftCheck(deps);
  const events = createVendorEvents({
    ...deps,
    pollNow: (_channel, full) => polled.push(full),
    stockHistory: { onChanged: () => {} },
    settleEarly: async () => {},
  });
  const live = createReadStock(deps);
  onTestFinished(async () => {
    events.stop();
    await journal.close();
  });
  events.start();
  let references = 0;
  const changeOf = (product: string): Change => {
    references += 1;
    return { key: keyOf(product), reference: String(references) };
  };
  const receive = async (...changes: readonly Change[]): Promise<void> => {
    await events.receive('smaregi', 'shop', {
      header: () => undefined,
      body: async () => ({ type: 'stock', changes }),
    });
    await until(
      async () => (await journal.storedEvents([shop], 1)).length,
      (count) => count === 0,
    );
  };
  /** Asks for a read of the gateway itself. Levels with an unfinished change are read later. */
  const readLater = async (...products: readonly string[]): Promise<void> => {
    const keys = products.map(keyOf);
    await events.readLater(channel, keys);
    const pending = await journal.pendingTargets(
      keys.map(({ channel, productId, locationId }) => ({
        channel,
        target: stockTarget(productId, locationId),
      })),
    );
    await until(
      async () => {
        const stored = await journal.storedEvents([shop], 9);
        return stored.flatMap(({ event }) => (event.type === 'stock' ? event.changes : [])).length;
      },
      (count) => count === pending.filter((is) => is).length,
    );
  };
  const quantityOf = (product: string): number => vendor.levels.get(`${product}:1`)?.row.quantity ?? 0;

  /** A change by the gateway, as far as `outcome`. Null: it stays unfinished. The event of it is returned. */
  const write = async (
    product: string,
    quantity: number,
    outcome: ((at: number) => RowOutcome) | null = appliedAt,
  ): Promise<Change> => {
    const now = clock.now();
    const change = stockOf(product, quantity, atStore('1'));
    const draft = draftOf([queuedDraft(change)], { createdAt: now, deadline: now + 60_000 });
    const { queued } = await acceptDraft(journal, draft);
    const about = {
      channel: shop,
      kind: 'STOCK_SET',
      sentAt: now,
      callbackHash: null,
      deadline: now + 1,
    } as const;
    const { request } = await journal.claim(queued, about, 'QUEUED');
    vendor.setLevel(product, '1', quantity);
    clock.skip(10);
    if (outcome) await settleAll(journal, some(request), outcome(clock.now()), clock.now());
    return changeOf(product);
  };
  return {
    ...{ journal, clock, channel, vendor, published, polled, warned, reads, world, write, receive, changeOf },
    readLater,
    quantityOf,
    /** Changes the stock at the vendor. The event of it is returned. */
    sell: (product: string, by: number): Change => {
      vendor.setLevel(product, '1', quantityOf(product) - by);
      return changeOf(product);
    },
    /** Polls the vendor, and checks the differences. */
    poll: async (): Promise<void> => {
      clock.skip(1_000);
      await poll(channel);
      await check.run(channel);
    },
    readLive: async (...products: readonly string[]): Promise<void> => {
      clock.skip(1_000);
      await live(products.map(keyOf), 0);
      // The reader does not wait until the levels are stored.
      await journal.check();
    },
    /** The gateway starts again, so it may have missed events. */
    restart: (): void => {
      check = createDriftCheck(deps);
    },
    count: () => check.countOf(shop),
    driftOf: async (product: string) => {
      const [drift] = await journal.drifts([keyOf(product)]);
      return drift ? `${drift.expected} ${drift.actual}` : null;
    },
    openIn: () => journal.openDifferences(shop, Number.MAX_SAFE_INTEGER, 100),
    isInDoubt: () => unknownRow,
  };
};

/** A world in which the gateway listens: it has set product 1 to 10, and has received the event of that. */
export const listeningWorld = async (...about: Parameters<typeof driftWorld>) => {
  const world = await driftWorld(...about);
  await world.receive(await world.write('1', 10));
  await world.poll();
  world.clock.skip(graceMs + 1_000);
  await world.poll();
  return world;
};
