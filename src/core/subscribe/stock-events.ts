import type { StockLevel } from '../../domain/stock.ts';
import { createTimeSlices } from '../../lib/time-slices.ts';
import { type ChangedLevel, createStockFeed, type Listener, type StockFeed } from './stock-feed.ts';
import type { StockFilter } from './stock-filter.ts';
import { Watch } from './watch.ts';

class StockWatch extends Watch<StockLevel> implements Listener {
  readonly #filter: StockFilter;
  readonly #feed: StockFeed;
  /** In the order of their first change. Null if there are none, which is the usual case. */
  #changed: Set<ChangedLevel> | null = null;

  constructor(filter: StockFilter, feed: StockFeed) {
    super();
    this.#filter = filter;
    this.#feed = feed;
  }

  notify(level: ChangedLevel): void {
    this.#changed ??= new Set();
    if (!this.#changed.has(level)) {
      this.#changed.add(level);
      level.waiting += 1;
    }
    this.wake();
  }

  protected listen(): () => void {
    const stop = this.#feed.listen(this.#filter, this);
    return () => {
      stop();
      for (const news of this.#changed ?? []) this.#feed.taken(news);
      this.#changed = null;
    };
  }

  protected async take(): Promise<StockLevel | null> {
    while (this.#changed) {
      const [news] = this.#changed;
      if (!news) break;
      const level = this.#feed.read(news, this.#changed);
      this.#changed.delete(news);
      if (this.#changed.size === 0) this.#changed = null;
      this.#feed.taken(news);
      const found = await level;
      if (found) return found;
    }
    return null;
  }
}

/**
 * Creates watches of stock. A watch gives each changed level as it is when the consumer is ready. Until then, a key that
 * changes again is kept only once, so memory is bounded by the number of keys and not by the number of changes.
 */
export const createStockWatches = (parts: Omit<Parameters<typeof createStockFeed>[0], 'timeSlices'>) => {
  const feed = createStockFeed({ ...parts, timeSlices: createTimeSlices() });
  return (filter: StockFilter): Watch<StockLevel> => new StockWatch(filter, feed);
};
