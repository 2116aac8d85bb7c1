import { z } from 'zod';

/** A setting that is a whole number from `min` to `max`. */
export const whole = (fallback: number, min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/u, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`)
    .default(fallback);
