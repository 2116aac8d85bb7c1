import type { Caller } from '../domain/caller.ts';
import type { Gateway } from '../operations/gateway.ts';
import { Loaders } from './loaders.ts';

/** What a resolver may reach: the gateway, who asks, and the reads of this one request. */
export type GraphQLContext = {
  readonly gateway: Gateway;
  readonly caller: Caller;
  readonly loaders: Loaders;
};

export const createContext = (gateway: Gateway, caller: Caller): GraphQLContext => ({
  gateway,
  caller,
  loaders: new Loaders(gateway),
});
