import { z } from 'zod';
import type { ItemErrorCode } from '../../../domain/failure.ts';
import type { IdRule } from '../../../ports/channel.ts';
import { idRule, lengthUpTo, quantityRule, type Rule, soundText } from './rules.ts';

/** A rule that names its error code, so that a broken one reaches the caller as that code. */
export const rule = (code: ItemErrorCode, message: string) => ({ params: { code }, message });

const textBy = ({ holds, code, message }: Rule<string>) => z.string().refine(holds, rule(code, message));

export const vendorId = (id: IdRule) => textBy(idRule(id));

export const plainText = textBy(soundText);

export const quantityBetween = (bounds: Parameters<typeof quantityRule>[0]) => {
  const { holds, code, message } = quantityRule(bounds);
  return z.number().refine(holds, rule(code, message));
};

export const amount = (description: string) =>
  z
    .number()
    .refine(
      (value) => Number.isFinite(value) && value >= 0,
      rule('INVALID_VALUE', `${description} can't be negative.`),
    );

export const memoUpTo = (max: number) => {
  const { holds, code, message } = lengthUpTo(max);
  return plainText.nullish().refine((memo) => holds(memo ?? ''), rule(code, message));
};
