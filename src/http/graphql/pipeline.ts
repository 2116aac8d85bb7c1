import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  GraphQLError,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
} from 'graphql';
import type { Gateway } from '../../core/gateway.ts';
import type { Caller } from '../../domain/caller.ts';
import { type Checked, createChecks } from '../../graphql/checks/checks.ts';
import { createContext, type GraphQLContext } from '../../graphql/context.ts';
import { createCompiledExecution } from '../../graphql/execution/compiled/execution.ts';
import { createInterpreter, forgetRights } from '../../graphql/execution/execute.ts';
import { Subscription, subscribe } from '../../graphql/execution/subscription.ts';
import { limitAnswerLength } from '../../graphql/limits/answer-size.ts';
import { createCosts } from '../../graphql/limits/cost.ts';
import { fewShortErrors, shortErrors } from '../../graphql/limits/errors.ts';
import { createVariableCheck } from '../../graphql/limits/variables.ts';
import { schema } from '../../graphql/schema.ts';
import { createTimeSlices } from '../../lib/time-slices.ts';
import type { Log } from '../../ports/log.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import type { ServerLimits } from '../limits.ts';
import { createDocuments } from './documents/document-cache.ts';
import { maskError, withAccepted, withCost } from './results.ts';
import { createSubscriptionLimits } from './streams/subscription-limits.ts';

export type PipelineDeps = {
  readonly gateway: Gateway;
  readonly limits: ServerLimits;
  readonly telemetry: Pick<Telemetry, 'describe'>;
  readonly log: Pick<Log, 'error'>;
};

/** The parameters of one operation. A transport has checked their types. */
export type OperationParams = {
  readonly query?: string | null | undefined;
  readonly operationName?: string | null | undefined;
  readonly variables?: { readonly [name: string]: unknown } | null | undefined;
};

/** One operation that may run: the executor's arguments, and the operation of the document that they name. */
export type Prepared = ExecutionArgs & {
  readonly document: DocumentNode;
  readonly contextValue: GraphQLContext;
  readonly operation: OperationDefinitionNode;
};

export type Preparation =
  | { readonly type: 'prepared'; readonly prepared: Prepared }
  | { readonly type: 'refused'; readonly errors: readonly GraphQLError[] };

export type Pipeline = {
  /** Parses and validates the document, and finds the operation in it. Nothing runs. */
  prepare(params: OperationParams, caller: Caller): Preparation;
  /** Checks the operation against its limits and runs it. Never rejects: a bug becomes a masked error. */
  run(prepared: Prepared): Promise<ExecutionResult | Subscription>;
};

const refused = (...errors: readonly GraphQLError[]): Preparation => ({ type: 'refused', errors });

const noOperation = (): GraphQLError =>
  new GraphQLError('Could not determine what operation to execute.', {
    extensions: { code: 'OPERATION_RESOLUTION_FAILURE', http: { status: 400 } },
  });

const tooSlow = (limitMs: number): GraphQLError =>
  new GraphQLError(
    `The request took longer than ${limitMs} ms, and is not waited for any more. What was accepted goes on: look at \`operations\`, or repeat a mutation with its idempotencyKey.`,
    { extensions: { code: 'REQUEST_TIMEOUT', limit: limitMs, http: { status: 504, spec: true } } },
  );

/** Resolves to the result, or at the deadline to an error. `onLate` is called at the deadline. */
export const withDeadline = (
  limitMs: number,
  work: PromiseLike<ExecutionResult>,
  onLate: (reason: Error) => void,
): Promise<ExecutionResult> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      const error = tooSlow(limitMs);
      resolve({ errors: [error] });
      onLate(error);
    }, limitMs);
    timer.unref();
    work.then(
      (result) => {
        clearTimeout(timer);
        resolve(result);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });

/** Mutations run one after the other. After the deadline, those that have not begun must not begin. */
const isSeveralMutations = ({ operation, selectionSet }: OperationDefinitionNode): boolean => {
  const [first, ...others] = selectionSet.selections;
  return operation === 'mutation' && (others.length > 0 || first?.kind !== Kind.FIELD);
};

/** The executor quotes values in full. A result without `data` is that of a request of which nothing ran. */
const withShortErrors = (result: ExecutionResult): ExecutionResult => {
  const { errors } = result;
  if (!errors) return result;
  return { ...result, errors: 'data' in result ? shortErrors(errors) : fewShortErrors(errors) };
};

/**
 * The steps of every operation, over HTTP, server-sent events and WebSocket, in this order:
 *
 * 1. `prepare`: parse and validate the document within its limits, or take it from the cache; find the operation.
 * 2. `run`: check the variables, the scopes and the cost; then execute within the deadline, or begin the subscription
 *    if the client and the gateway may have one more; then hold the answer to its size, name what was accepted, add the
 *    cost, and mask errors.
 *
 * A transport does the rest: who the caller is, how many operations run at the same time, and how an answer is written.
 * It calls `run` later than `prepare` where a query has to wait for a place on its connection.
 */
export const createPipeline = ({ gateway, limits, telemetry, log }: PipelineDeps): Pipeline => {
  const documents = createDocuments(limits);
  const checkVariables = createVariableCheck({
    ...limits.variables,
    items: limits.items,
    ids: Math.max(limits.lists.nodes, limits.lists.productIds),
  });
  // Suggestions in errors contain names of the schema, so they are hidden with it.
  const suggestions = { hideSuggestions: !limits.introspection };
  const checkDocument = createChecks(schema, createCosts(), { limit: limits.cost, ...suggestions });
  const compiled = createCompiledExecution(schema);
  const interpret = createInterpreter(schema);
  const takeSubscription = createSubscriptionLimits(limits);
  const timeSlices = createTimeSlices();

  const mask = (error: unknown): GraphQLError => {
    const masked = maskError(error);
    if (masked !== error) log.error({ err: error }, 'A GraphQL request failed');
    return masked;
  };

  const withMaskedErrors = (result: ExecutionResult): ExecutionResult =>
    result.errors ? { ...result, errors: result.errors.map(mask) } : result;

  const check = ({ operation, document, operationName, variableValues, contextValue }: Prepared): Checked => {
    const problem = checkVariables(operation, variableValues ?? {});
    if (problem) return { type: 'refused', result: { errors: [problem] } };
    return checkDocument({ document, operationName, variableValues }, contextValue.caller);
  };

  const execute = async (prepared: Prepared, cost: number | null): Promise<ExecutionResult> => {
    const { operation, contextValue: context } = prepared;
    const late = isSeveralMutations(operation) ? new AbortController() : null;
    const args = { ...prepared, ...suggestions, ...(late && { abortSignal: late.signal }) };
    const begun = compiled.run(args, interpret);
    const result =
      'then' in begun
        ? await withDeadline(limits.requestTimeoutMs, begun, (reason) => late?.abort(reason))
        : begun;
    forgetRights(context);
    const limited = withShortErrors(limitAnswerLength(limits.responseBytes, result, cost, context.answer));
    return withCost(withAccepted(limited, context.accepted), cost, limits.cost, context);
  };

  const begin = async (prepared: Prepared, cost: number | null): Promise<ExecutionResult | Subscription> => {
    const { document, variableValues, contextValue } = prepared;
    const place = takeSubscription(contextValue.caller.client, { document, variables: variableValues });
    if (place instanceof GraphQLError) return { errors: [place] };
    let begun: Subscription | ExecutionResult | null = null;
    try {
      begun = await subscribe(
        { ...prepared, ...suggestions },
        {
          mask: maskError,
          onEnd: place.release,
          timeSlices,
          cost,
          responseBytes: limits.responseBytes,
        },
      );
      return begun instanceof Subscription ? begun : withShortErrors(begun);
    } finally {
      if (!(begun instanceof Subscription)) place.release();
    }
  };

  return {
    prepare: ({ query, operationName, variables }, caller) => {
      const checked = documents.read(query ?? '');
      if (checked.type === 'invalid') return refused(...checked.errors);
      const { document } = checked;
      const operation = getOperationAST(document, operationName);
      if (!operation) return refused(noOperation());
      return {
        type: 'prepared',
        prepared: {
          schema,
          document,
          operation,
          operationName,
          variableValues: variables,
          contextValue: createContext(gateway, caller, limits),
        },
      };
    },
    run: async (prepared) => {
      try {
        const checked = check(prepared);
        if (checked.type === 'refused') return withMaskedErrors(withShortErrors(checked.result));
        const { operation, contextValue } = prepared;
        telemetry.describe({
          type: operation.operation,
          name: operation.name?.value ?? null,
          client: contextValue.caller.client,
        });
        if (operation.operation !== 'subscription') {
          return withMaskedErrors(await execute(prepared, checked.cost));
        }
        const begun = await begin(prepared, checked.cost);
        return begun instanceof Subscription ? begun : withMaskedErrors(begun);
      } catch (error) {
        return { errors: [mask(error)] };
      }
    },
  };
};
