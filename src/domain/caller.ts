import { anonymousClient, type ChannelKey, type ClientId } from './ids.ts';

export const scopes = ['read', 'stock:write', 'product:write', 'inventory:confirm'] as const;
/** A right that a client may have: to read, or to make one kind of write. */
export type Scope = (typeof scopes)[number];

/** Who calls the gateway, and what they may do. */
export type Caller = {
  readonly client: ClientId;
  readonly scopes: { readonly [scope in Scope]: boolean };
  /** The channels it may use; null for all. */
  readonly channels: ReadonlySet<ChannelKey> | null;
};

/** Whoever reaches a gateway that is open. */
export const anonymousCaller: Caller = {
  client: anonymousClient,
  scopes: { read: true, 'stock:write': true, 'product:write': true, 'inventory:confirm': true },
  channels: null,
};
