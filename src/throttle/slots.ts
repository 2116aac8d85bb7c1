import PQueue from 'p-queue';

/** The tasks of a channel that wait for one of its slots or have one. */
export type Slots = {
  add(task: () => Promise<void>, urgent: boolean): void;
  /** Begins a task only while fewer than `count` run. */
  limit(count: number): void;
  readonly waiting: number;
  readonly running: number;
  settled(): Promise<void>;
};

export const createSlots = (): Slots => {
  const line = new PQueue({ autoStart: false });
  return {
    add: (task, urgent) => void line.add(task, { priority: urgent ? 1 : 0 }),
    limit: (count) => {
      if (count <= 0) return line.pause();
      line.concurrency = count;
      line.start();
    },
    get waiting() {
      return line.size;
    },
    get running() {
      return line.pending;
    },
    settled: () => line.onPendingZero(),
  };
};
