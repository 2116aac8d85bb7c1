import { writeFile } from 'node:fs/promises';
import { describe, expect, vi } from 'vitest';
import {
  accepted,
  confirmInventory,
  ended,
  isOfPoll,
  operationOf,
  outcomeOf,
  replaceProducts,
  resultsOf,
  setStock,
  until,
} from '../support/client.ts';
import { run } from '../support/graphql.ts';
import { type GatewayHere, startsHere } from '../support/in-process.ts';
import { confirmation, globalLinkStock, orderItem, product, smaregiStock } from '../support/items.ts';
import { createDatabase } from '../support/postgres.ts';
import type { Gateway } from '../support/process.ts';
import { type Sandbox, settingsOfSandbox, startSandbox } from '../support/sandbox/index.ts';
import type { Settings } from '../support/settings.ts';
import { graphql } from './generated/gql.ts';
import { reload, it as reloadIt } from './reload.ts';

// Several processes at a time, and a busy machine starts them slowly.
vi.setConfig({ testTimeout: 180_000 });

const HeldBack = graphql(`
  query HeldBack {
    channels {
      key
      health {
        heldBack
      }
    }
  }
`);
const ReadModel = graphql(`
  query ReadModel($targets: [StockTargetInput!]!) {
    products(filter: { channels: ["global-link"] }) {
      edges {
        node {
          id
          channel {
            key
          }
          productId
        }
      }
    }
    stock(targets: $targets, maxAgeMs: null) {
      ... on StockLevel {
        quantity
        channel {
          key
        }
      }
    }
  }
`);
const ProductNode = graphql(`
  query ProductNode($id: ID!) {
    node(id: $id) {
      ... on Product {
        channel {
          key
        }
        name
      }
    }
  }
`);

type Vendors = Sandbox & { readonly settings: Settings };

const it = reloadIt
  .extend('other', async ({ onTestFinished }): Promise<Vendors> => {
    const sandbox = await startSandbox();
    onTestFinished(() => sandbox.close());
    return { ...sandbox, settings: settingsOfSandbox(sandbox) };
  })
  .extend('startHere', ({ directory, onTestFinished }): ((settings: Settings) => Promise<GatewayHere>) =>
    startsHere(directory, (work) => onTestFinished(work)),
  )
  .extend('database', async ({ onTestFinished }): Promise<string> => {
    const { url, drop } = await createDatabase();
    onTestFinished(drop);
    return url;
  });

const only = (settings: Settings, prefix: string): Settings =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => name.startsWith(prefix)));

const stop = async ({ child, ended: end }: Gateway, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
  child.kill(signal);
  await end;
};

const heldBackOf = async (url: string, key: string): Promise<string | null> =>
  (await run(url, HeldBack)).channels.find((one) => one.key === key)?.health.heldBack ?? null;

const readyOf = async (url: string): Promise<unknown> => {
  const response = await fetch(`${url}/health/ready`);
  expect(response.status).toBe(200);
  return response.json();
};

const heldItemsOf = async (url: string): Promise<string | undefined> =>
  /^onshelf_held_back_items\{channel="smaregi"\} (\d+)$/mu.exec(
    await (await fetch(`${url}/metrics`)).text(),
  )?.[1];

const writesTo = ({ globalLink, brightmall, smaregi }: Sandbox): number =>
  [globalLink, brightmall, smaregi].reduce((sum, { control }) => sum + control.writes().length, 0);

const silent = (quantity: number) => smaregiStock('408408', quantity);

describe('work of one account', () => {
  it.for(['SQLite', 'PostgreSQL'] as const)(
    'A1: never goes from the sandbox to a vendor that is configured later: %s',
    async (journal, { startHere, vendors, database }) => {
      const at: Settings = journal === 'PostgreSQL' ? { DATABASE_URL: database } : {};
      const sandboxed = await startHere(at);
      const ids = [];
      for (const quantity of [11, 12])
        ids.push(accepted(await setStock(sandboxed.url, [silent(quantity)], { waitMs: 0 })).id);
      await replaceProducts(sandboxed.url, [product('product-001')]);
      await setStock(sandboxed.url, [globalLinkStock('product-002', 5)]);
      await sandboxed.stop();

      const real = await startHere({ ...at, ...vendors.settings });
      const targets = [{ channel: 'global-link', productId: 'product-002' }];
      expect(await run(real.url, ReadModel, { targets })).toEqual({
        products: { edges: [] },
        stock: [{}],
      });
      expect(await readyOf(real.url)).toEqual({ status: 'ok' });
      const { results } = await setStock(real.url, [smaregiStock('567', 3)]);
      expect(results.map(outcomeOf)).toEqual(['APPLIED']);
      expect(vendors.smaregi.control.writes()).toHaveLength(1);
      expect(writesTo(vendors)).toBe(1);
      // Both run at the same time, each with its own journal.
      const again = await startHere(at);
      for (const id of ids) expect((await operationOf(again.url, id)).itemCount).toBe(1);
      expect(writesTo(vendors)).toBe(1);
    },
  );

  it.for(['SQLite', 'PostgreSQL'] as const)(
    'A1: waits if another server is configured, is reported, and is released by a command: %s',
    async (journal, { startGateway, startHere, runProgram, vendors, other, database, directory }) => {
      const at: Settings =
        journal === 'PostgreSQL'
          ? { DATABASE_URL: database, GATEWAY_LEASE_MS: '1000' }
          : { DATA_DIR: `${directory}/data` };
      const first = await startGateway({ ...at, ...vendors.settings });
      const key = { idempotencyKey: 'once' };
      const done = accepted(await setStock(first.url, [smaregiStock('567', 3)], key));
      await replaceProducts(first.url, [product('product-001', { name: 'Of the first account' })]);
      const [edge] = (await run(first.url, ReadModel, { targets: [] })).products.edges;
      const id = edge?.node.id ?? '';
      vendors.smaregi.control.hold('answers');
      const waiting: string[] = [];
      for (const quantity of [11, 12])
        waiting.push(accepted(await setStock(first.url, [silent(quantity)], { waitMs: 0 })).id);
      await stop(first, 'SIGKILL');

      const second = await startGateway({ ...at, ...other.settings });
      // It may claim the two items one after the other.
      await until(
        () => readyOf(second.url),
        (ready) => JSON.stringify(ready).includes('"items":2'),
      );
      expect(await readyOf(second.url)).toEqual({
        status: 'ok',
        heldBack: [{ channel: 'smaregi', items: 2 }],
      });
      const reason = await heldBackOf(second.url, 'smaregi');
      expect(reason).toContain(`2 items wait: they were accepted for SMAREGI ${vendors.smaregi.url}`);
      expect(reason).toContain(`now SMAREGI ${other.smaregi.url}`);
      expect(reason).toContain('onshelf accounts release smaregi');
      expect(await heldBackOf(second.url, 'global-link')).toBeNull();
      // The log comes through another pipe, perhaps after the answers.
      const lines = await until(
        () => second.said.err.split('\n').filter((line) => line.includes('accepted for')),
        ({ length }) => length > 0,
      );
      expect(lines).toHaveLength(1);
      if (journal === 'SQLite') expect(await heldItemsOf(second.url)).toBe('2');

      const targets = [{ channel: 'smaregi', productId: '567', locationId: '8' }];
      const read = await run(second.url, ReadModel, { targets });
      expect(read.products.edges).toEqual([]);
      expect(await run(second.url, ProductNode, { id })).toEqual({ node: null });
      expect((await operationOf(second.url, done.id)).status).toBe('COMPLETED');
      // The same key for another account is another use.
      const anew = await setStock(second.url, [smaregiStock('567', 3)], key);
      expect(anew).toMatchObject({
        replayed: false,
        results: [{ target: { channelKey: 'smaregi' }, status: 'APPLIED' }],
      });
      expect(writesTo(other)).toBe(1);
      await stop(second);

      const settings = { ...at };
      const refused = runProgram('src/cli/onshelf.ts', ['accounts', 'release', 'smaregi'], settings);
      expect(await refused.ended).toBe(1);
      expect(refused.said.err).toContain('Add --yes');
      const listed = runProgram('src/cli/onshelf.ts', ['accounts', 'list'], settings);
      expect(await listed.ended).toBe(0);
      expect(listed.said.out).toMatch(
        new RegExp(`^smaregi +smaregi +2 +SMAREGI ${vendors.smaregi.url}$`, 'mu'),
      );
      expect(listed.said.out).toMatch(
        new RegExp(`^smaregi~2 +smaregi +current +0 +SMAREGI ${other.smaregi.url}$`, 'mu'),
      );
      const released = runProgram(
        'src/cli/onshelf.ts',
        ['accounts', 'release', 'smaregi', '--yes'],
        settings,
      );
      expect(await released.ended, released.said.err).toBe(0);
      expect(released.said.err).toContain('2 items were moved');

      other.smaregi.control.behave({ callbackDelayMs: 0 });
      const third = await startHere({ ...at, ...other.settings, CALLBACK_TIMEOUT_MS: '500' });
      expect(await readyOf(third.url)).toEqual({ status: 'ok' });
      for (const one of waiting) await ended(third.url, one);
      expect(
        other.smaregi.control.requests().some(({ body }) => JSON.stringify(body).includes('408408')),
      ).toBe(true);
      await third.stop();

      // With the first account, its catalogue and its keys are available again.
      vendors.smaregi.control.reset();
      const back = await startHere({ ...at, ...vendors.settings });
      expect(await run(back.url, ProductNode, { id })).toEqual({
        node: { channel: { key: 'global-link' }, name: 'Of the first account' },
      });
      const replayed = await setStock(back.url, [smaregiStock('567', 3)], key);
      expect(replayed).toMatchObject({ replayed: true, operation: { id: done.id } });
      expect(vendors.smaregi.control.writes()).toEqual([]);
    },
  );

  it('A1: continues when the first account is configured again, even with a new credential', async ({
    startGateway,
    startHere,
    vendors,
    other,
  }) => {
    const first = await startGateway(vendors.settings);
    vendors.smaregi.control.hold('answers');
    const { id } = accepted(await setStock(first.url, [smaregiStock('567', 4)], { waitMs: 0 }));
    await stop(first, 'SIGKILL');
    const second = await startHere({ ...other.settings, CALLBACK_TIMEOUT_MS: '100' });
    expect(await readyOf(second.url)).toMatchObject({ heldBack: [{ channel: 'smaregi', items: 1 }] });
    await second.stop();
    vendors.smaregi.control.reset();
    // The same account: another spelling of its URL, and another credential.
    const url = new URL(vendors.smaregi.url);
    const third = await startHere({
      ...vendors.settings,
      SMAREGI_BASE_URL: `HTTP://${url.host}${url.pathname}///`,
      BRIGHTMALL_API_KEY: 'another-key',
    });
    expect(await readyOf(third.url)).toEqual({ status: 'ok' });
    expect(resultsOf(await ended(third.url, id)).map(outcomeOf)).toEqual(['APPLIED']);
    expect(writesTo(other)).toBe(0);
  });

  it('A1: waits for its callback while another account is configured, and a late callback ends it', async ({
    startGateway,
    startHere,
    vendors,
    other,
  }) => {
    const address = await startGateway(vendors.settings);
    const port = new URL(address.url).port;
    const release = vendors.smaregi.control.hold('webhooks');
    const { id } = accepted(await setStock(address.url, [smaregiStock('567', 9)], { waitMs: 0 }));
    const stageOf = async (url: string) => JSON.stringify(resultsOf(await operationOf(url, id)));
    await until(
      () => stageOf(address.url),
      (stage) => stage.includes('AWAITING_CALLBACK'),
    );
    await stop(address, 'SIGKILL');
    const second = await startHere({ ...other.settings, PORT: port, CALLBACK_TIMEOUT_MS: '100' });
    expect(await readyOf(second.url)).toMatchObject({ heldBack: [{ channel: 'smaregi', items: 1 }] });
    // Its deadline has passed: the gateway does not read the stock of the other account.
    expect(other.smaregi.control.requests().filter((call) => !isOfPoll(call))).toEqual([]);
    expect(await stageOf(second.url)).toContain('AWAITING_CALLBACK');
    release();
    expect(resultsOf(await ended(second.url, id)).map(outcomeOf)).toEqual(['APPLIED']);
    const targets = [{ channel: 'smaregi', productId: '567', locationId: '8' }];
    const [level] = (await run(second.url, ReadModel, { targets })).stock;
    expect(level?.quantity).not.toBe(9);
  });

  it('A1: waits after a reload with another account, and continues when the first one is back', async ({
    startGateway,
    vendors,
    write,
    channelsFile,
  }) => {
    const account = (vendorId: string, apiKey = vendors.brightmall.apiKey) => ({
      id: 'mall',
      vendor: 'BRIGHTMALL',
      baseUrl: vendors.brightmall.url,
      apiKey,
      vendorId,
      limits: { concurrency: 1, timeoutMs: 60_000 },
    });
    await write([account(vendors.brightmall.vendorId)]);
    const gateway = await startGateway({ CHANNELS_FILE: channelsFile });
    const release = vendors.brightmall.control.hold('answers');
    const ids: string[] = [];
    for (const number of [1, 2]) {
      const items = [confirmation(orderItem(number), { channel: 'mall' })];
      ids.push(accepted(await confirmInventory(gateway.url, items, { waitMs: 0 })).id);
      await until(
        () => vendors.brightmall.control.requests().length,
        (count) => count === 1,
      );
    }
    await write([account('V-OTHER')]);
    await reload(gateway);
    release();
    const [sent = '', waiting = ''] = ids;
    expect(resultsOf(await ended(gateway.url, sent)).map(outcomeOf)).toEqual(['APPLIED']);
    await until(
      () => readyOf(gateway.url),
      (ready) => JSON.stringify(ready).includes('heldBack'),
    );
    expect(await heldBackOf(gateway.url, 'mall')).toContain('vendor V-OTHER');
    expect(vendors.brightmall.control.requests()).toHaveLength(1);
    expect((await operationOf(gateway.url, waiting)).status).toBe('RUNNING');

    await write([account(vendors.brightmall.vendorId)]);
    await reload(gateway);
    expect(resultsOf(await ended(gateway.url, waiting)).map(outcomeOf)).toEqual(['APPLIED']);
    await until(
      () => heldBackOf(gateway.url, 'mall'),
      (reason) => reason === null,
    );
  });

  it('A1: moves to another channel of its vendor by a command', async ({
    startGateway,
    startHere,
    runProgram,
    vendors,
    other,
    directory,
  }) => {
    const at = { DATA_DIR: `${directory}/data` };
    const [mine, theirs] = [only(vendors.settings, 'SMAREGI'), only(other.settings, 'SMAREGI')];
    const first = await startGateway({ ...at, ...mine });
    vendors.smaregi.control.hold('answers');
    const { id } = accepted(await setStock(first.url, [smaregiStock('567', 4)], { waitMs: 0 }));
    await stop(first, 'SIGKILL');
    vendors.smaregi.control.reset();
    const file = `${directory}/staging.json`;
    const staging = {
      id: 'smaregi-staging',
      vendor: 'SMAREGI',
      baseUrl: mine['SMAREGI_BASE_URL'],
      tokenUrl: mine['SMAREGI_TOKEN_URL'],
      clientId: mine['SMAREGI_CLIENT_ID'],
      clientSecret: mine['SMAREGI_CLIENT_SECRET'],
    };
    await writeFile(file, JSON.stringify([staging]));
    const both = { ...at, ...theirs, CHANNELS_FILE: file };
    const second = await startHere(both);
    expect(await readyOf(second.url)).toMatchObject({ heldBack: [{ channel: 'smaregi', items: 1 }] });
    await second.stop();
    const args = ['move', 'smaregi', '--to', 'smaregi-staging', '--yes'];
    const moved = runProgram('src/cli/onshelf.ts', ['accounts', ...args], at);
    expect(await moved.ended, moved.said.err).toBe(0);
    const third = await startHere(both);
    expect(resultsOf(await ended(third.url, id)).map(outcomeOf)).toEqual(['APPLIED']);
    expect(vendors.smaregi.control.writes()).toHaveLength(1);
    expect(writesTo(other)).toBe(0);
  });
});
