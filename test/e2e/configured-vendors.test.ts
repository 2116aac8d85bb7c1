import { writeFile } from 'node:fs/promises';
import { describe, expect } from 'vitest';
import { confirmInventory, outcomeOf, setStock, until } from '../support/client.ts';
import { run } from '../support/graphql.ts';
import { confirmation, globalLinkStock, orderItem, smaregiStock } from '../support/items.ts';
import { it } from '../support/process.ts';
import { startSandbox } from '../support/sandbox/index.ts';
import { settingsOf } from '../support/settings.ts';
import { graphql } from './generated/gql.ts';

const ConfiguredChannels = graphql(`
  query ConfiguredChannels {
    channels {
      key
      vendor
      sandbox
    }
  }
`);

describe('configured vendors', () => {
  it.concurrent('replace the sandbox vendors', async ({ runProgram, startGateway }) => {
    const sandbox = runProgram('src/cli/onshelf.ts', ['sandbox', '--port-base', '0']);
    const lines = await until(
      () => sandbox.said.out.trim().split('\n'),
      ({ length }) => length === 11,
      20_000,
    );
    const settings = settingsOf(lines);
    const { url, said } = await startGateway(settings);
    expect(said.out).not.toContain('Sandbox');
    expect((await run(url, ConfiguredChannels)).channels).toEqual([
      { key: 'global-link', vendor: 'GLOBAL_LINK', sandbox: false },
      { key: 'brightmall', vendor: 'BRIGHTMALL', sandbox: false },
      { key: 'smaregi', vendor: 'SMAREGI', sandbox: false },
    ]);
    const stock = await setStock(url, [globalLinkStock('product-001', 12), smaregiStock('567', 40)]);
    const confirmed = await confirmInventory(url, [confirmation(orderItem(1))]);
    expect([...stock.results, ...confirmed.results].map(outcomeOf)).toEqual([
      'APPLIED',
      'APPLIED',
      'APPLIED',
    ]);
  });

  it.concurrent('may be a part of the vendors: the others have no channel', async ({
    startGateway,
    vendors,
  }) => {
    const { brightmall } = vendors;
    const { url } = await startGateway({
      BRIGHTMALL_BASE_URL: `${brightmall.url}/`,
      BRIGHTMALL_API_KEY: brightmall.apiKey,
      BRIGHTMALL_VENDOR_ID: brightmall.vendorId,
    });
    const { channels } = await run(url, ConfiguredChannels);
    expect(channels.map(({ key }) => key)).toEqual(['brightmall']);
    const { results } = await setStock(url, [smaregiStock('567', 40)]);
    expect(results.map(outcomeOf)).toEqual(['FAILED InvalidItem UNKNOWN_CHANNEL']);
  });

  it.concurrent('may be several accounts of one vendor, with their secrets in variables', async ({
    directory,
    startGateway,
    vendors,
    onTestFinished,
  }) => {
    const other = await startSandbox();
    onTestFinished(() => other.close());
    const CHANNELS_FILE = `${directory}/channels.json`;
    const accountOf = (id: string, { baseUrl, secretKey }: { baseUrl: string; secretKey: unknown }) => ({
      ...{ id, vendor: 'GLOBAL_LINK', baseUrl, secretKey },
    });
    await writeFile(
      CHANNELS_FILE,
      JSON.stringify([
        {
          ...accountOf('link-seoul', { baseUrl: vendors.globalLink.url, secretKey: { env: 'SEOUL_KEY' } }),
          limits: { concurrency: 1, ratePerSecond: 50, timeoutMs: 3_000, callbackTimeoutMs: 900 },
        },
        accountOf('link-busan', { baseUrl: other.globalLink.url, secretKey: other.globalLink.secretKey }),
        accountOf('link-wrong', { baseUrl: other.globalLink.url, secretKey: 'not-the-key' }),
      ]),
    );
    const { url } = await startGateway({ CHANNELS_FILE, SEOUL_KEY: vendors.globalLink.secretKey });
    const { results } = await setStock(url, [
      globalLinkStock('product-001', 1, { channel: 'link-seoul' }),
      globalLinkStock('product-001', 2, { channel: 'link-busan' }),
      globalLinkStock('product-001', 3, { channel: 'link-wrong' }),
      globalLinkStock('product-001', 4),
    ]);
    expect(results.map(outcomeOf)).toEqual([
      ...['APPLIED', 'APPLIED', 'FAILED VendorUnavailable VENDOR_UNAUTHORIZED'],
      'FAILED InvalidItem UNKNOWN_CHANNEL',
    ]);
    expect(vendors.globalLink.control.writes()).toMatchObject([{ value: { stockQuantity: 1 } }]);
    expect(other.globalLink.control.writes()).toMatchObject([{ value: { stockQuantity: 2 } }]);
    const stock = { channel: 'link-seoul' };
    vendors.globalLink.control.fail({ on: 'stock-updates', kind: 'hang', times: 1 });
    const slow = await setStock(url, [globalLinkStock('product-002', 1, stock)]);
    expect(slow.results.map(outcomeOf)).toEqual(['APPLIED']);
  });
});
