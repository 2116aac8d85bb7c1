/**
 * What fields cost. A field is 1, and what is inside a list counts as often as the list may have entries: the cost of a
 * query is about how many fields its answer can hold. Fields of types that stand side by side (`... on`) add up.
 */
type FieldCost = { readonly field: number; readonly multiplier: number };

export const times = (entries: number): FieldCost => ({ field: 1, multiplier: entries });

/** A list whose length is counted above it. */
export const onceEach = times(1);

/** A page: as many entries as it is asked for. More than it can have would be refused, with words of its own. */
export const timesPage = (
  asked: number | null | undefined,
  { usual, most }: { readonly usual: number; readonly most: number },
): FieldCost => times(Math.min(asked ?? usual, most));

/** A list of texts, such as the images of a product: how long it is stands in no argument. */
export const severalTexts: FieldCost = { field: 5, multiplier: 1 };

/**
 * Lists inside an entry, such as the options of a product: how long they are stands in no argument. The rest is counted
 * as the answer is built, or for a mutation from its input.
 */
const usualEntries = 2;

type Groups = readonly {
  readonly names: readonly unknown[];
  readonly options: readonly { readonly names: readonly unknown[] }[];
}[];

/** For how many items one counts: a product with many options is answered with all of them. */
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

/** A mutation: all of its payload for each item. */
export const timesItems = ({ items }: { readonly items: readonly unknown[] }): FieldCost =>
  times(items.length);

/** A mutation of products: what it answers holds their options. */
export const timesProducts = ({
  items,
}: {
  readonly items: readonly { readonly optionGroups?: Groups | null | undefined }[];
}): FieldCost => times(items.reduce((sum, { optionGroups }) => sum + weightOf(optionGroups), 0));

/** An event may bring every result of an operation, and mostly brings a few. */
export const timesChangedResults = times(100);

/** An operation's items go out in some requests, more where the vendor takes few rows at a time. */
export const timesVendorRequests = times(10);

export const costOptions = {
  // Held before a query runs, over every transport, by cost.ts: a resolver has nothing to do with it.
  disabled: true,
  defaultComplexity: 1,
  defaultListMultiplier: usualEntries,
} as const;
