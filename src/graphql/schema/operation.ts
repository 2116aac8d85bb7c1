import { GraphQLError } from 'graphql';
import type { OperationEvent } from '../../core/gateway.ts';
import { asOperationId, type OperationId } from '../../domain/ids.ts';
import {
  type Operation,
  type OperationStatus,
  operationStatus,
  pendingCount,
} from '../../domain/operation.ts';
import { builder } from '../builder.ts';
import type { GraphQLContext } from '../context.ts';
import { timesChangedResults, timesPage, timesVendorRequests } from '../limits/field-cost.ts';
import { connectionOf, operationCursor, pageSize, resultCursor } from './connection.ts';
import { describedEnum, OperationKindEnum } from './enums.ts';
import { nodeKeyOf } from './global-id.ts';
import { ItemResultRef, ItemStatusEnum, ItemSupersededRef } from './item-result.ts';
import { resultOf } from './item-result-model.ts';
import { VendorRequestRef } from './vendor-request.ts';

const OperationStatusEnum = describedEnum<OperationStatus>(
  'OperationStatus',
  'Whether an operation goes on.',
  {
    RUNNING: 'At least one of its items is PENDING.',
    COMPLETED: 'Every item is at an end.',
  },
);

export const OperationRef = builder.node(builder.objectRef<Operation>('Operation'), {
  description:
    'One accepted mutation: durable from the moment the mutation answers, whatever happens to the gateway. The counts add up to `itemCount`.',
  isTypeOf: (value) => typeof value === 'object' && value !== null && 'itemCount' in value,
  id: {
    resolve: (operation) => String(operation.id),
    description: 'The global id: what `operation(id:)`, the query and the subscription, takes.',
  },
  fields: (t) => ({
    kind: t.field({
      type: OperationKindEnum,
      description: 'What it writes.',
      resolve: (operation) => operation.kind,
    }),
    status: t.field({
      type: OperationStatusEnum,
      description: 'Whether it goes on.',
      resolve: operationStatus,
    }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When it was accepted.',
      resolve: (operation) => operation.createdAt,
    }),
    completedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When its last item came to an end; null while it is RUNNING.',
      resolve: (operation) => operation.completedAt,
    }),
    sequence: t.exposeInt('sequence', {
      description:
        '1 at acceptance, and one more for every change of a result. The subscription goes on from it.',
    }),
    itemCount: t.exposeInt('itemCount', { description: 'All items.' }),
    appliedCount: t.exposeInt('appliedCount', { description: 'Items that are APPLIED.' }),
    failedCount: t.exposeInt('failedCount', { description: 'Items that are FAILED.' }),
    supersededCount: t.exposeInt('supersededCount', { description: 'Items that are SUPERSEDED.' }),
    unknownCount: t.exposeInt('unknownCount', { description: 'Items that are OUTCOME_UNKNOWN.' }),
    pendingCount: t.int({ description: 'Items that are PENDING.', resolve: pendingCount }),
    vendorRequests: t.field({
      type: [VendorRequestRef],
      complexity: timesVendorRequests,
      description: 'The delivery log: every request to a vendor that carried items of it, oldest first.',
      resolve: async ({ id }, _args, { loaders, answer }, info) =>
        answer.list(await loaders.requestsOf.load(id), info),
    }),
  }),
});

/** An operation of the caller's own. Another client's is answered like one that never was. */
export const ownOperation = async (
  { loaders, caller }: Pick<GraphQLContext, 'loaders' | 'caller'>,
  id: OperationId,
): Promise<Operation | null> => {
  const operation = await loaders.operations.load(id);
  return operation?.client === caller.client ? operation : null;
};

/** The same by its global id; null too for an id of anything else. */
const ownOperationByGlobalId = async (
  context: GraphQLContext,
  globalId: string,
): Promise<Operation | null> => {
  const key = nodeKeyOf(globalId);
  return key?.typename === 'Operation' ? ownOperation(context, key.id) : null;
};

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

const OperationEventRef = builder.objectRef<OperationEvent>('OperationEvent').implement({
  description: 'One step of an operation: how it stands, and which results are new.',
  fields: (t) => ({
    sequence: t.exposeInt('sequence', {
      description:
        'Rises from event to event. After a broken connection, subscribe again with it as `after`.',
    }),
    operation: t.expose('operation', {
      type: OperationRef,
      description: 'The operation as it stands with this event.',
    }),
    results: t.field({
      type: [ItemResultRef],
      complexity: timesChangedResults,
      description: 'The results that changed since the event before; in the first event, since `after`.',
      resolve: ({ items }, _args, { answer }, info) => answer.list(items, info).map(resultOf),
    }),
    completed: t.exposeBoolean('completed', {
      description: 'True in the last event: every item is at an end, and the stream ends.',
    }),
  }),
});

builder.subscriptionField('operation', (t) =>
  t.field({
    type: OperationEventRef,
    description:
      "Follows one of the caller's operations to its end. First comes how it stands, then every change, then an event that is `completed`, also for who subscribes after the end. Nothing is missed.",
    args: {
      id: t.arg.id({ description: 'The global id that `Operation.id` gave.' }),
      after: t.arg.int({
        required: false,
        description: 'Only what is newer than this `sequence`; left out, everything.',
        validate: { min: [0, { message: 'A sequence is 0 or more.' }] },
      }),
    },
    subscribe: async (_root, { id, after }, context) => {
      const operation = await ownOperationByGlobalId(context, id);
      if (operation) return context.gateway.watchOperation(operation.id, after ?? 0);
      throw new GraphQLError('The caller has no operation of this id.', {
        extensions: { code: 'OPERATION_NOT_FOUND' },
      });
    },
    resolve: (event, _args, { loaders }) => {
      loaders.clear();
      return event;
    },
  }),
);
