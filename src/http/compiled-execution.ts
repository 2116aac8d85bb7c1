import type { ExecutionArgs } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { createCompiledExecution } from '../graphql/compiled/compiler.ts';

/** Queries that come again run compiled. It stands before the limits, which so hold what runs inside them. */
export const useCompiledExecution = (): Plugin => {
  const compiled = createCompiledExecution();
  return {
    onExecute: ({ executeFn, setExecuteFn }) => {
      setExecuteFn((given: ExecutionArgs) => compiled.run(given, () => executeFn(given)));
    },
  };
};
