import type { Plugin } from 'graphql-yoga';
import { createCompiledExecution } from '../graphql/compiled/execution.ts';
import type { GraphQLContext } from '../graphql/context.ts';
import { createInterpreter } from '../graphql/execute.ts';
import { schema } from '../graphql/schema.ts';

/**
 * Executes every operation in place of Yoga's executor, and compiles those that come again. It stands before the plugin
 * of the limits, which wraps it.
 */
export const useCompiledExecution = (): Plugin<GraphQLContext> => {
  const compiled = createCompiledExecution(schema);
  const interpret = createInterpreter(schema);
  return {
    onExecute: ({ args: { contextValue }, setExecuteFn }) => {
      setExecuteFn((args) => compiled.run({ ...args, contextValue }, interpret));
    },
  };
};
