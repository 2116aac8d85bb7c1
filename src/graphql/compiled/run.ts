import type { DocumentNode, ExecutionArgs, ExecutionResult, GraphQLSchema } from 'graphql';
import type { CompiledQuery } from 'graphql-jit';

export type Result = ExecutionResult | PromiseLike<ExecutionResult>;

/** Executes by walking through the document. */
export type Walk = (args: ExecutionArgs) => Result;

/** Executes one operation by code that was made for it. Whatever does not end in data alone it walks through. */
export type Run = (args: ExecutionArgs, walk: Walk) => Result;

/**
 * Makes code of a document with one query; null where there is none to be had. With `trusted` leaves it takes numbers,
 * texts, booleans and enum values as they come, where it would look whether each is one.
 */
export type Compile = (
  schema: GraphQLSchema,
  query: DocumentNode,
  leaves?: 'trusted',
) => CompiledQuery | null;

/** What the code makes of a query, or the walk, which begins anew. */
export const runQuery = (
  { query }: CompiledQuery,
  { rootValue, contextValue, variableValues }: ExecutionArgs,
  walk: () => Result,
): Result => {
  const orWalk = (result: ExecutionResult): Result => (result.data && !result.errors ? result : walk());
  try {
    const result = query(rootValue, contextValue, { ...variableValues });
    return result instanceof Promise ? result.then(orWalk, walk) : orWalk(result);
  } catch {
    return walk();
  }
};
