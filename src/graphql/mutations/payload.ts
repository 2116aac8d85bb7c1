import type { UserError, UserErrorCode } from '../../core/gateway.ts';
import { builder } from '../builder.ts';
import { onceEach } from '../limits/field-cost.ts';
import { describedEnum } from '../schema/enums.ts';
import { ItemResultRef } from '../schema/item-result.ts';
import { OperationRef } from '../schema/operation.ts';
import type { Payload } from './request.ts';

const UserErrorCodeEnum = describedEnum<UserErrorCode>(
  'UserErrorCode',
  'Why a mutation was refused as a whole, for programs. Nothing of it was accepted.',
  {
    NO_ITEMS: 'It holds no item. Send at least one.',
    TOO_MANY_ITEMS:
      'It holds more items than `limit`, or its items name more options than that in all. `message` says which. Split it.',
    INVALID_IDEMPOTENCY_KEY: 'The idempotency key has to have 1 to 255 characters.',
    IDEMPOTENCY_KEY_PARAMETER_MISMATCH:
      'The key was used before, with another input. Use a new key for a new request; repeat a request unchanged.',
    INVALID_WAIT: '`waitMs` has to be 0 to 30,000.',
    OVERLOADED:
      'A channel of it has as many items under way as it may (MAX_PENDING_ITEMS of the settings). Try again after `retryAfter` seconds.',
    RATE_LIMITED:
      'You sent more items than your rate allows; `limit` is how many you may send at once after a rest. Try again after `retryAfter` seconds.',
  },
);

const UserErrorRef = builder.objectRef<UserError>('UserError').implement({
  description:
    'Why a mutation was refused as a whole. Every broken rule is reported at once. A bad item alone never refuses its neighbours: it gets an InvalidItem.',
  fields: (t) => ({
    code: t.field({
      type: UserErrorCodeEnum,
      description: 'Why, for programs.',
      resolve: ({ code }) => code,
    }),
    message: t.exposeString('message', { description: 'What is wrong and what to do: for people.' }),
    path: t.exposeStringList('path', {
      nullable: true,
      description: 'The argument it is about, e.g. ["input", "items"]; null when it is about none.',
    }),
    limit: t.exposeInt('limit', {
      nullable: true,
      description: 'The most that is allowed, where it is a number.',
    }),
    provided: t.exposeInt('provided', {
      nullable: true,
      description: 'What was given, to hold against `limit`: how many items, how many characters, the value.',
    }),
    retryAfter: t.exposeInt('retryAfter', {
      nullable: true,
      description: 'Seconds to wait before another try; null when waiting does not help.',
    }),
  }),
});

const MutationPayload = builder.interfaceRef<Payload>('MutationPayload').implement({
  description:
    'What every mutation answers: either results, one for each item, or `userErrors` that say why nothing was accepted.',
  fields: (t) => ({
    operation: t.expose('operation', {
      type: OperationRef,
      nullable: true,
      description:
        'The operation the items belong to, durable from now on. Keep its `id` to follow it. Null only when the request was refused as a whole.',
    }),
    results: t.expose('results', {
      type: [ItemResultRef],
      // The mutation is counted as often as it has items.
      complexity: onceEach,
      description:
        '`results[i]` answers `items[i]`, as things stood when `waitMs` was over. As many as items; none when the request was refused.',
    }),
    userErrors: t.expose('userErrors', {
      type: [UserErrorRef],
      description: 'Why the request was refused as a whole; empty when it was accepted.',
    }),
    replayed: t.exposeBoolean('replayed', {
      description:
        'True when an earlier call with the same `idempotencyKey` did the work: nothing was sent again.',
    }),
  }),
});

/** The payload of one mutation: a type of its own, so that it can grow fields of its own. */
export const payloadRef = (name: string, description: string) =>
  builder.objectRef<Payload>(name).implement({ description, interfaces: [MutationPayload] });
