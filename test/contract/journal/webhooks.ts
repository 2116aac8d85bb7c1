import { describe, expect, it } from 'vitest';
import {
  anonymousClient,
  asClientId,
  asWebhookEndpointId,
  type WebhookEndpointId,
} from '../../../src/domain/ids.ts';
import type { WebhookEvent } from '../../../src/domain/webhook.ts';
import type { Journal } from '../../../src/ports/journal/journal.ts';
import type {
  ClaimedDelivery,
  DeliveryClaim,
  WebhookEndpointDraft,
} from '../../../src/ports/journal/webhooks.ts';
import { refusedRow, shop, stockOf } from '../../support/changes.ts';
import { seenLevel } from './catalogue/given.ts';
import {
  accept,
  acceptDraft,
  apply,
  draftOf,
  failedDraft,
  type OpenJournal,
  opened,
  queuedDraft,
  send,
  settleAll,
} from './given.ts';

const hook = asWebhookEndpointId('hook');
const whole = { after: null, before: null, limit: 10, last: false };

const endpointDraft = (more: Partial<WebhookEndpointDraft> = {}): WebhookEndpointDraft => ({
  id: hook,
  client: anonymousClient,
  url: 'https://partner.test/hook',
  events: ['OPERATION_COMPLETED', 'ITEM_FAILED'],
  createdAt: 500,
  secret: 'whsec_Zmlyc3Q=',
  ...more,
});

const unchanged = { url: null, events: null, enabled: null, secret: null };

const take = (journal: Journal, more: Partial<DeliveryClaim> = {}) =>
  journal.claimDeliveries({
    at: 5_000,
    forMs: 60_000,
    limit: 20,
    perEndpoint: 10,
    perClient: 20,
    sending: [],
    ...more,
  });

const conclude = (
  journal: Journal,
  { id, claim }: Pick<ClaimedDelivery, 'id' | 'claim'>,
  type: 'delivered' | 'failed' | 'gone' | 'withheld' = 'delivered',
  at = 6_000,
) => {
  const error = type === 'delivered' ? null : 'no';
  const attempt = { at, httpStatus: 200, error, answer: null };
  return journal.concludeDelivery({ id, claim, type, at, random: 0.5, attempt });
};

const listOf = async (journal: Journal, id: WebhookEndpointId = hook) =>
  (await journal.webhookDeliveriesPage([id], whole))[0]?.nodes ?? [];
const eventsOf = async (journal: Journal, id: WebhookEndpointId = hook): Promise<readonly WebhookEvent[]> =>
  (await listOf(journal, id)).map(({ event }) => event).toReversed();

const dataOf = ({ data }: Pick<ClaimedDelivery, 'data'>): unknown => JSON.parse(data);

/** An operation with a failed item, which stores two deliveries. */
const failOne = async (journal: Journal, productId = '1') => {
  const { request, operation } = await send(journal, [stockOf(productId, 1)]);
  await settleAll(journal, request, refusedRow());
  return operation;
};

const describeEndpoints = (open: OpenJournal): void => {
  describe('webhook endpoints', () => {
    it('are created, listed by client in the order of their creation, changed and deleted', async () => {
      const { journal } = await opened(open);
      const created = await journal.createWebhookEndpoint(endpointDraft());
      expect(created).toEqual({
        id: hook,
        client: anonymousClient,
        url: 'https://partner.test/hook',
        events: ['OPERATION_COMPLETED', 'ITEM_FAILED'],
        enabled: true,
        notice: null,
        createdAt: 500,
      });
      const other = asWebhookEndpointId('a');
      await journal.createWebhookEndpoint(endpointDraft({ id: other, createdAt: 600 }));
      const ids = async () => (await journal.webhookEndpoints(anonymousClient)).map(({ id }) => id);
      expect(await ids()).toEqual([hook, other]);
      const own = { id: hook, client: anonymousClient };
      const change = { ...unchanged, url: 'https://new.test/', enabled: false };
      const changed = await journal.updateWebhookEndpoint(own, change, 700);
      expect(changed).toEqual({ ...created, url: 'https://new.test/', enabled: false });
      expect(await journal.deleteWebhookEndpoint(own)).toBe(true);
      expect(await journal.deleteWebhookEndpoint(own)).toBe(false);
      expect(await ids()).toEqual([other]);
    });

    it('do not exist for other clients', async () => {
      const { journal } = await opened(open);
      await journal.createWebhookEndpoint(endpointDraft());
      const operation = await failOne(journal);
      expect(operation.client).toBe(anonymousClient);
      const [delivery] = await listOf(journal);
      if (!delivery) throw new Error('No delivery was stored');
      const other = { id: hook, client: asClientId('other') };
      const named = { ...other, delivery: delivery.id };
      expect(await journal.webhookEndpoints(other.client)).toEqual([]);
      expect(await journal.updateWebhookEndpoint(other, { ...unchanged, enabled: false }, 1)).toBeNull();
      expect(await journal.deleteWebhookEndpoint(other)).toBe(false);
      expect(await journal.webhookDeliveries([named, { ...named, client: anonymousClient }])).toEqual([
        null,
        delivery,
      ]);
      expect(await journal.redeliverWebhook(named, 1)).toBe('unknown');
      expect((await journal.webhookEndpoints(anonymousClient))[0]?.enabled).toBe(true);
    });

    it('are at most ten for a client, also if they are created at the same time', async () => {
      const { journal } = await opened(open);
      const made = await Promise.all(
        Array.from({ length: 12 }, (_, at) =>
          journal.createWebhookEndpoint(endpointDraft({ id: asWebhookEndpointId(`hook-${at}`) })),
        ),
      );
      expect(made.filter((one) => one !== null)).toHaveLength(10);
      expect(await journal.webhookEndpoints(anonymousClient)).toHaveLength(10);
      const ofOther = endpointDraft({ id: asWebhookEndpointId('other'), client: asClientId('other') });
      expect(await journal.createWebhookEndpoint(ofOther)).not.toBeNull();
    });

    it('have two secrets after a rotation', async () => {
      const { journal } = await opened(open);
      await journal.createWebhookEndpoint(endpointDraft());
      const own = { id: hook, client: anonymousClient };
      await journal.updateWebhookEndpoint(own, { ...unchanged, secret: 'whsec_bmV3' }, 1_000);
      await failOne(journal);
      const [first] = (await take(journal)).deliveries;
      expect(first?.secrets).toEqual({
        current: 'whsec_bmV3',
        previous: { secret: 'whsec_Zmlyc3Q=', until: 1_000 + 86_400_000 },
      });
    });

    it('survive a restart, with the deliveries that were being sent', async () => {
      const { journal, reopen } = await opened(open);
      await journal.createWebhookEndpoint(endpointDraft());
      await failOne(journal);
      const [first] = (await take(journal)).deliveries;
      const again = await reopen();
      // The claim ended with its gateway.
      const [second] = (await take(again)).deliveries;
      expect(second).toEqual({ ...first, claim: 2 });
      await failOne(again, '2');
      expect(await eventsOf(again)).toHaveLength(4);
    });
  });
};

const describeEvents = (open: OpenJournal): void => {
  describe('webhook deliveries', () => {
    it('are stored with the settlement that they report, and only for endpoints that want them', async () => {
      const { journal } = await opened(open);
      await journal.createWebhookEndpoint(endpointDraft());
      const stock = asWebhookEndpointId('stock');
      await journal.createWebhookEndpoint(endpointDraft({ id: stock, events: ['STOCK_CHANGED'] }));
      const off = asWebhookEndpointId('off');
      await journal.createWebhookEndpoint(endpointDraft({ id: off }));
      await journal.updateWebhookEndpoint(
        { id: off, client: anonymousClient },
        { ...unchanged, enabled: false },
        1,
      );
      const theirs = asWebhookEndpointId('theirs');
      const client = asClientId('other');
      const events: WebhookEvent[] = ['OPERATION_COMPLETED', 'ITEM_FAILED', 'STOCK_CHANGED'];
      await journal.createWebhookEndpoint(endpointDraft({ id: theirs, client, events }));

      const { request, operation } = await send(journal, [stockOf('1', 5), stockOf('2', 6)]);
      expect(await eventsOf(journal)).toEqual([]);
      const [one, two] = request.rows;
      if (!one || !two) throw new Error('Two rows were expected');
      const settlement = { at: 3_000, outcome: 'ANSWERED', exchange: null } as const;
      const rows = [
        {
          ...one,
          outcome: {
            state: 'APPLIED',
            at: 3_000,
            evidence: 'ACKNOWLEDGED_WRITE',
            receipt: { kind: 'STOCK_SET', vendorReference: 'v' },
          } as const,
        },
        { ...two, outcome: refusedRow() },
      ];
      await journal.settle({ requestId: request.id, ...settlement, rows });
      expect(await eventsOf(journal)).toEqual(['ITEM_FAILED', 'OPERATION_COMPLETED']);
      expect(await eventsOf(journal, stock)).toEqual(['STOCK_CHANGED']);
      expect(await eventsOf(journal, theirs)).toEqual(['STOCK_CHANGED']);
      expect(await eventsOf(journal, off)).toEqual([]);

      const { deliveries } = await take(journal);
      const dataAt = (endpoint: WebhookEndpointId) =>
        deliveries.flatMap((one) => (one.endpoint.id === endpoint ? [dataOf(one)] : []));
      const [failed, changed, changedForOther] = [hook, stock, theirs].flatMap(dataAt);
      const id = Buffer.from(`Operation:${operation.id}`).toString('base64');
      expect(failed).toMatchObject({
        operation: { id, kind: 'STOCK_SET' },
        item: { index: 1, target: { channelKey: 'shop', productId: '2' }, code: 'PRODUCT_NOT_FOUND' },
      });
      expect(changed).toMatchObject({
        stockLevel: { channelKey: 'shop', productId: '1', quantity: 5, source: 'ACKNOWLEDGED_WRITE' },
        operation: { id },
        vendorReference: 'v',
      });
      expect(changedForOther).toMatchObject({ stockLevel: { quantity: 5 }, operation: null });
    });

    it('are stored with the acceptance of an operation whose items are all refused', async () => {
      const { journal } = await opened(open);
      await journal.createWebhookEndpoint(endpointDraft());
      await acceptDraft(journal, draftOf([failedDraft]));
      expect(await eventsOf(journal)).toEqual(['ITEM_FAILED', 'OPERATION_COMPLETED']);
      await acceptDraft(journal, draftOf([failedDraft, queuedDraft(stockOf('1', 1))]));
      expect((await eventsOf(journal)).slice(2)).toEqual(['ITEM_FAILED']);
    });

    it('are stored with a cancellation that ends an operation, once', async () => {
      const { journal } = await opened(open);
      await journal.createWebhookEndpoint(endpointDraft());
      const { operation } = await accept(journal, stockOf('1', 1));
      const command = { operationId: operation.id, by: anonymousClient, channels: null, at: 4_000 };
      await journal.cancel(command);
      await journal.cancel(command);
      expect(await eventsOf(journal)).toEqual(['OPERATION_COMPLETED']);
    });

    it('report another quantity that was read, and drift, but no first quantity', async () => {
      const { journal } = await opened(open);
      await journal.createWebhookEndpoint(endpointDraft({ events: ['STOCK_CHANGED', 'DRIFT_FOUND'] }));
      const key = { channel: shop, productId: stockOf('1', 1).productId, locationId: null, optionId: null };
      const other = { ...key, productId: stockOf('2', 1).productId };
      await journal.recordRead([seenLevel(other, 3)]);
      expect(await eventsOf(journal)).toEqual([]);
      await apply(journal, stockOf('1', 5));
      const read = {
        channel: shop,
        readAt: 4_000,
        products: [],
        locations: [],
        pass: null,
        refresh: false,
        position: null,
      };
      const lost = seenLevel(key, 4, { observedAt: 4_000 });
      await journal.recordCatalogue({ ...read, levels: [lost] });
      const later = { ...read, readAt: 5_000, levels: [{ ...lost, observedAt: 5_000 }] };
      const resolution = { is: 'UNEXPLAINED', until: 4_500 } as const;
      await journal.recordCatalogue({ ...later, resolution });
      await journal.recordCatalogue({ ...later, resolution });
      expect(await eventsOf(journal)).toEqual(['STOCK_CHANGED', 'STOCK_CHANGED', 'DRIFT_FOUND']);
      // All three are about one level, so they are sent one after the other.
      const sent: unknown[] = [];
      for (let at = 0; at < 3; at += 1) {
        const [next, ...more] = (await take(journal, { at: 10_000 + at })).deliveries;
        if (!next) throw new Error('A delivery was expected');
        expect(more).toEqual([]);
        sent.push(dataOf(next));
        await conclude(journal, next, 'delivered', 10_000 + at);
      }
      expect(sent).toMatchObject([
        { stockLevel: { quantity: 5 } },
        { stockLevel: { quantity: 4 } },
        { stockLevel: { quantity: 4 }, drift: { expected: 5, actual: 4 } },
      ]);
    });
  });
};

const describeSending = (open: OpenJournal): void => {
  describe('claims of webhook deliveries', () => {
    it('have an owner, and return each delivery once, in the order of its operation', async () => {
      const { journal } = await opened(open);
      await journal.createWebhookEndpoint(endpointDraft());
      await failOne(journal, '1');
      await failOne(journal, '2');
      const { deliveries } = await take(journal);
      expect(deliveries.map(({ event }) => event)).toEqual(['ITEM_FAILED', 'ITEM_FAILED']);
      expect((await take(journal)).deliveries).toEqual([]);
      const [first] = deliveries;
      if (!first) throw new Error('A delivery was expected');
      expect(await conclude(journal, first)).toEqual({ status: 'DELIVERED', switchedOff: null });
      // Only one operation goes on.
      const next = (await take(journal, { at: 6_000 })).deliveries;
      expect(next.map(({ event }) => event)).toEqual(['OPERATION_COMPLETED']);
      expect(await conclude(journal, first)).toBeNull();
    });

    it('respect the limits, and skip endpoints and clients that are busy', async () => {
      const { journal } = await opened(open);
      await journal.createWebhookEndpoint(endpointDraft());
      for (const productId of ['1', '2', '3', '4']) await failOne(journal, productId);
      const own = { id: hook, client: anonymousClient };
      const other = { ...own, id: asWebhookEndpointId('other') };
      const takes = async (more: Partial<DeliveryClaim>) => (await take(journal, more)).deliveries.length;
      expect(await takes({ perEndpoint: 2, sending: [own, own] })).toBe(0);
      expect(await takes({ perClient: 2, sending: [own, other] })).toBe(0);
      expect(await takes({ perEndpoint: 2, sending: [own, other] })).toBe(1);
      expect((await take(journal, { limit: 2 })).deliveries).toHaveLength(2);
      expect((await take(journal)).deliveries).toHaveLength(1);
    });

    it('try a failed delivery again later, and keep what follows it waiting', async () => {
      const { journal } = await opened(open);
      await journal.createWebhookEndpoint(endpointDraft());
      await failOne(journal);
      const [first] = (await take(journal)).deliveries;
      if (!first) throw new Error('A delivery was expected');
      await conclude(journal, first, 'failed', 6_000);
      const { deliveries, nextAt } = await take(journal, { at: 10_999 });
      expect([deliveries, nextAt]).toEqual([[], 11_000]);
      const [again] = (await take(journal, { at: 11_000 })).deliveries;
      expect(again).toEqual({ ...first, claim: 2 });
      const [, stored] = await listOf(journal);
      expect(stored?.attempts).toEqual([{ at: 6_000, httpStatus: 200, error: 'no', answer: null }]);
    });

    it('switch the endpoint off after a day, and start again when it is switched on', async () => {
      const { journal } = await opened(open);
      await journal.createWebhookEndpoint(endpointDraft());
      await failOne(journal);
      const [first] = (await take(journal)).deliveries;
      if (!first) throw new Error('A delivery was expected');
      await conclude(journal, first, 'failed', 6_000);
      const day = 6_000 + 86_400_000;
      const [last] = (await take(journal, { at: day })).deliveries;
      if (!last) throw new Error('A delivery was expected');
      const concluded = await conclude(journal, last, 'failed', day);
      expect(concluded).toMatchObject({ status: 'FAILED', switchedOff: { id: hook, enabled: false } });
      expect(concluded?.switchedOff?.notice).toContain('24 hours');
      expect((await take(journal, { at: day })).deliveries).toEqual([]);
      // New events are not stored for it.
      await failOne(journal, '2');
      expect((await listOf(journal)).map(({ status }) => status)).toEqual(['PENDING', 'FAILED']);
      const own = { id: hook, client: anonymousClient };
      const named = { ...own, delivery: first.id };
      expect(await journal.redeliverWebhook(named, day)).toBe('disabled');
      const on = await journal.updateWebhookEndpoint(own, { ...unchanged, enabled: true }, day + 1);
      expect(on).toMatchObject({ enabled: true, notice: null });
      const rest = (await take(journal, { at: day + 1 })).deliveries;
      expect(rest.map(({ event }) => event)).toEqual(['OPERATION_COMPLETED']);
      expect(await journal.redeliverWebhook(named, day + 2)).toMatchObject({
        status: 'PENDING',
        nextAttemptAt: day + 2,
      });
      const repeated = (await take(journal, { at: day + 2 })).deliveries;
      expect(repeated.map(({ id, data }) => [id, data])).toEqual([[first.id, first.data]]);
    });

    it('send the rest of many deliveries of one operation one after the other', async () => {
      const { journal } = await opened(open);
      await journal.createWebhookEndpoint(endpointDraft());
      await acceptDraft(journal, draftOf(Array.from({ length: 5 }, () => failedDraft)));
      const sent: number[] = [];
      for (let at = 0; at < 6; at += 1) {
        const [next] = (await take(journal)).deliveries;
        if (!next) throw new Error('A delivery was expected');
        sent.push(next.id);
        await conclude(journal, next, at === 2 ? 'withheld' : 'delivered', 5_000);
      }
      expect(sent).toEqual(sent.toSorted((a, b) => a - b));
      expect(new Set(sent).size).toBe(6);
      expect((await listOf(journal)).filter(({ status }) => status === 'FAILED')).toHaveLength(1);
    });

    it('tell a listener of new deliveries, and none without an endpoint', async () => {
      const { journal } = await opened(open);
      let calls = 0;
      journal.onDeliveriesStored(() => {
        calls += 1;
      });
      await failOne(journal, '1');
      expect(calls).toBe(0);
      await journal.createWebhookEndpoint(endpointDraft());
      await failOne(journal, '2');
      expect(calls).toBe(1);
      expect(await journal.switchOffOverfull(2)).toEqual([]);
      const [off] = await journal.switchOffOverfull(1);
      expect(off).toMatchObject({ id: hook, enabled: false });
      expect(await journal.switchOffOverfull(1)).toEqual([]);
    });

    it('are pruned when they have ended, or when their endpoint is switched off or deleted', async () => {
      const { journal } = await opened(open);
      await journal.createWebhookEndpoint(endpointDraft());
      await failOne(journal);
      const [first] = (await take(journal)).deliveries;
      if (!first) throw new Error('A delivery was expected');
      await conclude(journal, first);
      const sweep = (before: number) => journal.prune(before, { of: 'deliveries', after: 0 });
      expect(await sweep(3_000)).toEqual({ operations: 0, next: { of: 'history', after: null } });
      expect(await eventsOf(journal)).toHaveLength(2);
      await sweep(3_001);
      expect(await eventsOf(journal)).toEqual(['OPERATION_COMPLETED']);
      await journal.updateWebhookEndpoint(
        { id: hook, client: anonymousClient },
        { ...unchanged, enabled: false },
        1,
      );
      await sweep(3_001);
      expect(await eventsOf(journal)).toEqual([]);
    });
  });
};

export const describeWebhooks = (open: OpenJournal): void => {
  describeEndpoints(open);
  describeEvents(open);
  describeSending(open);
};
