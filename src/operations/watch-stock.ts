import { type StockKey, type StockLevel, stockKeyText } from '../domain/stock.ts';
import type { EventBus } from '../ports/event-bus.ts';
import type { SharedReads } from './shared-reads.ts';
import { Watch } from './watching.ts';

/** How many levels are read at once: few enough to be fresh when a slow consumer takes the last of them. */
const maxLevelsPerRead = 100;

type Parts = {
  readonly journal: Pick<SharedReads, 'stockLevels'>;
  readonly bus: Pick<EventBus, 'onStockChanged'>;
};

class StockWatch extends Watch<StockLevel> {
  readonly #isWanted: (key: StockKey) => boolean;
  readonly #parts: Parts;
  /** Null while there are none, as nearly always. */
  #changed: Map<string, StockKey> | null = null;
  #read: StockLevel[] | null = null;

  constructor(isWanted: (key: StockKey) => boolean, parts: Parts) {
    super();
    this.#isWanted = isWanted;
    this.#parts = parts;
  }

  protected listen(): () => void {
    return this.#parts.bus.onStockChanged((key) => {
      if (!this.#isWanted(key)) return;
      this.#changed ??= new Map();
      this.#changed.set(stockKeyText(key), key);
      this.wake();
    });
  }

  protected async take(): Promise<StockLevel | null> {
    while (!this.#read && this.#changed) {
      const levels = await this.#parts.journal.stockLevels(this.#someKeys(this.#changed));
      const found = levels.filter((level) => level !== null);
      if (found.length > 0) this.#read = found;
    }
    const level = this.#read?.shift() ?? null;
    if (this.#read?.length === 0) this.#read = null;
    return level;
  }

  #someKeys(changed: Map<string, StockKey>): readonly StockKey[] {
    const keys = changed.entries().take(maxLevelsPerRead).toArray();
    for (const [text] of keys) changed.delete(text);
    if (changed.size === 0) this.#changed = null;
    return keys.map(([, key]) => key);
  }
}

/**
 * The levels that change, as they stand when the consumer is ready for them. While it is not, a key that changes again
 * is kept once, so what is kept is bounded by the keys and not by the changes.
 */
export const watchStock = (isWanted: (key: StockKey) => boolean, parts: Parts): Watch<StockLevel> =>
  new StockWatch(isWanted, parts);
