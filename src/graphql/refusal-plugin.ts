import SchemaBuilder, { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core';
import type { GraphQLFieldResolver } from 'graphql';
import { refusedPayload } from './payload.ts';
import { RequestRefused } from './refusal.ts';

const pluginName = 'refusal';

declare global {
  export namespace PothosSchemaTypes {
    export interface Plugins<Types extends SchemaTypes> {
      refusal: RefusalPlugin<Types>;
    }
  }
}

/** Answers a refused request in the mutation's payload. It has to be listed before the plugin that refuses. */
class RefusalPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override wrapResolve(
    resolve: GraphQLFieldResolver<unknown, Types['Context'], object>,
    field: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    if (field.kind !== 'Mutation') return resolve;
    return async (parent, args, context, info) => {
      try {
        return await resolve(parent, args, context, info);
      } catch (error) {
        if (error instanceof RequestRefused) return refusedPayload(error.errors);
        throw error;
      }
    };
  }
}

SchemaBuilder.registerPlugin(pluginName, RefusalPlugin);

export const refusalPlugin: typeof pluginName = pluginName;
