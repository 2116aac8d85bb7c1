import PQueue from 'p-queue';

/** The tasks of a channel that wait for one of its slots or have one. */
export type Slots = {
  add(task: () => Promise<void>, urgent: boolean): void;
  /** Begins a task only while fewer than `count` run. */
  limit(count: number): void;
  readonly waiting: number;
  /** Those that are through are not counted, though their place may not be taken yet. */
  readonly running: number;
  settled(): Promise<void>;
};

/** `onEnd` is called the moment a task is through, before another one begins in its place. */
export const createSlots = (onEnd = () => {}): Slots => {
  const line = new PQueue({ autoStart: false });
  let running = 0;
  const counted = async (task: () => Promise<void>): Promise<void> => {
    running += 1;
    await task();
    running -= 1;
    onEnd();
  };
  return {
    add: (task, urgent) => void line.add(() => counted(task), { priority: urgent ? 1 : 0 }),
    limit: (count) => {
      if (count <= 0) return line.pause();
      line.concurrency = count;
      line.start();
    },
    get waiting() {
      return line.size;
    },
    get running() {
      return running;
    },
    settled: () => line.onPendingZero(),
  };
};
