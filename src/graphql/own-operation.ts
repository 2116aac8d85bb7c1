import type { OperationId } from '../domain/ids.ts';
import type { Operation } from '../domain/operation.ts';
import type { GraphQLContext } from './context.ts';
import { nodeKeyOf } from './global-id.ts';

/** An operation of the caller's own. Another client's is answered like one that never was. */
export const ownOperation = async (
  { loaders, caller }: Pick<GraphQLContext, 'loaders' | 'caller'>,
  id: OperationId,
): Promise<Operation | null> => {
  const operation = await loaders.operations.load(id);
  return operation?.client === caller.client ? operation : null;
};

/** The same by its global id; null too for an id of anything else. */
export const ownOperationByGlobalId = async (
  context: GraphQLContext,
  globalId: string,
): Promise<Operation | null> => {
  const key = nodeKeyOf(globalId);
  return key?.typename === 'Operation' ? ownOperation(context, key.id) : null;
};
