import { describe, expect, it } from 'vitest';
import { vendorUnavailable } from '../../../src/domain/failure.ts';
import { asProductId } from '../../../src/domain/ids.ts';
import type { StockRead } from '../../../src/ports/vendor-reads.ts';
import { shop } from '../../support/changes.ts';
import { appliesAll, unavailable } from '../../support/fake-channel.ts';
import { row, startGateway, until } from '../../support/gateway.ts';

const key = { channel: shop, productId: asProductId('1'), locationId: null, optionId: null };
const nothingKnown: StockRead = { type: 'read', levels: [null] };
const slowDown: StockRead = {
  type: 'unavailable',
  failure: vendorUnavailable('RATE_LIMITED', 'Slow down.', { retryAfter: 60 }),
};

describe('reads of a vendor', () => {
  it('B8: go through the rate limiter of the channel, with the rate for reads', async () => {
    const { gateway } = await startGateway({
      limits: { readRatePerSecond: 2 },
      readStock: async () => nothingKnown,
    });
    const startedAt = performance.now();
    await Promise.all(Array.from({ length: 5 }, () => gateway.readStock([key], 0)));
    expect(performance.now() - startedAt).toBeGreaterThan(1_900);
  });

  it('B8: pause the writes of the channel when the vendor limits its rate', async () => {
    const { gateway, submit, sent } = await startGateway({ readStock: async () => slowDown });
    expect(await gateway.readStock([key], 0)).toMatchObject([{ code: 'RATE_LIMITED', retryAfter: 60 }]);
    await submit([row('1')], { waitMs: 100 });
    expect(sent).toHaveLength(0);
  });

  it('B8: are refused without a call during a pause that a write caused', async () => {
    let reads = 0;
    const { gateway, submit, sent } = await startGateway({
      behave: (request, number) =>
        number === 1 ? unavailable({ retryAfterMs: 60_000 }) : appliesAll(request, number),
      readStock: async () => {
        reads += 1;
        return nothingKnown;
      },
    });
    await submit([row('1')], { waitMs: 20 });
    await until(() => sent.length === 1);
    const [reading] = await gateway.readStock([key], 0);
    expect(reading).toMatchObject({ type: 'VendorUnavailable', code: 'RATE_LIMITED' });
    expect(reading && 'retryAfter' in reading ? reading.retryAfter : null).toBeGreaterThan(50);
    expect(reads).toBe(0);
  });
});
