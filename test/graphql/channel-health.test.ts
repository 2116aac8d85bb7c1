import { describe, expect, it } from 'vitest';
import { watchChannels } from '../../src/graphql/schema/channel.ts';
import { fakeGateway } from './fake-gateway.ts';
import { globalLink, smaregi } from './fixtures.ts';

describe('watchChannels', () => {
  it('sends the status of each channel, then the channels whose status changed', async () => {
    const { gateway, publishStatus } = fakeGateway();
    const events = watchChannels(gateway, () => true);
    const next = async () => (await events.next()).value?.id;
    expect([await next(), await next()]).toEqual([globalLink, smaregi]);
    publishStatus(smaregi, 'DOWN');
    expect(await next()).toBe(smaregi);
    await events.return();
  });

  it('sends a channel once if it changed more than once in the meantime', async () => {
    const { gateway, publishStatus } = fakeGateway();
    const events = watchChannels(gateway, (id) => id === smaregi);
    expect((await events.next()).value?.id).toBe(smaregi);
    for (const status of ['DOWN', 'UP', 'DEGRADED'] as const) publishStatus(smaregi, status);
    publishStatus(globalLink, 'DOWN');
    expect((await events.next()).value?.id).toBe(smaregi);
    const more = events.next();
    publishStatus(smaregi, 'UP');
    expect((await more).value?.id).toBe(smaregi);
    await events.return();
  });

  it('removes its listener when its reader leaves, even while it waits', async () => {
    const { gateway, statusListeners } = fakeGateway();
    const events = watchChannels(gateway, (id) => id === smaregi);
    await events.next();
    const waiting = events.next();
    await Promise.resolve();
    expect(statusListeners.size).toBe(1);
    await events.return();
    expect(await waiting).toMatchObject({ done: true });
    expect(statusListeners.size).toBe(0);
  });
});
