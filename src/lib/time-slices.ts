export type TimeSlices = {
  /** Resolves when the work may continue. Null if it may continue at once. */
  next(): Promise<void> | null;
};

/** The length of one slice, milliseconds. */
const sliceMs = 4;

/**
 * Divides many small tasks into slices, one per turn of the event loop, so that connections are served between two
 * slices. A task continues at once while the current slice has time left. Otherwise it waits. Each slice runs as many
 * waiting tasks as are expected to fit, estimated from the duration of the last slice.
 */
export const createTimeSlices = (ms = sliceMs): TimeSlices => {
  const waiting: (() => void)[] = [];
  let first = 0;
  let begin = 0;
  let isScheduled = false;
  let batch = 1;

  const size = (): number => waiting.length - first;

  const take = (count: number): readonly (() => void)[] => {
    const taken = waiting.slice(first, first + count);
    first += taken.length;
    // Served entries are removed together, because removing each at the front would move the whole queue.
    if (first === waiting.length || first > 1000) {
      waiting.splice(0, first);
      first = 0;
    }
    return taken;
  };

  const schedule = (): void => {
    if (isScheduled) return;
    isScheduled = true;
    const left = performance.now();
    setImmediate(() => {
      isScheduled = false;
      const now = performance.now();
      // The time since the last batch began includes the work that its tasks did.
      if (size() > 0) batch = now - left > ms ? Math.max(1, batch >> 1) : Math.min(1024, batch * 2);
      begin = now;
      const taken = take(batch);
      for (const resume of taken) resume();
      if (size() > 0) schedule();
    });
  };

  return {
    next: () => {
      const now = performance.now();
      if (!isScheduled) {
        begin = now;
        schedule();
      }
      if (size() === 0 && now - begin < ms) return null;
      return new Promise((resolve) => {
        waiting.push(resolve);
      });
    },
  };
};
