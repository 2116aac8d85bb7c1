import { RequestCache } from '@pothos/plugin-scope-auth';
import {
  type ExecutionArgs,
  executeRootSelectionSet,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  type ValidatedExecutionArgs,
  validateExecutionArgs,
} from 'graphql';
import type { GraphQLContext } from '../context.ts';
import { asBadRequest } from '../errors.ts';
import type { Result } from './compiled/run.ts';
import { createVariables, type ReadVariables } from './compiled/variables.ts';

/** An operation and whose it is. */
export type Execution = ExecutionArgs & { readonly contextValue: GraphQLContext };

/** The parts of an execution that are the same for each request with the same operation. */
type Prepared = { readonly constant: ValidatedExecutionArgs; readonly readVariables: ReadVariables };

const noVariables = { sources: {}, coerced: {} };

/**
 * Executes operations with the executor of graphql-js. The executor that Yoga brings takes every object with a property
 * `then` for a promise, and so fails at an alias of that name.
 *
 * An operation that comes again has its fragments and the types of its variables prepared. This takes a third off the
 * execution of a mutation of 100 items. The values of arguments and the plans of fields cannot be prepared: the executor
 * derives both anew in each execution and has no parameter for them.
 */
export const createInterpreter = (schema: GraphQLSchema) => {
  const variablesOf = createVariables(schema);
  const operations = new WeakMap<OperationDefinitionNode, Prepared>();

  const prepare = (valid: ValidatedExecutionArgs): void => {
    const { operation } = valid;
    const readVariables = variablesOf(operation.variableDefinitions ?? []);
    if (!readVariables) return;
    // Without the values of this request, which would stay in memory as long as the document.
    const constant = {
      ...valid,
      rootValue: undefined,
      contextValue: undefined,
      variableValues: noVariables,
      rawVariableValues: undefined,
      externalAbortSignal: undefined,
    };
    operations.set(operation, { constant, readVariables });
  };

  const validated = (args: Execution, operation: OperationDefinitionNode | null | undefined) => {
    const { constant, readVariables } = (operation && operations.get(operation)) ?? {};
    const variableValues = readVariables?.(args.variableValues ?? {});
    if (!constant || !variableValues) {
      const valid = validateExecutionArgs(args);
      if ('schema' in valid && !constant) prepare(valid);
      return valid;
    }
    const { rootValue, contextValue, abortSignal, hideSuggestions } = args;
    return {
      ...constant,
      rootValue,
      contextValue,
      variableValues,
      rawVariableValues: args.variableValues,
      externalAbortSignal: abortSignal ?? undefined,
      hideSuggestions: hideSuggestions ?? false,
    };
  };

  return (args: Execution): Result => {
    // When compiled code failed, the same request runs a second time. Its answer is counted from zero again.
    args.contextValue.answer.clear();
    const valid = validated(args, getOperationAST(args.document, args.operationName));
    return 'schema' in valid ? executeRootSelectionSet(valid) : { errors: valid.map(asBadRequest) };
  };
};

/**
 * Removes what the scope plugin cached about the rights of a request, when its execution has ended. The plugin keeps its
 * cache in a WeakMap by context. V8 copies the entries of a WeakMap twice before it frees them, and each entry holds
 * the whole request.
 */
export const forgetRights = (context: Pick<GraphQLContext, 'caller'>): void => {
  RequestCache.clearForContext(context);
};
