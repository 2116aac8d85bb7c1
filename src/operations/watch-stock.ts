import { Repeater } from '@graphql-yoga/subscription';
import { type StockKey, type StockLevel, stockKeyText } from '../domain/stock.ts';
import type { EventBus } from '../ports/event-bus.ts';
import type { SharedReads } from './shared-reads.ts';

/** How many levels are read at once: few enough to be fresh when a slow consumer takes the last of them. */
const maxLevelsPerRead = 100;

/**
 * The levels that change, as they stand when the consumer is ready for them. While it is not, a key that changes again
 * is kept once, so what is kept is bounded by the keys and not by the changes. It is a Repeater, because that hears of
 * `return` while it waits; an async generator would listen until the next change.
 */
export const watchStock = (
  isWanted: (key: StockKey) => boolean,
  parts: {
    readonly journal: Pick<SharedReads, 'stockLevels'>;
    readonly bus: Pick<EventBus, 'onStockChanged'>;
  },
): Repeater<StockLevel> =>
  new Repeater(async (push, stop) => {
    const changed = new Map<string, StockKey>();
    let wake = Promise.withResolvers<void>();
    let stopped = false;
    const unlisten = parts.bus.onStockChanged((key) => {
      if (!isWanted(key)) return;
      changed.set(stockKeyText(key), key);
      wake.resolve();
    });
    void stop.then(() => {
      stopped = true;
      unlisten();
      wake.resolve();
    });
    try {
      while (!stopped) {
        if (changed.size === 0) {
          wake = Promise.withResolvers();
          await wake.promise;
        }
        const keys = changed.entries().take(maxLevelsPerRead).toArray();
        for (const [text] of keys) changed.delete(text);
        const levels = stopped ? [] : await parts.journal.stockLevels(keys.map(([, key]) => key));
        for (const level of levels) {
          if (level && !stopped) await push(level);
        }
      }
    } finally {
      unlisten();
    }
  });
