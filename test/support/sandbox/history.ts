/** The newest entries, oldest first. The limit bounds the memory of a long test. */
export type History<T> = {
  add(entry: T): void;
  all(): readonly T[];
  clear(): void;
};

export const historyLimit = 10_000;

export const createHistory = <T extends object>(): History<T> => {
  let entries: T[] = [];
  return {
    add: (entry) => {
      entries.push(entry);
      if (entries.length > historyLimit) entries.shift();
    },
    // Copies, because a request gets its status later.
    all: () => entries.map((entry) => ({ ...entry })),
    clear: () => {
      entries = [];
    },
  };
};
