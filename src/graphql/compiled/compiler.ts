import {
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { lazy } from '../../lib/lazy.ts';
import { isCompilable } from './compilable.ts';
import { createMutations } from './mutation.ts';
import { type Compile, type Result, type Run, runQuery, type Walk } from './run.ts';
import { createVariables } from './variables.ts';

type Budget = { readonly ms: number; readonly everyMs: number };

/** Lets work be done while it took less than so many milliseconds in the time that is running. */
export const createTimeBudget = ({ ms, everyMs }: Budget, now = () => performance.now()) => {
  let spentMs = 0;
  let until = 0;
  return {
    /** Does the work now, or not at all. */
    spend: (work: () => void): void => {
      const begin = now();
      if (begin >= until) {
        until = begin + everyMs;
        spentMs = 0;
      }
      if (spentMs >= ms) return;
      work();
      spentMs += now() - begin;
    },
  };
};

/** Of one operation of a document. Null before it is compiled, when it can't be, or when others took its place. */
type Seen = { times: number; run: Run | null };

/** A document that came this often will come again. Compiling takes as long as running it some dozens of times. */
const worthCompilingAt = 3;

/** Compiled operations at a time. */
const mostCompiled = 200;

/**
 * However many documents are sent, no more is compiled than this. The engine gives back what a program took, some ten
 * kilobytes, only when memory is short, so that the time alone would not do for a bound.
 */
const budget = { ms: 1000, everyMs: 60 * 60 * 1000 };

/** The operation alone: the compiler is told no name, and sees no other operation. */
const alone = (document: DocumentNode, operation: OperationDefinitionNode): DocumentNode => ({
  kind: Kind.DOCUMENT,
  definitions: [operation, ...document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)],
});

/** Loaded for the first operation that is worth it: a start does not wait for it. */
const loadCompiler = async (): Promise<Compile> => {
  const { compileQuery, isCompiledQuery } = await import('graphql-jit');
  return (schema, document, leaves) => {
    const options = { disableLeafSerialization: leaves === 'trusted' };
    const compiled = compileQuery(schema, document, '', options);
    return isCompiledQuery(compiled) ? compiled : null;
  };
};

/** Makes runs of a schema's operations; null for one that is always walked through. */
const createRuns = (schema: GraphQLSchema, compile: Compile) => {
  const mutations = createMutations(schema, compile);
  const variablesOf = createVariables(schema);
  return (document: DocumentNode, operation: OperationDefinitionNode): Run | null => {
    if (operation.operation === 'mutation') return mutations(document, operation);
    const query = alone(document, operation);
    const compiled = isCompilable(schema, query) ? compile(schema, query) : null;
    const readVariables = compiled && variablesOf(operation.variableDefinitions ?? []);
    if (!compiled || !readVariables) return null;
    return (args, walk) => {
      // The compiled code has rules of its own for variables, such as which numbers are ids: it is given read ones.
      const variables = readVariables(args.variableValues ?? {});
      if (!variables) return walk(args);
      return runQuery(compiled, { ...args, variableValues: variables.coerced }, () => walk(args));
    };
  };
};

/**
 * Runs operations that come again and again as code made for each. Whatever does not end in data alone, because
 * variables do not fit, a resolver failed or the code did, is left to the executor, which walks through the document
 * anew: its answer is the one that is given. A mutation's own field, which can't be run twice, is not: see mutation.ts.
 */
export const createCompiledExecution = (
  schema: GraphQLSchema,
  compileFrom = worthCompilingAt,
  compileTime = budget,
) => {
  const operations = new WeakMap<OperationDefinitionNode, Seen>();
  const inUse = new Set<Seen>();
  const time = createTimeBudget(compileTime);
  let runOf: ReturnType<typeof createRuns> | null = null;

  const load = lazy(async () => {
    runOf = createRuns(schema, await loadCompiler());
  });

  const keep = (seen: Seen): void => {
    inUse.add(seen);
    const [oldest] = inUse;
    if (inUse.size <= mostCompiled || !oldest) return;
    inUse.delete(oldest);
    oldest.run = null;
    oldest.times = 0;
  };

  const runFor = ({ document, operationName }: ExecutionArgs): Run | null => {
    const operation = getOperationAST(document, operationName);
    if (!operation) return null;
    const seen = operations.get(operation) ?? { times: 0, run: null };
    operations.set(operation, seen);
    seen.times += 1;
    if (seen.times < compileFrom || seen.run || seen.times === Number.POSITIVE_INFINITY) return seen.run;
    if (!runOf) {
      // Without it everything is walked through, until it can be loaded.
      load().catch(() => {});
      return null;
    }
    const makeRun = runOf;
    time.spend(() => {
      seen.run = makeRun(document, operation);
      if (seen.run) keep(seen);
      // It is not looked at again.
      else seen.times = Number.POSITIVE_INFINITY;
    });
    return seen.run;
  };

  return {
    load,
    /** How many operations are compiled now. */
    size: (): number => inUse.size,
    run: (args: ExecutionArgs, walk: Walk): Result => {
      // One that may be broken off between its fields is walked through.
      const run = args.abortSignal ? null : runFor(args);
      return run ? run(args, walk) : walk(args);
    },
  };
};
