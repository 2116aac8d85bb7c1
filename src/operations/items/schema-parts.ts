import { z } from 'zod';
import type { ItemErrorCode } from '../../domain/failure.ts';
import { isSoundText } from '../../domain/text.ts';
import type { IdRule } from '../../ports/channel.ts';

/** A rule that names its error code, so that a broken one reaches the caller as that code. */
export const rule = (code: ItemErrorCode, message: string) => ({ params: { code }, message });

export const vendorId = ({ pattern, description }: IdRule) =>
  z.string().refine((id) => pattern.test(id), rule('INVALID_VALUE', `Must be ${description}.`));

/** A text that both the journal and the vendor can hold. */
export const plainText = z
  .string()
  .refine(isSoundText, rule('INVALID_VALUE', 'Must hold neither U+0000 nor half of a surrogate pair.'));

export const quantityBetween = ({ min, max }: { readonly min: number; readonly max: number }) =>
  z
    .number()
    .refine(
      (quantity) => Number.isInteger(quantity) && quantity >= min && quantity <= max,
      rule('INVALID_QUANTITY', `Must be a whole number from ${min} to ${max}.`),
    );

export const amount = (description: string) =>
  z
    .number()
    .refine(
      (value) => Number.isFinite(value) && value >= 0,
      rule('INVALID_VALUE', `${description} can't be negative.`),
    );

/** Characters are code points: an emoji is one, as a person counts. */
export const memoUpTo = (max: number) =>
  plainText
    .nullish()
    .refine(
      (memo) => [...(memo ?? '')].length <= max,
      rule('MEMO_TOO_LONG', `The vendor takes at most ${max} characters.`),
    );

export const firstRepeated = (values: readonly string[]): number => {
  const seen = new Set<string>();
  return values.findIndex((value) => seen.size === seen.add(value).size);
};
