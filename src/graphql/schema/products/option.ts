import type {
  OptionGroup,
  OptionGroupName,
  OptionGroupType,
  OptionName,
  ProductOption,
} from '../../../domain/changes/change.ts';
import type { Product } from '../../../domain/product.ts';
import { builder } from '../../builder.ts';
import { StockLevelRef } from '../stock/stock-level.ts';
import { describedEnum } from '../values/enums.ts';
import { MoneyRef, moneyOf } from '../values/money.ts';

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

type Owner = Pick<Product, 'channel' | 'productId'>;
/** An option, and the product that it belongs to. */
type OptionModel = ProductOption & { readonly owner: Owner };
type OptionGroupModel = OptionGroup & { readonly owner: Owner };

const optionsOf = ({ options }: OptionGroup, owner: Owner): readonly OptionModel[] =>
  options.map((option) => ({ ...option, owner }));

/** The options of all groups of a product. */
export const optionsOfProduct = (product: Product): readonly OptionModel[] =>
  product.optionGroups.flatMap((group) => optionsOf(group, product));

/** The groups of a product. */
export const groupsOfProduct = (product: Product): readonly OptionGroupModel[] =>
  product.optionGroups.map((group) => ({ ...group, owner: product }));

export const ProductOptionRef = builder.objectRef<OptionModel>('ProductOption').implement({
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
    price: t.field({
      type: MoneyRef,
      nullable: true,
      description: 'The price. Null when the gateway does not know it.',
      resolve: ({ owner, price }, _args, context) => moneyOf(owner.channel, price, context),
    }),
    stock: t.field({
      type: StockLevelRef,
      nullable: true,
      description: 'The current stock of the option. Null when the gateway has never seen it.',
      // All levels of the product are read at once, because most lists show its own stock too.
      resolve: async ({ owner: { channel, productId }, optionId }, _args, { loaders }) => {
        const levels = await loaders.stockOfProducts.load({ channel, productId });
        return levels.find((level) => level.optionId === optionId && level.locationId === null);
      },
    }),
    order: t.exposeInt('order', {
      nullable: true,
      description:
        "The position in the shop's list of options, in ascending order. Null when the vendor states none.",
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

export const OptionGroupRef = builder.objectRef<OptionGroupModel>('OptionGroup').implement({
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
      resolve: (group, _args, { answer }, info) => answer.list(optionsOf(group, group.owner), info),
    }),
  }),
});
