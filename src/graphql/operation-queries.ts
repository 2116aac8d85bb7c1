import { asOperationId } from '../domain/ids.ts';
import { builder } from './builder.ts';
import { connectionOf, pageSize } from './connection.ts';
import { operationCursor } from './cursor.ts';
import { timesPage } from './limits/field-cost.ts';
import { OperationRef, OperationStatusEnum } from './operation.ts';
import { OperationKindEnum } from './operation-kind.ts';
import { ownOperationByGlobalId } from './own-operation.ts';

const defaultPage = 20;
const maxPage = 100;

const OperationConnection = builder.connectionObject(
  { type: OperationRef, name: 'OperationConnection', description: 'One page of operations.' },
  { name: 'OperationEdge', description: 'An operation and its place in the list.' },
);

builder.queryFields((t) => ({
  operation: t.field({
    type: OperationRef,
    nullable: true,
    description: "One of the caller's operations; null for an id that is none.",
    args: { id: t.arg.id({ description: 'The global id that `Operation.id` gave.' }) },
    resolve: (_root, { id }, context) => ownOperationByGlobalId(context, id),
  }),
  operations: t.field({
    type: OperationConnection,
    description: "The caller's operations, newest first.",
    args: {
      kind: t.arg({ type: OperationKindEnum, required: false, description: 'Only those of this kind.' }),
      status: t.arg({
        type: OperationStatusEnum,
        required: false,
        description: 'Only those with this status.',
      }),
      first: pageSize(t.arg, { most: maxPage, description: 'How many: 0 to 100, default 20.' }),
      after: t.arg.string({
        required: false,
        description: 'Only what comes after this cursor: what is older.',
      }),
    },
    complexity: ({ first }) => timesPage(first, { usual: defaultPage, most: maxPage }),
    resolve: async (_root, { kind, status, first, after }, { gateway, caller }) => {
      const before = operationCursor.decode(after);
      const { nodes, hasMore } = await gateway.reads.operationsPage({
        client: caller.client,
        kind: kind ?? null,
        status: status ?? null,
        before: before === null ? null : asOperationId(before),
        limit: first ?? defaultPage,
      });
      return connectionOf(nodes, ({ id }) => operationCursor.encode(id), {
        hasNextPage: hasMore,
        hasPreviousPage: before !== null,
      });
    },
  }),
}));
