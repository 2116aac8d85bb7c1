import { anonymousClient, type ChannelKey, type ClientId } from './ids.ts';
import type { OperationKind } from './operation.ts';

export const scopes = [
  'read',
  'stock:write',
  'product:write',
  'inventory:confirm',
  'sku:write',
  'webhook:write',
] as const;
/** A right of a client: to read, or to make one kind of write. */
export type Scope = (typeof scopes)[number];

const scopesOfKinds: { readonly [Kind in OperationKind]: Scope } = {
  STOCK_SET: 'stock:write',
  STOCK_ADJUSTMENT: 'stock:write',
  PRODUCT_REPLACEMENT: 'product:write',
  INVENTORY_CONFIRMATION: 'inventory:confirm',
};
/** The scope that a client needs to begin, retry or cancel an operation of this kind. */
export const scopeOf = (kind: OperationKind): Scope => scopesOfKinds[kind];

/** A client and its rights. */
export type Caller = {
  readonly client: ClientId;
  readonly scopes: { readonly [scope in Scope]: boolean };
  /** The channels that the client may use. Null for all. */
  readonly channels: ReadonlySet<ChannelKey> | null;
};

/** Every caller of a gateway without keys. */
export const anonymousCaller: Caller = {
  client: anonymousClient,
  scopes: {
    read: true,
    'stock:write': true,
    'product:write': true,
    'inventory:confirm': true,
    'sku:write': true,
    'webhook:write': true,
  },
  channels: null,
};
