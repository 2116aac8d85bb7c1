import { describe, expect } from 'vitest';
import {
  accepted,
  confirmInventory,
  ended,
  outcomeOf,
  replaceProducts,
  resultsOf,
  setStock,
  until,
} from '../../support/client.ts';
import { confirmation, globalLinkStock, orderItem, product, smaregiStock } from '../../support/items.ts';
import { createSubscribers } from '../crash/subscribers.ts';
import { channelsFile, it, startThree } from './cluster.ts';

describe('three gateways on one database', () => {
  it('share the limits of a channel', async ({ directory, database, startGateway, vendors }) => {
    const { globalLink, brightmall } = vendors;
    brightmall.control.behave({ maxConcurrent: 2, latencyMs: 40 });
    const settings = await channelsFile(directory, vendors, {
      globalLink: { concurrency: 6, ratePerSecond: 8 },
      brightmall: { concurrency: 2 },
    });
    const gateways = await startThree(startGateway, { ...settings, DATABASE_URL: database.url });
    const numbers = Array.from({ length: 12 }, (_, number) => number);
    const begin = Date.now();
    // Each product has its own request.
    const products = gateways.flatMap(({ url }, at) =>
      numbers.map((number) => replaceProducts(url, [product(`product-${at}-${number}`)], { waitMs: 30_000 })),
    );
    const confirmations = gateways.map(async ({ url }, at) => {
      const answers = [];
      for (const number of [...numbers, ...numbers]) {
        const item = confirmation(orderItem(1_000 * (at + 1) + answers.length), { memo: `v${number}` });
        answers.push(await confirmInventory(url, [item], { waitMs: 30_000 }));
      }
      return answers;
    });
    const answers = [...(await Promise.all(products)), ...(await Promise.all(confirmations)).flat()];
    expect(new Set(answers.flatMap(({ results }) => results.map(outcomeOf)))).toEqual(new Set(['APPLIED']));
    for (const { control } of [globalLink, brightmall]) {
      expect(control.requests().filter(({ status }) => status === 429)).toEqual([]);
      expect(control.requests().length).toBeGreaterThanOrEqual(36);
    }
    // A slow machine hands over requests unevenly and late, but none too early.
    for (const [place, { at }] of globalLink.control.requests().entries())
      expect(at - begin).toBeGreaterThan(Math.floor(place / 8) * 1_000 - 20);
  });

  it('accept an idempotency key once when several get it at the same time', async ({
    database,
    startGateway,
    vendors,
  }) => {
    const settings = { ...vendors.settings, DATABASE_URL: database.url };
    const gateways = await startThree(startGateway, settings);
    const keys = Array.from({ length: 30 }, (_, number) => number);
    const answers = await Promise.all(
      keys.map((number) =>
        Promise.all(
          gateways.map(({ url }) =>
            setStock(url, [globalLinkStock(`product-${number}`, number)], {
              idempotencyKey: `key-${number}`,
            }),
          ),
        ),
      ),
    );
    for (const each of answers) {
      expect(each.filter(({ replayed }) => !replayed)).toHaveLength(1);
      expect(new Set(each.map((answer) => accepted(answer).id)).size).toBe(1);
      expect(each.flatMap(({ results }) => results.map(outcomeOf))).toEqual([
        'APPLIED',
        'APPLIED',
        'APPLIED',
      ]);
    }
    expect(vendors.globalLink.control.writes()).toHaveLength(keys.length);
    const other = await setStock(gateways[1].url, [globalLinkStock('product-0', 99)], {
      idempotencyKey: 'key-0',
    });
    expect(other.userErrors.map(({ code }) => code)).toEqual(['IDEMPOTENCY_KEY_PARAMETER_MISMATCH']);
  });

  it('accept each other’s webhooks and send events to each other’s subscribers', async ({
    database,
    startGateway,
    vendors,
  }) => {
    vendors.smaregi.control.behave({ callbackDelayMs: 300 });
    const settings = { ...vendors.settings, DATABASE_URL: database.url, GATEWAY_LEASE_MS: '2000' };
    const taker = await startGateway(settings);
    const [acceptingGateway, otherGateway] = await Promise.all([
      startGateway({ ...settings, PUBLIC_URL: taker.url }),
      startGateway({ ...settings, PUBLIC_URL: 'https://unreachable.invalid' }),
    ]);
    const subscribers = createSubscribers();
    const items = [smaregiStock('567', 5), smaregiStock('568', 6), globalLinkStock('product-1', 7)];
    const { id } = accepted(await setStock(acceptingGateway.url, items, { waitMs: 0 }));
    subscribers.follow(otherGateway.url, id);
    // The gateway that sent it also receives the outcome: the mutation waits for it.
    const again = await setStock(acceptingGateway.url, [smaregiStock('569', 8)], { waitMs: 20_000 });
    expect(again.results.map(outcomeOf)).toEqual(['APPLIED']);
    const operation = await ended(otherGateway.url, id);
    expect(resultsOf(operation).map(outcomeOf)).toEqual(['APPLIED', 'APPLIED', 'APPLIED']);
    const heard = await until(
      () => subscribers.received.get(id),
      (one) => one?.isOver === true,
    );
    expect([...(heard?.statuses.values() ?? [])]).toEqual(['APPLIED', 'APPLIED', 'APPLIED']);
    expect(heard?.sequence).toBe(operation.sequence);
    expect(heard?.connections).toBe(1);
    // Items that other gateways ended free space in the backlog of the gateway that accepted them.
    const underWay = async () =>
      /^onshelf_items_under_way\{channel="smaregi"\} (?<count>\d+)$/mu.exec(
        await (await fetch(`${acceptingGateway.url}/metrics`)).text(),
      )?.groups?.['count'];
    await until(underWay, (count) => count === '0');
  });
});
