import { encodeGlobalID } from '@pothos/plugin-relay';
import { type ExecutionResult, GraphQLError, getOperationAST, Kind } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { createChecks } from '../../graphql/checks/checks.ts';
import type { GraphQLContext } from '../../graphql/context.ts';
import { createCosts, type Query } from '../../graphql/limits/cost.ts';
import { forgetRights } from '../../graphql/rights.ts';
import { schema } from '../../graphql/schema.ts';
import { Subscription, subscribe } from '../../graphql/subscription.ts';
import { Sealed } from '../event-streams.ts';
import { mask } from '../mask.ts';
import { within } from './deadline.ts';
import type { ServerLimits } from './server-limits.ts';
import { createSubscriptionSlots } from './subscription-slots.ts';

type Run = {
  readonly cost: number | null;
  readonly limit: number;
  readonly context: Pick<GraphQLContext, 'gateway' | 'caller' | 'accepted'>;
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
  const limit = limits.cost;
  const slots = createSubscriptionSlots(limits.subscriptions);
  // Said to the executor with each query: how the schema's names are spelt is as good as the schema.
  const manner = { hideSuggestions: !limits.introspection };
  const check = createChecks(schema, createCosts(), { limit, ...manner });

  return {
    onExecute: ({ args, executeFn, setExecuteFn, setResultAndStopExecution }) => {
      const checked = check(args, args.contextValue.caller);
      if (checked.type === 'refused') {
        setResultAndStopExecution(checked.result);
        return;
      }
      const run = { cost: checked.cost, limit, context: args.contextValue };
      const executed = (result: ExecutionResult): ExecutionResult => {
        forgetRights(run.context);
        return withCost(withAccepted(result, run), run);
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
      const checked = check(args, args.contextValue.caller);
      if (checked.type === 'refused') {
        setResultAndStopExecution(checked.result);
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
