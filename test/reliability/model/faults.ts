import fc from 'fast-check';
import type { FaultRule } from '../../support/sandbox/faults.ts';
import { distortions } from '../../support/sandbox/faults.ts';
import { isSoak } from '../support/scale.ts';

export type VendorName = 'globalLink' | 'brightmall' | 'smaregi';
export type VendorFault = { readonly vendor: VendorName; readonly rule: FaultRule };

const brokenCalls = [
  'reset-before',
  'reset-after',
  'hang',
  'hang-after',
  'not-json',
  'truncated',
  'html-error',
] as const;
const brokenWebhooks = [
  'never',
  'twice',
  'thrice-at-once',
  'early',
  'wrong-request-id',
  'missing-row',
  'foreign-row',
  'unknown-message',
  'no-such-row',
  'garbage',
] as const;

/** Partly later than the gateway waits for a webhook. */
export const latestWebhookMs = 600;

/** Seconds. The whole channel pauses for half a minute: too long for the quick set. */
const longPause = isSoak ? 120 : 1;

const times = fc.oneof(
  { weight: 5, arbitrary: fc.constant(1) },
  { weight: 1, arbitrary: fc.integer({ min: 2, max: 5 }) },
);

const statusRule = (on: FaultRule['on']): fc.Arbitrary<FaultRule> =>
  fc
    .record({
      times,
      status: fc.constantFrom(400, 401, 403, 404, 409, 413, 429, 500, 502, 503, 504),
      retryAfter: fc.constantFrom(undefined, undefined, undefined, 0, '0.05', 'soon', longPause),
    })
    .map(
      ({ retryAfter, ...rule }): FaultRule =>
        ({
          on,
          kind: 'status',
          ...rule,
          ...(retryAfter !== undefined && { retryAfter }),
        }) as FaultRule,
    );

const brokenRule = (on: FaultRule['on']): fc.Arbitrary<FaultRule> =>
  fc.record({ times, kind: fc.constantFrom(...brokenCalls) }).map((rule) => ({ on, ...rule }) as FaultRule);

const bentRule = (on: 'stock-updates' | 'inventory/confirm'): fc.Arbitrary<FaultRule> =>
  fc.record({ times, kind: fc.constantFrom(...distortions) }).map((rule) => ({ on, ...rule }));

const bentRead: fc.Arbitrary<FaultRule> = fc
  .record({ times, kind: fc.constantFrom('missing-row', 'foreign-row') })
  .map((rule): FaultRule => ({ on: 'stock', ...rule }));

const webhookRule: fc.Arbitrary<FaultRule> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record({ times, kind: fc.constantFrom(...brokenWebhooks) })
      .map((rule) => ({ on: 'webhook' as const, ...rule })),
  },
  {
    weight: 1,
    arbitrary: fc
      .record({ times, ms: fc.integer({ min: 0, max: latestWebhookMs }) })
      .map((rule) => ({ on: 'webhook' as const, kind: 'late' as const, ...rule })),
  },
);

const callRule = (on: FaultRule['on']) => fc.oneof(statusRule(on), brokenRule(on));
const of = (vendor: VendorName, rule: fc.Arbitrary<FaultRule>): fc.Arbitrary<VendorFault> =>
  rule.map((one) => ({ vendor, rule: one }));

/** Every fault that the sandbox vendors know. */
export const vendorFault: fc.Arbitrary<VendorFault> = fc.oneof(
  of('globalLink', callRule('stock-updates')),
  of('globalLink', callRule('product')),
  of('globalLink', bentRule('stock-updates')),
  of('brightmall', callRule('*')),
  of('brightmall', bentRule('inventory/confirm')),
  of('smaregi', callRule('stock/bulk')),
  of('smaregi', callRule('token')),
  of('smaregi', callRule('stock')),
  of('smaregi', bentRead),
  { weight: 3, arbitrary: of('smaregi', webhookRule) },
);
