import { type StockKey, type StockLevel, stockKeyText } from '../../domain/stock.ts';
import type { Turns } from '../../lib/turns.ts';
import type { EventBus } from '../../ports/event-bus.ts';
import type { Journal } from '../../ports/journal.ts';
import { type StockFilter, stockFilterText, wants } from './stock-filter.ts';

/** A level that has changed: one object for all watchers that it still is news for. */
export type StockNews = {
  readonly key: StockKey;
  /** How many watchers have not taken it. */
  waiting: number;
  /** The read of the level that they share. Null before it is asked for, and again when the level changes. */
  level: Promise<StockLevel | null> | null;
};

export type Listener = { hear(news: StockNews): void };

/** Watchers that want the same. */
type Group = {
  readonly isWanted: (key: StockKey) => boolean;
  /** With how many changes there had been when each began to listen. */
  readonly listeners: Map<Listener, number>;
};

/** How many levels are read at once. */
const levelsPerRead = 100;

export type StockNewsDesk = {
  /** Calls the listener for each level that changes from now on. Returns the function that removes the listener. */
  listen(filter: StockFilter, listener: Listener): () => void;
  /** The level as it stands: read once for all who ask after its last change. `more` are read with it. */
  read(news: StockNews, more: Iterable<StockNews>): Promise<StockLevel | null>;
  /** A watcher has taken the news, or has left. */
  taken(news: StockNews): void;
};

type Parts = {
  readonly journal: Pick<Journal, 'stockLevels'>;
  readonly bus: Pick<EventBus, 'onStockChanged'>;
  readonly turns: Turns;
};

/**
 * Tells watchers which levels have changed. A change costs its announcer one entry of a list. It is compared with each
 * distinct filter once, a turn of the event loop at a time, and its level is read once for all who want it.
 */
export const createStockNews = ({ journal, bus, turns }: Parts): StockNewsDesk => {
  const groups = new Map<string, Group>();
  const known = new Map<string, StockNews>();
  let changes = 0;
  /** What changed and is not told yet, with the number of its last change. */
  let changed = new Map<StockNews, number>();
  let isTelling = false;
  let unlisten: (() => void) | null = null;

  const forget = (news: StockNews): void => {
    if (news.waiting === 0) known.delete(stockKeyText(news.key));
  };

  const tellAll = async (): Promise<void> => {
    // Changes that are announced together are delivered together, so that one read serves them all.
    await null;
    while (changed.size > 0) {
      const told = changed;
      changed = new Map();
      for (const [news, change] of told) {
        for (const { isWanted, listeners } of groups.values()) {
          const turn = turns.next();
          if (turn) await turn;
          if (!isWanted(news.key)) continue;
          for (const [listener, since] of listeners) if (change > since) listener.hear(news);
        }
        news.waiting -= 1;
        forget(news);
      }
    }
    isTelling = false;
  };

  const note = (key: StockKey): void => {
    const text = stockKeyText(key);
    let news = known.get(text);
    if (!news) {
      news = { key, waiting: 0, level: null };
      known.set(text, news);
    }
    news.level = null;
    // It counts until it is delivered.
    if (!changed.has(news)) news.waiting += 1;
    changes += 1;
    changed.set(news, changes);
    if (isTelling) return;
    isTelling = true;
    void tellAll();
  };

  const begin = (batch: readonly StockNews[]): void => {
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
