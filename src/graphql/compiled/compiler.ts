import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import type { CompiledQuery } from 'graphql-jit';
import { isCompilable } from './compilable.ts';
import { createTimeBudget } from './time-budget.ts';

/** Of one operation of a document. Null before it is compiled, when it can't be, or when others took its place. */
type Seen = { times: number; compiled: CompiledQuery | null };

/** A document that came this often will come again. Compiling takes as long as running it some dozens of times. */
const worthCompilingAt = 3;

/** Compiled operations at a time. */
const mostCompiled = 200;

/**
 * However many documents are sent, no more is compiled than this. The engine gives back what a program took, some ten
 * kilobytes, only when memory is short, so that the time alone would not do for a bound.
 */
const budget = { ms: 1000, everyMs: 60 * 60 * 1000 };

type Result = ExecutionResult | PromiseLike<ExecutionResult>;

/** The operation alone: the compiler is told no name, and sees no other operation. */
const alone = (document: DocumentNode, operation: OperationDefinitionNode): DocumentNode => ({
  kind: Kind.DOCUMENT,
  definitions: [operation, ...document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)],
});

/** Loaded for the first query that is worth it: a start does not wait for it. */
const loadCompiler = async () => {
  const { compileQuery, isCompiledQuery } = await import('graphql-jit');
  return (schema: GraphQLSchema, document: DocumentNode): CompiledQuery | null => {
    const compiled = compileQuery(schema, document);
    return isCompiledQuery(compiled) ? compiled : null;
  };
};

type Compile = Awaited<ReturnType<typeof loadCompiler>>;

/**
 * Runs queries that come again and again as code made for each. Whatever does not end in data alone, because variables
 * do not fit, a resolver failed or the code did, is left to the executor, which walks through the document anew: its
 * answer is the one that is given. So mutations, which can't be run twice, are always walked through.
 */
export const createCompiledExecution = (compileFrom = worthCompilingAt, compileTime = budget) => {
  const operations = new WeakMap<OperationDefinitionNode, Seen>();
  const inUse = new Set<Seen>();
  const time = createTimeBudget(compileTime);
  let loading: Promise<void> | null = null;
  let compile: Compile | null = null;

  const load = (): Promise<void> => {
    loading ??= loadCompiler().then((loaded) => {
      compile = loaded;
    });
    return loading;
  };

  const keep = (seen: Seen): void => {
    inUse.add(seen);
    const [oldest] = inUse;
    if (inUse.size <= mostCompiled || !oldest) return;
    inUse.delete(oldest);
    oldest.compiled = null;
    oldest.times = 0;
  };

  const compiledFor = ({ schema, document, operationName }: ExecutionArgs): CompiledQuery | null => {
    const operation = getOperationAST(document, operationName);
    if (operation?.operation !== 'query') return null;
    const seen = operations.get(operation) ?? { times: 0, compiled: null };
    operations.set(operation, seen);
    seen.times += 1;
    if (seen.times < compileFrom || seen.compiled || seen.times === Number.POSITIVE_INFINITY)
      return seen.compiled;
    if (!compile) {
      void load();
      return null;
    }
    const compileNow = compile;
    time.spend(() => {
      const query = alone(document, operation);
      seen.compiled = isCompilable(schema, query) ? compileNow(schema, query) : null;
      if (seen.compiled) keep(seen);
      // It is not looked at again.
      else seen.times = Number.POSITIVE_INFINITY;
    });
    return seen.compiled;
  };

  return {
    load,
    /** How many operations are compiled now. */
    size: (): number => inUse.size,
    run: (args: ExecutionArgs, walk: () => Result): Result => {
      // One that may be broken off between its fields is walked through.
      const compiled = 'signal' in args ? null : compiledFor(args);
      if (!compiled) return walk();
      const orWalk = (result: ExecutionResult): Result => (result.data && !result.errors ? result : walk());
      try {
        const result = compiled.query(args.rootValue, args.contextValue, { ...args.variableValues });
        return result instanceof Promise ? result.then(orWalk, walk) : orWalk(result);
      } catch {
        return walk();
      }
    },
  };
};
