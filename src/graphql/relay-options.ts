import { onceEach } from './limits/field-cost.ts';

/** The words of Relay's own types, and what the gateway settles of them: no list and no edge is null. */
export const relayOptions = {
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
