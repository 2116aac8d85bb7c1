import { encodeGlobalID } from '@pothos/plugin-relay';
import type { ExecutionResult, GraphQLError } from 'graphql';
import { maskError as maskByYoga } from 'graphql-yoga';
import type { AcceptedMutation, GraphQLContext } from '../../graphql/context.ts';
import { unreadJournal } from '../../graphql/errors.ts';
import { isRecord } from '../../lib/json/json.ts';

/**
 * The error that a client sees: the cause if the journal cannot be used, and no detail of any other unexpected error.
 * NODE_ENV has no influence, because a client must never see a stack trace.
 */
export const maskError = (error: unknown): GraphQLError =>
  unreadJournal(error) ?? (maskByYoga(error, 'Unexpected error.', false) as GraphQLError);

/**
 * Names the operations that the mutations of a request began, in the extensions of a result with errors: an error in a
 * payload may have removed the id from the data.
 */
export const withAccepted = (
  result: ExecutionResult,
  accepted: readonly AcceptedMutation[],
): ExecutionResult => {
  if (!result.errors || accepted.length === 0) return result;
  const named = accepted.map(({ key, operation }) => ({
    path: [key],
    operation: encodeGlobalID('Operation', operation),
  }));
  return { ...result, extensions: { ...result.extensions, accepted: named } };
};

/** Adds the cost of the query, and the items that its client may still send, to the extensions of a result. */
export const withCost = (
  result: ExecutionResult,
  cost: number | null,
  limit: number,
  { gateway, caller }: Pick<GraphQLContext, 'gateway' | 'caller'>,
): ExecutionResult => {
  if (cost === null) return result;
  const left = gateway.itemsLeftOf(caller.client);
  const items = left && { ...left, resetAt: new Date(left.resetAt).toISOString() };
  return {
    ...result,
    extensions: { ...result.extensions, cost: { requested: cost, limit, ...(items && { items }) } },
  };
};

export const hasErrors = (result: unknown): boolean => isRecord(result) && Boolean(result['errors']);
