import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { classifyResponse, unexpectedResponse } from '../../../src/adapters/vendors/http/answer.ts';
import type { SendResult } from '../../../src/ports/channel.ts';
import type { Sent } from '../../support/fake-channel.ts';
import { appliesAll, refusesWith } from '../../support/fake-channel.ts';
import { row, startGateway } from '../../support/gateway.ts';
import { manualClock } from '../../support/manual-clock.ts';

const noSync = async () => {};
const minuteMs = 60_000;
const products = 30;

const retryAfters = fc.oneof(
  fc.constantFrom(undefined, '0', '-1', 'soon', '0.001', '99999999999', 'Thu, 01 Jan 2015 00:00:00 GMT'),
  fc.integer({ min: 0, max: 400 }).map(String),
);
/** What the vendor does with one call. The status 0 means no answer, and some 200s cannot be read. */
const answers = fc.record({
  status: fc.oneof(
    fc.integer({ min: 200, max: 599 }),
    fc.constantFrom(0, 200, 200, 400, 401, 408, 425, 429, 429, 429, 500, 503),
  ),
  retryAfter: retryAfters,
  isReadable: fc.boolean(),
});
type Answer = typeof answers extends fc.Arbitrary<infer Value> ? Value : never;

const resultOf = (
  { status, retryAfter, isReadable }: Answer,
  sent: Sent,
  number: number,
  now: number,
): SendResult | Promise<SendResult> => {
  const classification = { now, sanitize: (text: string) => text };
  if (status === 0) {
    const lost = classifyResponse(
      { type: 'failure', reason: 'reset', sent: true, timedOut: true },
      classification,
    );
    if (lost.type === 'unavailable') return lost;
  }
  const response = classifyResponse(
    { type: 'answer', status, retryAfter, body: undefined, unreadable: null },
    classification,
  );
  switch (response.type) {
    case 'unavailable':
      return response;
    case 'refusal':
      return refusesWith(...sent.rows.map(({ productId }) => productId))(sent, number);
    case 'success':
      return isReadable ? appliesAll(sent, number) : unexpectedResponse(response.exchange);
  }
};

/** The most calls in any 60 seconds. */
const mostAMinute = (calls: readonly number[]): number =>
  calls.reduce((most, at, index) => {
    const before = calls.findIndex((other) => other > at - minuteMs);
    return Math.max(most, index - before + 1);
  }, 0);

describe('a vendor with random answers for hours', () => {
  it('B1: receives first tries, and retries within their limit', {
    timeout: 240_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(answers, { minLength: 5, maxLength: 60 }), async (script) => {
        const clock = manualClock();
        const retriesPerMinute = 12;
        const failed = new Set<string>();
        const retries: number[] = [];
        const gateway = await startGateway(
          {
            maxRows: 5,
            limits: { retriesPerMinute, retryForMs: 15 * minuteMs },
            behave: async (sent, number) => {
              const answer = script[number % script.length];
              if (!answer) throw new TypeError('The script has answers');
              const keys = sent.rows.map(({ productId, quantity }) => `${productId}/${quantity}`);
              if (keys.some((key) => failed.has(key))) retries.push(clock.now());
              const result = await resultOf(answer, sent, number, clock.now());
              if (result.type === 'unavailable') for (const key of keys) failed.add(key);
              return result;
            },
          },
          { clock, sync: noSync, onFinished: onTestFinished },
        );
        const submitted = [];
        for (let round = 1; round <= 3; round += 1) {
          const items = Array.from({ length: products }, (_, at) => row(`p${at}`, round));
          submitted.push(await gateway.submit(items, { waitMs: 0 }));
          await clock.advance(20 * minuteMs);
        }
        await clock.advance(60 * minuteMs);
        expect(mostAMinute(retries)).toBeLessThanOrEqual(retriesPerMinute);
        // An item without a failed try is in its own request, or in a part of a refused one.
        expect(gateway.sent.length - retries.length).toBeLessThanOrEqual(3 * products * 2);
        for (const { operation } of submitted) {
          const states = await gateway.statesOf(operation);
          expect(states.filter((state) => ['SENDING', 'RETRYING'].includes(state))).toEqual([]);
        }
        await gateway.close();
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });

  it('B1: receives few calls if it always answers 429 with Retry-After: 0, and the delivery log has each', {
    timeout: 60_000,
  }, async () => {
    const clock = manualClock();
    const gateway = await startGateway(
      {
        limits: { retriesPerMinute: 300, retryForMs: 15 * minuteMs },
        behave: (sent, number) =>
          resultOf({ status: 429, retryAfter: '0', isReadable: true }, sent, number, clock.now()),
      },
      { clock, sync: noSync },
    );
    const { operation } = await gateway.submit([row('1')], { waitMs: 0 });
    await clock.advance(16 * minuteMs);
    expect(gateway.sent.length).toBeGreaterThan(30);
    expect(gateway.sent.length).toBeLessThan(80);
    expect(await gateway.statesOf(operation)).toEqual(['FAILED']);
    expect(await gateway.logOf(operation)).toHaveLength(gateway.sent.length);
  });
});
