import { describe, expect } from 'vitest';
import {
  accepted,
  confirmInventory,
  ended,
  operationOf,
  outcomeOf,
  replaceProducts,
  resultsOf,
  setStock,
  until,
} from '../support/client.ts';
import { confirmation, globalLinkStock, orderItem, product, smaregiStock } from '../support/items.ts';
import { it } from '../support/process.ts';

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at + 1);

describe('a gateway that is killed with queued work and work in flight', () => {
  it.concurrent('ends every item after a restart, with the last value at the vendor', async ({
    startGateway,
    vendors,
  }) => {
    const { globalLink, brightmall, smaregi } = vendors;
    for (const { control } of [globalLink, brightmall, smaregi]) control.behave({ latencyMs: 250 });
    smaregi.control.behave({ callbackDelayMs: 250 });
    // One request is certainly under way at the kill, however slow the machine is.
    const release = globalLink.control.hold('answers');
    const settings = { ...vendors.settings, VENDOR_CONCURRENCY: '1', CALLBACK_TIMEOUT_MS: '2000' };
    const first = await startGateway(settings);
    const manner = { waitMs: 0 };
    const ids = [
      await setStock(
        first.url,
        numbers(150).map((at) => globalLinkStock(`product-${at}`, at)),
        manner,
      ),
      await setStock(
        first.url,
        numbers(150).map((at) => smaregiStock(String(at), at)),
        manner,
      ),
      await replaceProducts(
        first.url,
        numbers(3).map((at) => product(`product-1${at}`, { stockQuantity: 900 + at })),
        manner,
      ),
      await confirmInventory(
        first.url,
        numbers(5).map((at) => confirmation(orderItem(at))),
        manner,
      ),
      await setStock(
        first.url,
        numbers(20).map((at) => globalLinkStock(`product-${at}`, 500 + at)),
        manner,
      ),
      await setStock(
        first.url,
        numbers(20).map((at) => smaregiStock(String(at), 500 + at)),
        manner,
      ),
    ].map((answer) => accepted(answer).id);
    await until(
      () => [globalLink, brightmall, smaregi].map(({ control }) => control.requests().length),
      (counts) => counts.every((count) => count > 0),
    );
    first.child.kill('SIGKILL');
    expect(await first.ended).toBe('SIGKILL');
    release();

    // At the same URL, so that webhooks in transit reach it.
    const second = await startGateway({ ...settings, PORT: new URL(first.url).port });
    const operations = await Promise.all(ids.map((id) => ended(second.url, id)));
    const ends = operations.flatMap((operation) => resultsOf(operation).map(outcomeOf));
    expect(ends).toHaveLength(348);
    expect(new Set([...ends, 'SUPERSEDED'])).toEqual(new Set(['APPLIED', 'SUPERSEDED']));
    for (const operation of operations.slice(2)) expect(operation.appliedCount).toBe(operation.itemCount);

    const held = new Map(
      [...globalLink.control.writes(), ...smaregi.control.writes()].map(({ target, value }) => [
        target,
        Number(Object(value)['stockQuantity'] ?? Object(value)['stockAmount']),
      ]),
    );
    for (const at of numbers(150)) {
      const last = at <= 20 ? 500 + at : at;
      expect(held.get(`product-${at}`)).toBe(last);
      expect(held.get(`${at}:8`)).toBe(last);
    }
    const log = operations.flatMap(({ vendorRequests }) => vendorRequests.map(({ outcome }) => outcome));
    expect(log).toContain('INTERRUPTED');
  });

  it.concurrent('and that starts at another address reads back what no webhook reports', async ({
    startGateway,
    vendors,
  }) => {
    const settings = { ...vendors.settings, CALLBACK_TIMEOUT_MS: '2500' };
    vendors.smaregi.control.behave({ callbackDelayMs: 1_200 });
    const first = await startGateway(settings);
    const { id } = accepted(await setStock(first.url, [smaregiStock('567', 40)], { waitMs: 0 }));
    await until(
      async () => resultsOf(await operationOf(first.url, id)),
      (results) => results.some((one) => 'stage' in one && one.stage === 'AWAITING_CALLBACK'),
    );
    first.child.kill('SIGKILL');
    await first.ended;
    const second = await startGateway(settings);
    const operation = await ended(second.url, id);
    expect(resultsOf(operation)).toMatchObject([{ status: 'APPLIED', stock: { source: 'VENDOR_READ' } }]);
    expect(vendors.smaregi.control.writes()).toHaveLength(1);
  });
});
