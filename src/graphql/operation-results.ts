import { builder } from './builder.ts';
import { connectionOf, pageSize } from './connection.ts';
import { resultCursor } from './cursor.ts';
import { ItemResultRef, ItemStatusEnum, ItemSupersededRef } from './item-result.ts';
import { resultOf } from './item-result-model.ts';
import { timesPage } from './limits/field-cost.ts';
import { OperationRef } from './operation.ts';
import { ownOperation } from './own-operation.ts';

const defaultResults = 100;
const maxResults = 1000;

const ItemResultConnection = builder.connectionObject(
  { type: ItemResultRef, name: 'ItemResultConnection', description: "One page of an operation's results." },
  { name: 'ItemResultEdge', description: 'A result and its place in the list.' },
);

builder.objectField(OperationRef, 'results', (t) =>
  t.field({
    type: ItemResultConnection,
    description: 'What became of its items, in their order: a page of them.',
    args: {
      status: t.arg({
        type: ItemStatusEnum,
        required: false,
        description: 'Only results with this status, e.g. FAILED.',
      }),
      first: pageSize(t.arg, { most: maxResults, description: 'How many: 0 to 1,000, default 100.' }),
      after: t.arg.string({ required: false, description: 'Only what comes after this cursor.' }),
    },
    complexity: ({ first }) => timesPage(first, { usual: defaultResults, most: maxResults }),
    resolve: async (operation, { status, first, after }, { gateway }) => {
      const last = resultCursor.decode(after);
      const { nodes, hasMore } = await gateway.reads.items({
        operationId: operation.id,
        state: status ?? null,
        from: last === null ? 0 : last + 1,
        limit: first ?? defaultResults,
      });
      return connectionOf(nodes.map(resultOf), (result) => resultCursor.encode(result.index), {
        hasNextPage: hasMore,
        hasPreviousPage: last !== null,
      });
    },
  }),
);

builder.objectField(ItemSupersededRef, 'by', (t) =>
  t.field({
    type: OperationRef,
    nullable: true,
    description:
      "The operation whose change holds instead; null when it is another client's, or so old that the journal has let go of it.",
    resolve: ({ by }, _args, context) => ownOperation(context, by),
  }),
);
