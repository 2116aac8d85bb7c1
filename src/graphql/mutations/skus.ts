import type { DeletedSkus, SavedSkus } from '../../core/gateway.ts';
import { builder } from '../builder.ts';
import { throwRefused } from '../errors.ts';
import { onceEach, times } from '../limits/field-cost.ts';
import { SkuRef } from '../schema/skus/sku.ts';
import { UserErrorRef } from './payload.ts';

const ListingInput = builder.inputType('ListingInput', {
  description: 'One place where an article is sold.',
  fields: (t) => ({
    channel: t.id({ description: 'The key of the channel. `channels` lists the keys.' }),
    productId: t.id({ description: "The vendor's id of the product." }),
    locationId: t.id({
      required: false,
      description:
        'The store. Required where `Channel.capabilities.hasLocations` is true. Omit it otherwise.',
    }),
    optionId: t.id({
      required: false,
      description:
        'The option of the product. Omit it for the product itself, and where `Channel.capabilities.hasOptions` is false.',
    }),
    buffer: t.int({
      required: false,
      defaultValue: 0,
      description: 'The quantity that `setSkuStock` keeps back from this listing. 0 or more.',
    }),
  }),
});

const SkuInput = builder.inputType('SkuInput', {
  description: 'One article, with all places where it is sold. They replace the stored listings of the SKU.',
  fields: (t) => ({
    code: t.id({
      description:
        "The merchant's own code. It has 1 to 200 characters in Unicode NFC, without control characters. Codes are compared exactly as written.",
    }),
    listings: t.field({
      type: [ListingInput],
      description: 'The listings, at most 100. An empty list saves the SKU without listings.',
    }),
  }),
});

const SaveSkusInput = builder.inputType('SaveSkusInput', {
  description: 'The SKUs to save.',
  fields: (t) => ({
    items: t.field({
      type: [SkuInput],
      description:
        'The SKUs, at least one and at most MAX_ITEMS (a setting, default 1,000). They have at most 5 times as many listings in total.',
    }),
  }),
});

const DeleteSkusInput = builder.inputType('DeleteSkusInput', {
  description: 'The SKUs to delete.',
  fields: (t) => ({
    codes: t.idList({
      description: 'Their codes, at least one and at most MAX_ITEMS (a setting, default 1,000).',
    }),
  }),
});

const errorsDescription =
  'Why SKUs were refused, each with the path of its item, or why the mutation was refused as a whole. Empty when everything was done.';

const SaveSkusPayload = builder.objectRef<SavedSkus>('SaveSkusPayload').implement({
  description: 'The answer of `saveSkus`.',
  fields: (t) => ({
    skus: t.expose('skus', {
      type: [SkuRef],
      nullable: { list: false, items: true },
      complexity: onceEach,
      description:
        '`skus[i]` is the result for `items[i]`. Null when the SKU was refused, with a user error at its path. Empty when the mutation has too many items.',
    }),
    userErrors: t.expose('errors', { type: [UserErrorRef], description: errorsDescription }),
  }),
});

const DeleteSkusPayload = builder.objectRef<DeletedSkus>('DeleteSkusPayload').implement({
  description: 'The answer of `deleteSkus`.',
  fields: (t) => ({
    deletedCodes: t.field({
      type: ['ID'],
      complexity: onceEach,
      description: 'The codes of the SKUs that were deleted, in the order of the input.',
      resolve: ({ codes }) => codes,
    }),
    userErrors: t.expose('errors', { type: [UserErrorRef], description: errorsDescription }),
  }),
});

builder.mutationFields((t) => ({
  saveSkus: t.field({
    nullable: true,
    authScopes: { 'sku:write': true },
    type: SaveSkusPayload,
    description:
      'Creates SKUs, or replaces their listings. Each SKU is saved completely or not at all, whatever happens to the others. A listing belongs to one SKU: a SKU that claims a listing of another one is refused, unless the same mutation takes it from there.',
    args: { input: t.arg({ type: SaveSkusInput, description: 'The SKUs to save.' }) },
    complexity: ({ input }) => times(input.items.length),
    resolve: async (_root, { input }, { gateway, caller, loaders }) => {
      const saved = await gateway
        .saveSkus({ channels: caller.channels, items: input.items })
        .catch(throwRefused);
      loaders.clear();
      return saved;
    },
  }),
  deleteSkus: t.field({
    nullable: true,
    authScopes: { 'sku:write': true },
    type: DeleteSkusPayload,
    description: 'Deletes SKUs with their listings. Products, stock and operations stay as they are.',
    args: { input: t.arg({ type: DeleteSkusInput, description: 'The SKUs to delete.' }) },
    complexity: ({ input }) => times(input.codes.length),
    resolve: async (_root, { input }, { gateway, caller, loaders }) => {
      const deleted = await gateway
        .deleteSkus({ channels: caller.channels, codes: input.codes })
        .catch(throwRefused);
      loaders.clear();
      return deleted;
    },
  }),
}));
