/** How many of `all` have each key. Keys are in the order of their first use. */
export const countBy = <One, Key>(all: Iterable<One>, keyOf: (one: One) => Key): Map<Key, number> => {
  const counts = new Map<Key, number>();
  for (const one of all) {
    const key = keyOf(one);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
};
