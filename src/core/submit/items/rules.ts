import { z } from 'zod';
import {
  type InvalidItem,
  type ItemErrorCode,
  invalidItem,
  itemErrorCodes,
} from '../../../domain/failure.ts';
import { exactNumber } from '../../../lib/decimal.ts';
import { isSoundText } from '../../../lib/text.ts';
import type { IdRule } from '../../../ports/channel.ts';

/** Finds the first rule that an input breaks. Null if it breaks none. */
export type FindBrokenRule<Input> = (input: Input) => InvalidItem | null;

/** `field` is the path inside the item. */
export const brokenRule = (code: ItemErrorCode, field: readonly string[], message: string): InvalidItem =>
  invalidItem(code, field, `${field.join('.')}: ${message}`);

/** A rule for one value of an item. */
export type Rule<Value> = {
  readonly code: ItemErrorCode;
  readonly message: string;
  holds(value: Value): boolean;
};

export const check = <Value>(
  rule: Rule<Value>,
  value: Value,
  field: readonly string[],
): InvalidItem | null => (rule.holds(value) ? null : brokenRule(rule.code, field, rule.message));

export const idRule = ({ pattern, description }: IdRule): Rule<string> => ({
  code: 'INVALID_VALUE',
  message: `Must be ${description}.`,
  holds: (id) => pattern.test(id),
});

export const quantityRule = ({ min, max }: { readonly min: number; readonly max: number }): Rule<number> => ({
  code: 'INVALID_QUANTITY',
  message: `Must be a whole number from ${min} to ${max}.`,
  holds: (quantity) => Number.isInteger(quantity) && quantity >= min && quantity <= max,
});

/** A text that both the journal and the vendor can store. */
export const soundText: Rule<string> = {
  code: 'INVALID_VALUE',
  message: 'Must hold neither U+0000 nor half of a surrogate pair.',
  holds: isSoundText,
};

/** The characters of a memo that the vendor stores. They are code points, so an emoji counts as one. */
export const vendorMemoUpTo = (max: number): Rule<string> => ({
  code: 'MEMO_TOO_LONG',
  message: `The vendor takes at most ${max} characters.`,
  // A text of more than twice as many code units is too long in any case, so its code points are not counted.
  holds: (memo) => memo.length <= max || (memo.length <= 2 * max && [...memo].length <= max),
});

/** The characters of a memo that the vendor does not store. */
export const memoUpTo = (max: number): Rule<string> => ({
  code: 'MEMO_TOO_LONG',
  message: `At most ${max} characters are taken.`,
  holds: (memo) => memo.length <= max,
});

/** The index of the first value that occurred before. -1 if there is none. */
export const firstRepeated = (values: readonly string[]): number => {
  const seen = new Set<string>();
  return values.findIndex((value) => seen.size === seen.add(value).size);
};

/** The options of a zod check that reports its error code to the caller. */
export const issue = (code: ItemErrorCode, message: string) => ({ params: { code }, message });

const textBy = ({ holds, code, message }: Rule<string>) => z.string().refine(holds, issue(code, message));

export const idSchema = (rule: IdRule) => textBy(idRule(rule));

export const textSchema = textBy(soundText);

export const quantitySchema = (bounds: Parameters<typeof quantityRule>[0]) => {
  const { holds, code, message } = quantityRule(bounds);
  return z.number().refine(holds, issue(code, message));
};

/** A decimal text that is 0 or more, and that a number of JavaScript holds exactly: vendors get a JSON number. */
export const amountSchema = (description: string) =>
  z
    .string()
    .refine(
      (decimal) => !decimal.startsWith('-'),
      issue('INVALID_VALUE', `${description} can't be negative.`),
    )
    .refine(
      (decimal) => exactNumber(decimal) !== null,
      issue('INVALID_VALUE', `${description} has at most 15 digits.`),
    );

/** The same, for a currency without decimals. */
export const wholeAmountSchema = (description: string) =>
  amountSchema(description).refine(
    (decimal) => !decimal.includes('.'),
    issue('INVALID_VALUE', `${description} is a whole number: the currency has no smaller unit.`),
  );

export const memoSchema = (max: number) => {
  const { holds, code, message } = vendorMemoUpTo(max);
  return textSchema.nullish().refine((memo) => holds(memo ?? ''), issue(code, message));
};

const isItemErrorCode = (code: unknown): code is ItemErrorCode =>
  itemErrorCodes.some((known) => known === code);

/** Checks rules that are written as a zod schema. */
export const checkSchema =
  (schema: z.ZodType): FindBrokenRule<unknown> =>
  (input) => {
    const checked = schema.safeParse(input);
    if (checked.success) return null;
    const [first] = checked.error.issues;
    const code: unknown = first?.code === 'custom' ? first.params?.['code'] : undefined;
    return brokenRule(
      isItemErrorCode(code) ? code : 'INVALID_VALUE',
      (first?.path ?? []).map(String),
      first?.message ?? 'The value is not valid.',
    );
  };

export const tooMany = (
  path: readonly string[],
  things: string,
  limit: number,
  provided: number,
): InvalidItem =>
  brokenRule('INVALID_VALUE', path, `An item has at most ${limit} ${things}, and this one has ${provided}.`);
