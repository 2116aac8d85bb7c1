import type { z } from 'zod';
import { ok, problem, type Result } from './values.ts';

/** Zod's verdict as a Result whose problem names every offending path on one line. */
export const check = <T>(schema: z.ZodType<T>, input: unknown): Result<T> => {
  const verdict = schema.safeParse(input);
  if (verdict.success) return ok(verdict.data);
  return problem(
    verdict.error.issues
      .map((issue) => `${issue.path.map(String).join('.') || 'body'}: ${issue.message}`)
      .join('; '),
  );
};
