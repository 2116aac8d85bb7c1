import { describe, expect } from 'vitest';
import { it } from '../support/app.ts';
import { setStock } from '../support/client.ts';
import { globalLinkStock } from '../support/items.ts';
import { transports } from '../support/streams.ts';
import { graphql } from './generated/gql.ts';

const WatchChannels = graphql(`
  subscription WatchChannels($channel: ID) {
    channelHealthChanged(channel: $channel) {
      key
      health {
        status
      }
    }
  }
`);

describe.each(transports)('channelHealthChanged over $transport', ({ subscribe }) => {
  it.concurrent('sends the current status, and then each change', async ({ start }) => {
    const { url, sandbox } = await start();
    const stream = subscribe(url, WatchChannels, { channel: 'global-link' });
    const next = async () => (await stream.next()).channelHealthChanged.health.status;
    expect(await next()).toBe('UP');
    sandbox.globalLink.control.fail({ on: 'stock-updates', kind: 'status', status: 503, times: 1 });
    const answer = setStock(url, [globalLinkStock('product-001', 1)]);
    expect(await next()).toBe('DEGRADED');
    expect(await next()).toBe('UP');
    await answer;
    await stream.leave();
  });

  it.concurrent('begins with all channels if none is named', async ({ start }) => {
    const { url } = await start();
    const stream = subscribe(url, WatchChannels, {});
    const ids: string[] = [];
    while (ids.length < 3) ids.push((await stream.next()).channelHealthChanged.key);
    expect(ids.toSorted()).toEqual(['brightmall', 'global-link', 'smaregi']);
    await stream.leave();
  });
});
