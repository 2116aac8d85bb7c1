import { builder } from '../builder.ts';
import { timesItems } from '../limits/field-cost.ts';
import { StockTargetInput } from '../schema/stock/stock.ts';
import { payloadRef } from './payload.ts';
import { targetRules } from './request.ts';
import { answerFields, repair } from './submit.ts';

const RepairDriftInput = builder.inputType('RepairDriftInput', {
  description: 'The stock levels to repair and how to answer.',
  fields: (t) => ({
    targets: t.field({
      type: [StockTargetInput],
      description:
        'Stock levels with drift, at least one and at most MAX_ITEMS (a setting, default 1,000). Each may occur once. All copies of a target that occurs more often fail with DUPLICATE_TARGET.',
    }),
    ...answerFields(t),
  }),
});

builder.mutationField('repairDrift', (t) =>
  t.field({
    nullable: true,
    authScopes: { 'stock:write': true },
    type: payloadRef(
      'RepairDriftPayload',
      'The answer of `repairDrift`. `results[i]` is the result for `targets[i]`.',
    ),
    description:
      'Sets stock levels with drift to `Drift.expected`, in one operation of the kind STOCK_SET. Each change is sent only if the vendor still has `Drift.actual` when its turn comes (`ifQuantity`). Otherwise its result is a StaleQuantity. A level without drift fails alone with NO_DRIFT, and a level that the gateway does not know with PRODUCT_NOT_FOUND. Find the cause of the drift first: if the quantity of the vendor is right, set it with `setStock` instead. The gateway never repairs drift by itself.',
    args: {
      input: t.arg({
        type: RepairDriftInput,
        rules: targetRules,
        description: 'The stock levels to repair and how to answer.',
      }),
    },
    complexity: ({ input }) => timesItems({ items: input.targets }),
    resolve: (_root, { input }, context, info) => repair(context, input, info),
  }),
);
