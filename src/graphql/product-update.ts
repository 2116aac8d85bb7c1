import { builder } from './builder.ts';
import { timesProducts } from './limits/field-cost.ts';
import { payloadRef } from './mutation-payload.ts';
import { ProductInput } from './product-input.ts';
import { requestFields } from './request-fields.ts';
import { requestRules } from './request-rules.ts';
import { submit } from './submit.ts';

const UpdateProductsInput = builder.inputType('UpdateProductsInput', {
  description: 'What to replace, and how to answer.',
  fields: (t) => ({
    items: t.field({
      type: [ProductInput],
      description:
        'The products, at least one and at most MAX_ITEMS of the settings (1,000). Each (channel, product) once; every copy of one that stands twice fails with DUPLICATE_TARGET.',
    }),
    ...requestFields(t),
  }),
});

builder.mutationField('updateProducts', (t) =>
  t.field({
    nullable: true,
    authScopes: { 'product:write': true },
    type: payloadRef('UpdateProductsPayload', 'What `updateProducts` answers.'),
    description:
      'Replaces whole products, their stock included. A product and its stock changes are sent in the order they were accepted.',
    args: {
      input: t.arg({
        type: UpdateProductsInput,
        rules: requestRules,
        description: 'What to replace, and how to answer.',
      }),
    },
    complexity: ({ input }) => timesProducts(input),
    resolve: (_root, { input }, context, info) => submit(context, 'PRODUCT_UPDATE', input, info),
  }),
);
