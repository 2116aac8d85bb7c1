import { describe, expect, it } from 'vitest';
import { appliedAt } from '../../../support/changes.ts';
import { answered, type Behaviour, unavailable } from '../../../support/fake-channel.ts';
import { rows, startGateway, until } from '../../../support/gateway.ts';

/** Fails with a 500 if one row is in the request, whatever the others are. */
const failsAt =
  (productId: string): Behaviour =>
  (sent) =>
    sent.rows.some((one) => one.productId === productId)
      ? unavailable({ mayHaveApplied: true, httpStatus: 500 })
      : answered(sent, () => appliedAt(5_000));

describe('a call that fails repeatedly', () => {
  it('A9: is retried row by row, so that only the failing row keeps failing', async () => {
    const { submit, requests, statesOf } = await startGateway({
      behave: failsAt('2'),
      limits: { retryForMs: 60_000 },
    });
    const { operation } = await submit(rows('1', '2', '3'), { waitMs: 0 });
    await until(async () => (await statesOf(operation)).filter((state) => state === 'APPLIED').length === 2);
    expect(await statesOf(operation)).toEqual(['APPLIED', expect.not.stringMatching('APPLIED'), 'APPLIED']);
    expect(requests().slice(0, 5)).toEqual(['1 2 3', '1 2 3', '1 2 3', '1', '2']);
    expect(requests().filter((request) => request !== '2')).toEqual(['1 2 3', '1 2 3', '1 2 3', '1', '3']);
  });

  it('is not split if it certainly did not reach the vendor', async () => {
    const { submit, requests } = await startGateway({
      behave: () => unavailable({ httpStatus: 503 }),
      limits: { retryForMs: 2_000 },
    });
    const { items } = await submit(rows('1', '2'));
    expect(items.map((item) => item.progress.state)).toEqual(['FAILED', 'FAILED']);
    expect(new Set(requests())).toEqual(new Set(['1 2']));
  });
});
