import { writeFile } from 'node:fs/promises';
import { expect, vi } from 'vitest';
import { accepted, ended, outcomeOf, resultsOf, setStock, until } from '../support/client.ts';
import { globalLinkStock } from '../support/items.ts';
import { createDatabase } from '../support/postgres.ts';
import { account, it } from './reload.ts';

// Several processes at a time, and a busy machine starts them slowly.
vi.setConfig({ testTimeout: 120_000 });
const patience = 30_000;

it('a gateway leaves the work of another to one that has the channel', async ({
  startGateway,
  front,
  directory,
  onTestFinished,
}) => {
  const database = await createDatabase();
  onTestFinished(() => database.drop());
  const limits = { limits: { concurrency: 1, timeoutMs: 60_000 } };
  const [old, added] = [account('shop', front, 'key-1'), account('added', front, 'key-1', limits)];
  const shared = { DATABASE_URL: database.url, GATEWAY_LEASE_MS: '1000' };
  const startWith = async (name: string, channels: readonly object[]) => {
    const path = `${directory}/${name}.json`;
    await writeFile(path, JSON.stringify(channels));
    return startGateway({ ...shared, CHANNELS_FILE: path });
  };

  const upgraded = await startWith('upgraded', [old, added]);
  const behind = await startWith('behind', [old]);
  front.shut();
  const ids: string[] = [];
  for (const productId of ['product-001', 'product-002']) {
    const item = globalLinkStock(productId, 7, { channel: 'added' });
    ids.push(accepted(await setStock(upgraded.url, [item], { waitMs: 0 })).id);
    await until(
      () => front.underWay,
      (count) => count === 1,
      patience,
    );
  }
  upgraded.child.kill('SIGKILL');
  await upgraded.ended;
  await until(
    () => behind.said.err,
    (said) => said.includes('Items wait for a gateway that has their channel'),
    patience,
  );
  front.open();

  const { url } = await startWith('next', [old, added]);
  for (const id of ids) expect(resultsOf(await ended(url, id)).map(outcomeOf)).toEqual(['APPLIED']);
  expect(behind.child.exitCode).toBeNull();
});
