import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished, test } from 'vitest';
import { createContinueFilter } from '../../../src/adapters/vendors/http/skip-continue.ts';
import { channelOf, globalLinkAt, noCallback, stockChange } from './support.ts';

const right = JSON.stringify({ successCount: 1, failureCount: 0, failures: [] });
const final = `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${right.length}\r\n\r\n${right}`;
const goOn = 'HTTP/1.1 100 Continue\r\n\r\n';

/** A vendor that writes raw bytes. It counts the requests that reached it. */
const startRaw = async (answer: (socket: Socket) => void) => {
  let requests = 0;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      if (!bytes.toString().startsWith('POST')) return;
      requests += 1;
      answer(socket);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests: () => requests };
};

const sent = async (url: string, times = 1) => {
  const channel = channelOf(globalLinkAt(url, { limits: { ...globalLinkAt(url).limits, concurrency: 1 } }));
  onTestFinished(() => channel.close());
  const results = [];
  for (let count = 0; count < times; count += 1) {
    results.push(await channel.writers.STOCK_SET?.send([stockChange()], noCallback));
  }
  return results;
};

const applied = { type: 'answered', rows: [{ state: 'APPLIED' }] };

describe('an unrequested interim response', () => {
  test.each([
    ['100', goOn],
    ['100 with headers', 'HTTP/1.1 100 Continue\r\nx-a: b\r\n\r\n'],
    ['100 twice', goOn.repeat(2)],
    ['102', 'HTTP/1.1 102 Processing\r\n\r\n'],
    ['103', 'HTTP/1.1 103 Early Hints\r\nlink: <x>\r\n\r\n'],
    ['103, 100 and 102', `HTTP/1.1 103 Early Hints\r\n\r\n${goOn}HTTP/1.1 102 Processing\r\n\r\n`],
  ])('B6: %s before the response is skipped, on a kept connection too', async (_, interim) => {
    const vendor = await startRaw((socket) => socket.write(`${interim}${final}`));
    expect(await sent(vendor.url, 3)).toMatchObject([applied, applied, applied]);
    expect(vendor.requests()).toBe(3);
  });

  it('B6: is skipped if it comes a byte at a time', async () => {
    const vendor = await startRaw(async (socket) => {
      socket.setNoDelay(true);
      for (const byte of `${goOn}${final}`) {
        socket.write(byte);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    });
    expect(await sent(vendor.url)).toMatchObject([applied]);
  });

  test.each([
    ['100', goOn],
    ['103', 'HTTP/1.1 103 Early Hints\r\n\r\n'],
  ])('B6: %s without end ends the call, which may have been applied', async (_, interim) => {
    const vendor = await startRaw((socket) => {
      const more = (): void => {
        while (!socket.destroyed && socket.write(interim));
        if (!socket.destroyed) socket.once('drain', more);
      };
      more();
    });
    expect(await sent(vendor.url)).toMatchObject([{ type: 'unavailable', mayHaveApplied: true }]);
    expect(vendor.requests()).toBe(1);
  });
});

it('the filter removes only "100 Continue", for any division of the bytes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(goOn, 'HTTP/1.1 103 Early Hints\r\nlink: <x>\r\n\r\n'), { maxLength: 5 }),
      fc.constantFrom(
        final,
        'HTTP/1.1 101 Switching Protocols\r\n\r\n',
        'HT',
        'nothing of HTTP',
        `${final}${goOn}`,
      ),
      fc.array(fc.nat({ max: 40 }), { minLength: 1, maxLength: 20 }),
      (interim, rest, cuts) => {
        const filter = createContinueFilter();
        filter.expectHead();
        const bytes = Buffer.from(`${interim.join('')}${rest}`);
        const left: Buffer[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
          const size = 1 + (cuts[turn % cuts.length] ?? 0);
          left.push(filter.filter(bytes.subarray(at, at + size)));
          at += size;
        }
        const expected = `${interim.filter((one) => one !== goOn).join('')}${rest}`;
        const got = Buffer.concat(left).toString();
        // Data that may still become an interim response is held until more arrives.
        expect(rest === 'HT' ? `${got}HT` : got).toBe(expected);
      },
    ),
  );
});
