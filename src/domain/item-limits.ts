/** How much one item may hold, and all items of one mutation together. The settings give it. */
export type ItemLimits = {
  /** Characters of an id that the caller wrote. A vendor may allow fewer. */
  readonly idLength: number;
  /** Characters of a name, a brand, a reason, or a memo that the vendor does not keep. */
  readonly textLength: number;
  readonly urlLength: number;
  /** Options of one item, those of all groups together. */
  readonly options: number;
  /** Options of all items of one mutation together. */
  readonly optionsOfMutation: number;
  readonly optionGroups: number;
  /** Names of one group, and names of one option. */
  readonly optionNames: number;
  /** Images of one product, those of its description included. */
  readonly images: number;
};
