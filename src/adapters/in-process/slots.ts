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

type Task = () => Promise<void>;

/** `onEnd` is called the moment a task is through, before another one begins in its place. */
export const createSlots = (onEnd = () => {}): Slots => {
  const urgent: Task[] = [];
  const others: Task[] = [];
  let most = 0;
  let running = 0;
  let settling: PromiseWithResolvers<void> | null = null;

  const begin = (): void => {
    while (running < most) {
      const task = urgent.shift() ?? others.shift();
      if (!task) return;
      running += 1;
      void task().then(end);
    }
  };

  const end = (): void => {
    running -= 1;
    onEnd();
    begin();
    if (running > 0) return;
    settling?.resolve();
    settling = null;
  };

  return {
    add: (task, isUrgent) => {
      (isUrgent ? urgent : others).push(task);
      begin();
    },
    limit: (count) => {
      most = count;
      begin();
    },
    get waiting() {
      return urgent.length + others.length;
    },
    get running() {
      return running;
    },
    settled: () => {
      if (running === 0) return Promise.resolve();
      settling ??= Promise.withResolvers();
      return settling.promise;
    },
  };
};
