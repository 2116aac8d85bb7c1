import { RequestCache } from '@pothos/plugin-scope-auth';
import { type ExecutionArgs, executeRootSelectionSet, GraphQLError, validateExecutionArgs } from 'graphql';
import type { Result } from './compiled/run.ts';
import type { GraphQLContext } from './context.ts';

/** The document or its variables are wrong: nothing of the request has run. */
export const asBadRequest = (error: GraphQLError): GraphQLError =>
  new GraphQLError(error.message, {
    nodes: error.nodes,
    extensions: { ...error.extensions, code: 'BAD_USER_INPUT', http: { status: 400 } },
  });

/**
 * Executes an operation with the executor of graphql-js. It recognizes a promise by its class and by a `then` that is a
 * function. The executor that Yoga brings takes every object with a property `then` for a promise, and so fails at an
 * alias of that name.
 */
export const walk = (args: ExecutionArgs): Result => {
  const valid = validateExecutionArgs(args);
  return 'schema' in valid ? executeRootSelectionSet(valid) : { errors: valid.map(asBadRequest) };
};

/**
 * Removes what the scope plugin cached about the rights of a request, when its execution has ended. The plugin keeps its
 * cache in a WeakMap by context. V8 copies the entries of a WeakMap twice before it frees them, and each entry holds
 * the whole request.
 */
export const forgetRights = (context: Pick<GraphQLContext, 'caller'>): void => {
  RequestCache.clearForContext(context);
};
