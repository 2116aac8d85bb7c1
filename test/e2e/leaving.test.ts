import { connect } from 'node:net';
import { describe, expect, vi } from 'vitest';
import { WebSocket } from 'ws';
import type { EventBus } from '../../src/ports/event-bus.ts';
import { it } from '../support/app.ts';
import { accepted, until, updateStock } from '../support/client.ts';
import { globalLinkStock } from '../support/items.ts';
import { transports } from '../support/streams.ts';
import { graphql } from './generated/gql.ts';

/** How many listen to each gateway's bus: the bus itself is the real one. */
const listeners = vi.hoisted(() => ({ count: 0 }));
vi.mock('../../src/adapters/in-process/event-bus.ts', async (original) => {
  const { createInProcessBus } =
    await original<typeof import('../../src/adapters/in-process/event-bus.ts')>();
  const counted = (stop: () => void): (() => void) => {
    listeners.count += 1;
    let listening = true;
    return () => {
      if (listening) listeners.count -= 1;
      listening = false;
      stop();
    };
  };
  return {
    createInProcessBus: (): EventBus => {
      const bus = createInProcessBus();
      return {
        ...bus,
        onOperationChanged: (id, listener) => counted(bus.onOperationChanged(id, listener)),
        onStockChanged: (listener) => counted(bus.onStockChanged(listener)),
      };
    },
  };
});

const WatchAllStock = graphql(`
  subscription WatchAllStock {
    stockChanged {
      quantity
    }
  }
`);

const FollowToEnd = graphql(`
  subscription FollowToEnd($id: ID!) {
    operation(id: $id) {
      sequence
      completed
    }
  }
`);

describe.each(transports)('a subscriber over $transport', ({ subscribe }) => {
  it('that leaves is listened for no more', async ({ start }) => {
    const { url, sandbox } = await start();
    sandbox.smaregi.control.behave({ callbackDelayMs: 600_000 });
    const { id } = accepted(
      await updateStock(url, [{ channel: 'smaregi', productId: '1', locationId: '1', quantity: 1 }], {
        waitMs: 0,
      }),
    );
    const stock = Array.from({ length: 3 }, () => subscribe(url, WatchAllStock, {}));
    const waiting = stock.map((stream) => stream.next().catch(() => null));
    const operations = Array.from({ length: 3 }, () => subscribe(url, FollowToEnd, { id }));
    for (const stream of operations) await stream.next();
    await until(
      () => listeners.count,
      // The three of stock share one listener.
      (count) => count === 4,
    );
    for (const stream of [...stock, ...operations]) await stream.leave();
    await until(
      () => listeners.count,
      (count) => count === 0,
    );
    await Promise.all(waiting);
  });

  it('is told the end of the stream when the gateway closes, and holds nothing up', async ({ start }) => {
    const { url, close } = await start();
    const streams = Array.from({ length: 3 }, () => subscribe(url, WatchAllStock, {}));
    const ends = streams.map((stream) => stream.rest().catch(() => []));
    await until(
      () => listeners.count,
      (count) => count === 1,
    );
    const startedAt = Date.now();
    await Promise.all([close(20_000), ...ends]);
    expect(Date.now() - startedAt).toBeLessThan(15_000);
    await until(
      () => listeners.count,
      (count) => count === 0,
    );
    await expect(fetch(`${url}/health/live`)).rejects.toThrow();
  });
});

describe('a WebSocket', () => {
  const opened = (url: string, options: object = {}): Promise<string> =>
    new Promise((resolve) => {
      const socket = new WebSocket(url, 'graphql-transport-ws', options);
      socket.once('open', () => resolve('open')).once('error', (error) => resolve(error.message));
      socket.once('open', () => socket.close());
    });

  it('is opened at its path only, and not for the page of another site', async ({ start }) => {
    const { url } = await start();
    const ws = url.replace('http', 'ws');
    expect(await opened(`${ws}/graphql`)).toBe('open');
    expect(await opened(`${ws}/graphql?x=1`)).toBe('open');
    expect(await opened(`${ws}/graphql`, { origin: url })).toBe('open');
    expect(await opened(`${ws}/graphql`, { origin: 'https://evil.example' })).toContain('403');
    expect(await opened(`${ws}/graphql`, { origin: 'null' })).toContain('403');
    expect(await opened(`${ws}/elsewhere`)).toContain('404');
  });

  it('that is reset before it is refused does no harm', async ({ start }) => {
    const { url } = await start();
    const { hostname, port } = new URL(url);
    for (const path of ['/elsewhere', 'http://[', '//']) {
      for (let time = 0; time < 10; time += 1) {
        const socket = connect({ host: hostname, port: Number(port) }).on('error', () => {});
        await new Promise((resolve) => socket.once('connect', resolve));
        socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`);
        socket.resetAndDestroy();
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    }
    const { results } = await updateStock(url, [globalLinkStock('product-001', 1)]);
    expect(results).toMatchObject([{ status: 'APPLIED' }]);
  });
});
