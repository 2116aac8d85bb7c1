import { connect } from 'node:net';
import { describe, expect } from 'vitest';
import { WebSocket } from 'ws';
import { createInProcessBus } from '../../src/adapters/in-process/event-bus.ts';
import { startServer } from '../http/serve.ts';
import { it } from '../support/app.ts';
import { accepted, setStock, until } from '../support/client.ts';
import { accepts } from '../support/fake-channel.ts';
import { startGateway } from '../support/gateway.ts';
import { globalLinkStock } from '../support/items.ts';
import { countingBus } from '../support/operations.ts';
import { transports } from '../support/streams.ts';
import type { OnFinished } from '../support/temporary-directory.ts';
import { graphql } from './generated/gql.ts';

const WatchAllStock = graphql(`
  subscription WatchAllStock {
    stockChanged {
      quantity
    }
  }
`);

const FollowToEnd = graphql(`
  subscription FollowToEnd($id: ID!) {
    operationChanged(id: $id) {
      sequence
      completed
    }
  }
`);

/** A gateway over HTTP whose vendor never reports the outcome of a write. `listeners` counts those of its event bus. */
const startSilentGateway = async (onFinished: OnFinished) => {
  const { bus, listeners } = countingBus(createInProcessBus());
  const { gateway } = await startGateway({ behave: accepts, callsBack: true }, { bus, onFinished });
  const { url, drain } = await startServer(gateway, {}, { onFinished });
  const { id } = accepted(
    await setStock(url, [{ channel: 'shop', productId: '1', quantity: 1 }], { waitMs: 0 }),
  );
  /** Resolves when there are this many listeners. */
  const listenersAre = (wanted: number) => until(listeners, (count) => count === wanted);
  return { url, id, drain, listenersAre };
};

describe.each(transports)('a subscriber over $transport', ({ subscribe }) => {
  it('removes its listeners after it has left', async ({ later }) => {
    const { url, id, listenersAre } = await startSilentGateway(later);
    const stock = Array.from({ length: 3 }, () => subscribe(url, WatchAllStock, {}));
    const waiting = stock.map((stream) => stream.next().catch(() => null));
    const operations = Array.from({ length: 3 }, () => subscribe(url, FollowToEnd, { id }));
    for (const stream of operations) await stream.next();
    // The three streams of stock share one listener.
    await listenersAre(4);
    for (const stream of [...stock, ...operations]) await stream.leave();
    await listenersAre(0);
    await Promise.all(waiting);
  });

  it('removes its listeners after the server has drained', async ({ later }) => {
    const { url, drain, listenersAre } = await startSilentGateway(later);
    const streams = Array.from({ length: 3 }, () => subscribe(url, WatchAllStock, {}));
    const ends = streams.map((stream) => stream.rest().catch(() => []));
    await listenersAre(1);
    await Promise.all([drain(), ...ends]);
    await listenersAre(0);
  });

  it('gets the end of its stream when the gateway closes, and does not delay the close', async ({
    start,
  }) => {
    const { url, close, sandbox } = await start();
    sandbox.smaregi.control.behave({ callbackDelayMs: 600_000 });
    const target = { channel: 'smaregi', productId: '1', locationId: '1', quantity: 1 };
    const { id } = accepted(await setStock(url, [target], { waitMs: 0 }));
    const streams = Array.from({ length: 3 }, () => subscribe(url, FollowToEnd, { id }));
    for (const stream of streams) await stream.next();
    const ends = streams.map((stream) => stream.rest().catch(() => []));
    const startedAt = Date.now();
    await Promise.all([close(20_000), ...ends]);
    expect(Date.now() - startedAt).toBeLessThan(15_000);
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

  it('opens only at its path, and not for another site', async ({ start }) => {
    const { url } = await start();
    const ws = url.replace('http', 'ws');
    expect(await opened(`${ws}/graphql`)).toBe('open');
    expect(await opened(`${ws}/graphql?x=1`)).toBe('open');
    expect(await opened(`${ws}/graphql`, { origin: url })).toBe('open');
    expect(await opened(`${ws}/graphql`, { origin: 'https://evil.example' })).toContain('403');
    expect(await opened(`${ws}/graphql`, { origin: 'null' })).toContain('403');
    expect(await opened(`${ws}/elsewhere`)).toContain('404');
  });

  it('causes no error if it is reset before it is refused', async ({ start }) => {
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
    const { results } = await setStock(url, [globalLinkStock('product-001', 1)]);
    expect(results).toMatchObject([{ status: 'APPLIED' }]);
  });
});
