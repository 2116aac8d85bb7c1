import {
  type DocumentNode,
  type ExecutionArgs,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import { lazy } from '../../../lib/lazy.ts';
import { consistsOfNames, isCompilable } from './compilable.ts';
import { createOneFields } from './one-field.ts';
import { type Compile, type Interpret, type Result, type Run, runQuery } from './run.ts';
import { createVariables } from './variables.ts';

/** One operation of a document. `run` is null before it is compiled, if it cannot be, and after others replaced it. */
type Seen = { times: number; run: Run | null };

/** A document that came this often probably comes again. Compiling takes as long as running it some dozens of times. */
const worthCompilingAt = 3;

/** Compiled operations at a time. */
const mostCompiled = 200;

type Budget = { readonly ms: number; readonly everyMs: number };

/**
 * The limit of the time for compiling, whatever documents are sent. It also limits memory: V8 frees the code of a
 * program, some ten kilobytes, only when memory is short.
 */
const compileTime: Budget = { ms: 1000, everyMs: 60 * 60 * 1000 };

/** Does work as long as the work so far took less than the budget of the current period. */
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

/** One operation with the fragments of its document. */
const alone = (document: DocumentNode, operation: OperationDefinitionNode): DocumentNode => ({
  kind: Kind.DOCUMENT,
  definitions: [operation, ...document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION)],
});

/** graphql-jit is loaded for the first operation that is worth compiling, so it does not delay the start. */
const loadCompiler = async (): Promise<Compile> => {
  const { compileQuery, isCompiledQuery } = await import('graphql-jit');
  return (schema, document) => {
    const compiled = compileQuery(schema, document, '');
    return isCompiledQuery(compiled) ? compiled : null;
  };
};

/** Compiles the operations of a schema. Returns null for an operation that the executor has to interpret. */
const createRuns = (schema: GraphQLSchema, compile: Compile) => {
  const [ofQuery, ofMutation] = [schema.getQueryType(), schema.getMutationType()].map((root) =>
    root ? createOneFields(schema, root, compile) : () => null,
  );
  const variablesOf = createVariables(schema);

  const queryOf = (document: DocumentNode, operation: OperationDefinitionNode): Run | null => {
    const compiled = isCompilable(schema, document) ? compile(schema, document) : null;
    const readVariables = compiled && variablesOf(operation.variableDefinitions ?? []);
    if (!compiled || !readVariables) return null;
    return (args, interpret) => {
      // The compiled code gets coerced variables, because its own coercion differs, for instance for numbers as ids.
      const variables = readVariables(args.variableValues ?? {});
      if (!variables) return interpret(args);
      return runQuery(compiled, { ...args, variableValues: variables.coerced }, () => interpret(args));
    };
  };

  return (whole: DocumentNode, operation: OperationDefinitionNode): Run | null => {
    const document = alone(whole, operation);
    if (!consistsOfNames(document)) return null;
    if (operation.operation === 'mutation') return ofMutation?.(document, operation) ?? null;
    // A query with input objects among its variables runs like a mutation: graphql-jit would coerce them in its own way.
    return queryOf(document, operation) ?? ofQuery?.(document, operation) ?? null;
  };
};

/**
 * Runs operations that come again as compiled code. It compiles an operation that came three times and whose document
 * consists of names, numbers and variables; the executor interprets every other one. If the answer of compiled code has
 * an error, the executor runs the operation from the start. A mutation's own field must not run twice: see one-field.ts.
 */
export const createCompiledExecution = (
  schema: GraphQLSchema,
  compileFrom = worthCompilingAt,
  budget = compileTime,
) => {
  const operations = new WeakMap<OperationDefinitionNode, Seen>();
  const inUse = new Set<Seen>();
  const time = createTimeBudget(budget);
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
      // The executor interprets everything until the compiler is loaded.
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
    /** The number of operations that are compiled now. */
    size: (): number => inUse.size,
    run: <Args extends ExecutionArgs>(args: Args, interpret: Interpret<Args>): Result => {
      // Compiled code cannot be aborted between two fields.
      const run = args.abortSignal ? null : runFor(args);
      return run ? run(args, interpret) : interpret(args);
    },
  };
};
