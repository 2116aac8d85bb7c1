import { expect } from 'vitest';
import { accepted, ended, operationOf, outcomeOf, resultsOf, setStock, until } from '../../support/client.ts';
import { globalLinkStock } from '../../support/items.ts';
import { it, readyOf } from './cluster.ts';

it('a gateway that was paused beyond its lease settles no item that another gateway owns', async ({
  database,
  startGateway,
  vendors,
}) => {
  const settings = { ...vendors.settings, DATABASE_URL: database.url, GATEWAY_LEASE_MS: '1000' };
  const sleeper = await startGateway(settings);
  const other = await startGateway(settings);
  const { control } = vendors.globalLink;
  // Its answer comes while the gateway is paused, and waits for it.
  const release = control.hold('answers');
  const first = accepted(await setStock(sleeper.url, [globalLinkStock('product-1', 1)], { waitMs: 0 }));
  await until(
    () => control.requests().length,
    (count) => count === 1,
  );
  sleeper.child.kill('SIGSTOP');
  release();
  const second = await setStock(other.url, [globalLinkStock('product-1', 2)], { waitMs: 30_000 });
  expect(second.results.map(outcomeOf)).toEqual(['APPLIED']);
  const before = await ended(other.url, first.id);
  expect(resultsOf(before).map(outcomeOf)).toEqual(['SUPERSEDED']);
  expect(before.vendorRequests.map(({ outcome }) => outcome)).toEqual(['INTERRUPTED']);

  sleeper.child.kill('SIGCONT');
  await until(
    () => readyOf(sleeper.url),
    ({ status }) => status === 200,
  );
  const third = await setStock(sleeper.url, [globalLinkStock('product-1', 3)], { waitMs: 30_000 });
  expect(third.results.map(outcomeOf)).toEqual(['APPLIED']);
  const after = await operationOf(sleeper.url, first.id);
  expect([after.sequence, resultsOf(after).map(outcomeOf)]).toEqual([before.sequence, ['SUPERSEDED']]);
  expect(after.vendorRequests.map(({ outcome }) => outcome)).toEqual(['INTERRUPTED']);
  expect(control.writes().map(({ value }) => Object(value)['stockQuantity'])).toEqual([1, 2, 3]);
});
