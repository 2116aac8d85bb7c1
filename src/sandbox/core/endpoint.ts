import type { z } from 'zod';

/** Any value that JSON can represent. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** A value, or the error of the input. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: string };

export const ok = <T>(value: T): Result<T> => ({ ok: true, value });
export const problem = (text: string): Result<never> => ({ ok: false, problem: text });

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

/** The length of a text in code points. The limits of the vendors ("최대 500자") count these, not UTF-16 units. */
export const characters = (text: string): number => Array.from(text).length;

export type VendorCall = {
  /** The parts of the path that the pattern of the endpoint captures, decoded. */
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

export type Answer = {
  readonly status: number;
  readonly body: Json;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Endpoint = {
  readonly name: string;
  readonly method: 'GET' | 'PATCH' | 'POST' | 'PUT';
  /** Matches the raw path without its query. */
  readonly path: RegExp;
  answer(call: VendorCall): Answer | Promise<Answer>;
};

/** Reads the body of a call as JSON of the given form. The problem is the text of the vendor's 400. */
export const jsonBody = <T>(call: VendorCall, schema: z.ZodType<T>): Result<T> => {
  const json = rawJsonBody(call);
  return json.ok ? check(schema, json.value) : json;
};

/** Reads the body of a call as any JSON, for checks that come before the form. */
export const rawJsonBody = (call: VendorCall): Result<unknown> => {
  const type = call.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;|$)/iu.test(type)) return problem('Content-Type must be application/json');
  try {
    return ok(JSON.parse(call.body));
  } catch {
    return problem('the body is not JSON');
  }
};

/** Checks the caller before the endpoint. A refusal is the answer. */
export const guarded = (refusal: (call: VendorCall) => Answer | null, endpoint: Endpoint): Endpoint => ({
  ...endpoint,
  answer: (call) => refusal(call) ?? endpoint.answer(call),
});
