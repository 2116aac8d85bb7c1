import type {
  OptionGroup,
  OptionGroupName,
  OptionGroupType,
  OptionName,
  ProductOption,
} from '../../domain/change.ts';
import { builder } from '../builder.ts';
import { describedEnum } from './enums.ts';

export const OptionGroupTypeEnum = describedEnum<OptionGroupType>(
  'OptionGroupType',
  'How the options of a group are formed.',
  { COMBINATION: "Each option is one combination, with one name for each of the group's names: red and L." },
);

const OptionGroupNameRef = builder.objectRef<OptionGroupName>('OptionGroupName').implement({
  description: 'One dimension of a group of options, e.g. "Color".',
  fields: (t) => ({
    groupOptionId: t.exposeInt('id', {
      description: 'Its number, unique in its product: the names of options name their dimension by it.',
    }),
    name: t.exposeString('name', { description: 'What the shop calls it, e.g. "Color".' }),
  }),
});

const OptionNameRef = builder.objectRef<OptionName>('OptionName').implement({
  description: 'What an option is in one dimension of its group, e.g. "Red".',
  fields: (t) => ({
    groupOptionId: t.exposeInt('groupId', {
      description: "The `groupOptionId` of the group's name that this is a value of.",
    }),
    name: t.exposeString('name', { description: 'The value, e.g. "Red".' }),
  }),
});

export const ProductOptionRef = builder.objectRef<ProductOption>('ProductOption').implement({
  description: 'One thing of a product that can be bought: a combination with its own price and stock.',
  fields: (t) => ({
    optionId: t.exposeID('optionId', {
      description: "The vendor's own id of the option: what `updateStock` takes in `options`.",
    }),
    names: t.field({
      type: [OptionNameRef],
      description: 'What it is in each dimension of its group.',
      resolve: ({ names }, _args, { answer }, info) => answer.list(names, info),
    }),
    price: t.expose('price', {
      type: 'Long',
      description: "Its price, in whole units of the vendor's currency.",
    }),
    stockQuantity: t.exposeInt('stockQuantity', {
      description:
        'Pieces, as of the last replacement of the whole product. `Product.stock` follows later changes.',
    }),
    order: t.exposeInt('order', {
      description: "Its place in the shop's list of options, the lowest first.",
    }),
    minPurchase: t.exposeInt('minPurchase', {
      nullable: true,
      description: 'The fewest pieces one order may hold; null for no such rule.',
    }),
    maxPurchase: t.exposeInt('maxPurchase', {
      nullable: true,
      description: 'The most pieces one order may hold; null for no such rule.',
    }),
  }),
});

export const OptionGroupRef = builder.objectRef<OptionGroup>('OptionGroup').implement({
  description: 'A set of options that share their dimensions.',
  fields: (t) => ({
    type: t.field({
      type: OptionGroupTypeEnum,
      description: 'How its options come about.',
      resolve: (group) => group.type,
    }),
    names: t.field({
      type: [OptionGroupNameRef],
      description: 'Its dimensions, e.g. "Color" and "Size".',
      resolve: ({ names }, _args, { answer }, info) => answer.list(names, info),
    }),
    options: t.field({
      type: [ProductOptionRef],
      description: 'Its options.',
      resolve: ({ options }, _args, { answer }, info) => answer.list(options, info),
    }),
  }),
});
