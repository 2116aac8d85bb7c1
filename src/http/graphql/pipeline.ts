import { encodeGlobalID } from '@pothos/plugin-relay';
import { type ExecutionResult, GraphQLError, getOperationAST, Kind } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { type Checked, createChecks } from '../../graphql/checks/checks.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { forgetRights } from '../../graphql/execute.ts';
import { heldTo } from '../../graphql/limits/answer-size.ts';
import { createCosts, type Query } from '../../graphql/limits/cost.ts';
import { fewShortErrors, shortErrors } from '../../graphql/limits/errors.ts';
import { createVariableCheck } from '../../graphql/limits/variables.ts';
import { schema } from '../../graphql/schema.ts';
import { Subscription, subscribe } from '../../graphql/subscription.ts';
import { createTurns } from '../../lib/turns.ts';
import { Sealed } from '../event-streams.ts';
import type { ServerLimits } from '../limits.ts';
import { mask } from '../mask.ts';
import { within } from './deadline.ts';
import { createSubscribedBytes } from './subscribed-bytes.ts';
import { createSubscriptionSlots } from './subscription-limits.ts';

type Run = {
  readonly cost: number | null;
  readonly limit: number;
  readonly context: Pick<GraphQLContext, 'gateway' | 'caller' | 'accepted' | 'answer'>;
};

/**
 * The operations that the mutations of a request began, in the extensions of an answer with errors: an error in a payload
 * may have removed the id from the data.
 */
const withAccepted = (result: ExecutionResult, { context: { accepted } }: Run): ExecutionResult => {
  if (!result.errors || accepted.length === 0) return result;
  const named = accepted.map(({ key, operation }) => ({
    path: [key],
    operation: encodeGlobalID('Operation', operation),
  }));
  return { ...result, extensions: { ...result.extensions, accepted: named } };
};

/** What the query cost, and what its client has left, in the answer's extensions. */
const withCost = (result: ExecutionResult, { cost, limit, context }: Run): ExecutionResult => {
  if (cost === null) return result;
  const left = context.gateway.itemsLeftOf(context.caller.client);
  const items = left && { ...left, resetAt: new Date(left.resetAt).toISOString() };
  const told = { requested: cost, limit, ...(items && { items }) };
  return { ...result, extensions: { ...result.extensions, cost: told } };
};

/** The executor quotes values in full. A result without `data` is that of a request of which nothing ran. */
const withShortErrors = (result: ExecutionResult): ExecutionResult => {
  const { errors } = result;
  if (!errors) return result;
  return { ...result, errors: 'data' in result ? shortErrors(errors) : fewShortErrors(errors) };
};

/** Mutations run one after the other: when a request is late, those that have not begun are not to begin any more. */
const isSeveralMutations = ({ document, operationName }: Query): boolean => {
  const { operation, selectionSet } = getOperationAST(document, operationName) ?? {};
  const [first, ...others] = selectionSet?.selections ?? [];
  return operation === 'mutation' && (others.length > 0 || first?.kind !== Kind.FIELD);
};

/**
 * Checks each document as a whole before its first field runs, and holds what runs to its limits: its time, and how many
 * subscriptions are open. Every transport comes through here.
 */
export const useExecutionLimits = (limits: ServerLimits): Plugin<GraphQLContext> => {
  const checkVariables = createVariableCheck({
    ...limits.variables,
    items: limits.items,
    ids: Math.max(limits.lists.nodes, limits.lists.productIds),
  });
  const subscribed = createSubscribedBytes(limits.subscribedBytes);
  const turns = createTurns();
  const limit = limits.cost;
  const slots = createSubscriptionSlots(limits.subscriptions);
  // Said to the executor with each query: how the schema's names are spelt is as good as the schema.
  const manner = { hideSuggestions: !limits.introspection };
  const check = createChecks(schema, createCosts(), { limit, ...manner });

  const checkAll = (args: Query & { readonly contextValue: GraphQLContext }): Checked => {
    const operation = getOperationAST(args.document, args.operationName);
    const problem = operation && checkVariables(operation, args.variableValues ?? {});
    if (problem) return { type: 'refused', result: { errors: [problem] } };
    return check(args, args.contextValue.caller);
  };

  return {
    onExecute: ({ args, executeFn, setExecuteFn, setResultAndStopExecution }) => {
      const checked = checkAll(args);
      if (checked.type === 'refused') {
        setResultAndStopExecution(withShortErrors(checked.result));
        return;
      }
      const run = { cost: checked.cost, limit, context: args.contextValue };
      const executed = (result: ExecutionResult): ExecutionResult => {
        forgetRights(run.context);
        const held = withShortErrors(heldTo(limits.responseBytes, result, run.cost, run.context.answer));
        return withCost(withAccepted(held, run), run);
      };
      setExecuteFn((given) => {
        const late = isSeveralMutations(given) ? new AbortController() : null;
        const result: ExecutionResult | PromiseLike<ExecutionResult> = executeFn({
          ...given,
          ...manner,
          ...(late && { abortSignal: late.signal }),
        });
        if (!('then' in result)) return executed(result);
        return within(limits.requestTimeoutMs, result, (reason) => late?.abort(reason)).then(executed);
      });
    },
    onSubscribe: ({ args, setSubscribeFn, setResultAndStopExecution }) => {
      const checked = checkAll(args);
      if (checked.type === 'refused') {
        setResultAndStopExecution(withShortErrors(checked.result));
        return;
      }
      setSubscribeFn(async (given) => {
        const { contextValue } = args;
        const slot = slots.take(contextValue.caller.client);
        if (slot instanceof GraphQLError) return { errors: [slot] };
        const asked = { document: given.document, variables: given.variableValues };
        const bytes = subscribed.take(contextValue.caller.client, asked);
        if (bytes instanceof GraphQLError) {
          slot.release();
          return { errors: [bytes] };
        }
        const end = (): void => {
          slot.release();
          bytes.release();
        };
        let begun: Subscription | ExecutionResult | null = null;
        try {
          begun = await subscribe(
            { ...given, ...manner, contextValue },
            { mask, onEnd: end, turns, cost: checked.cost, responseBytes: limits.responseBytes },
          );
          return begun instanceof Subscription ? new Sealed(begun) : withShortErrors(begun);
        } finally {
          if (!(begun instanceof Subscription)) end();
        }
      });
    },
  };
};
