import type { z } from 'zod';
import { check } from './check.ts';
import type { Distortion } from './fault-rules.ts';
import { type Json, problem, type Result } from './values.ts';

export type VendorCall = {
  /** The parts of the path the endpoint's pattern captures, percent-decoded. */
  readonly params: readonly string[];
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How a fault wants the answer bent; null for a true one. */
  readonly distortion: Distortion | null;
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
  readonly distortions: readonly Distortion[];
  answer(call: VendorCall): Answer | Promise<Answer>;
};

/** Reads a call's body as JSON of the given form; the problem is for the vendor's own 400. */
export const jsonBody = <T>(call: VendorCall, schema: z.ZodType<T>): Result<T> => {
  const json = rawJsonBody(call);
  return json.ok ? check(schema, json.value) : json;
};

/** Reads a call's body as any JSON, for checks that come before its form. */
export const rawJsonBody = (call: VendorCall): Result<unknown> => {
  const type = call.headers['content-type'] ?? '';
  if (!/^application\/json\s*(;|$)/iu.test(type)) return problem('Content-Type must be application/json');
  try {
    return { ok: true, value: JSON.parse(call.body) };
  } catch {
    return problem('the body is not JSON');
  }
};

/** The endpoint behind a check of who calls: the refusal is answered instead when there is one. */
export const guarded = (refusal: (call: VendorCall) => Answer | null, endpoint: Endpoint): Endpoint => ({
  ...endpoint,
  answer: (call) => refusal(call) ?? endpoint.answer(call),
});
