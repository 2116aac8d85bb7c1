import type { GraphQLResolveInfo } from 'graphql';
import type { ZodError } from 'zod';
import type { UserError, UserErrorCode } from '../core/gateway.ts';
import { isRecord } from '../lib/is-record.ts';
import { badInput } from './bad-input.ts';
import { maxIdempotencyKeyLength, maxWaitMs } from './request-rules.ts';

/** A mutation that breaks rules of the request as a whole. The request plugin makes its payload of it. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly errors: readonly UserError[];

  constructor(errors: readonly UserError[]) {
    super(errors.map((error) => error.message).join(' '));
    this.errors = errors;
  }
}

type Rule = { readonly code: UserErrorCode; readonly limit: number | null };

/** The fields that every mutation's input has, and what a broken rule of theirs is reported as. */
const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['items', { code: 'NO_ITEMS', limit: null }],
  ['idempotencyKey', { code: 'INVALID_IDEMPOTENCY_KEY', limit: maxIdempotencyKeyLength }],
  ['waitMs', { code: 'INVALID_WAIT', limit: maxWaitMs }],
]);

const sizeOf = (value: unknown): number | null => {
  if (typeof value === 'number') return value;
  return typeof value === 'string' || Array.isArray(value) ? value.length : null;
};

const userErrorOf = ({ path, message }: ZodError['issues'][number], input: unknown): UserError => {
  const field = String(path.at(-1));
  const rule = rules.get(field);
  if (!rule) throw new Error(`A rule of a mutation's ${path.join('.')} has no user error`);
  const provided = isRecord(input) ? sizeOf(input[field]) : null;
  return { ...rule, message, path: path.map(String), provided, retryAfter: null };
};

/** How the zod plugin's findings are told: all of them at once, and a mutation's in its payload. */
export const validationError = (
  { issues }: ZodError,
  { input }: Record<string, unknown>,
  _context: object,
  info: GraphQLResolveInfo,
): Error =>
  info.parentType === info.schema.getMutationType()
    ? new RequestRefused(issues.map((issue) => userErrorOf(issue, input)))
    : badInput(issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join(' '));
