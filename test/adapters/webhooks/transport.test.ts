import { describe, expect, onTestFinished, test } from 'vitest';
import { isPublicAddress } from '../../../src/adapters/webhooks/addresses.ts';
import type { LookUp } from '../../../src/adapters/webhooks/connector.ts';
import { createWebhookTransport } from '../../../src/adapters/webhooks/transport.ts';
import { startReceiver } from '../../support/webhook-receiver.ts';

const request = (url: string) => ({
  url,
  id: 'one',
  at: Date.now(),
  body: '{}',
  secrets: [`whsec_${btoa('k'.repeat(32))}`],
});

const open = (options: Parameters<typeof createWebhookTransport>[0]) => {
  const transport = createWebhookTransport(options);
  onTestFinished(() => transport.close());
  return transport;
};

/** Answers a name with the given addresses, one list after the other. */
const answering = (...lists: readonly (readonly string[])[]): LookUp => {
  let asked = 0;
  return (_name, _options, callback) => {
    const found = lists[Math.min(asked, lists.length - 1)] ?? [];
    asked += 1;
    callback(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
};

describe('a webhook to a name', () => {
  test.each([['127.0.0.1'], ['::1'], ['10.0.0.1'], ['169.254.169.254'], ['::ffff:127.0.0.1']])(
    'that resolves to %s is not sent',
    async (address) => {
      const receiver = await startReceiver(onTestFinished);
      const transport = open({ allowPrivate: false, lookUp: answering([address]) });
      const { port } = new URL(receiver.url);
      const answer = await transport.send(request(`https://shop.example:${port}/hook`));
      expect(answer).toMatchObject({ type: 'failure', reason: expect.stringContaining('no public address') });
      expect(receiver.received).toEqual([]);
    },
  );

  test('uses only the public addresses, whatever an earlier answer was', async () => {
    const receiver = await startReceiver(onTestFinished);
    const { port } = new URL(receiver.url);
    // 192.0.2.1 is for documentation, so this gateway must not connect to it either.
    const transport = open({ allowPrivate: false, lookUp: answering(['192.0.2.1'], ['127.0.0.1']) });
    for (const _ of ['first', 'second'])
      expect(await transport.send(request(`https://rebinding.example:${port}/`))).toMatchObject({
        type: 'failure',
      });
    expect(receiver.received).toEqual([]);
  });
});

test('a receiver that does not answer ends the attempt after the time limit', async () => {
  const receiver = await startReceiver(onTestFinished);
  receiver.answer = () => {};
  const transport = open({ allowPrivate: true, timeoutMs: 200 });
  const answer = await transport.send(request(receiver.url));
  expect(answer).toMatchObject({ type: 'failure', reason: expect.stringContaining('200 ms') });
});

test.each([
  ['8.8.8.8', true],
  ['2606:4700::1', true],
  ['0.0.0.0', false],
  ['100.64.0.1', false],
  ['172.31.255.255', false],
  ['172.32.0.1', true],
  ['192.168.1.1', false],
  ['224.0.0.1', false],
  ['255.255.255.255', false],
  ['::', false],
  ['fe80::1%eth0', false],
  ['fc00::1', false],
  ['ff02::1', false],
  ['64:ff9b::7f00:1', false],
  ['2002:7f00:1::', false],
  ['2001:db8::1', false],
  ['shop.example', false],
])('%s is public: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});
