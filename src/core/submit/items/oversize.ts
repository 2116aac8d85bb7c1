import type { InvalidItem } from '../../../domain/failure.ts';
import type { ItemLimits } from '../../../domain/item-limits.ts';
import type { OptionGroupInput, ProductInput } from '../inputs.ts';
import { brokenRule, type FindBroken } from './broken-rule.ts';

export const tooMany = (
  path: readonly string[],
  what: string,
  limit: number,
  provided: number,
): InvalidItem =>
  brokenRule('INVALID_VALUE', path, `An item has at most ${limit} ${what}, and this one has ${provided}.`);

const tooLong = (path: readonly string[], limit: number, provided: number): InvalidItem =>
  brokenRule('INVALID_VALUE', path, `At most ${limit} characters are taken, and these are ${provided}.`);

type Texts = Iterable<readonly [path: readonly string[], text: string | null | undefined]>;

/** The first text that is too long. */
const longest = (texts: Texts, limit: number): InvalidItem | null => {
  for (const [path, text] of texts) if (text && text.length > limit) return tooLong(path, limit, text.length);
  return null;
};

const urlsOf = ({ mainImage, images, detailImages, sourceUrl }: ProductInput): Texts => [
  [['mainImage'], mainImage.href],
  [['sourceUrl'], sourceUrl.href],
  ...images.map((url, at) => [['images', String(at)], url.href] as const),
  ...detailImages.map((url, at) => [['detailImages', String(at)], url.href] as const),
];

/** How many options a product has, those of all groups together. */
export const optionsIn = (groups: readonly OptionGroupInput[] | null | undefined): number =>
  (groups ?? []).reduce((count, { options }) => count + options.length, 0);

const inGroup = (
  { names, options }: OptionGroupInput,
  path: readonly string[],
  { optionNames, textLength }: ItemLimits,
): InvalidItem | null => {
  if (names.length > optionNames)
    return tooMany([...path, 'names'], 'names of a group', optionNames, names.length);
  const ofGroup = names.map(({ name }, at) => [[...path, 'names', String(at), 'name'], name] as const);
  const long = longest(ofGroup, textLength);
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

/** What of a product is larger than it may be. Looked for first: the other rules go through all that is there. */
export const findOversize =
  (limits: ItemLimits): FindBroken<ProductInput> =>
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
    const long = longest(texts, limits.textLength) ?? longest(urlsOf(input), limits.urlLength);
    if (long) return long;
    for (const [at, group] of groups.entries()) {
      const broken = inGroup(group, ['optionGroups', String(at)], limits);
      if (broken) return broken;
    }
    return null;
  };
