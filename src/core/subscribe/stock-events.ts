import type { StockLevel } from '../../domain/stock.ts';
import { createTurns } from '../../lib/turns.ts';
import type { StockFilter } from './stock-filter.ts';
import { createStockNews, type Listener, type StockNews, type StockNewsDesk } from './stock-news.ts';
import { Watch } from './watch.ts';

class StockWatch extends Watch<StockLevel> implements Listener {
  readonly #filter: StockFilter;
  readonly #desk: StockNewsDesk;
  /** In the order of their first change. Null while there are none, as nearly always. */
  #news: Set<StockNews> | null = null;

  constructor(filter: StockFilter, desk: StockNewsDesk) {
    super();
    this.#filter = filter;
    this.#desk = desk;
  }

  hear(news: StockNews): void {
    this.#news ??= new Set();
    if (!this.#news.has(news)) {
      this.#news.add(news);
      news.waiting += 1;
    }
    this.wake();
  }

  protected listen(): () => void {
    const stop = this.#desk.listen(this.#filter, this);
    return () => {
      stop();
      for (const news of this.#news ?? []) this.#desk.taken(news);
      this.#news = null;
    };
  }

  protected async take(): Promise<StockLevel | null> {
    while (this.#news) {
      const [news] = this.#news;
      if (!news) break;
      const level = this.#desk.read(news, this.#news);
      this.#news.delete(news);
      if (this.#news.size === 0) this.#news = null;
      this.#desk.taken(news);
      const found = await level;
      if (found) return found;
    }
    return null;
  }
}

/**
 * Makes watches of stock: the levels that change, as they stand when the consumer is ready for them. While it is not, a
 * key that changes again is kept once, so what is kept is bounded by the keys and not by the changes.
 */
export const createStockWatches = (parts: Omit<Parameters<typeof createStockNews>[0], 'turns'>) => {
  const desk = createStockNews({ ...parts, turns: createTurns() });
  return (filter: StockFilter): Watch<StockLevel> => new StockWatch(filter, desk);
};
