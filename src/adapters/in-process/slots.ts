/** The tasks of a channel, which wait for a slot or run in one. */
export type Slots = {
  add(task: () => Promise<void>, urgent: boolean): void;
  /** Starts a task only while fewer than `count` run. */
  limit(count: number): void;
  readonly waiting: number;
  /** Tasks that have ended are not counted. */
  readonly running: number;
  idle(): Promise<void>;
};

type Task = () => Promise<void>;

/** Calls `onEnd` when a task has ended, before another one starts in its slot. */
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
    idle: () => {
      if (running === 0) return Promise.resolve();
      settling ??= Promise.withResolvers();
      return settling.promise;
    },
  };
};
