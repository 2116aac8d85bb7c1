import { z } from 'zod';

const ms = z.int().min(0).max(600_000);

/** How one vendor behaves for every call, until changed or reset. */
const baseBehaviour = {
  /** Every vendor call is answered after this long. */
  latencyMs: ms,
  /** Calls at a time beyond which the vendor answers 429; null: no limit. */
  maxConcurrent: z.int().min(0).nullable(),
  /** Calls in any second beyond which the vendor answers 429; null: no limit. */
  ratePerSecond: z.int().min(0).nullable(),
  /** The form of the Retry-After header on those 429s. */
  retryAfter: z.enum(['seconds', 'date', 'none']),
} as const;

const plain = z.strictObject(baseBehaviour);
export type Behaviour = Readonly<z.output<typeof plain>>;
export const globalLinkBehaviour: z.ZodType<Behaviour> = plain;

const brightmall = z.strictObject({
  ...baseBehaviour,
  /** Answers wrapped as {success, data, error}, as the vendor's overview says, instead of the page's flat ones. */
  wrapped: z.boolean(),
});
export type BrightmallBehaviour = Readonly<z.output<typeof brightmall>>;
export const brightmallBehaviour: z.ZodType<BrightmallBehaviour> = brightmall;

const smaregi = z.strictObject({
  ...baseBehaviour,
  /** Processing time between accepting a stock/bulk call and posting its webhook. */
  callbackDelayMs: ms,
  /** Whether N in "[stock][N行目]" counts from 1 or from 0: the page does not say. */
  firstRow: z.union([z.literal(0), z.literal(1)]),
  /** expires_in of new access tokens, in seconds. */
  tokenExpiresIn: z.int().min(1).max(86_400),
});
export type SmaregiBehaviour = Readonly<z.output<typeof smaregi>>;
export const smaregiBehaviour: z.ZodType<SmaregiBehaviour> = smaregi;

export const defaultBehaviour: Behaviour = {
  latencyMs: 0,
  maxConcurrent: null,
  ratePerSecond: null,
  retryAfter: 'seconds',
};
