import type { StockHistoryEntry } from '../../../domain/stock-history.ts';
import { builder } from '../../builder.ts';
import { timesPage } from '../../limits/field-cost.ts';
import { connectionOfPage, historyCursor, pageArgs, pageOf, pageSizes } from '../connection.ts';
import { OperationRef, ownOperation } from '../operation.ts';
import { SourceEnum, StockLevelRef } from './stock-level.ts';

const StockHistoryEntryRef = builder.objectRef<StockHistoryEntry>('StockHistoryEntry').implement({
  description:
    'One change of a stock level: a write that the vendor applied, or another quantity that the gateway observed. A read of an unchanged quantity is no change, and neither is the first quantity that the gateway observes.',
  fields: (t) => ({
    at: t.expose('at', {
      type: 'DateTime',
      description: 'The time at which the vendor acknowledged the write or the quantity was observed.',
    }),
    before: t.exposeInt('before', {
      nullable: true,
      description:
        'The quantity before the change. Null when the gateway knew no quantity then, or did not keep a history yet.',
    }),
    after: t.exposeInt('after', {
      description: 'The quantity after the change. A write may set the quantity that the level had before.',
    }),
    source: t.expose('source', {
      type: SourceEnum,
      description: 'How the gateway knows the change. Only an ACKNOWLEDGED_WRITE is always a write.',
    }),
    operation: t.field({
      type: OperationRef,
      nullable: true,
      description:
        'The operation that set the quantity. Null when the change was observed, when the operation belongs to another client, or when the journal no longer contains it.',
      resolve: ({ operationId }, _args, context) => operationId && ownOperation(context, operationId),
    }),
    client: t.string({
      nullable: true,
      description: 'The client that sent the operation. Null when `operation` is null.',
      resolve: async ({ operationId }, _args, context) =>
        operationId && ((await ownOperation(context, operationId))?.client ?? null),
    }),
    vendorReference: t.exposeString('vendorReference', {
      nullable: true,
      description:
        "The vendor's id of the change, for example an entry of its stock history. Null when the vendor returned none, and for a change that was observed.",
    }),
  }),
});

const StockHistoryConnection = builder.connectionObject(
  {
    type: StockHistoryEntryRef,
    name: 'StockHistoryConnection',
    description: 'One page of the history of a stock level.',
  },
  { name: 'StockHistoryEdge', description: 'A change and its cursor.' },
);

builder.objectField(StockLevelRef, 'history', (t) =>
  t.field({
    type: StockHistoryConnection,
    description:
      'The changes of this level, newest first. Use `first` to page to older ones and `last` to page back to newer ones. `before` of an entry is `after` of the next older one. Changes are kept for RETENTION_DAYS (a setting).',
    args: pageArgs(t.arg, pageSizes),
    complexity: ({ first, last }) => timesPage(first ?? last, pageSizes),
    resolve: async (level, args, { loaders }) => {
      const page = pageOf(args, pageSizes, historyCursor);
      const found = await loaders.historyWithin(page).load(level);
      return connectionOfPage(found, page, ({ id }) => historyCursor.encode(id));
    },
  }),
);
