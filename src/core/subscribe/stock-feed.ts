import { type StockKey, type StockLevel, stockKeyText } from '../../domain/stock.ts';
import type { TimeSlices } from '../../lib/time-slices.ts';
import type { EventBus } from '../../ports/event-bus.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import { type StockFilter, stockFilterText, wants } from './stock-filter.ts';

/** A level that has changed. All watchers that have not taken it share one object. */
export type ChangedLevel = {
  readonly key: StockKey;
  /** The number of watchers that have not taken it. */
  waiting: number;
  /** The read of the level that they share. Null before it is asked for, and again when the level changes. */
  level: Promise<StockLevel | null> | null;
};

export type Listener = { notify(level: ChangedLevel): void };

/** The watchers with the same filter. */
type Group = {
  readonly isWanted: (key: StockKey) => boolean;
  /** Each with the number of changes at the moment it began to listen. */
  readonly listeners: Map<Listener, number>;
};

/** The number of levels per read of the journal. */
const levelsPerRead = 100;

export type StockFeed = {
  /** Calls the listener for each level that changes from now on. Returns the function that removes the listener. */
  listen(filter: StockFilter, listener: Listener): () => void;
  /** Reads the current level, once for all watchers since its last change. Reads levels of `more` with it. */
  read(news: ChangedLevel, more: Iterable<ChangedLevel>): Promise<StockLevel | null>;
  /** A watcher has taken the level, or has ended. */
  taken(news: ChangedLevel): void;
};

type StockFeedDeps = {
  readonly journal: Pick<Journal, 'stockLevels'>;
  readonly bus: Pick<EventBus, 'onStockChanged'>;
  readonly timeSlices: TimeSlices;
};

/**
 * Notifies watchers of stock levels that changed. The publisher of a change only adds an entry to a list. Each change is
 * compared once with each distinct filter, in time slices. Its level is read once for all
 * watchers that want it.
 */
export const createStockFeed = ({ journal, bus, timeSlices }: StockFeedDeps): StockFeed => {
  const groups = new Map<string, Group>();
  const known = new Map<string, ChangedLevel>();
  let changes = 0;
  /** The levels whose watchers are not notified yet, with the number of their last change. */
  let pending = new Map<ChangedLevel, number>();
  let isNotifying = false;
  let unlisten: (() => void) | null = null;

  const forget = (news: ChangedLevel): void => {
    if (news.waiting === 0) known.delete(stockKeyText(news.key));
  };

  const notifyAll = async (): Promise<void> => {
    // Changes that are published together are delivered together, so that one read serves them all.
    await null;
    while (pending.size > 0) {
      const batch = pending;
      pending = new Map();
      for (const [news, change] of batch) {
        for (const { isWanted, listeners } of groups.values()) {
          const slice = timeSlices.next();
          if (slice) await slice;
          if (!isWanted(news.key)) continue;
          for (const [listener, since] of listeners) if (change > since) listener.notify(news);
        }
        news.waiting -= 1;
        forget(news);
      }
    }
    isNotifying = false;
  };

  const note = (key: StockKey): void => {
    const text = stockKeyText(key);
    let news = known.get(text);
    if (!news) {
      news = { key, waiting: 0, level: null };
      known.set(text, news);
    }
    news.level = null;
    // The feed itself counts as a watcher until it has notified the others.
    if (!pending.has(news)) news.waiting += 1;
    changes += 1;
    pending.set(news, changes);
    if (isNotifying) return;
    isNotifying = true;
    void notifyAll();
  };

  const begin = (batch: readonly ChangedLevel[]): void => {
    const levels = journal.stockLevels(batch.map(({ key }) => key));
    for (const [at, news] of batch.entries()) {
      const level = levels.then((found) => found[at] ?? null);
      // Each waiting watcher gets the failure. There may be none left.
      level.catch(() => {
        if (news.level === level) news.level = null;
      });
      news.level = level;
    }
  };

  return {
    listen: (filter, listener) => {
      unlisten ??= bus.onStockChanged(note);
      const text = stockFilterText(filter);
      let group = groups.get(text);
      if (!group) {
        group = { isWanted: wants(filter), listeners: new Map() };
        groups.set(text, group);
      }
      const { listeners } = group;
      listeners.set(listener, changes);
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0 && groups.get(text)?.listeners === listeners) groups.delete(text);
        if (groups.size > 0) return;
        unlisten?.();
        unlisten = null;
      };
    },
    read: (news, more) => {
      if (!news.level) {
        const batch = [news];
        for (const one of more) {
          if (batch.length === levelsPerRead) break;
          if (one !== news && !one.level) batch.push(one);
        }
        begin(batch);
      }
      return news.level ?? Promise.resolve(null);
    },
    taken: (news) => {
      news.waiting -= 1;
      forget(news);
    },
  };
};
