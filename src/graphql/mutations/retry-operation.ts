import type { ItemStatus } from '../../core/gateway.ts';
import { builder } from '../builder.ts';
import { forbiddenOperation } from '../errors.ts';
import { timesRetriedItems } from '../limits/field-cost.ts';
import { operationIdOf } from '../schema/global-id.ts';
import { ItemStatusEnum } from '../schema/item-results/item-result.ts';
import { scopesOfOperations } from './cancel-operation.ts';
import { payloadRef } from './payload.ts';
import { defaultWaitMs, type Payload, requestRulesWithoutItems } from './request.ts';
import { answerFields, noteAccepted, payloadOf, sayUnavailable } from './submit.ts';

const defaultStatuses: ItemStatus[] = ['FAILED'];

const RetryOperationInput = builder.inputType('RetryOperationInput', {
  description: 'The items to retry and how to answer.',
  fields: (t) => ({
    operationId: t.id({ description: 'The global id from `Operation.id`. The operation must be COMPLETED.' }),
    statuses: t.field({
      type: [ItemStatusEnum],
      required: false,
      defaultValue: defaultStatuses,
      description:
        'The statuses of the items to retry: FAILED, OUTCOME_UNKNOWN, CANCELED or SUPERSEDED. Any other status refuses the mutation with INVALID_VALUE. Name OUTCOME_UNKNOWN only if the change may be made twice: the vendor may have applied it. Adjustments of unknown outcome are never retried.',
    }),
    retryableOnly: t.boolean({
      required: false,
      defaultValue: true,
      description:
        'True: FAILED items are retried only if their failure is `retryable`. False: all FAILED items that were sent are retried, for example after an error at the vendor was corrected. An item that broke a rule is never retried.',
    }),
    ...answerFields(t),
  }),
});

builder.mutationField('retryOperation', (t) =>
  t.field({
    nullable: true,
    authScopes: scopesOfOperations,
    type: payloadRef(
      'RetryOperationPayload',
      'The answer of `retryOperation`. `results` has one entry for each item of the new operation.',
    ),
    description:
      "Retries items of an operation that is COMPLETED. It accepts a new operation with the same changes, in the order of the items. `Operation.retryOf` names the old operation. A value never comes after a newer one: an item is SUPERSEDED at once when a newer change of the same target was accepted and not canceled, even if that change failed. An item fails alone with UNKNOWN_CHANNEL when the account that it was accepted for is no longer configured, or when the caller may not use its channel. The mutation needs the scope of the operation's kind: `stock:write`, `product:write` or `inventory:confirm`. An adjustment is retried only if the vendor certainly did not make it, and an operation of adjustments can be retried once. Its items count against the rate of the client.",
    args: {
      input: t.arg({
        type: RetryOperationInput,
        rules: requestRulesWithoutItems,
        description: 'The items to retry and how to answer.',
      }),
    },
    complexity: timesRetriedItems,
    resolve: async (_root, { input }, context, info): Promise<Payload> => {
      const { gateway, caller } = context;
      const request = {
        operationId: operationIdOf(input.operationId),
        caller,
        statuses: input.statuses ?? defaultStatuses,
        retryableOnly: input.retryableOnly ?? true,
        idempotencyKey: input.idempotencyKey ?? null,
        waitMs: input.waitMs ?? defaultWaitMs,
        whenAccepted: noteAccepted(context, info),
      };
      const retried = await gateway.retry(request).catch(sayUnavailable);
      if (retried.type === 'forbidden') throw forbiddenOperation('Mutation.retryOperation', retried.scope);
      return payloadOf(retried, context);
    },
  }),
);
