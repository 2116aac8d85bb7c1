import SchemaBuilder, {
  BasePlugin,
  type FieldRequiredness,
  type InputType,
  type PothosInputFieldConfig,
  type PothosOutputFieldConfig,
  type SchemaTypes,
} from '@pothos/core';
import type { GraphQLFieldResolver } from 'graphql';
import type { ZodType } from 'zod';
import { refusedPayload } from './payload.ts';
import { RequestRefused } from './refusal.ts';
import { Settled } from './settled.ts';

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
