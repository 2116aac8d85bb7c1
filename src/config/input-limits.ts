import type { ItemLimits } from '../domain/item-limits.ts';
import { whole } from './whole.ts';

/** What the input of a request may hold. Sizes are counts; lengths are characters. */
export type InputLimits = {
  readonly variables: {
    /** Values in all variables together: each object, list, text and number is one. */
    readonly values: number;
    /** Lists and objects inside each other. */
    readonly depth: number;
  };
  readonly lists: {
    /** Ids that `nodes` takes. */
    readonly nodes: number;
    /** Targets that `stockLevels` takes. */
    readonly targets: number;
    /** Product ids of a filter. */
    readonly productIds: number;
    /** Characters of an id in a filter. */
    readonly idLength: number;
  };
  readonly item: ItemLimits;
};

export const inputSettings = {
  MAX_VARIABLE_VALUES: whole(300_000, 1, 100_000_000),
  MAX_VARIABLE_DEPTH: whole(16, 1, 1000),
  MAX_NODES: whole(100, 1, 100_000),
  MAX_STOCK_TARGETS: whole(1000, 1, 100_000),
  MAX_FILTER_IDS: whole(1000, 1, 100_000),
  MAX_ID_LENGTH: whole(200, 1, 100_000),
  MAX_TEXT_LENGTH: whole(2000, 1, 1_000_000),
  MAX_URL_LENGTH: whole(2048, 1, 1_000_000),
  MAX_OPTIONS_PER_ITEM: whole(1000, 0, 100_000),
  MAX_OPTIONS_PER_MUTATION: whole(20_000, 0, 10_000_000),
  MAX_OPTION_GROUPS: whole(100, 0, 100_000),
  MAX_OPTION_NAMES: whole(10, 1, 1000),
  MAX_IMAGES_PER_PRODUCT: whole(100, 0, 100_000),
} as const;

type Values = { readonly [Name in keyof typeof inputSettings]: number };

export const inputLimitsOf = (values: Values): InputLimits => ({
  variables: { values: values.MAX_VARIABLE_VALUES, depth: values.MAX_VARIABLE_DEPTH },
  lists: {
    nodes: values.MAX_NODES,
    targets: values.MAX_STOCK_TARGETS,
    productIds: values.MAX_FILTER_IDS,
    idLength: values.MAX_ID_LENGTH,
  },
  item: {
    idLength: values.MAX_ID_LENGTH,
    textLength: values.MAX_TEXT_LENGTH,
    urlLength: values.MAX_URL_LENGTH,
    options: values.MAX_OPTIONS_PER_ITEM,
    optionsOfMutation: values.MAX_OPTIONS_PER_MUTATION,
    optionGroups: values.MAX_OPTION_GROUPS,
    optionNames: values.MAX_OPTION_NAMES,
    images: values.MAX_IMAGES_PER_PRODUCT,
  },
});
