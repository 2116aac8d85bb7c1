import { builder } from '../builder.ts';
import { timesProducts } from '../limits/field-cost.ts';
import { OptionGroupTypeEnum } from '../schema/product-option.ts';
import { payloadRef } from './payload.ts';
import { requestRules } from './request.ts';
import { requestFields, submit } from './submit.ts';

const OptionGroupNameInput = builder.inputType('OptionGroupNameInput', {
  description: 'One dimension of a group of options, e.g. "Color".',
  fields: (t) => ({
    groupOptionId: t.int({
      description:
        'A number of your own, unique in its product: the names of options name their dimension by it.',
    }),
    name: t.string({ description: 'What the shop calls it, e.g. "Color".' }),
  }),
});

const OptionNameInput = builder.inputType('OptionNameInput', {
  description: 'What an option is in one dimension of its group, e.g. "Red".',
  fields: (t) => ({
    groupOptionId: t.int({ description: "The `groupOptionId` of the group's name that this is a value of." }),
    name: t.string({ description: 'The value, e.g. "Red".' }),
  }),
});

const ProductOptionInput = builder.inputType('ProductOptionInput', {
  description: 'One thing of the product that can be bought: a combination with its own price and stock.',
  fields: (t) => ({
    optionId: t.id({ description: 'Your id of the option: `updateStock` names it so afterwards.' }),
    names: t.field({ type: [OptionNameInput], description: 'What it is in each dimension of its group.' }),
    price: t.field({ type: 'Long', description: "Its price, in whole units of the vendor's currency." }),
    stockQuantity: t.int({
      description: 'The absolute quantity. `Channel.capabilities.quantity` states the range.',
    }),
    order: t.int({ description: "Its place in the shop's list of options, the lowest first." }),
    minPurchase: t.int({
      required: false,
      description: 'The fewest pieces one order may hold. Left out: no such rule.',
    }),
    maxPurchase: t.int({
      required: false,
      description: 'The most pieces one order may hold. Left out: no such rule.',
    }),
  }),
});

const OptionGroupInput = builder.inputType('OptionGroupInput', {
  description: 'A set of options that share their dimensions.',
  fields: (t) => ({
    type: t.field({
      type: OptionGroupTypeEnum,
      required: false,
      defaultValue: 'COMBINATION',
      description: 'How its options come about.',
    }),
    names: t.field({ type: [OptionGroupNameInput], description: 'Its dimensions, e.g. "Color" and "Size".' }),
    options: t.field({ type: [ProductOptionInput], description: 'Its options.' }),
  }),
});

export const ProductInput = builder.inputType('ProductInput', {
  description: 'A whole product, as it shall be. What is left out is gone: this replaces, it does not merge.',
  fields: (t) => ({
    channel: t.id({
      description: 'The key of the channel. `channels` lists the keys.',
    }),
    productId: t.id({ description: "The vendor's own id of the product." }),
    name: t.string({ description: 'What the shop calls it.' }),
    brand: t.string({ description: 'Its brand.' }),
    mainImage: t.field({ type: 'URL', description: 'The picture that stands for it in lists.' }),
    images: t.field({ type: ['URL'], description: 'The pictures of its page, in order.' }),
    detailImages: t.field({ type: ['URL'], description: 'The pictures of its description, in order.' }),
    price: t.field({ type: 'Long', description: "The list price, in whole units of the vendor's currency." }),
    discountedPrice: t.field({
      type: 'Long',
      required: false,
      description: 'What is asked for it, at most `price`. Left out: `price`, so no discount.',
    }),
    domesticShippingFee: t.field({
      type: 'Long',
      description: "The shipping fee within the vendor's country, in whole units of the vendor's currency.",
    }),
    freeShippingThreshold: t.field({
      type: 'Long',
      required: false,
      defaultValue: 0,
      description: 'The order value from which sending it within the country is free; 0 for no such rule.',
    }),
    stockQuantity: t.int({
      description: 'The absolute quantity. `Channel.capabilities.quantity` states the range.',
    }),
    exportProhibited: t.boolean({
      required: false,
      defaultValue: false,
      description: 'Whether it may not be sent abroad.',
    }),
    exportProhibitedReason: t.string({
      required: false,
      description: 'Why it may not; leave it out where it may.',
    }),
    sourceUrl: t.field({ type: 'URL', description: 'The page of the shop it comes from.' }),
    optionGroups: t.field({
      type: [OptionGroupInput],
      required: false,
      description: 'Its options, in groups. Left out: a product without options.',
    }),
  }),
});

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
