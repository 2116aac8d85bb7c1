import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type GlobalLinkSandbox, startGlobalLink } from '../support/sandbox/index.ts';
import { pause, postUpdates } from './support.ts';

let vendor: GlobalLinkSandbox;
beforeAll(async () => {
  vendor = await startGlobalLink();
});
afterAll(() => vendor.close());
beforeEach(() => vendor.control.reset());

const products = [{ shopProductId: 'product-001', stockQuantity: 1, isSoldOut: false }];
const update = (signal?: AbortSignal) => postUpdates(vendor, { products }, signal);
const statuses = async (count: number) =>
  (await Promise.all(Array.from({ length: count }, () => update()))).map((reply) => reply.status).sort();

describe('limits', () => {
  it('answers 429 over the concurrency limit', async () => {
    vendor.control.behave({ maxConcurrent: 2, latencyMs: 250 });
    expect(await statuses(5)).toEqual([200, 200, 429, 429, 429]);
    expect(await statuses(2)).toEqual([200, 200]);
    expect(vendor.control.writes()).toHaveLength(4);
  });

  it('accepts the next call at once', async () => {
    vendor.control.behave({ maxConcurrent: 1 });
    for (let turn = 0; turn < 50; turn += 1) expect((await update()).status).toBe(200);
  });

  it('accepts calls again once a hanging caller has left', async () => {
    vendor.control.behave({ maxConcurrent: 1 });
    vendor.control.fail({ on: '*', kind: 'hang' });
    await expect(update(AbortSignal.timeout(300))).rejects.toThrow('timeout');
    await pause(20);
    expect((await update()).status).toBe(200);
  });

  it('answers 429 with Retry-After over the rate limit, and accepts calls a second later', async () => {
    vendor.control.behave({ ratePerSecond: 2 });
    expect(await statuses(2)).toEqual([200, 200]);
    const refused = await update();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('1');
    await pause(1050);
    expect((await update()).status).toBe(200);
  });

  it('sends Retry-After as a date, or not at all', async () => {
    vendor.control.behave({ ratePerSecond: 0, retryAfter: 'date' });
    const date = (await update()).headers.get('retry-after') ?? '';
    expect(date).toMatch(/GMT$/u);
    expect(Date.parse(date)).toBeGreaterThan(Date.now());
    vendor.control.behave({ retryAfter: 'none' });
    expect((await update()).headers.get('retry-after')).toBeNull();
  });

  it('answers after its latency', async () => {
    vendor.control.behave({ latencyMs: 80 });
    const start = Date.now();
    await update();
    expect(Date.now() - start).toBeGreaterThanOrEqual(78);
  });

  it('applies a change at once, however long the answer is delayed', async () => {
    const release = vendor.control.hold('answers');
    const call = update();
    await expect.poll(() => vendor.control.writes()).toHaveLength(1);
    expect(vendor.control.requests()).toMatchObject([{ status: null }]);
    release();
    expect((await call).status).toBe(200);
    expect(vendor.control.requests()).toMatchObject([{ status: 200 }]);
  });

  it('clears the count of the last second on reset', async () => {
    vendor.control.behave({ ratePerSecond: 1 });
    expect([(await update()).status, (await update()).status]).toEqual([200, 429]);
    vendor.control.reset();
    vendor.control.behave({ ratePerSecond: 1 });
    expect((await update()).status).toBe(200);
  });
});
