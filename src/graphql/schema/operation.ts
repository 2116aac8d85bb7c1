import { GraphQLError } from 'graphql';
import type { OperationEvent } from '../../core/gateway.ts';
import { asChannelKey, asOperationId, type OperationId } from '../../domain/ids.ts';
import {
  type Operation,
  type OperationStatus,
  operationStatus,
  pendingCount,
} from '../../domain/operation.ts';
import { isRecord } from '../../lib/json/json.ts';
import { builder } from '../builder.ts';
import type { GraphQLContext } from '../context.ts';
import { timesChangedResults, timesPage, timesRetries, timesVendorRequests } from '../limits/field-cost.ts';
import {
  connectionOfPage,
  operationCursor,
  pageArgs,
  pageOf,
  pageSizes,
  resultCursor,
} from './connection.ts';
import { operationIdOf } from './global-id.ts';
import { ItemResultRef, ItemStatusEnum, ItemSupersededRef } from './item-results/item-result.ts';
import { resultOf } from './item-results/item-result-model.ts';
import { describedEnum, OperationKindEnum } from './values/enums.ts';
import { checkFilterTexts } from './values/filters.ts';
import { VendorRequestRef } from './vendor-request.ts';

const OperationStatusEnum = describedEnum<OperationStatus>(
  'OperationStatus',
  'Whether an operation is still running.',
  {
    RUNNING: 'At least one item is PENDING.',
    COMPLETED: 'Every item is finished.',
  },
);

export const OperationRef = builder.node(builder.objectRef<Operation>('Operation'), {
  description:
    "One accepted mutation. It is durable from the moment of the mutation's answer, even if the gateway crashes. The counts add up to `itemCount`.",
  isTypeOf: (value) => isRecord(value) && 'itemCount' in value,
  id: {
    resolve: (operation) => String(operation.id),
    description:
      'The global id. The query `operation(id:)` and the subscription `operationChanged(id:)` take it.',
  },
  fields: (t) => ({
    kind: t.field({
      type: OperationKindEnum,
      description: 'The kind of write.',
      resolve: (operation) => operation.kind,
    }),
    status: t.field({
      type: OperationStatusEnum,
      description: 'Whether the operation is still running.',
      resolve: operationStatus,
    }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'The time of acceptance.',
      resolve: (operation) => operation.createdAt,
    }),
    completedAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'The time at which the last item finished. Null while the operation is RUNNING.',
      resolve: (operation) => operation.completedAt,
    }),
    sequence: t.exposeInt('sequence', {
      description:
        'A counter: 1 at acceptance, increased with every change of a result. Pass it to the subscription as `after`.',
    }),
    itemCount: t.exposeInt('itemCount', { description: 'The number of items.' }),
    appliedCount: t.exposeInt('appliedCount', { description: 'The number of items that are APPLIED.' }),
    failedCount: t.exposeInt('failedCount', { description: 'The number of items that are FAILED.' }),
    supersededCount: t.exposeInt('supersededCount', {
      description: 'The number of items that are SUPERSEDED.',
    }),
    canceledCount: t.exposeInt('canceledCount', {
      description: 'The number of items that are CANCELED.',
    }),
    unknownCount: t.exposeInt('unknownCount', {
      description: 'The number of items that are OUTCOME_UNKNOWN.',
    }),
    pendingCount: t.int({ description: 'The number of items that are PENDING.', resolve: pendingCount }),
    idempotencyKey: t.string({
      nullable: true,
      description: 'The idempotency key of the mutation. Null when the client sent none.',
      resolve: (operation) => operation.idempotencyKey,
    }),
    client: t.string({
      description:
        'The client that sent the mutation. It is `anonymous` when the gateway requires no API keys.',
      resolve: (operation) => operation.client,
    }),
    vendorRequests: t.field({
      type: [VendorRequestRef],
      complexity: timesVendorRequests,
      description: 'The delivery log: every request to a vendor with items of this operation, oldest first.',
      resolve: async ({ id }, _args, { loaders, answer }, info) =>
        answer.list(await loaders.requestsOf.load(id), info),
    }),
  }),
});

builder.objectFields(OperationRef, (t) => ({
  retryOf: t.field({
    type: OperationRef,
    nullable: true,
    description:
      'The operation whose items this one retries. Null when this operation is no retry, or when the journal no longer contains that operation.',
    resolve: ({ retryOf }, _args, context) => retryOf && ownOperation(context, retryOf.operationId),
  }),
  retries: t.field({
    type: [OperationRef],
    complexity: timesRetries,
    description: 'The operations that retry items of this one: the 100 newest, newest first.',
    resolve: async ({ id }, _args, { loaders, answer }, info) =>
      answer.list(await loaders.retriesOf.load(id), info),
  }),
}));

/** An operation of the caller. Null for an operation of another client, as for one that does not exist. */
export const ownOperation = async (
  { loaders, caller }: Pick<GraphQLContext, 'loaders' | 'caller'>,
  id: OperationId,
): Promise<Operation | null> => {
  const operation = await loaders.operations.load(id);
  return operation?.client === caller.client ? operation : null;
};

/** The same by global id. Null for the id of another type. */
const ownOperationByGlobalId = async (
  context: GraphQLContext,
  globalId: string,
): Promise<Operation | null> => {
  const id = operationIdOf(globalId);
  return id === null ? null : ownOperation(context, id);
};

const newestOperation = async ({ gateway, caller }: GraphQLContext): Promise<Operation | null> => {
  const any = { kinds: null, statuses: null, channels: null, createdAfter: null, createdBefore: null };
  const page = { after: null, before: null, limit: 1, last: false };
  const { nodes } = await gateway.reads.operationsPage({
    ...any,
    ...page,
    client: caller.client,
    hasFailures: null,
  });
  return nodes[0] ?? null;
};

const resultSizes = { usual: 100, most: 1000 };

const ItemResultConnection = builder.connectionObject(
  {
    type: ItemResultRef,
    name: 'ItemResultConnection',
    description: 'One page of the results of an operation.',
  },
  { name: 'ItemResultEdge', description: 'A result and its cursor.' },
);

const ResultFilterInput = builder.inputType('ResultFilter', {
  description: 'Selects results. All conditions apply together. A condition that is omitted selects all.',
  fields: (t) => ({
    statuses: t.field({
      type: [ItemStatusEnum],
      required: false,
      description: 'Results with one of these statuses.',
    }),
    channels: t.idList({ required: false, description: 'Results of items for these keys of channels.' }),
  }),
});

builder.objectField(OperationRef, 'results', (t) =>
  t.field({
    type: ItemResultConnection,
    description: 'The results of the items, in the order of the items, as pages.',
    args: {
      filter: t.arg({
        type: ResultFilterInput,
        required: false,
        description: 'Which results. Default: all.',
      }),
      ...pageArgs(t.arg, resultSizes),
    },
    complexity: ({ first, last }) => timesPage(first ?? last, resultSizes),
    resolve: async (operation, { filter, ...args }, { gateway, lists }) => {
      checkFilterTexts({ channels: filter?.channels }, lists);
      const page = pageOf(args, resultSizes, resultCursor);
      const found = await gateway.reads.items({
        ...page,
        operationId: operation.id,
        // No stored item has the status of a dry run.
        states: filter?.statuses?.filter((status) => status !== 'VALID') ?? null,
        channels: filter?.channels?.map(asChannelKey) ?? null,
      });
      return connectionOfPage(
        { ...found, nodes: found.nodes.map((item) => resultOf(item)) },
        page,
        ({ index }) => resultCursor.encode(index),
      );
    },
  }),
);

builder.objectField(ItemSupersededRef, 'by', (t) =>
  t.field({
    type: OperationRef,
    nullable: true,
    description:
      'The operation with the change that replaced this one. Null when it belongs to another client, or when it is so old that the journal no longer contains it.',
    resolve: ({ by }, _args, context) => ownOperation(context, by),
  }),
);

const OperationConnection = builder.connectionObject(
  { type: OperationRef, name: 'OperationConnection', description: 'One page of operations.' },
  { name: 'OperationEdge', description: 'An operation and its cursor.' },
);

const OperationFilterInput = builder.inputType('OperationFilter', {
  description: 'Selects operations. All conditions apply together. A condition that is omitted selects all.',
  fields: (t) => ({
    kinds: t.field({ type: [OperationKindEnum], required: false, description: 'Operations of these kinds.' }),
    statuses: t.field({
      type: [OperationStatusEnum],
      required: false,
      description: 'Operations with one of these statuses.',
    }),
    channels: t.idList({
      required: false,
      description: 'Operations with an item for one of these keys of channels.',
    }),
    createdAfter: t.field({ type: 'DateTime', required: false, description: 'Accepted after this time.' }),
    createdBefore: t.field({ type: 'DateTime', required: false, description: 'Accepted before this time.' }),
    hasFailures: t.boolean({
      required: false,
      description: 'Whether an item of the operation is FAILED.',
    }),
  }),
});

builder.queryFields((t) => ({
  operation: t.field({
    type: OperationRef,
    nullable: true,
    description: 'One operation of the caller. Null when the caller has no operation with this id.',
    args: { id: t.arg.id({ description: 'The global id from `Operation.id`.' }) },
    resolve: (_root, { id }, context) => ownOperationByGlobalId(context, id),
  }),
  operations: t.field({
    type: OperationConnection,
    description:
      'The operations of the caller, newest first. Use `first` to page to older ones and `last` to page back to newer ones.',
    args: {
      filter: t.arg({
        type: OperationFilterInput,
        required: false,
        description: 'Which operations. Default: all.',
      }),
      ...pageArgs(t.arg, pageSizes),
    },
    complexity: ({ first, last }) => timesPage(first ?? last, pageSizes),
    resolve: async (_root, { filter, ...args }, { gateway, caller, lists }) => {
      checkFilterTexts({ channels: filter?.channels }, lists);
      const page = pageOf(args, pageSizes, operationCursor);
      const found = await gateway.reads.operationsPage({
        ...page,
        client: caller.client,
        kinds: filter?.kinds ?? null,
        statuses: filter?.statuses ?? null,
        channels: filter?.channels?.map(asChannelKey) ?? null,
        createdAfter: filter?.createdAfter?.getTime() ?? null,
        createdBefore: filter?.createdBefore?.getTime() ?? null,
        hasFailures: filter?.hasFailures ?? null,
        after: page.after === null ? null : asOperationId(page.after),
        before: page.before === null ? null : asOperationId(page.before),
      });
      return connectionOfPage(found, page, ({ id }) => operationCursor.encode(id));
    },
  }),
}));

const OperationEventRef = builder.objectRef<OperationEvent>('OperationEvent').implement({
  description: 'One step of an operation: its state and the results that changed.',
  fields: (t) => ({
    sequence: t.exposeInt('sequence', {
      description:
        'A number that increases with each event. After a lost connection, subscribe again and pass it as `after`.',
    }),
    operation: t.expose('operation', {
      type: OperationRef,
      description: 'The operation at the time of this event.',
    }),
    results: t.field({
      type: [ItemResultRef],
      complexity: timesChangedResults,
      description:
        'The results that changed since the previous event. In the first event, the results that changed since `after`.',
      resolve: ({ items }, _args, { answer }, info) => answer.list(items, info).map((item) => resultOf(item)),
    }),
    completed: t.exposeBoolean('completed', {
      description: 'True in the last event: every item is finished, and the stream ends.',
    }),
  }),
});

builder.subscriptionField('operationChanged', (t) =>
  t.field({
    type: OperationEventRef,
    description:
      'Follows one operation of the caller until it is finished. The first event has the current state. Each change is in a later event. The last event is `completed`, even when the client subscribes after the end. No change is lost.',
    args: {
      id: t.arg.id({
        required: false,
        description: 'The global id from `Operation.id`. Default: the newest operation of the caller.',
      }),
      after: t.arg.int({
        required: false,
        description: 'Only changes after this `sequence`. Default: all changes.',
        validate: { min: [0, { message: 'A sequence is 0 or more.' }] },
      }),
    },
    subscribe: async (_root, { id, after }, context) => {
      const operation =
        id == null ? await newestOperation(context) : await ownOperationByGlobalId(context, id);
      if (operation) return context.gateway.watchOperation(operation.id, after ?? 0);
      throw new GraphQLError(
        id == null ? 'The caller has no operation.' : 'The caller has no operation of this id.',
        {
          extensions: { code: 'OPERATION_NOT_FOUND' },
        },
      );
    },
    resolve: (event, _args, { loaders }) => {
      loaders.clear();
      return event;
    },
  }),
);
