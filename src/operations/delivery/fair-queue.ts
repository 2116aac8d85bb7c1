import type { ClientId } from '../../domain/ids.ts';

/** What waits, by whom it waits for. */
export type FairQueue<Entry> = {
  readonly size: number;
  add(client: ClientId, entry: Entry): void;
  /** Takes up to `count` entries, one a client in turn: a long queue of one client delays nobody else's. */
  take(count: number): readonly Entry[];
  /** The entry of each client that has waited longest. */
  heads(): readonly Entry[];
};

/** First in, first out for one client; a round of one each among several. */
export const createFairQueue = <Entry>(): FairQueue<Entry> => {
  // A Map keeps the order of its keys: the client whose turn is next stands first.
  const waiting = new Map<ClientId, { readonly entries: Entry[]; taken: number }>();
  let size = 0;

  const takeOne = (): Entry | undefined => {
    const [first] = waiting;
    if (!first) return undefined;
    const [client, line] = first;
    const entry = line.entries[line.taken];
    line.taken += 1;
    waiting.delete(client);
    if (line.taken < line.entries.length) waiting.set(client, compacted(line));
    size -= 1;
    return entry;
  };

  return {
    get size() {
      return size;
    },
    add: (client, entry) => {
      const line = waiting.get(client);
      if (line) line.entries.push(entry);
      else waiting.set(client, { entries: [entry], taken: 0 });
      size += 1;
    },
    take: (count) => {
      const entries: Entry[] = [];
      while (entries.length < count) {
        const entry = takeOne();
        if (entry === undefined) break;
        entries.push(entry);
      }
      return entries;
    },
    heads: () =>
      waiting
        .values()
        .flatMap(({ entries, taken }) => entries.slice(taken, taken + 1))
        .toArray(),
  };
};

/** Drops what was taken once it is most of the line: each entry is moved once at most, and none is kept for long. */
const compacted = <Entry>(line: { readonly entries: Entry[]; taken: number }) =>
  line.taken > 1_000 && line.taken * 2 > line.entries.length
    ? { entries: line.entries.slice(line.taken), taken: 0 }
    : line;
