import type { z } from 'zod';
import {
  type InvalidItem,
  type ItemErrorCode,
  invalidItem,
  itemErrorCodes,
} from '../../../domain/failure.ts';

/** The first rule that an item breaks; null where it keeps them all. */
export type FindBroken<Input> = (input: Input) => InvalidItem | null;

/** `field` is the path inside the item. */
export const brokenRule = (code: ItemErrorCode, field: readonly string[], message: string): InvalidItem =>
  invalidItem(code, field, `${field.join('.')}: ${message}`);

const isItemErrorCode = (code: unknown): code is ItemErrorCode =>
  itemErrorCodes.some((known) => known === code);

/** Of rules that are written as a schema. */
export const brokenIn =
  (schema: z.ZodType): FindBroken<unknown> =>
  (input) => {
    const checked = schema.safeParse(input);
    if (checked.success) return null;
    const [issue] = checked.error.issues;
    const code: unknown = issue?.code === 'custom' ? issue.params?.['code'] : undefined;
    return brokenRule(
      isItemErrorCode(code) ? code : 'INVALID_VALUE',
      (issue?.path ?? []).map(String),
      issue?.message ?? 'The value is not valid.',
    );
  };
