import { GraphQLError } from 'graphql';
import type { OperationEvent } from '../core/gateway.ts';
import { builder } from './builder.ts';
import { ItemResultRef } from './item-result.ts';
import { resultOf } from './item-result-model.ts';
import { timesChangedResults } from './limits/field-cost.ts';
import { OperationRef } from './operation.ts';
import { ownOperationByGlobalId } from './own-operation.ts';

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
