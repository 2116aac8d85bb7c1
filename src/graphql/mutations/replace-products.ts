import { builder } from '../builder.ts';
import { timesProducts } from '../limits/field-cost.ts';
import { OptionGroupTypeEnum } from '../schema/products/option.ts';
import { payloadRef } from './payload.ts';
import { requestRules } from './request.ts';
import { requestFields, submit } from './submit.ts';

const OptionGroupNameInput = builder.inputType('OptionGroupNameInput', {
  description: 'One dimension of a group of options, for example "Color".',
  fields: (t) => ({
    groupOptionId: t.int({
      description:
        'Your own number of the dimension, unique in its product. The names of the options refer to it.',
    }),
    name: t.string({ description: 'The name of the dimension, for example "Color".' }),
  }),
});

const OptionNameInput = builder.inputType('OptionNameInput', {
  description: 'The value of an option in one dimension of its group, for example "Red".',
  fields: (t) => ({
    groupOptionId: t.int({ description: 'The `groupOptionId` of the dimension.' }),
    name: t.string({ description: 'The value, for example "Red".' }),
  }),
});

const ProductOptionInput = builder.inputType('ProductOptionInput', {
  description: 'One variant of the product: a combination with its own price and stock.',
  fields: (t) => ({
    optionId: t.id({ description: 'Your id of the option. `setStock` takes it in `options`.' }),
    names: t.field({ type: [OptionNameInput], description: 'Its value in each dimension of its group.' }),
    price: t.field({ type: 'Decimal', description: "The price, in whole units of the vendor's currency." }),
    stockQuantity: t.int({
      description: 'The absolute quantity. `Channel.capabilities.quantity` states the range.',
    }),
    order: t.int({ description: "The position in the shop's list of options, in ascending order." }),
    minPurchase: t.int({
      required: false,
      description: 'The minimum quantity of one order. Default: no minimum.',
    }),
    maxPurchase: t.int({
      required: false,
      description: 'The maximum quantity of one order. Default: no maximum.',
    }),
  }),
});

const OptionGroupInput = builder.inputType('OptionGroupInput', {
  description: 'A set of options with the same dimensions.',
  fields: (t) => ({
    type: t.field({
      type: OptionGroupTypeEnum,
      required: false,
      defaultValue: 'COMBINATION',
      description: 'How the options of the group are formed.',
    }),
    names: t.field({
      type: [OptionGroupNameInput],
      description: 'The dimensions, for example "Color" and "Size".',
    }),
    options: t.field({ type: [ProductOptionInput], description: 'The options of the group.' }),
  }),
});

export const ProductInput = builder.inputType('ProductInput', {
  description:
    'A whole product. It replaces the product at the vendor: a field that is omitted is removed, not kept.',
  fields: (t) => ({
    channel: t.id({
      description: 'The key of the channel. `channels` lists the keys.',
    }),
    productId: t.id({ description: "The vendor's id of the product." }),
    name: t.string({ description: 'The name in the shop.' }),
    brand: t.string({ description: 'The brand.' }),
    mainImage: t.field({ type: 'URL', description: 'The image in lists.' }),
    images: t.field({ type: ['URL'], description: 'The images of the product page, in order.' }),
    detailImages: t.field({ type: ['URL'], description: 'The images of the description, in order.' }),
    price: t.field({
      type: 'Decimal',
      description: "The list price, in whole units of the vendor's currency.",
    }),
    discountedPrice: t.field({
      type: 'Decimal',
      required: false,
      description: 'The sale price, at most `price`. Default: `price`, without a discount.',
    }),
    domesticShippingFee: t.field({
      type: 'Decimal',
      description: "The shipping fee within the vendor's country, in whole units of the vendor's currency.",
    }),
    freeShippingThreshold: t.field({
      type: 'Decimal',
      required: false,
      defaultValue: '0',
      description:
        'The order value from which shipping within the country is free. 0 when there is no such rule.',
    }),
    stockQuantity: t.int({
      description: 'The absolute quantity. `Channel.capabilities.quantity` states the range.',
    }),
    exportProhibited: t.boolean({
      required: false,
      defaultValue: false,
      description: 'Whether the product must not be shipped abroad.',
    }),
    exportProhibitedReason: t.string({
      required: false,
      description: 'Why it must not be shipped abroad. Omit it when it may be.',
    }),
    sourceUrl: t.field({ type: 'URL', description: 'The page of the product in the shop of origin.' }),
    optionGroups: t.field({
      type: [OptionGroupInput],
      required: false,
      description: 'The options, in groups. Default: a product without options.',
    }),
  }),
});

const ReplaceProductsInput = builder.inputType('ReplaceProductsInput', {
  description: 'The products and how to answer.',
  fields: (t) => ({
    items: t.field({
      type: [ProductInput],
      description:
        'The products, at least one and at most MAX_ITEMS (a setting, default 1,000). Each product of a channel may occur once. All copies of a product that occurs more often fail with DUPLICATE_TARGET.',
    }),
    ...requestFields(t),
  }),
});

builder.mutationField('replaceProducts', (t) =>
  t.field({
    nullable: true,
    authScopes: { 'product:write': true },
    type: payloadRef('ReplaceProductsPayload', 'The answer of `replaceProducts`.'),
    description:
      'Replaces whole products, including their stock. The gateway sends the changes of a product and of its stock in the order of acceptance.',
    args: {
      input: t.arg({
        type: ReplaceProductsInput,
        rules: requestRules,
        description: 'The products and how to answer.',
      }),
    },
    complexity: ({ input }) => timesProducts(input),
    resolve: (_root, { input }, context, info) => submit(context, 'PRODUCT_REPLACEMENT', input, info),
  }),
);
