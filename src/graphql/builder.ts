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

/** The words of Relay's own types, and what the gateway settles of them: no list and no edge is null. */
const relayOptions = {
  // The gateway has its own: a malformed id is answered with null.
  nodeQueryOptions: false,
  nodesQueryOptions: false,
  cursorType: 'String',
  nodeTypeOptions: {
    description:
      'Anything with a global id: `node(id:)` finds it again. A global id is opaque; the ids of the vendors are plain fields, `productId` and friends.',
  },
  idFieldOptions: {
    description: 'The global id: opaque, unique in the whole gateway, good for `node` and `nodes`.',
  },
  pageInfoTypeOptions: { description: 'Where a page stands in its list.' },
  hasNextPageFieldOptions: {
    description: 'Whether the list goes on after this page. Ask for it with `after: endCursor`.',
  },
  hasPreviousPageFieldOptions: {
    description: 'Whether the list has something before this page, as far as the page can tell.',
  },
  startCursorFieldOptions: { description: 'The cursor of the first edge; null on an empty page.' },
  endCursorFieldOptions: { description: 'The cursor of the last edge; null on an empty page.' },
  pageInfoFieldOptions: { description: 'Where this page stands in the list.' },
  edgesFieldOptions: {
    nullable: false,
    description: 'The page: one edge for each entry, in order.',
    // The connection is counted as often as it has edges.
    complexity: onceEach,
  },
  nodeFieldOptions: { nullable: false, description: 'The entry itself.' },
  cursorFieldOptions: { description: 'Where the entry stands in the list: a value for `after` or `before`.' },
} as const;

/** The one builder of the schema. A module of types registers them here when it is imported. */
export const builder = new SchemaBuilder<{
  Context: GraphQLContext;
  AuthScopes: { [scope in Scope]: boolean };
  Scalars: {
    ID: { Input: string; Output: string };
    /** Milliseconds since the epoch go out, a Date comes in. */
    DateTime: { Input: Date; Output: number };
    URL: { Input: URL; Output: string };
    Long: { Input: number; Output: number };
  };
  DefaultFieldNullability: false;
  DefaultInputFieldRequiredness: true;
  DefaultEdgesNullability: false;
  DefaultNodeNullability: false;
}>({
  // The first plugin wraps the others: ours sees what the zod plugin makes and throws, and rights come
  // before rules. Only root fields name a scope: what a write answers is its caller's, also without `read`.
  plugins: [requestPlugin, scopeAuthPlugin, zodPlugin, relayPlugin, complexityPlugin],
  defaultFieldNullability: false,
  defaultInputFieldRequiredness: true,
  scopeAuth: {
    authScopes: ({ caller }) => caller.scopes,
    // A subscription's right is looked at once, not at every event.
    authorizeOnSubscribe: true,
    unauthorizedError: (_parent, _context, info, { failure }) => forbidden(failure, info),
  },
  zod: { validationError },
  relay: relayOptions,
  complexity: costOptions,
});

/** The builder's settings as a type, for helpers that take one of its field builders. */
export type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer Of> ? Of : never;

builder.queryType({
  authScopes: { read: true },
  description:
    'What the gateway knows and has done. A read never waits for a write; a list is a page, and no page costs more as history grows. It needs the scope `read`, where the gateway asks for API keys, and shows the caller its own operations and the channels it may use. What a document may ask for is limited; `extensions.cost` of an answer says what it cost and what it may cost.',
});
builder.mutationType({
  description:
    'Writes to the vendors. Each takes 1 to 1,000 items (MAX_ITEMS of the settings) for any mix of channels and answers item by item: `results[i]` tells what became of `items[i]`. Where the gateway asks for API keys, `updateStock` needs the scope `stock:write`, `updateProducts` `product:write` and `confirmInventory` `inventory:confirm`; what they answer needs no `read`. A payload is null only when its own mutation failed inside, with an error at its path: the others of the same document keep theirs, and `extensions.accepted` names the operations that were accepted. Scopes, variables and cost of the whole document are checked before its first mutation runs. A client may have a rate of items: a mutation over it is refused with RATE_LIMITED, and `extensions.cost.items` of an answer says what is left.',
});
builder.subscriptionType({
  authScopes: { read: true },
  description:
    'Changes as they happen, over Server-Sent Events or a WebSocket with `graphql-transport-ws`. They need the scope `read`, where the gateway asks for API keys; a stream ends with its key. A client may have so many open at a time.',
});
