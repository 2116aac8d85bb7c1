import type { DocumentNode, ExecutionArgs, ExecutionResult, GraphQLSchema } from 'graphql';
import type { CompiledQuery } from 'graphql-jit';

export type Result = ExecutionResult | PromiseLike<ExecutionResult>;

/** Executes an operation with the executor of graphql-js. */
export type Interpret<Args extends ExecutionArgs> = (args: Args) => Result;

/** Executes one operation with the code that was compiled for it. The executor runs whatever the code cannot answer. */
export type Run = <Args extends ExecutionArgs>(args: Args, interpret: Interpret<Args>) => Result;

/** Compiles a document with one query; null if graphql-jit cannot compile it. */
export type Compile = (schema: GraphQLSchema, query: DocumentNode) => CompiledQuery | null;

/**
 * The answer of compiled code. If it has an error, the executor runs the query from the start and its answer is the
 * one that is given: errors of graphql-jit have other texts.
 */
export const runQuery = (
  { query }: CompiledQuery,
  { rootValue, contextValue, variableValues }: ExecutionArgs,
  interpret: () => Result,
): Result => {
  const orInterpret = (result: ExecutionResult): Result =>
    result.data && !result.errors ? result : interpret();
  try {
    const result = query(rootValue, contextValue, { ...variableValues });
    return result instanceof Promise ? result.then(orInterpret, interpret) : orInterpret(result);
  } catch {
    return interpret();
  }
};
