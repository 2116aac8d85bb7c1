import { describe, expect } from 'vitest';
import { vendors } from '../../src/adapters/vendors/index.ts';
import { it } from '../support/app.ts';
import { accepted, ended, outcomeOf, resultsOf, setStock, until } from '../support/client.ts';
import { run } from '../support/graphql.ts';
import { globalLinkStock } from '../support/items.ts';
import { graphql } from './generated/gql.ts';

const AllChannels = graphql(`
  query AllChannels {
    channels {
      key
      vendor
      sandbox
      capabilities {
        operations
        maxRowsPerRequest
      }
      health {
        status
        queuedCount
        inFlightCount
        lastFailure
        lastFailureAt
      }
    }
  }
`);

const ChannelHealth = graphql(`
  query ChannelHealth($id: ID!) {
    channel(key: $id) {
      health {
        status
        queuedCount
        inFlightCount
        lastFailure
        lastFailureAt
      }
    }
  }
`);

const well = { status: 'UP', queuedCount: 0, inFlightCount: 0, lastFailure: null, lastFailureAt: null };

describe('the channels', () => {
  it.concurrent('state what they accept', async ({ start }) => {
    const { url } = await start();
    expect((await run(url, AllChannels)).channels).toEqual(
      vendors.map(({ key, name, operations }) => ({
        ...{ key, vendor: name, sandbox: true, health: well },
        capabilities: {
          operations: Object.keys(operations),
          maxRowsPerRequest: Math.max(...Object.values(operations).map((one) => one.maxRowsPerRequest)),
        },
      })),
    );
    expect(await run(url, ChannelHealth, { id: 'smaregi' })).toEqual({ channel: { health: well } });
    expect(await run(url, ChannelHealth, { id: 'nowhere' })).toEqual({ channel: null });
  });

  it.concurrent('report their status: busy, failing, and recovered', async ({ start }) => {
    const { url, sandbox } = await start({ VENDOR_CONCURRENCY: '1' });
    const healthOf = async (id = 'global-link') => (await run(url, ChannelHealth, { id })).channel?.health;
    const release = sandbox.globalLink.control.hold('answers');
    const first = await setStock(url, [globalLinkStock('product-001', 1)], { waitMs: 0 });
    await until(healthOf, (health) => health?.inFlightCount === 1);
    const more = [2, 3, 4].map((at) => globalLinkStock(`product-00${at}`, at));
    const second = await setStock(url, more, { waitMs: 0 });
    expect(await healthOf()).toMatchObject({ status: 'UP', inFlightCount: 1, queuedCount: 3 });
    release();
    for (const answer of [first, second]) await ended(url, accepted(answer).id);
    expect(await healthOf()).toEqual(well);

    sandbox.globalLink.control.fail({ on: 'stock-updates', kind: 'status', status: 500, times: 99 });
    await setStock(url, [globalLinkStock('product-001', 2)], { waitMs: 0 });
    // It waits for its next try, and counts as queued.
    const failing = await until(
      healthOf,
      (health) => health?.status === 'DEGRADED' && health.queuedCount === 1,
    );
    expect(failing?.lastFailure).toContain('500');
    expect(Math.abs(Date.parse(failing?.lastFailureAt ?? '') - Date.now())).toBeLessThan(30_000);
    expect(await healthOf('smaregi')).toEqual(well);

    sandbox.globalLink.control.reset();
    await setStock(url, [globalLinkStock('product-001', 3)]);
    await until(healthOf, (health) => health?.status === 'UP' && health.queuedCount === 0);
    expect((await healthOf())?.lastFailure).toContain('500');
  });

  it.concurrent('are DOWN while the circuit breaker is open, and unsent work waits for the vendor', async ({
    start,
  }) => {
    const { url, sandbox } = await start();
    const { control } = sandbox.globalLink;
    control.fail({ on: 'stock-updates', kind: 'status', status: 503, times: 99 });
    // Ten failures in a row open the circuit breaker for five seconds.
    for (let at = 1; at <= 10; at += 1) {
      await setStock(url, [globalLinkStock(`product-${at}`, at)], { waitMs: 0 });
      await until(
        async () => control.requests().length,
        (count) => count >= at,
      );
    }
    const healthOfChannel = async () =>
      (await run(url, ChannelHealth, { id: 'global-link' })).channel?.health;
    await until(healthOfChannel, (health) => health?.status === 'DOWN');
    const calls = control.requests().length;
    const { results, operation } = await setStock(url, [globalLinkStock('product-009', 9)], {
      waitMs: 300,
    });
    expect(results).toMatchObject([{ __typename: 'ItemPending', stage: 'QUEUED' }]);
    expect(control.requests()).toHaveLength(calls);
    control.heal();
    expect(resultsOf(await ended(url, operation?.id ?? '')).map(outcomeOf)).toEqual(['APPLIED']);
    // Items that were tried in the meantime are retried, after longer pauses.
    await until(healthOfChannel, (health) => health?.status === 'UP' && health.queuedCount === 0);
  });
});
