import type { ClientId } from '../domain/ids.ts';
import type { Gateway } from '../operations/gateway.ts';
import { createLoaders, type Loaders } from './loaders.ts';

/** What a resolver may reach: the gateway, who asks, and the reads of this one request. */
export type GraphQLContext = {
  readonly gateway: Gateway;
  readonly client: ClientId;
  readonly loaders: Loaders;
};

export const createContext = (gateway: Gateway, client: ClientId): GraphQLContext => ({
  gateway,
  client,
  loaders: createLoaders(gateway),
});
