import type { ClientId } from '../../domain/ids.ts';

/** What waits, by whom it waits for. */
export type FairQueue<Entry> = {
  readonly size: number;
  add(client: ClientId, entries: readonly Entry[]): void;
  /** Takes up to `count` entries, one a client in turn: a long queue of one client delays nobody else's. */
  take(count: number): readonly Entry[];
  /** The entry of each client that has waited longest. */
  heads(): readonly Entry[];
};

type Line<Entry> = { readonly entries: Entry[]; taken: number };

/** First in, first out for one client; a round of one each among several. */
export const createFairQueue = <Entry>(): FairQueue<Entry> => {
  // A Map keeps the order of its keys: the client whose turn is next stands first.
  const waiting = new Map<ClientId, Line<Entry>>();
  let size = 0;

  const takeFrom = (client: ClientId, line: Line<Entry>, count: number): readonly Entry[] => {
    const entries = line.entries.slice(line.taken, line.taken + count);
    line.taken += entries.length;
    size -= entries.length;
    waiting.delete(client);
    if (line.taken < line.entries.length) waiting.set(client, compacted(line));
    return entries;
  };

  return {
    get size() {
      return size;
    },
    add: (client, entries) => {
      if (entries.length === 0) return;
      const line = waiting.get(client);
      if (line) for (const entry of entries) line.entries.push(entry);
      else waiting.set(client, { entries: [...entries], taken: 0 });
      size += entries.length;
    },
    take: (count) => {
      const entries: Entry[] = [];
      while (entries.length < count) {
        const [next] = waiting;
        if (!next) break;
        // Who is alone has every turn.
        const turn = waiting.size === 1 ? count - entries.length : 1;
        for (const entry of takeFrom(...next, turn)) entries.push(entry);
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
const compacted = <Entry>(line: Line<Entry>): Line<Entry> =>
  line.taken > 1_000 && line.taken * 2 > line.entries.length
    ? { entries: line.entries.slice(line.taken), taken: 0 }
    : line;
