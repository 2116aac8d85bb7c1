/**
 * The items of an operation are stored in chunks: reading a page of them reads few rows, and a change of one item rewrites
 * one chunk. The first chunk is a column of the operation's own rows, since most operations have no other.
 */
const itemsInChunk = 100;

export const chunkOf = (index: number): number => Math.floor(index / itemsInChunk);

/** The first and the last index of a chunk. */
export const chunkRange = (chunk: number, itemCount: number) => ({
  first: chunk * itemsInChunk,
  last: Math.min(itemCount, (chunk + 1) * itemsInChunk) - 1,
});

/** The chunks of these items, each once. */
export const chunksOf = (indexes: Iterable<number>): ReadonlySet<number> => {
  const chunks = new Set<number>();
  let last = -1;
  for (const index of indexes) {
    const chunk = chunkOf(index);
    if (chunk !== last) chunks.add(chunk);
    last = chunk;
  }
  return chunks;
};
