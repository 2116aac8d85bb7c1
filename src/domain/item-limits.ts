/** The size limits of one item, and of all items of one mutation together. The settings define them. */
export type ItemLimits = {
  /** Characters of an id of the caller. A vendor may allow fewer. */
  readonly idLength: number;
  /** Characters of a name, a brand, a reason, or a memo that the vendor does not store. */
  readonly textLength: number;
  readonly urlLength: number;
  /** Options of one item, in all groups together. */
  readonly options: number;
  /** Options of all items of one mutation together. */
  readonly optionsOfMutation: number;
  readonly optionGroups: number;
  /** Names of one group, and names of one option. */
  readonly optionNames: number;
  /** Images of one product, including those of its description. */
  readonly images: number;
};
