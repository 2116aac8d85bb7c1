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

/** A mutation: all of its payload for each item. */
export const timesItems = ({ items }: { readonly items: readonly unknown[] }): FieldCost =>
  times(items.length);

/** An event may bring every result of an operation, and mostly brings a few. */
export const timesChangedResults = times(100);

/** An operation's items go out in some requests, more where the vendor takes few rows at a time. */
export const timesVendorRequests = times(10);

export const costOptions = {
  // Held before a query runs, over every transport, by cost.ts: a resolver has nothing to do with it.
  disabled: true,
  defaultComplexity: 1,
  // Lists inside an entry, such as the options of a product: how long they are stands in no argument.
  defaultListMultiplier: 2,
} as const;
