import { z } from 'zod';

const times = z.int().min(1).default(1);

/** The answer is bent after the call was applied; only endpoints whose answer has such rows can do it. */
export const distortions = ['wrong-counts', 'missing-row', 'foreign-row'] as const;
export type Distortion = (typeof distortions)[number];

/** The name of an endpoint of the vendor, or `*` for any of them. */
const callEndpoint = z.string();

/**
 * What can go wrong with a call. Not applied: reset-before, hang, status, html-error.
 * Applied, then the answer is spoilt: reset-after, hang-after, not-json, truncated and the distortions.
 */
const plainCallFault = z.strictObject({
  on: callEndpoint,
  times,
  kind: z.enum([
    'reset-before',
    'reset-after',
    'hang',
    'hang-after',
    'not-json',
    'truncated',
    'html-error',
    ...distortions,
  ]),
});

const statusFault = z.strictObject({
  on: callEndpoint,
  times,
  kind: z.literal('status'),
  status: z.int().min(400).max(599),
  /** The Retry-After header, as it is to be sent. */
  retryAfter: z.union([z.string(), z.number()]).optional(),
});

/**
 * What can go wrong with a Smaregi webhook. A rule is spent by the next accepted stock/bulk call.
 * Nothing is applied for unknown-message and no-such-row, for they report a failure; else all is.
 */
const plainWebhookFault = z.strictObject({
  on: z.literal('webhook'),
  times,
  kind: z.enum([
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
  ]),
});

const lateWebhookFault = z.strictObject({
  on: z.literal('webhook'),
  times,
  kind: z.literal('late'),
  /** How long after its due time the webhook is posted. */
  ms: z.int().min(0).max(600_000),
});

const callFault = z.union([plainCallFault, statusFault]);
const webhookFault = z.union([plainWebhookFault, lateWebhookFault]);

export type CallFault = Readonly<z.output<typeof callFault>>;
export type WebhookFault = Readonly<z.output<typeof webhookFault>>;
export type FaultKind = CallFault['kind'] | WebhookFault['kind'];
export type QueuedFault = CallFault | WebhookFault;

/** A rule as a test writes it: `times` is 1 unless told. */
export type FaultRule = Readonly<z.input<typeof callFault> | z.input<typeof webhookFault>>;

/** A fault rule from outside, checked. */
export const faultRule: z.ZodType<QueuedFault> = z.union([callFault, webhookFault]);
