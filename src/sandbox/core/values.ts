/** Anything a JSON text can say. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** An outcome as a value: the sandbox throws for bugs only. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const problem = (text: string): Result<never> => ({ ok: false, problem: text });

/** Characters as a reader counts them ("최대 500자"): code points, not UTF-16 units. */
export const characters = (text: string): number => Array.from(text).length;
