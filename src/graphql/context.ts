import type { Caller } from '../domain/caller.ts';
import type { OperationId } from '../domain/ids.ts';
import type { Gateway } from '../operations/gateway.ts';
import { restrictedGateway } from '../operations/restricted-gateway.ts';
import { Loaders } from './loaders.ts';

/** What a resolver may reach: the gateway as far as it is the caller's, who asks, and the reads of this one request. */
/** A mutation of this request that was accepted. */
export type AcceptedMutation = {
  /** The name of its field in the answer. */
  readonly key: string;
  readonly operation: OperationId;
};

export type GraphQLContext = {
  readonly gateway: Gateway;
  readonly caller: Caller;
  readonly loaders: Loaders;
  /** In the order of acceptance, so that an answer with errors can name them. */
  readonly accepted: AcceptedMutation[];
};

export const createContext = (whole: Gateway, caller: Caller): GraphQLContext => {
  const gateway = caller.channels ? restrictedGateway(whole, caller.channels) : whole;
  return { gateway, caller, loaders: new Loaders(gateway), accepted: [] };
};
