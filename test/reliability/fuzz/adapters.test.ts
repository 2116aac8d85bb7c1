import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change, ChangeOf } from '../../../src/domain/changes/change.ts';
import { asChannelId, asLocationId, asProductId } from '../../../src/domain/ids.ts';
import type { OperationKind } from '../../../src/domain/operation.ts';
import type { Channel, SendResult, Writer } from '../../../src/ports/channel.ts';
import { type Script, startScript } from '../../adapters/vendors/script.ts';
import {
  brightmallAt,
  channelOf,
  confirmation,
  globalLinkAt,
  noCallback,
  productChange,
  smaregiAt,
  startsAtOnce,
  stockChange,
} from '../../adapters/vendors/support.ts';
import { amount, seedOf, tell, timeFor } from '../support/scale.ts';
import { json } from './texts.ts';
import { type Answering, answering, rightAnswer } from './vendor-answers.ts';

const answers = amount(60, 25_000);
const seed = seedOf(20_260_703);
const counts: Record<string, number> = {};
const count = (name: string): void => {
  counts[name] = (counts[name] ?? 0) + 1;
};

const delivery = { ...noCallback, callbackUrl: 'https://gateway.test/webhooks/smaregi/a-secret' };
const limits = {
  concurrency: 4,
  ratePerSecond: null,
  timeoutMs: 300,
  callbackTimeoutMs: 300,
  retryForMs: 1_000,
  retriesPerMinute: 600,
};

/** A token that must be fetched, instead of a given one. */
const clientOf = (url: string) => ({
  accessToken: undefined,
  tokenUrl: `${url}/app/sb/token`,
  clientId: 'a-client',
  clientSecret: 'a-secret',
});

const expectSound = (result: SendResult, changes: readonly Change[], isServed: boolean): void => {
  count(result.type);
  if (result.type === 'answered' || result.type === 'refused') {
    expect(result.rows).toHaveLength(changes.length);
    for (const { state } of result.rows) {
      count(state);
      if (state === 'APPLIED') expect(isServed).toBe(true);
    }
  }
  if (result.type === 'accepted') expect(result.vendorRequestId).toMatch(/^-?\d{1,20}$/u);
};

type Trial = { readonly script: Script; readonly channel: Channel };

/** Makes the vendor answer one call after the other with other responses. */
const tryAll = async (
  at: (url: string) => Parameters<typeof channelOf>[0],
  attempt: (trial: Trial, served: () => boolean) => Promise<void>,
) => {
  const script = await startScript();
  const channel = channelOf(at(script.url));
  let next: Answering = () => ({});
  let isServed = false;
  script.answerBy((call) => {
    const reply = next(rightAnswer(call));
    isServed ||= typeof reply === 'function' || ((reply.status ?? 200) >= 200 && (reply.status ?? 200) < 300);
    return reply;
  });
  const property = fc.asyncProperty(answering, async (one) => {
    next = one;
    isServed = false;
    await attempt({ script, channel }, () => isServed);
  });
  try {
    await fc.assert(property, { numRuns: answers, seed, endOnFailure: true });
  } finally {
    await channel.close();
    await script.close();
  }
};

const writing =
  <Kind extends OperationKind>(
    writerOf: (channel: Channel) => Writer<Kind> | undefined,
    changes: readonly ChangeOf<Kind>[],
  ) =>
  async ({ channel }: Trial, served: () => boolean): Promise<void> => {
    const writer = writerOf(channel);
    if (!writer) throw new Error('The channel has no such writer');
    expectSound(await writer.send(changes, delivery), changes, served());
  };

const timeout = timeFor(answers, 50);

describe.concurrent('an adapter returns a valid result for any response of its vendor', () => {
  it('for the stock of Global Link', { timeout }, () =>
    tryAll(
      (url) => globalLinkAt(url, { limits }),
      writing(({ writers }) => writers.STOCK_SET, [stockChange(), stockChange({ productId: 'product-002' })]),
    ),
  );

  it('for a whole product of Global Link', { timeout }, () =>
    tryAll(
      (url) => globalLinkAt(url, { limits }),
      writing(({ writers }) => writers.PRODUCT_REPLACEMENT, [productChange()]),
    ),
  );

  it('for confirmations of Brightmall', { timeout }, () =>
    tryAll(
      (url) => brightmallAt(url, { limits }),
      writing(
        ({ writers }) => writers.INVENTORY_CONFIRMATION,
        [
          confirmation(),
          confirmation({
            orderItemId: '202601220157_000020196_[2]',
            available: false,
            unavailableReason: 'OTHER',
          }),
        ],
      ),
    ),
  );

  it('for the stock and the token of Smaregi', { timeout }, () =>
    tryAll(
      (url) => smaregiAt(`${url}/sb/pos`, { limits, ...clientOf(url) }),
      writing(
        ({ writers }) => writers.STOCK_SET,
        [stockChange({ productId: '1', locationId: '8' }), stockChange({ productId: '2', locationId: '8' })],
      ),
    ),
  );

  it('for a read of Smaregi', { timeout }, () =>
    tryAll(
      (url) => smaregiAt(`${url}/sb/pos`, { limits }),
      async ({ channel }) => {
        const key = {
          channel: asChannelId('smaregi'),
          productId: asProductId('1'),
          locationId: asLocationId('8'),
          optionId: null,
        };
        const read = await channel.readStock?.([key, { ...key, productId: asProductId('2') }], startsAtOnce);
        if (read?.type === 'read') expect(read.levels).toHaveLength(2);
        count(`read: ${read?.type}`);
      },
    ),
  );

  it('for the products and the catalogue of Smaregi', { timeout: timeFor(answers, 150) }, () =>
    tryAll(
      (url) => smaregiAt(`${url}/sb/pos`, { limits, listPageSize: 1 }),
      async ({ channel }) => {
        const read = await channel.readProducts?.([asProductId('1'), asProductId('2')], startsAtOnce);
        if (read?.type === 'read') expect(read.products).toHaveLength(2);
        count(`read: ${read?.type}`);
        for (const list of Object.values(channel.catalogue ?? {})) {
          const page = await list({ after: null, changedSince: Date.now() }, startsAtOnce);
          count(`page: ${page.type}`);
        }
      },
    ),
  );

  it('for a body that is posted as an event of Smaregi', { timeout }, () => {
    const channel = channelOf(
      smaregiAt('http://127.0.0.1:1/sb/pos', { limits, events: { secret: 'a-secret' } }),
    );
    const property = fc.property(json, json, (value, action) => {
      const event = { contractId: 'sb', event: 'pos:stock', action, ids: value, productIds: value };
      for (const body of [
        value,
        event,
        { ...event, action: 'edited' },
        { ...event, event: 'pos:products' },
      ]) {
        count(`event: ${channel.events?.read(body)?.type ?? 'none'}`);
      }
    });
    fc.assert(property, { numRuns: answers, seed });
  });

  it('for a body that is posted to a callback URL of Smaregi', { timeout }, () => {
    const channel = channelOf(smaregiAt('http://127.0.0.1:1/sb/pos', { limits }));
    const change = stockChange({ productId: '1', locationId: '8' });
    const property = fc.property(json, json, (value, id) => {
      for (const body of [value, { requestId: id, result: value }, { requestId: id, message: value }]) {
        const message = channel.readCallback?.(body);
        if (message?.type === 'applied') message.receiptFor(change, 1);
        if (message?.type === 'failed') expect(message.failureFor(change).state).toBe('FAILED');
        count(`callback: ${message?.type ?? 'none'}`);
      }
    });
    fc.assert(property, { numRuns: answers, seed });
    tell(`Fuzz: ${answers} answers to each call of each vendor, seed ${seed}`, {
      'what became of them': JSON.stringify(counts),
    });
  });
});
