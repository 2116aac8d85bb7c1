import { rename, writeFile } from 'node:fs/promises';
import { describe, expect, vi } from 'vitest';
import { accepted, ended, operationOf, outcomeOf, resultsOf, setStock, until } from '../support/client.ts';
import { globalLinkStock } from '../support/items.ts';
import { account, it, type Line, reload } from './reload.ts';

// Several processes at a time, and a busy machine starts them slowly.
vi.setConfig({ testTimeout: 120_000 });
const patience = 30_000;

const shop = (productId: string, quantity: number) =>
  globalLinkStock(productId, quantity, { channel: 'shop' });
const numbers = (count: number) => Array.from({ length: count }, (_, at) => at + 1);
const idOf = (number: number) => `product-${String(number).padStart(3, '0')}`;

describe('channels after a SIGHUP', () => {
  it.concurrent('are added and removed without a restart', async ({
    startGateway,
    front,
    channelsFile,
    write,
  }) => {
    await write([account('shop', front, 'key-1')]);
    const gateway = await startGateway({ CHANNELS_FILE: channelsFile });
    const items = [shop(idOf(1), 1), globalLinkStock(idOf(2), 2, { channel: 'shop-2' })];
    expect((await setStock(gateway.url, items)).results.map(outcomeOf)).toEqual([
      'APPLIED',
      'FAILED InvalidItem UNKNOWN_CHANNEL',
    ]);
    await write([account('shop', front, 'key-1'), account('shop-2', front, 'key-1')]);
    expect(await reload(gateway)).toMatchObject({
      msg: 'Reloaded',
      ...{ added: ['shop-2'], changed: [], removed: [] },
    });
    expect((await setStock(gateway.url, items)).results.map(outcomeOf)).toEqual(['APPLIED', 'APPLIED']);
    await write([account('shop-2', front, 'key-1')]);
    expect(await reload(gateway)).toMatchObject({ added: [], changed: [], removed: ['shop'] });
    expect((await setStock(gateway.url, items)).results.map(outcomeOf)).toEqual([
      'FAILED InvalidItem UNKNOWN_CHANNEL',
      'APPLIED',
    ]);
    expect(gateway.said.err).not.toContain('key-1');
  });

  it.concurrent('A7: do not affect a repeated key, even if the channel is removed or its rules changed', async ({
    startGateway,
    front,
    channelsFile,
    write,
  }) => {
    const [first, second] = [account('shop', front, 'key-1'), account('gl-3', front, 'key-1')];
    await write([first, second]);
    const gateway = await startGateway({ CHANNELS_FILE: channelsFile });
    const items = [
      globalLinkStock(idOf(1), 1, { channel: 'gl-3' }),
      globalLinkStock(idOf(2), 2, { channel: 'later' }),
    ];
    const manner = { idempotencyKey: 'the same' };
    const before = await setStock(gateway.url, items, manner);
    expect(before.results.map(outcomeOf)).toEqual(['APPLIED', 'FAILED InvalidItem UNKNOWN_CHANNEL']);
    const again = async () => {
      const { operation, replayed, userErrors } = await setStock(gateway.url, items, manner);
      expect({ id: operation?.id, replayed, userErrors }).toEqual({
        id: accepted(before).id,
        replayed: true,
        userErrors: [],
      });
    };
    await again();
    await write([first]);
    expect(await reload(gateway)).toMatchObject({ removed: ['gl-3'] });
    await again();
    await write([first, account('later', front, 'key-1')]);
    await reload(gateway);
    await again();
    const other = [globalLinkStock(idOf(1), 9, { channel: 'gl-3' })];
    expect((await setStock(gateway.url, other, manner)).userErrors).toMatchObject([
      { code: 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH' },
    ]);
  });

  it.concurrent('have their new limits, also for waiting items', async ({
    startGateway,
    front,
    channelsFile,
    write,
  }) => {
    const withLimits = (concurrency: number) =>
      account('shop', front, 'key-1', { limits: { concurrency, timeoutMs: 60_000 } });
    await write([withLimits(1)]);
    const gateway = await startGateway({ CHANNELS_FILE: channelsFile });
    front.shut();
    const operations: string[] = [];
    for (const number of numbers(3)) {
      operations.push(accepted(await setStock(gateway.url, [shop(idOf(number), number)], { waitMs: 0 })).id);
      await until(
        () => front.underWay,
        (count) => count === 1,
        patience,
      );
    }
    await write([withLimits(3)]);
    expect(await reload(gateway)).toMatchObject({ changed: ['shop'] });
    await until(
      () => front.underWay,
      (count) => count > 1,
      patience,
    );
    front.open();
    for (const id of operations)
      expect(resultsOf(await ended(gateway.url, id)).map(outcomeOf)).toEqual(['APPLIED']);
  });

  it.concurrent('use a new key under load, and no item fails', async ({
    directory,
    startGateway,
    front,
    channelsFile,
    write,
  }) => {
    await write([account('shop', front, { env: 'SHOP_KEY' })]);
    await writeFile(`${directory}/.env`, 'SHOP_KEY=key-1\n');
    const gateway = await startGateway({ CHANNELS_FILE: channelsFile });
    const ends: string[] = [];
    let isOver = false;
    const load = numbers(8).map(async (number) => {
      for (let round = 1; !isOver; round += 1) {
        const { results } = await setStock(gateway.url, [shop(idOf(number), round)]);
        ends.push(...results.map(outcomeOf));
      }
    });
    const callsWith = (key: string) => front.calls.filter((call) => call.key === key).length;
    await until(
      () => callsWith('key-1'),
      (count) => count > 20,
      patience,
    );
    // As on a vendor's page: create a new key, use it, then revoke the old one.
    front.keys.add('key-2');
    await writeFile(`${directory}/.env`, 'SHOP_KEY=key-2\n');
    expect(await reload(gateway)).toMatchObject({ changed: ['shop'] });
    await until(
      () => callsWith('key-2'),
      (count) => count > 20,
      patience,
    );
    front.keys.delete('key-1');
    const after = callsWith('key-1');
    const now = callsWith('key-2');
    await until(
      () => callsWith('key-2'),
      (count) => count > now + 20,
      patience,
    );
    isOver = true;
    await Promise.all(load);
    expect(new Set(ends)).toEqual(new Set(['APPLIED']));
    expect(callsWith('key-1')).toBe(after);
    expect(gateway.said.err).not.toMatch(/key-[12]/u);
  });

  it.concurrent('continue with their waiting items in order when they are added again', async ({
    startGateway,
    vendors,
    front,
    channelsFile,
    write,
  }) => {
    const both = [
      account('shop', front, 'key-1', { limits: { concurrency: 1, timeoutMs: 60_000 } }),
      account('other', front, 'key-1'),
    ];
    await write(both);
    const gateway = await startGateway({ CHANNELS_FILE: channelsFile });
    front.shut();
    const first = accepted(await setStock(gateway.url, [shop(idOf(1), 1)], { waitMs: 0 })).id;
    await until(
      () => front.underWay,
      (count) => count === 1,
      patience,
    );
    const second = accepted(
      await setStock(gateway.url, [shop(idOf(1), 2), shop(idOf(2), 2)], { waitMs: 0 }),
    ).id;
    await write(both.slice(1));
    expect(await reload(gateway)).toMatchObject({ removed: ['shop'] });
    front.open();
    expect(resultsOf(await ended(gateway.url, first)).map(outcomeOf)).toEqual(['APPLIED']);
    // A whole operation of another channel, during which the items of this one could be sent.
    const meanwhile = await setStock(gateway.url, [globalLinkStock(idOf(3), 3, { channel: 'other' })]);
    expect(meanwhile.results.map(outcomeOf)).toEqual(['APPLIED']);
    expect(resultsOf(await operationOf(gateway.url, second)).map(outcomeOf)).toEqual(['PENDING', 'PENDING']);
    expect(front.calls).toHaveLength(2);
    await write(both);
    expect(await reload(gateway)).toMatchObject({ added: ['shop'] });
    expect(resultsOf(await ended(gateway.url, second)).map(outcomeOf)).toEqual(['APPLIED', 'APPLIED']);
    const writes = vendors.globalLink.control
      .writes()
      .map(({ target, value }) => JSON.stringify([target, value]));
    expect(writes.filter((write) => write.includes(idOf(1)))).toHaveLength(2);
    expect(writes.findLast((write) => write.includes(idOf(1)))).toContain('"stockQuantity":2');
  });
});

describe('a CHANNELS_FILE that cannot be used', () => {
  it.concurrent('changes nothing and is reported without secrets', async ({
    startGateway,
    front,
    directory,
    channelsFile,
    write,
  }) => {
    const good = account('shop', front, 'key-1');
    await write([good, account('other', front, 'key-1')]);
    const gateway = await startGateway({ CHANNELS_FILE: channelsFile });
    const added = account('added', front, 'top-secret');
    const bad: readonly (readonly [unknown, string])[] = [
      ['[{"secretKey": "top-secret",', 'is not valid JSON'],
      ['', 'is not valid JSON'],
      [{ channels: [added] }, 'must be a JSON array'],
      [[good, added, { ...added, id: 'b', baseUrl: 'vendor.example' }], '2.baseUrl'],
      [[good, { ...added, secretKey: 'top secret' }], '1.secretKey'],
      [[good, { ...added, secretKey: { env: 'NOT_SET' } }], 'the variable NOT_SET'],
      [[good, { ...added, limits: { concurrency: 0 } }], '1.limits.concurrency'],
      [[good, { ...added, vendor: 'AMAZON' }], '1.vendor'],
      [[good, { ...added, surprise: 'top-secret' }], 'surprise'],
      [[good, added, added], 'Two channels have the id added'],
      [
        [{ ...good, vendor: 'BRIGHTMALL', secretKey: undefined, apiKey: 'k', vendorId: 'v' }],
        'Use another id',
      ],
      [[], 'No channel would be left'],
    ];
    for (const [content, reason] of bad) {
      await write(content);
      const line: Line | undefined = await reload(gateway);
      expect(line?.msg, reason).toBe('Could not reload this file. The earlier settings still apply');
      expect(JSON.stringify(line?.['problems']), reason).toContain(reason);
    }
    const missing = `${directory}/moved.json`;
    await rename(channelsFile, missing);
    expect(JSON.stringify(await reload(gateway))).toContain('ENOENT');
    expect(gateway.said.err).not.toMatch(/top.secret|key-1/u);
    const items = ['shop', 'other', 'added'].map((channel) => globalLinkStock(idOf(1), 1, { channel }));
    expect((await setStock(gateway.url, items)).results.map(outcomeOf)).toEqual([
      'APPLIED',
      'APPLIED',
      'FAILED InvalidItem UNKNOWN_CHANNEL',
    ]);
    await write([good, account('added', front, 'key-1')]);
    expect(await reload(gateway)).toMatchObject({ added: ['added'], changed: [], removed: ['other'] });
  });

  it.concurrent('is not set: the signal neither ends the gateway nor reads a file', async ({
    startGateway,
  }) => {
    const gateway = await startGateway();
    expect(await reload(gateway)).toMatchObject({ msg: 'Not set: nothing to reload' });
    expect((await setStock(gateway.url, [globalLinkStock(idOf(1), 1)])).results.map(outcomeOf)).toEqual([
      'APPLIED',
    ]);
  });

  it.concurrent('has no effect on a gateway with its own sandbox', async ({
    startGateway,
    front,
    channelsFile,
    write,
  }) => {
    await write([]);
    const gateway = await startGateway({ CHANNELS_FILE: channelsFile });
    await write([account('global-link', front, 'key-1')]);
    expect(JSON.stringify(await reload(gateway))).toContain('its own sandbox');
    expect((await setStock(gateway.url, [globalLinkStock(idOf(1), 1)])).results.map(outcomeOf)).toEqual([
      'APPLIED',
    ]);
    expect(front.calls).toEqual([]);
  });
});
