import type { UserError } from '../../core/gateway.ts';
import type { Operation } from '../../domain/operation.ts';
import { assertNever } from '../../lib/assert-never.ts';
import { builder } from '../builder.ts';
import { forbiddenOperation, throwRefused } from '../errors.ts';
import { operationIdOf } from '../schema/global-id.ts';
import { OperationRef } from '../schema/operation.ts';
import { UserErrorRef } from './payload.ts';

type CancelPayload = {
  readonly operation: Operation | null;
  readonly canceledCount: number;
  readonly userErrors: readonly UserError[];
};

const CancelOperationPayload = builder.objectRef<CancelPayload>('CancelOperationPayload').implement({
  description: 'The answer of `cancelOperation`.',
  fields: (t) => ({
    operation: t.expose('operation', {
      type: OperationRef,
      nullable: true,
      description:
        'The operation after the cancellation. It is RUNNING while items that were not canceled are PENDING. Null only when the mutation was refused.',
    }),
    canceledCount: t.exposeInt('canceledCount', {
      description:
        'The number of items that this mutation canceled. 0 when no item was QUEUED: the operation was completed or canceled before, or its items are in progress.',
    }),
    userErrors: t.expose('userErrors', {
      type: [UserErrorRef],
      description: 'Why the mutation was refused. Empty when it was carried out.',
    }),
  }),
});

const CancelOperationInput = builder.inputType('CancelOperationInput', {
  description: 'The operation to cancel.',
  fields: (t) => ({ operationId: t.id({ description: 'The global id from `Operation.id`.' }) }),
});

/** The scope depends on the kind of the operation. A caller without any of them is refused before execution. */
export const scopesOfOperations = {
  $any: { 'stock:write': true, 'product:write': true, 'inventory:confirm': true },
} as const;

builder.mutationField('cancelOperation', (t) =>
  t.field({
    nullable: true,
    authScopes: scopesOfOperations,
    type: CancelOperationPayload,
    description:
      "Cancels the items of an operation that are still QUEUED. They end CANCELED and are never sent. All other items continue: one that is SENDING, RETRYING or AWAITING_CALLBACK, and one that an interrupted request may have carried, because the vendor may have applied it. The mutation is final and can be repeated safely. An older item that a canceled item superseded stays SUPERSEDED, so neither value is sent: send the wanted value again. Items of channels that the caller may not use continue. The mutation needs the scope of the operation's kind: `stock:write`, `product:write` or `inventory:confirm`.",
    args: { input: t.arg({ type: CancelOperationInput, description: 'The operation to cancel.' }) },
    resolve: async (_root, { input }, { gateway, caller, loaders }): Promise<CancelPayload> => {
      const request = { operationId: operationIdOf(input.operationId), caller };
      const canceled = await gateway.cancel(request).catch(throwRefused);
      switch (canceled.type) {
        case 'refused':
          return { operation: null, canceledCount: 0, userErrors: canceled.errors };
        case 'forbidden':
          throw forbiddenOperation('Mutation.cancelOperation', canceled.scope);
        case 'canceled':
          // The values that an earlier mutation of the document read are outdated.
          loaders.clear();
          return { operation: canceled.operation, canceledCount: canceled.canceledCount, userErrors: [] };
        default:
          return assertNever(canceled);
      }
    },
  }),
);
