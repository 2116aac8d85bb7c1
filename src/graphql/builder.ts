import SchemaBuilder from '@pothos/core';
import complexityPlugin from '@pothos/plugin-complexity';
import relayPlugin from '@pothos/plugin-relay';
import scopeAuthPlugin from '@pothos/plugin-scope-auth';
import zodPlugin from '@pothos/plugin-zod';
import type { Scope } from '../domain/caller.ts';
import type { GraphQLContext } from './context.ts';
import { forbidden } from './errors.ts';
import { costOptions, onceEach } from './limits/field-cost.ts';
import { requestPlugin, validationError } from './mutations/request.ts';

/** Descriptions of Relay's types, and the gateway's choice that no list and no edge is null. */
const relayOptions = {
  // The gateway has its own fields. They answer null for a malformed id.
  nodeQueryOptions: false,
  nodesQueryOptions: false,
  cursorType: 'String',
  nodesOnConnection: {
    description: 'The entries of the page, in order. The same as `edges { node }`.',
    // The cost of a connection is multiplied by its entries.
    complexity: onceEach,
  },
  nodeTypeOptions: {
    description:
      "An object with a global id. `node(id:)` returns it. A global id is opaque. The vendors' ids are separate fields, such as `productId`.",
  },
  idFieldOptions: {
    description: 'The global id. It is opaque and unique in the gateway. `node` and `nodes` take it.',
  },
  pageInfoTypeOptions: { description: 'The position of a page in its list.' },
  hasNextPageFieldOptions: {
    description: 'Whether there are entries after this page. Query them with `after: endCursor`.',
  },
  hasPreviousPageFieldOptions: {
    description: 'Whether there are known to be entries before this page.',
  },
  startCursorFieldOptions: { description: 'The cursor of the first edge. Null on an empty page.' },
  endCursorFieldOptions: { description: 'The cursor of the last edge. Null on an empty page.' },
  pageInfoFieldOptions: { description: 'The position of this page in the list.' },
  edgesFieldOptions: {
    nullable: false,
    description: 'One edge for each entry of the page, in order.',
    // The cost of a connection is multiplied by its edges.
    complexity: onceEach,
  },
  nodeFieldOptions: { nullable: false, description: 'The entry.' },
  cursorFieldOptions: { description: 'The position of the entry in the list. `after` and `before` take it.' },
} as const;

/** The builder of the schema. A module registers its types here when it is imported. */
export const builder = new SchemaBuilder<{
  Context: GraphQLContext;
  AuthScopes: { [scope in Scope]: boolean };
  Scalars: {
    ID: { Input: string; Output: string };
    /** An input is a Date. An output is in milliseconds since the epoch. */
    DateTime: { Input: Date; Output: number };
    URL: { Input: URL; Output: string };
    /** An input is a decimal text in its shortest form. */
    Decimal: { Input: string; Output: number };
    CurrencyCode: { Input: string; Output: string };
  };
  DefaultFieldNullability: false;
  DefaultInputFieldRequiredness: true;
  DefaultEdgesNullability: false;
  DefaultNodeNullability: false;
}>({
  // A plugin wraps those that follow it. So the request plugin receives the errors of the zod plugin, and the scopes are
  // checked before the rules. Only root fields have a scope, so that a caller without `read` gets the answer of its own
  // write.
  plugins: [requestPlugin, scopeAuthPlugin, zodPlugin, relayPlugin, complexityPlugin],
  defaultFieldNullability: false,
  defaultInputFieldRequiredness: true,
  scopeAuth: {
    authScopes: ({ caller }) => caller.scopes,
    // The scope of a subscription is checked once, not for each event.
    authorizeOnSubscribe: true,
    unauthorizedError: (_parent, _context, info, { failure }) => forbidden(failure, info),
  },
  zod: { validationError },
  relay: relayOptions,
  complexity: costOptions,
});

/** The type parameter of the builder, for helpers that take one of its field builders. */
export type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer Of> ? Of : never;

builder.queryType({
  authScopes: { read: true },
  description:
    'Channels, products, stock and operations. A read never waits for a write. Lists are paged, and a page does not become slower as history grows. When the gateway requires API keys, queries need the scope `read`, and the caller sees its own operations and the channels that it may use. The cost of a document is limited. `extensions.cost` of an answer states the cost and the limit.',
});
builder.mutationType({
  description:
    'Writes to the vendors, and to the SKUs and webhook endpoints of the gateway. Most mutations take 1 to MAX_ITEMS items (a setting, default 1,000) for any channels and answer per item: `results[i]` is the result of `items[i]`. `setSkuStock` has one result for each listing. `repairDrift` calls its items `targets`. `saveSkus`, `deleteSkus` and the mutations of webhooks have no operation. `retryOperation` and `cancelOperation` take the id of an operation. When the gateway requires API keys, `setStock`, `adjustStock`, `setSkuStock` and `repairDrift` need the scope `stock:write`, `replaceProducts` needs `product:write`, `confirmInventory` needs `inventory:confirm`, `saveSkus` and `deleteSkus` need `sku:write`, and the mutations of webhooks need `webhook:write`. `retryOperation` and `cancelOperation` need the scope of the kind of the operation. The answers do not need `read`. A payload is null only when its mutation failed with an error at its path. The other mutations of the document keep their payloads, and `extensions.accepted` lists the operations that were accepted. The scopes, variables and cost of the whole document are checked before its first mutation runs. A client may have a limited rate of items. A mutation above the rate is refused with RATE_LIMITED, and `extensions.cost.items` of an answer states the remaining items.',
});
builder.subscriptionType({
  authScopes: { read: true },
  description:
    'Live changes, over Server-Sent Events or a WebSocket with `graphql-transport-ws`. When the gateway requires API keys, subscriptions need the scope `read`, and a stream ends when its key is removed. The number of open subscriptions per client is limited.',
});
