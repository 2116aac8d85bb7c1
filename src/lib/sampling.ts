/** One line of a kind is written in this many milliseconds at most. */
const everyMs = 10_000;

/**
 * Says whether a line of `kind` is to be written now: how many lines of the kind were left out since the last one, or
 * null to leave this one out too. The kinds must be a small fixed set, since each one is remembered.
 */
export type Sample = (kind: string) => number | null;

/**
 * Thins out lines that a stranger or a misbehaving vendor can cause without limit: the first of a kind is written at
 * once, and then at most one every ten seconds, with the number of lines that were left out. Metrics count all of them.
 */
export const createSample = (now: () => number = performance.now.bind(performance)): Sample => {
  const kinds = new Map<string, { writtenAt: number; leftOut: number }>();
  return (kind) => {
    const at = now();
    const known = kinds.get(kind);
    if (known && at - known.writtenAt < everyMs) {
      known.leftOut += 1;
      return null;
    }
    kinds.set(kind, { writtenAt: at, leftOut: 0 });
    return known?.leftOut ?? 0;
  };
};
