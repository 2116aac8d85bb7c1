import { scopeOf } from '../../domain/caller.ts';
import type { OperationId } from '../../domain/ids.ts';
import type { Operation } from '../../domain/operation.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import type { CancelRequest, Forbidden } from '../gateway.ts';

type Found =
  | { readonly type: 'found'; readonly operation: Operation }
  /** The operation of another client does not exist for the caller. */
  | { readonly type: 'unknown' }
  | Forbidden;

/** Finds an operation of the caller that a mutation is about. Its kind determines the scope that the caller needs. */
export const findOwnOperation = async (
  journal: Pick<Journal, 'operations'>,
  id: OperationId | null,
  { client, scopes }: CancelRequest['caller'],
): Promise<Found> => {
  const [operation] = id === null ? [] : await journal.operations([id]);
  if (!operation || operation.client !== client) return { type: 'unknown' };
  const scope = scopeOf(operation.kind);
  return scopes[scope] ? { type: 'found', operation } : { type: 'forbidden', scope };
};
