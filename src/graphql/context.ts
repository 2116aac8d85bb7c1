import type { Gateway } from '../core/gateway.ts';
import { restrictedGateway } from '../core/restricted-gateway.ts';
import type { Caller } from '../domain/caller.ts';
import type { OperationId } from '../domain/ids.ts';
import { AnswerSize } from './limits/answer-size.ts';
import type { ListLimits } from './limits/lists.ts';
import { Loaders } from './loaders.ts';

/** A mutation of this request that was accepted. */
export type AcceptedMutation = {
  /** The name of its field in the answer. */
  readonly key: string;
  readonly operation: OperationId;
};

/**
 * The context of a resolver: the gateway, restricted to the caller's channels, the caller, the loaders of this
 * request, the limits of lists, and the size of the answer so far.
 */
export type GraphQLContext = {
  readonly gateway: Gateway;
  readonly caller: Caller;
  readonly loaders: Loaders;
  /** In the order of acceptance. An answer with errors lists them. */
  readonly accepted: AcceptedMutation[];
  readonly lists: ListLimits;
  readonly answer: AnswerSize;
};

export type AnswerLimits = {
  readonly lists: ListLimits;
  /** The maximum number of fields of an answer. */
  readonly cost: number;
  /** The maximum length of an answer, bytes. A request reads about as much of products. */
  readonly responseBytes: number;
};

export const createContext = (
  whole: Gateway,
  caller: Caller,
  { lists, cost, responseBytes }: AnswerLimits,
): GraphQLContext => {
  const gateway = caller.channels ? restrictedGateway(whole, caller.channels) : whole;
  return {
    gateway,
    caller,
    loaders: new Loaders(gateway, responseBytes),
    accepted: [],
    lists,
    answer: new AnswerSize(cost),
  };
};
