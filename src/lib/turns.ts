export type Turns = {
  /** Resolves when the work may continue. Null if it may continue at once. */
  next(): Promise<void> | null;
};

/** Work of one turn of the event loop, milliseconds. What else waits is served between two of them. */
const turnMs = 4;

/**
 * Shares the event loop between many small tasks and other work. A task continues at once while the current
 * turn has time left. Then it waits: each turn of the event loop runs as many waiting tasks as fit its time, estimated from
 * the duration of the last ones. Connections are served between the turns.
 */
export const createTurns = (ms = turnMs): Turns => {
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
      // How long the last batch took, with all that its work did in the same turn.
      if (size() > 0) batch = now - left > ms ? Math.max(1, batch >> 1) : Math.min(1024, batch * 2);
      begin = now;
      const taken = take(batch);
      for (const goOn of taken) goOn();
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
