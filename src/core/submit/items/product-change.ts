import { z } from 'zod';
import type { OptionGroup, ProductChange } from '../../../domain/change.ts';
import { asOptionId, asProductId, type ChannelId } from '../../../domain/ids.ts';
import { cutText } from '../../../lib/text.ts';
import type { ProductRules } from '../../../ports/channel.ts';
import type { OptionGroupInput, ProductInput } from '../inputs.ts';
import { firstRepeated } from './rules.ts';
import { amount, plainText, quantityBetween, rule, vendorId } from './schema-parts.ts';

const webUrl = z
  .instanceof(URL)
  .refine(
    ({ protocol }) => protocol === 'https:' || protocol === 'http:',
    rule('INVALID_VALUE', 'Must be an http or https URL.'),
  );

const option = (rules: ProductRules) =>
  z
    .object({
      optionId: vendorId(rules.optionId),
      names: z.array(z.object({ groupOptionId: z.number(), name: plainText })),
      price: amount('A price'),
      stockQuantity: quantityBetween(rules.quantity),
      minPurchase: z.number().nullish(),
      maxPurchase: z.number().nullish(),
    })
    .refine(
      ({ minPurchase, maxPurchase }) => (minPurchase ?? 0) <= (maxPurchase ?? Number.POSITIVE_INFINITY),
      {
        path: ['minPurchase'],
        ...rule('INVALID_VALUE', 'The least purchase is over the greatest.'),
      },
    );

const optionGroup = (rules: ProductRules) =>
  z
    .object({
      names: z.array(z.object({ groupOptionId: z.number(), name: plainText })),
      options: z.array(option(rules)),
    })
    .superRefine(({ names, options }, context) => {
      const known = new Set(names.map((name) => name.groupOptionId));
      for (const [index, { names: named }] of options.entries()) {
        const stray = named.findIndex(({ groupOptionId }) => !known.has(groupOptionId));
        if (stray < 0) continue;
        const path = ['options', index, 'names', stray, 'groupOptionId'];
        context.addIssue({
          code: 'custom',
          path,
          ...rule('INVALID_VALUE', 'No name of the group has this groupOptionId.'),
        });
      }
    });

const optionGroups = (rules: ProductRules) =>
  z
    .array(optionGroup(rules))
    .nullish()
    .superRefine((groups, context) => {
      const ids = (groups ?? []).flatMap((group) => group.options.map((one) => one.optionId));
      if (firstRepeated(ids) >= 0) {
        const message = `The option ${cutText(ids[firstRepeated(ids)] ?? '')} is named twice.`;
        context.addIssue({ code: 'custom', path: [], ...rule('INVALID_VALUE', message) });
      }
    });

/** The rules of a whole product on a channel with `rules`. */
export const productChangeSchema = (rules: ProductRules) =>
  z
    .object({
      productId: vendorId(rules.productId),
      name: plainText.refine((name) => name.trim() !== '', rule('INVALID_VALUE', 'A product needs a name.')),
      brand: plainText,
      mainImage: webUrl,
      images: z.array(webUrl),
      detailImages: z.array(webUrl),
      price: amount('A price'),
      discountedPrice: amount('A price').nullish(),
      domesticShippingFee: amount('A fee'),
      freeShippingThreshold: amount('A threshold').nullish(),
      stockQuantity: quantityBetween(rules.quantity),
      exportProhibitedReason: plainText.nullish(),
      sourceUrl: webUrl,
      optionGroups: optionGroups(rules),
    })
    .refine(({ price, discountedPrice }) => (discountedPrice ?? price) <= price, {
      path: ['discountedPrice'],
      ...rule('INVALID_PRICE', 'The discounted price is over the price.'),
    });

const toOptionGroup = ({ type, names, options }: OptionGroupInput): OptionGroup => ({
  type: type ?? 'COMBINATION',
  names: names.map(({ groupOptionId, name }) => ({ id: groupOptionId, name })),
  options: options.map(({ optionId, names: named, minPurchase, maxPurchase, ...fields }) => ({
    names: named.map(({ groupOptionId, name }) => ({ groupId: groupOptionId, name })),
    ...fields,
    optionId: asOptionId(optionId),
    minPurchase: minPurchase ?? null,
    maxPurchase: maxPurchase ?? null,
  })),
});

export const toProductChange = (channel: ChannelId, input: ProductInput): ProductChange => ({
  kind: 'PRODUCT_UPDATE',
  channel,
  productId: asProductId(input.productId),
  name: input.name,
  brand: input.brand,
  mainImage: input.mainImage.href,
  images: input.images.map((url) => url.href),
  detailImages: input.detailImages.map((url) => url.href),
  price: input.price,
  discountedPrice: input.discountedPrice ?? input.price,
  domesticShippingFee: input.domesticShippingFee,
  freeShippingThreshold: input.freeShippingThreshold ?? 0,
  stockQuantity: input.stockQuantity,
  exportProhibited: input.exportProhibited ?? false,
  exportProhibitedReason: input.exportProhibited ? (input.exportProhibitedReason ?? null) : null,
  sourceUrl: input.sourceUrl.href,
  optionGroups: (input.optionGroups ?? []).map(toOptionGroup),
});
