/**
 * The cost of a field. A field costs 1, and the fields in a list are multiplied by the maximum number of entries. So
 * the cost of a query is about the maximum number of fields in its answer. The costs of several type conditions (`...
 * on`) are added.
 */
type FieldCost = { readonly field: number; readonly multiplier: number };

export const times = (entries: number): FieldCost => ({ field: 1, multiplier: entries });

/** A list whose length is already counted by its parent. */
export const onceEach = times(1);

/** A page with the number of entries that was requested. A larger number than the maximum is refused later. */
export const timesPage = (
  asked: number | null | undefined,
  { usual, most }: { readonly usual: number; readonly most: number },
): FieldCost => times(Math.min(asked ?? usual, most));

/** A page in an order without an index reads all rows. A document may ask for a few of them. */
export const allRows = 10_000;

/** A list of texts, such as the images of a product. No argument states its length. */
export const severalTexts: FieldCost = { field: 5, multiplier: 1 };

/**
 * The assumed length of a list inside an entry, such as the options of a product. No argument states it. AnswerSize
 * counts the actual entries, and a mutation counts the entries of its input.
 */
const usualEntries = 2;

type Groups = readonly {
  readonly names: readonly unknown[];
  readonly options: readonly { readonly names: readonly unknown[] }[];
}[];

/** The weight of a product: one with many options counts as several items, because the answer contains all of them. */
const weightOf = (groups: Groups | null | undefined): number => {
  if (!groups || groups.length === 0) return 1;
  let options = 0;
  let names = 0;
  for (const group of groups) {
    options += group.options.length;
    names += group.names.length;
    for (const option of group.options) names += option.names.length;
  }
  return Math.ceil(
    Math.max(1, groups.length / usualEntries, options / usualEntries, names / usualEntries ** 2),
  );
};

/** The field with the items of a mutation's input. A repair calls them targets, and a deletion of SKUs calls them codes. */
export const itemFields = ['items', 'targets', 'codes'] as const;

/** A mutation. Its payload is multiplied by the items. */
export const timesItems = ({ items }: { readonly items: readonly unknown[] }): FieldCost =>
  times(items.length);

/** The assumed number of listings of a SKU: one for each vendor. An operation has at most MAX_ITEMS results. */
const usualListings = 3;

/** A mutation of SKUs. Its payload has a result for each listing. */
export const timesListings = ({ items }: { readonly items: readonly unknown[] }): FieldCost =>
  times(items.length * usualListings);

/** A retry may have every item of its operation, but usually has few. AnswerSize counts the actual results. */
export const timesRetriedItems = times(100);

/** The most retries of one operation that are listed. An operation usually has few. */
export const maxRetries = 100;
export const timesRetries = times(10);

/** A mutation of products. Its answer contains their options. */
export const timesProducts = ({
  items,
}: {
  readonly items: readonly { readonly optionGroups?: Groups | null | undefined }[];
}): FieldCost => times(items.reduce((sum, { optionGroups }) => sum + weightOf(optionGroups), 0));

/** An event may have every result of an operation, but usually has few. */
export const timesChangedResults = times(100);

/** The items of an operation are sent in several requests. */
export const timesVendorRequests = times(10);

/** A webhook delivery usually has few attempts. AnswerSize counts the actual ones. */
export const timesAttempts = times(3);

export const costOptions = {
  // cost.ts checks the cost before a query runs, for every transport.
  disabled: true,
  defaultComplexity: 1,
  defaultListMultiplier: usualEntries,
} as const;
