import type { UserError, UserErrorCode } from '../../core/gateway.ts';
import { builder } from '../builder.ts';
import { onceEach } from '../limits/field-cost.ts';
import { ItemResultRef } from '../schema/item-results/item-result.ts';
import { OperationRef } from '../schema/operation.ts';
import { millisecondsOf } from '../schema/values/duration.ts';
import { describedEnum } from '../schema/values/enums.ts';
import type { Payload } from './request.ts';

const UserErrorCodeEnum = describedEnum<UserErrorCode>(
  'UserErrorCode',
  'Why a mutation, or one SKU of it, was refused, for programs. Nothing of it was accepted.',
  {
    NO_ITEMS: 'The mutation contains no item. Send at least one.',
    TOO_MANY_ITEMS:
      'The mutation contains more items than `limit`, or its items contain more options in total than `limit`. `message` states which. Send several smaller mutations.',
    INVALID_IDEMPOTENCY_KEY: 'The idempotency key must have 1 to 255 characters.',
    IDEMPOTENCY_KEY_PARAMETER_MISMATCH:
      'The idempotency key was used before with another input. Use a new key for a new request. Repeat a request without changes.',
    INVALID_WAIT: '`waitMs` must be 0 to 30,000.',
    OVERLOADED:
      'A channel of the mutation has reached its maximum number of pending items (the setting MAX_PENDING_ITEMS). Try again after `retryAfterMs`.',
    RATE_LIMITED:
      'You sent more items than your rate allows. `limit` is the number of items that you may send at once when your rate is unused. Try again after `retryAfterMs`.',
    UNKNOWN_OPERATION:
      'The caller has no operation of this id. The id is malformed, or the journal no longer contains the operation.',
    OPERATION_RUNNING: 'The operation has not ended. Wait until its `status` is COMPLETED, or cancel it.',
    NOTHING_TO_RETRY: 'No item of the operation can be retried by this request. `message` states why.',
    UNKNOWN_CHANNEL:
      'No channel with this key is configured, or the API key does not permit it. Or a stored SKU has listings on channels that the API key does not permit.',
    DUPLICATE_CODE:
      'The input contains the same code more than once. None of the copies was saved. Send one.',
    INVALID_VALUE: 'A field has an invalid value. `path` names it, and `message` states the rule.',
    NOT_FOUND:
      'There is no SKU with this code, or the caller has no webhook endpoint or delivery with this id. `path` names it.',
    TOO_MANY_ENDPOINTS: 'The client has the maximum number of webhook endpoints, which is `limit`.',
    ENDPOINT_DISABLED: 'The webhook endpoint is switched off. Switch it on with `updateWebhookEndpoint`.',
  },
);

export const UserErrorRef = builder.objectRef<UserError>('UserError').implement({
  description:
    'Why a mutation was refused as a whole, with all broken rules at once. An invalid item does not refuse the mutation: its own result is an InvalidItem. A SKU that is refused alone has a user error at its path.',
  fields: (t) => ({
    code: t.field({
      type: UserErrorCodeEnum,
      description: 'The reason, for programs.',
      resolve: ({ code }) => code,
    }),
    message: t.exposeString('message', { description: 'The reason and what to do, for people.' }),
    path: t.exposeStringList('path', {
      nullable: true,
      description:
        'The path of the argument, for example ["input", "items"]. Null when the error is not about an argument.',
    }),
    limit: t.exposeInt('limit', {
      nullable: true,
      description: 'The maximum, when the rule has one.',
    }),
    provided: t.exposeInt('provided', {
      nullable: true,
      description:
        'The value to compare with `limit`: the number of items or characters, or the value itself.',
    }),
    retryAfterMs: t.int({
      nullable: true,
      description: 'The time to wait before a retry. Null when waiting does not help.',
      resolve: ({ retryAfter }) => millisecondsOf(retryAfter),
    }),
  }),
});

const MutationPayload = builder.interfaceRef<Payload>('MutationPayload').implement({
  description:
    'The answer of a mutation that accepts an operation: either its results, or `userErrors` with the reasons why nothing was accepted.',
  fields: (t) => ({
    operation: t.expose('operation', {
      type: OperationRef,
      nullable: true,
      description:
        'The accepted operation. It is durable. Keep its `id` to follow it. Null only when the mutation was refused as a whole, or on a dry run.',
    }),
    results: t.expose('results', {
      type: [ItemResultRef],
      // The cost of the mutation is already multiplied by its items.
      complexity: onceEach,
      description:
        'The results when the items were finished or `waitMs` was over. `results[i]` is the result of `items[i]`, if the description of the payload names no other order. Empty when the mutation was refused.',
    }),
    userErrors: t.expose('userErrors', {
      type: [UserErrorRef],
      description: 'Why the mutation was refused as a whole. Empty when it was accepted.',
    }),
    replayed: t.exposeBoolean('replayed', {
      description:
        'True when an earlier mutation with the same `idempotencyKey` began the operation. Nothing is sent again.',
    }),
  }),
});

/** The payload type of one mutation. Each mutation has its own type, so that fields can be added to it later. */
export const payloadRef = (name: string, description: string) =>
  builder.objectRef<Payload>(name).implement({ description, interfaces: [MutationPayload] });
