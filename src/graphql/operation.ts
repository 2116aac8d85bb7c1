import { type Operation, type OperationStatus, operationStatus, pendingCount } from '../domain/operation.ts';
import { builder } from './builder.ts';
import { describedEnum } from './described-enum.ts';
import { timesVendorRequests } from './limits/field-cost.ts';
import { OperationKindEnum } from './operation-kind.ts';
import { VendorRequestRef } from './vendor-request.ts';

export const OperationStatusEnum = describedEnum<OperationStatus>(
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
