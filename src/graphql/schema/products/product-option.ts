import type {
  OptionGroup,
  OptionGroupName,
  OptionGroupType,
  OptionName,
  ProductOption,
} from '../../../domain/changes/change.ts';
import { builder } from '../../builder.ts';
import { describedEnum } from '../enums.ts';

export const OptionGroupTypeEnum = describedEnum<OptionGroupType>(
  'OptionGroupType',
  'How the options of a group are formed.',
  {
    COMBINATION:
      'Each option is one combination, with one value for each dimension of the group, for example red and L.',
  },
);

const OptionGroupNameRef = builder.objectRef<OptionGroupName>('OptionGroupName').implement({
  description: 'One dimension of a group of options, for example "Color".',
  fields: (t) => ({
    groupOptionId: t.exposeInt('id', {
      description:
        'The number of the dimension, unique in its product. The names of the options refer to it.',
    }),
    name: t.exposeString('name', { description: 'The name of the dimension, for example "Color".' }),
  }),
});

const OptionNameRef = builder.objectRef<OptionName>('OptionName').implement({
  description: 'The value of an option in one dimension of its group, for example "Red".',
  fields: (t) => ({
    groupOptionId: t.exposeInt('groupId', {
      description: 'The `groupOptionId` of the dimension.',
    }),
    name: t.exposeString('name', { description: 'The value, for example "Red".' }),
  }),
});

export const ProductOptionRef = builder.objectRef<ProductOption>('ProductOption').implement({
  description: 'One variant of a product: a combination with its own price and stock.',
  fields: (t) => ({
    optionId: t.exposeID('optionId', {
      description: "The vendor's id of the option. `setStock` takes it in `options`.",
    }),
    names: t.field({
      type: [OptionNameRef],
      description: 'Its value in each dimension of its group.',
      resolve: ({ names }, _args, { answer }, info) => answer.list(names, info),
    }),
    price: t.expose('price', {
      type: 'Long',
      description: "The price, in whole units of the vendor's currency.",
    }),
    stockQuantity: t.exposeInt('stockQuantity', {
      description:
        'The quantity at the last replacement of the whole product. `Product.stock` has later changes.',
    }),
    order: t.exposeInt('order', {
      description: "The position in the shop's list of options, in ascending order.",
    }),
    minPurchase: t.exposeInt('minPurchase', {
      nullable: true,
      description: 'The minimum quantity of one order. Null when there is none.',
    }),
    maxPurchase: t.exposeInt('maxPurchase', {
      nullable: true,
      description: 'The maximum quantity of one order. Null when there is none.',
    }),
  }),
});

export const OptionGroupRef = builder.objectRef<OptionGroup>('OptionGroup').implement({
  description: 'A set of options with the same dimensions.',
  fields: (t) => ({
    type: t.field({
      type: OptionGroupTypeEnum,
      description: 'How the options of the group are formed.',
      resolve: (group) => group.type,
    }),
    names: t.field({
      type: [OptionGroupNameRef],
      description: 'The dimensions, for example "Color" and "Size".',
      resolve: ({ names }, _args, { answer }, info) => answer.list(names, info),
    }),
    options: t.field({
      type: [ProductOptionRef],
      description: 'The options of the group.',
      resolve: ({ options }, _args, { answer }, info) => answer.list(options, info),
    }),
  }),
});
