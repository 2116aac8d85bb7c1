import { expect } from 'vitest';
import { setStock } from '../../support/client.ts';
import { globalLinkStock, smaregiStock } from '../../support/items.ts';
import { createWriteLog } from '../support/vendor-writes.ts';
import { it, startThree } from './cluster.ts';

const count = 12;
const numbers = Array.from({ length: count }, (_, number) => number);

/** The last value of each target at the vendors. */
const heldAfter = (writes: ReturnType<ReturnType<typeof createWriteLog>['collect']>) =>
  new Map(writes.map(({ target, value }) => [target, value]));

it('clients of three gateways that expect the same quantity: one change is applied, the others are stale', async ({
  database,
  startGateway,
  vendors,
}) => {
  vendors.globalLink.control.behave({ latencyMs: 20 });
  const settings = { ...vendors.settings, DATABASE_URL: database.url };
  const gateways = await startThree(startGateway, settings);
  const items = (quantity: (number: number) => number, more: { readonly ifQuantity?: number } = {}) =>
    numbers.flatMap((number) => [
      globalLinkStock(`product-${number}`, quantity(number), more),
      smaregiStock(String(number + 1), quantity(number), more),
    ]);
  const first = await setStock(
    gateways[0].url,
    items(() => 5),
    { waitMs: 20_000 },
  );
  expect(new Set(first.results.map(({ status }) => status))).toEqual(new Set(['APPLIED']));

  // Each client read 5, and sends a value of its own. One of the gateways has two clients.
  const urls = [...gateways, gateways[0]].map(({ url }) => url);
  const answers = await Promise.all(
    urls.map((url, client) =>
      setStock(
        url,
        items((number) => 100 * (client + 1) + number, { ifQuantity: 5 }),
        { waitMs: 30_000 },
      ),
    ),
  );
  const held = heldAfter(createWriteLog(vendors).collect());
  for (const number of numbers) {
    for (const [place, target] of [
      [2 * number, `global-link/product-${number}`],
      [2 * number + 1, `smaregi/${number + 1}:8`],
    ] as const) {
      const ends = answers.map(({ results }) => results[place]);
      expect(ends.map((end) => end?.__typename).toSorted(), target).toEqual([
        'StaleQuantity',
        'StaleQuantity',
        'StaleQuantity',
        'StockApplied',
      ]);
      const winner = ends.findIndex((end) => end?.__typename === 'StockApplied');
      expect(held.get(target), target).toBe(100 * (winner + 1) + number);
    }
  }
});
