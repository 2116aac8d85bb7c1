import { z } from 'zod';

/** The longest that a setting of time may be, milliseconds. */
export const dayMs = 24 * 60 * 60 * 1000;

/** A setting that is a whole number from `min` to `max`. */
export const whole = (fallback: number, min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/u, `must be a whole number from ${min} to ${max}`)
    .transform(Number)
    .refine((value) => value >= min && value <= max, `must be a whole number from ${min} to ${max}`)
    .default(fallback);
