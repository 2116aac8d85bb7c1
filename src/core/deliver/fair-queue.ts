import type { ClientId } from '../../domain/ids.ts';

/** A queue that serves its clients in turn. */
export type FairQueue<Entry> = {
  readonly size: number;
  add(client: ClientId, entries: readonly Entry[]): void;
  /** Removes up to `count` entries, one per client in turn. A long queue of one client delays no other client. */
  take(count: number): readonly Entry[];
  /** Removes those entries of a client that `isGone` holds for. */
  remove(client: ClientId, isGone: (entry: Entry) => boolean): void;
  /** The first entry of each client. */
  heads(): readonly Entry[];
};

/** The entries of one client. The first `taken` of them were removed already. */
type ClientQueue<Entry> = { readonly entries: Entry[]; taken: number };

/** First in, first out for one client. Several clients alternate, one entry each. */
export const createFairQueue = <Entry>(): FairQueue<Entry> => {
  // A Map keeps the order of its keys. The client that is served next comes first.
  const clients = new Map<ClientId, ClientQueue<Entry>>();
  let size = 0;

  const takeFrom = (client: ClientId, own: ClientQueue<Entry>, count: number): readonly Entry[] => {
    const entries = own.entries.slice(own.taken, own.taken + count);
    own.taken += entries.length;
    size -= entries.length;
    clients.delete(client);
    if (own.taken < own.entries.length) clients.set(client, compacted(own));
    return entries;
  };

  return {
    get size() {
      return size;
    },
    add: (client, entries) => {
      if (entries.length === 0) return;
      const own = clients.get(client);
      if (own) for (const entry of entries) own.entries.push(entry);
      else clients.set(client, { entries: [...entries], taken: 0 });
      size += entries.length;
    },
    take: (count) => {
      const entries: Entry[] = [];
      while (entries.length < count) {
        const [next] = clients;
        if (!next) break;
        const share = clients.size === 1 ? count - entries.length : 1;
        for (const entry of takeFrom(...next, share)) entries.push(entry);
      }
      return entries;
    },
    remove: (client, isGone) => {
      const own = clients.get(client);
      if (!own) return;
      const left = own.entries.slice(own.taken).filter((entry) => !isGone(entry));
      size -= own.entries.length - own.taken - left.length;
      // A Map keeps the place of a key that it has, so the turn of the client stays.
      if (left.length > 0) clients.set(client, { entries: left, taken: 0 });
      else clients.delete(client);
    },
    heads: () =>
      clients
        .values()
        .flatMap(({ entries, taken }) => entries.slice(taken, taken + 1))
        .toArray(),
  };
};

/** Drops removed entries once they are more than half of the array. So each entry is copied at most once on average. */
const compacted = <Entry>(own: ClientQueue<Entry>): ClientQueue<Entry> =>
  own.taken > 1_000 && own.taken * 2 > own.entries.length
    ? { entries: own.entries.slice(own.taken), taken: 0 }
    : own;
