import SchemaBuilder, {
  BasePlugin,
  type FieldRequiredness,
  type InputType,
  type PothosInputFieldConfig,
  type PothosOutputFieldConfig,
  type SchemaTypes,
} from '@pothos/core';
import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import { type ZodError, type ZodType, z } from 'zod';
import type { UserError, UserErrorCode } from '../../core/gateway.ts';
import type { Operation } from '../../domain/operation.ts';
import { isRecord } from '../../lib/json.ts';
import { isSoundText } from '../../lib/text.ts';
import { badInput } from '../errors.ts';
import type { ItemResultModel } from '../schema/item-result-model.ts';

const maxIdempotencyKeyLength = 255;
export const maxWaitMs = 30_000;
export const defaultWaitMs = 10_000;

const keyLength = `The idempotency key has to have 1 to ${maxIdempotencyKeyLength} characters.`;
const keyText = 'The idempotency key has to hold neither U+0000 nor half of a surrogate pair.';
const waitRange = `waitMs has to be 0 to ${maxWaitMs}.`;

/**
 * What every mutation's input is held to before the gateway sees it. A rule of single items has no place here: it
 * would refuse the item's neighbours.
 */
export const requestRules = z.looseObject({
  // Not an array of anything: that would go through each of a thousand items.
  items: z.custom(
    (items) => Array.isArray(items) && items.length > 0,
    'The request holds no item: send at least one.',
  ),
  idempotencyKey: z
    .string()
    .min(1, keyLength)
    .max(maxIdempotencyKeyLength, keyLength)
    .refine(isSoundText, keyText)
    .nullish(),
  waitMs: z.number().min(0, waitRange).max(maxWaitMs, waitRange).nullish(),
});

/** What every mutation answers. */
export type Payload = {
  readonly operation: Operation | null;
  readonly results: readonly ItemResultModel[];
  readonly userErrors: readonly UserError[];
  readonly replayed: boolean;
};

export const refusedPayload = (userErrors: readonly UserError[]): Payload => ({
  operation: null,
  results: [],
  userErrors,
  replayed: false,
});

/** A mutation that breaks rules of the request as a whole. The request plugin makes its payload of it. */
class RequestRefused extends Error {
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

/**
 * What became of a mutation's field that has run: given as the root of an execution, the field answers with it and does
 * not run again.
 */
export class Settled {
  readonly outcome: Promise<unknown>;
  constructor(outcome: Promise<unknown>) {
    this.outcome = outcome;
  }
}

const pluginName = 'request';

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      request: RequestPlugin<Types>;
    }
    export interface InputFieldOptions<
      Types extends SchemaTypes = SchemaTypes,
      Type extends InputType<Types> | [InputType<Types>] = InputType<Types> | [InputType<Types>],
      Req extends FieldRequiredness<Type> = FieldRequiredness<Type>,
    > {
      /** For an argument: all of its rules. Nothing else is looked at, however much it holds. */
      rules?: ZodType;
    }
  }
}

/** What a request as a whole is held to. Listed before the zod plugin, it sees what that made of it. */
class RequestPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  /**
   * Gives the argument's rules to the zod plugin in place of the validator it made. That one walks through each of a
   * thousand items, which have no rules there, and takes longer over it than the rest of the request.
   */
  override onInputFieldConfig(field: PothosInputFieldConfig<Types>): PothosInputFieldConfig<Types> {
    const { rules } = field.pothosOptions;
    return rules ? { ...field, extensions: { ...field.extensions, validator: rules } } : field;
  }

  /** Answers a refused request in the mutation's payload, and one that has run with what came of it. */
  override wrapResolve(
    resolve: GraphQLFieldResolver<unknown, Types['Context'], object>,
    field: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    if (field.kind !== 'Mutation') return resolve;
    return async (parent, args, context, info) => {
      if (parent instanceof Settled) return parent.outcome;
      try {
        return await resolve(parent, args, context, info);
      } catch (error) {
        if (error instanceof RequestRefused) return refusedPayload(error.errors);
        throw error;
      }
    };
  }
}

SchemaBuilder.registerPlugin(pluginName, RequestPlugin);

export const requestPlugin: typeof pluginName = pluginName;
