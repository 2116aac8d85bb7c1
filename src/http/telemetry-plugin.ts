import { type ExecutionArgs, getOperationAST } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { GraphQLContext } from '../graphql/context.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import { hasErrors } from './graphql/observe.ts';

/** Tells what each request turned out to be, and whether its answer tells of errors. */
export const telemetryPlugin = (
  telemetry: Pick<Telemetry, 'describe' | 'failed'>,
): Plugin<GraphQLContext> => {
  const describe = ({ document, operationName, contextValue }: ExecutionArgs): void => {
    const operation = getOperationAST(document, operationName);
    if (!operation) return;
    const { client } = (contextValue as GraphQLContext).caller;
    telemetry.describe({ type: operation.operation, name: operation.name?.value ?? null, client });
  };
  return {
    onExecute: ({ args }) => describe(args),
    onSubscribe: ({ args }) => describe(args),
    onResultProcess: ({ result }) => {
      const results = Array.isArray(result) ? result : [result];
      if (results.some(hasErrors)) telemetry.failed();
    },
  };
};
