import { builder } from './builder.ts';
import { ItemResultRef } from './item-result.ts';
import { onceEach } from './limits/field-cost.ts';
import { OperationRef } from './operation.ts';
import type { Payload } from './payload.ts';
import { UserErrorRef } from './user-error.ts';

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
