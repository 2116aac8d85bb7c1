import { type ExecutionResult, GraphQLError, getOperationAST, Kind } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { GraphQLContext } from '../../graphql/context.ts';
import { createCosts, type Query, tooCostly } from '../../graphql/limits/cost.ts';
import { forgetRights } from '../../graphql/rights.ts';
import { Subscription, subscribe } from '../../graphql/subscription.ts';
import { Sealed } from '../event-streams.ts';
import { mask } from '../mask.ts';
import { within } from './deadline.ts';
import type { ServerLimits } from './server-limits.ts';
import { createSubscriptionSlots } from './subscription-slots.ts';

type Run = {
  readonly cost: number | null;
  readonly limit: number;
  readonly context: Pick<GraphQLContext, 'gateway' | 'caller'>;
};

/** What the query cost, and what its client has left, in the answer's extensions. */
const withCost = (result: ExecutionResult, { cost, limit, context }: Run): ExecutionResult => {
  if (cost === null) return result;
  const left = context.gateway.itemsLeftOf(context.caller.client);
  const items = left && { ...left, resetAt: new Date(left.resetAt).toISOString() };
  const told = { requested: cost, limit, ...(items && { items }) };
  return { ...result, extensions: { ...result.extensions, cost: told } };
};

/** Mutations run one after the other: when a request is late, those that have not begun are not to begin any more. */
const isSeveralMutations = ({ document, operationName }: Query): boolean => {
  const { operation, selectionSet } = getOperationAST(document, operationName) ?? {};
  const [first, ...others] = selectionSet?.selections ?? [];
  return operation === 'mutation' && (others.length > 0 || first?.kind !== Kind.FIELD);
};

/**
 * Holds what runs to its limits, over whichever transport: its cost before it begins, its time, and how many
 * subscriptions are open.
 */
export const useExecutionLimits = (limits: ServerLimits): Plugin<GraphQLContext> => {
  const costs = createCosts();
  const slots = createSubscriptionSlots(limits.subscriptions);
  const limit = limits.cost;
  // Said to the executor with each query: how the schema's names are spelt is as good as the schema.
  const manner = { hideSuggestions: !limits.introspection };

  return {
    onExecute: ({ args, executeFn, setExecuteFn, setResultAndStopExecution }) => {
      const cost = costs.of(args);
      if (cost !== null && cost > limit) {
        setResultAndStopExecution({ errors: [tooCostly(limit, cost)] });
        return;
      }
      const run = { cost, limit, context: args.contextValue };
      const executed = (result: ExecutionResult): ExecutionResult => {
        forgetRights(run.context);
        return withCost(result, run);
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
      const cost = costs.of(args);
      if (cost !== null && cost > limit) {
        setResultAndStopExecution({ errors: [tooCostly(limit, cost)] });
        return;
      }
      setSubscribeFn(async (given) => {
        const { contextValue } = args;
        const slot = slots.take(contextValue.caller.client);
        if (slot instanceof GraphQLError) return { errors: [slot] };
        let begun: Subscription | ExecutionResult | null = null;
        try {
          begun = await subscribe({ ...given, ...manner, contextValue }, mask, slot.release);
          return begun instanceof Subscription ? new Sealed(begun) : begun;
        } finally {
          if (!(begun instanceof Subscription)) slot.release();
        }
      });
    },
  };
};
