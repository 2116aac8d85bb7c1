import type { ExecutionArgs } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { createCompiledExecution } from '../graphql/compiled/compiler.ts';
import { walk } from '../graphql/execute.ts';
import { schema } from '../graphql/schema.ts';

/**
 * Executes every operation in place of Yoga's executor, and compiles those that come again. It stands before the plugin
 * of the limits, which wraps it.
 */
export const useCompiledExecution = (): Plugin => {
  const compiled = createCompiledExecution(schema);
  return {
    onExecute: ({ setExecuteFn }) => {
      setExecuteFn((args: ExecutionArgs) => compiled.run(args, walk));
    },
  };
};
