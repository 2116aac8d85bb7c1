import type { ItemErrorCode } from '../../../domain/failure.ts';
import { isSoundText } from '../../../lib/text.ts';
import type { IdRule } from '../../../ports/channel.ts';

/** What a value of an item has to hold to, and what its caller is told where it does not. */
export type Rule<Value> = {
  readonly code: ItemErrorCode;
  readonly message: string;
  holds(value: Value): boolean;
};

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

/** A text that both the journal and the vendor can hold. */
export const soundText: Rule<string> = {
  code: 'INVALID_VALUE',
  message: 'Must hold neither U+0000 nor half of a surrogate pair.',
  holds: isSoundText,
};

/** Characters are code points: an emoji is one, as a person counts. */
export const lengthUpTo = (max: number): Rule<string> => ({
  code: 'MEMO_TOO_LONG',
  message: `The vendor takes at most ${max} characters.`,
  // Twice as many code units hold no more code points than that: a text of megabytes is not taken apart.
  holds: (memo) => memo.length <= max || (memo.length <= 2 * max && [...memo].length <= max),
});

/** Of a memo that the vendor does not keep. */
export const charactersUpTo = (max: number): Rule<string> => ({
  code: 'MEMO_TOO_LONG',
  message: `At most ${max} characters are taken.`,
  holds: (memo) => memo.length <= max,
});

export const firstRepeated = (values: readonly string[]): number => {
  const seen = new Set<string>();
  return values.findIndex((value) => seen.size === seen.add(value).size);
};
