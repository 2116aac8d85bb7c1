import type { z } from 'zod';
import { ok, problem, type Result } from './values.ts';

/** Validates a value with zod. The problem names every invalid path, on one line. */
export const check = <T>(schema: z.ZodType<T>, input: unknown): Result<T> => {
  const checked = schema.safeParse(input);
  if (checked.success) return ok(checked.data);
  return problem(
    checked.error.issues
      .map((issue) => `${issue.path.map(String).join('.') || 'body'}: ${issue.message}`)
      .join('; '),
  );
};
