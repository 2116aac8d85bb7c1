import { skuCodeOf } from '../../../domain/sku.ts';
import type { SkuFilter } from '../../../ports/journal/skus.ts';
import { builder } from '../../builder.ts';
import type { GraphQLContext } from '../../context.ts';
import { timesPage } from '../../limits/field-cost.ts';
import { checkTextLength } from '../../limits/lists.ts';
import { connectionOfPage, pageArgs, pageOf, pageSizes, skuCursor } from '../connection.ts';
import { checkCodeLength, checkFilterCodes, checkFilterTexts, openChannels } from '../values/filters.ts';
import { SkuRef } from './sku.ts';

const SkuFilterInput = builder.inputType('SkuFilter', {
  description: 'Selects SKUs. All conditions apply together. A condition that is omitted selects all.',
  fields: (t) => ({
    codes: t.idList({ required: false, description: 'Codes, exactly as written.' }),
    channels: t.idList({
      required: false,
      description: 'The keys of channels. The SKU has a listing on one of them.',
    }),
    search: t.string({
      required: false,
      description:
        'One contiguous text that the code contains. Case, width and spaces at both ends are ignored.',
    }),
    unlisted: t.boolean({
      required: false,
      description:
        'True: the SKU has no listing. With `channels`: it has none on these channels. False: the SKU has a listing.',
    }),
    drifted: t.boolean({
      required: false,
      description:
        'True: the stock of a listing has drift (`StockLevel.drift`). With `channels`: of a listing on these channels. False: no such listing has drift.',
    }),
  }),
});

type FilterArgs = typeof SkuFilterInput.$inferInput | null | undefined;

const filterOf = (filter: FilterArgs, { gateway, lists }: GraphQLContext): SkuFilter => {
  const { codes, channels, search, unlisted, drifted } = filter ?? {};
  checkFilterTexts({ channels }, lists);
  checkFilterCodes(codes, 'codes', lists);
  checkTextLength(search, 'search', lists.idLength);
  return {
    // The store can hold no other code.
    codes: codes?.flatMap((code) => skuCodeOf(code) ?? []) ?? null,
    channels: channels ? openChannels(channels, gateway.channels) : null,
    search: search?.trim() || null,
    unlisted: unlisted ?? null,
    drifted: drifted ?? null,
    visible: null,
  };
};

const SkuConnection = builder.connectionObject(
  { type: SkuRef, name: 'SkuConnection', description: 'One page of SKUs.' },
  { name: 'SkuEdge', description: 'A SKU and its cursor.' },
);

builder.queryFields((t) => ({
  skus: t.field({
    type: SkuConnection,
    description: 'SKUs, ordered by code. Use `first` to page forward and `last` to page backward.',
    args: {
      filter: t.arg({ type: SkuFilterInput, required: false, description: 'Which SKUs. Default: all.' }),
      ...pageArgs(t.arg, pageSizes),
    },
    complexity: ({ first, last }) => timesPage(first ?? last, pageSizes),
    resolve: async (_root, { filter, ...args }, context) => {
      const page = pageOf(args, pageSizes, skuCursor);
      const found = await context.gateway.reads.skusPage({ ...page, filter: filterOf(filter, context) });
      return connectionOfPage(found, page, ({ code }) => skuCursor.encode(code));
    },
  }),
  sku: t.field({
    type: SkuRef,
    nullable: true,
    description:
      'One SKU. Null when there is none with this code, or when it has listings only on channels that the API key does not permit.',
    args: { code: t.arg.id({ description: 'The code, exactly as written.' }) },
    resolve: (_root, { code }, { loaders, lists }) => {
      checkCodeLength(code, 'code', lists);
      const known = skuCodeOf(code);
      return known && loaders.skus.load(known);
    },
  }),
}));
