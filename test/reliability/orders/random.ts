/** Random numbers from a seed. */
export type Random = {
  /** A whole number from zero, less than `count`. */
  below(count: number): number;
  chance(probability: number): boolean;
  oneOf<Entry>(list: readonly Entry[]): Entry;
  someOf<Entry>(list: readonly Entry[], most: number): readonly Entry[];
};

/** The generator known as mulberry32. */
const numbersOf = (seed: number) => {
  let state = seed | 0;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

export const createRandom = (seed: number): Random => {
  const next = numbersOf(seed);
  const below = (count: number): number => Math.floor(next() * count);
  return {
    below,
    chance: (probability) => next() < probability,
    oneOf: <Entry>(list: readonly Entry[]): Entry => {
      const [found] = list.slice(below(list.length));
      if (found === undefined) throw new RangeError('Nothing to choose from');
      return found;
    },
    someOf: <Entry>(list: readonly Entry[], most: number): readonly Entry[] => {
      const left = [...list];
      const count = 1 + below(Math.min(most, left.length));
      return Array.from({ length: count }, () => left.splice(below(left.length), 1)).flat();
    },
  };
};
