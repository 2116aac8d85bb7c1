/**
 * Items of one operation that share a row: a page of them is read from few rows, and what becomes of one of them
 * rewrites little. The first block is in the operation's own rows: most operations have no other.
 */
const itemsInBlock = 100;

export const blockOf = (index: number): number => Math.floor(index / itemsInBlock);

/** The range of indexes of a block, both ends in it, in an operation of so many items. */
export const rangeOf = (block: number, itemCount: number) => ({
  first: block * itemsInBlock,
  last: Math.min(itemCount, (block + 1) * itemsInBlock) - 1,
});

/** The blocks of some items, each once. */
export const blocksOf = (indexes: Iterable<number>): ReadonlySet<number> => {
  const blocks = new Set<number>();
  let last = -1;
  for (const index of indexes) {
    const block = blockOf(index);
    if (block !== last) blocks.add(block);
    last = block;
  }
  return blocks;
};
