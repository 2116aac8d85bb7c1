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
import { isRecord } from '../../lib/json/json.ts';
import { isSoundText } from '../../lib/text.ts';
import { badInput } from '../errors.ts';
import type { ItemResultModel } from '../schema/item-results/item-result-model.ts';

const maxIdempotencyKeyLength = 255;
export const maxWaitMs = 30_000;
export const defaultWaitMs = 10_000;

const keyLength = `The idempotency key has to have 1 to ${maxIdempotencyKeyLength} characters.`;
const keyText = 'The idempotency key has to hold neither U+0000 nor half of a surrogate pair.';
const waitRange = `waitMs has to be 0 to ${maxWaitMs}.`;

const answerRules = {
  idempotencyKey: z
    .string()
    .min(1, keyLength)
    .max(maxIdempotencyKeyLength, keyLength)
    .refine(isSoundText, keyText)
    .nullish(),
  waitMs: z.number().min(0, waitRange).max(maxWaitMs, waitRange).nullish(),
};

// Not z.array, which would check each of a thousand items.
const notEmpty = z.custom(
  (items) => Array.isArray(items) && items.length > 0,
  'The request holds no item: send at least one.',
);

/**
 * The rules for the input of every mutation of items, before the gateway gets it. Rules for single items are in the core,
 * because an invalid item must not refuse the other items.
 */
export const requestRules = z.looseObject({ items: notEmpty, ...answerRules });
/** The same rules for an input whose items are called targets. */
export const targetRules = z.looseObject({ targets: notEmpty, ...answerRules });
/** The rules for the input of a mutation that accepts an operation without naming items. */
export const requestRulesWithoutItems = z.looseObject(answerRules);

/** The answer of a mutation that accepts an operation. */
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

/** A mutation that breaks rules of the request as a whole. The request plugin turns it into a payload. */
class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
  readonly errors: readonly UserError[];

  constructor(errors: readonly UserError[]) {
    super(errors.map((error) => error.message).join(' '));
    this.errors = errors;
  }
}

type Rule = { readonly code: UserErrorCode; readonly limit: number | null };

/** The fields of every mutation's input, with the code of their user errors. */
const rules: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ['items', { code: 'NO_ITEMS', limit: null }],
  ['targets', { code: 'NO_ITEMS', limit: null }],
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

/** The error for the issues of the zod plugin. It has all issues. For a mutation they go into the payload. */
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
 * The outcome of a mutation's field that has run. As the root value of an execution, it is the answer of the field,
 * which does not run again.
 */
export class CompletedField {
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
      /** All rules of an argument. They replace the rules that plugins derive from its fields. */
      rules?: ZodType;
    }
  }
}

/**
 * The rules of a mutation as a whole. The plugin is before the zod plugin in the list, so it handles that plugin's
 * errors.
 */
class RequestPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  /**
   * Replaces the validator of the zod plugin with the rules of the argument. The plugin's own validator visits each
   * of a thousand items, although they have no rules, and takes longer than the rest of the request.
   */
  override onInputFieldConfig(field: PothosInputFieldConfig<Types>): PothosInputFieldConfig<Types> {
    const { rules } = field.pothosOptions;
    return rules ? { ...field, extensions: { ...field.extensions, validator: rules } } : field;
  }

  /** Turns a refused mutation into a payload. Returns the outcome of a field that has run. */
  override wrapResolve(
    resolve: GraphQLFieldResolver<unknown, Types['Context'], object>,
    field: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    if (field.kind !== 'Mutation') return resolve;
    return async (parent, args, context, info) => {
      if (parent instanceof CompletedField) return parent.outcome;
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
