import type { ExecutionArgs } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { createCompiledExecution } from '../graphql/compiled/compiler.ts';
import { schema } from '../graphql/schema.ts';

/** Operations that come again run compiled. It stands before the limits, which so hold what runs inside them. */
export const useCompiledExecution = (): Plugin => {
  const compiled = createCompiledExecution(schema);
  return {
    onExecute: ({ executeFn, setExecuteFn }) => {
      setExecuteFn((given: ExecutionArgs) => compiled.run(given, executeFn));
    },
  };
};
