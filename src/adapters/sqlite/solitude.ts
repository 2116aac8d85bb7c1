/** Whether a write that is about so many of the items in hand is alone; `waiting` writes stand before it. */
export type Solitude = (items: number | undefined, waiting: number) => boolean;

/**
 * A write is alone when it is about all that is in hand, as was every write since nothing was, and before that until
 * nothing was. Callers who came together once will do so again: the first of them waits for the others then.
 */
export const createSolitude = (itemsInHand: () => number): Solitude => {
  let company = false;
  let hadCompany = false;

  return (items, waiting) => {
    const inHand = itemsInHand();
    if (waiting > 0 || inHand > (items ?? inHand)) {
      company = true;
    } else if (inHand === 0 && items !== undefined) {
      hadCompany = company;
      company = false;
    }
    return items !== undefined && !company && !hadCompany;
  };
};
