import type { ClientId } from '../domain/ids.ts';
import type { TraceContext } from './trace-context.ts';

/** Which request an operation came in by. */
export type Origin = {
  readonly requestId: string;
  readonly client: ClientId;
  readonly trace: TraceContext | null;
};

export type Recent<Key, Value> = {
  get(key: Key): Value | undefined;
  set(key: Key, value: Value): void;
};

/** Keeps the newest entries only: what tells where work came from may be forgotten, memory may not grow. */
export const createRecent = <Key, Value>(limit: number): Recent<Key, Value> => {
  const entries = new Map<Key, Value>();
  // It goes on from where the last one was found: from the beginning, a map walks over all that was taken out of it.
  const oldestFirst = entries.keys();
  return {
    get: (key) => entries.get(key),
    set: (key, value) => {
      entries.set(key, value);
      if (entries.size <= limit) return;
      const oldest = oldestFirst.next();
      if (!oldest.done) entries.delete(oldest.value);
    },
  };
};
