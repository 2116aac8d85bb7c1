/** At most one line of a kind is written in this time. */
const everyMs = 10_000;

/**
 * Gives the number of lines of `kind` that were left out since the last one, or null when this line is left out too. The
 * kinds must be a small fixed set, because each one is kept.
 */
export type Sample = (kind: string) => number | null;

/**
 * Limits lines that a stranger or a faulty vendor can cause without end. The first line of a kind is written at once, and
 * then at most one every ten seconds. Metrics count all of them.
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
