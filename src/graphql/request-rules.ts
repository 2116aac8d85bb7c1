import { z } from 'zod';
import { isSoundText } from '../lib/text.ts';

export const maxIdempotencyKeyLength = 255;
export const maxWaitMs = 30_000;
export const defaultWaitMs = 10_000;

const keyLength = `The idempotency key has to have 1 to ${maxIdempotencyKeyLength} characters.`;
const keyText = 'The idempotency key has to hold neither U+0000 nor half of a surrogate pair.';
const waitRange = `waitMs has to be 0 to ${maxWaitMs}.`;

/**
 * What every mutation's input is held to before the gateway sees it. A rule of single items has no place here: it
 * would refuse the item's neighbours.
 */
export const requestRules = z.looseObject({
  // Not an array of anything: that would go through each of a thousand items.
  items: z.custom(
    (items) => Array.isArray(items) && items.length > 0,
    'The request holds no item: send at least one.',
  ),
  idempotencyKey: z
    .string()
    .min(1, keyLength)
    .max(maxIdempotencyKeyLength, keyLength)
    .refine(isSoundText, keyText)
    .nullish(),
  waitMs: z.number().min(0, waitRange).max(maxWaitMs, waitRange).nullish(),
});
