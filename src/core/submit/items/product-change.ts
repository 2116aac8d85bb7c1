import { z } from 'zod';
import type { OptionGroup, ProductChange } from '../../../domain/changes/change.ts';
import type { InvalidItem } from '../../../domain/failure.ts';
import { asOptionId, asProductId, type ChannelId } from '../../../domain/ids.ts';
import type { ItemLimits } from '../../../domain/item-limits.ts';
import { cutText } from '../../../lib/text.ts';
import type { ProductRules } from '../../../ports/channel.ts';
import type { OptionGroupInput, ProductInput } from '../inputs.ts';
import {
  brokenRule,
  type FindBrokenRule,
  firstRepeated,
  idSchema,
  issue,
  quantitySchema,
  textSchema,
  tooMany,
  wholeAmountSchema,
} from './rules.ts';

const webUrl = z
  .instanceof(URL)
  .refine(
    ({ protocol }) => protocol === 'https:' || protocol === 'http:',
    issue('INVALID_VALUE', 'Must be an http or https URL.'),
  );

const option = (rules: ProductRules) =>
  z
    .object({
      optionId: idSchema(rules.optionId),
      names: z.array(z.object({ groupOptionId: z.number(), name: textSchema })),
      price: wholeAmountSchema('A price'),
      stockQuantity: quantitySchema(rules.quantity),
      minPurchase: z.number().nullish(),
      maxPurchase: z.number().nullish(),
    })
    .refine(
      ({ minPurchase, maxPurchase }) => (minPurchase ?? 0) <= (maxPurchase ?? Number.POSITIVE_INFINITY),
      {
        path: ['minPurchase'],
        ...issue('INVALID_VALUE', 'The least purchase is over the greatest.'),
      },
    );

const optionGroup = (rules: ProductRules) =>
  z
    .object({
      names: z.array(z.object({ groupOptionId: z.number(), name: textSchema })),
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
          ...issue('INVALID_VALUE', 'No name of the group has this groupOptionId.'),
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
        context.addIssue({ code: 'custom', path: [], ...issue('INVALID_VALUE', message) });
      }
    });

const tooLong = (path: readonly string[], limit: number, provided: number): InvalidItem =>
  brokenRule('INVALID_VALUE', path, `At most ${limit} characters are taken, and these are ${provided}.`);

type Texts = Iterable<readonly [path: readonly string[], text: string | null | undefined]>;

/** Finds the first text that is too long. */
const findTooLong = (texts: Texts, limit: number): InvalidItem | null => {
  for (const [path, text] of texts) if (text && text.length > limit) return tooLong(path, limit, text.length);
  return null;
};

const urlsOf = ({ mainImage, images, detailImages, sourceUrl }: ProductInput): Texts => [
  [['mainImage'], mainImage.href],
  [['sourceUrl'], sourceUrl.href],
  ...images.map((url, at) => [['images', String(at)], url.href] as const),
  ...detailImages.map((url, at) => [['detailImages', String(at)], url.href] as const),
];

/** The number of options of all groups together. */
export const optionsIn = (groups: readonly OptionGroupInput[] | null | undefined): number =>
  (groups ?? []).reduce((count, { options }) => count + options.length, 0);

const checkGroupSize = (
  { names, options }: OptionGroupInput,
  path: readonly string[],
  { optionNames, textLength }: ItemLimits,
): InvalidItem | null => {
  if (names.length > optionNames)
    return tooMany([...path, 'names'], 'names of a group', optionNames, names.length);
  const ofGroup = names.map(({ name }, at) => [[...path, 'names', String(at), 'name'], name] as const);
  const long = findTooLong(ofGroup, textLength);
  if (long) return long;
  for (const [index, { names: ofOption }] of options.entries()) {
    const at = () => [...path, 'options', String(index), 'names'];
    if (ofOption.length > optionNames)
      return tooMany(at(), 'names of an option', optionNames, ofOption.length);
    for (const [position, { name }] of ofOption.entries())
      if (name.length > textLength)
        return tooLong([...at(), String(position), 'name'], textLength, name.length);
  }
  return null;
};

/** Checks the size of a product. This goes before the other rules, because they read every part of it. */
export const checkProductSize =
  (limits: ItemLimits): FindBrokenRule<ProductInput> =>
  (input) => {
    const { images, detailImages, optionGroups } = input;
    const groups = optionGroups ?? [];
    const pictures = images.length + detailImages.length;
    const options = optionsIn(groups);
    if (pictures > limits.images) return tooMany(['images'], 'images', limits.images, pictures);
    if (groups.length > limits.optionGroups)
      return tooMany(['optionGroups'], 'groups of options', limits.optionGroups, groups.length);
    if (options > limits.options) return tooMany(['optionGroups'], 'options', limits.options, options);
    const texts: Texts = [
      [['name'], input.name],
      [['brand'], input.brand],
      [['exportProhibitedReason'], input.exportProhibitedReason],
    ];
    const long = findTooLong(texts, limits.textLength) ?? findTooLong(urlsOf(input), limits.urlLength);
    if (long) return long;
    for (const [at, group] of groups.entries()) {
      const broken = checkGroupSize(group, ['optionGroups', String(at)], limits);
      if (broken) return broken;
    }
    return null;
  };

/** The rules of a whole product on a channel with `rules`. */
export const productChangeSchema = (rules: ProductRules) =>
  z
    .object({
      productId: idSchema(rules.productId),
      name: textSchema.refine(
        (name) => name.trim() !== '',
        issue('INVALID_VALUE', 'A product needs a name.'),
      ),
      brand: textSchema,
      mainImage: webUrl,
      images: z.array(webUrl),
      detailImages: z.array(webUrl),
      price: wholeAmountSchema('A price'),
      discountedPrice: wholeAmountSchema('A price').nullish(),
      domesticShippingFee: wholeAmountSchema('A fee'),
      freeShippingThreshold: wholeAmountSchema('A threshold').nullish(),
      stockQuantity: quantitySchema(rules.quantity),
      exportProhibitedReason: textSchema.nullish(),
      sourceUrl: webUrl,
      optionGroups: optionGroups(rules),
    })
    .refine(({ price, discountedPrice }) => Number(discountedPrice ?? price) <= Number(price), {
      path: ['discountedPrice'],
      ...issue('INVALID_PRICE', 'The discounted price is over the price.'),
    });

const toOptionGroup = ({ type, names, options }: OptionGroupInput): OptionGroup => ({
  type: type ?? 'COMBINATION',
  names: names.map(({ groupOptionId, name }) => ({ id: groupOptionId, name })),
  options: options.map(({ optionId, names: named, price, minPurchase, maxPurchase, ...fields }) => ({
    names: named.map(({ groupOptionId, name }) => ({ groupId: groupOptionId, name })),
    ...fields,
    price: Number(price),
    optionId: asOptionId(optionId),
    minPurchase: minPurchase ?? null,
    maxPurchase: maxPurchase ?? null,
  })),
});

export const toProductChange = (channel: ChannelId, input: ProductInput): ProductChange => ({
  kind: 'PRODUCT_REPLACEMENT',
  channel,
  productId: asProductId(input.productId),
  name: input.name,
  brand: input.brand,
  mainImage: input.mainImage.href,
  images: input.images.map((url) => url.href),
  detailImages: input.detailImages.map((url) => url.href),
  price: Number(input.price),
  discountedPrice: Number(input.discountedPrice ?? input.price),
  domesticShippingFee: Number(input.domesticShippingFee),
  freeShippingThreshold: Number(input.freeShippingThreshold ?? 0),
  stockQuantity: input.stockQuantity,
  exportProhibited: input.exportProhibited ?? false,
  exportProhibitedReason: input.exportProhibited ? (input.exportProhibitedReason ?? null) : null,
  sourceUrl: input.sourceUrl.href,
  optionGroups: (input.optionGroups ?? []).map(toOptionGroup),
});
