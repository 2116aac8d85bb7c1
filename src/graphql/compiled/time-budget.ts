type Budget = { readonly ms: number; readonly everyMs: number };

/** Lets work be done while it took less than so many milliseconds in the time that is running. */
export const createTimeBudget = ({ ms, everyMs }: Budget, now = () => performance.now()) => {
  let spentMs = 0;
  let until = 0;
  return {
    /** Does the work now, or not at all. */
    spend: (work: () => void): void => {
      const begin = now();
      if (begin >= until) {
        until = begin + everyMs;
        spentMs = 0;
      }
      if (spentMs >= ms) return;
      work();
      spentMs += now() - begin;
    },
  };
};
