import { stockTarget } from '../../domain/changes/change.ts';
import type { ChannelId, ChannelKey } from '../../domain/ids.ts';
import type { StockLevel } from '../../domain/stock.ts';
import { createTimeSlices } from '../../lib/time-slices.ts';
import type { JournalReads } from '../../ports/journal/journal-reads.ts';
import { type ChangedLevel, createStockFeed, type Listener, type StockFeed } from './stock-feed.ts';
import { type StockFilter, wantsLevel } from './stock-filter.ts';
import { Watch } from './watch.ts';

type Reads = Pick<JournalReads, 'stockLevels' | 'pendingTargets' | 'drifts' | 'stockLevelsPage'>;

/** The known levels that pass a filter, page by page. A page is read when the reader has taken the one before. */
class Snapshot {
  readonly #filter: StockFilter;
  readonly #channels: readonly ChannelId[];
  readonly #reads: Reads;
  #page: StockLevel[] = [];
  #after: StockLevel | null = null;
  #hasMore = true;

  constructor(filter: StockFilter, channels: readonly ChannelId[], reads: Reads) {
    this.#filter = filter;
    this.#channels = channels;
    this.#reads = reads;
  }

  /** Null at the end. */
  async next(): Promise<StockLevel | null> {
    if (this.#page.length === 0 && this.#hasMore) {
      const { nodes, hasMore } = await this.#reads.stockLevelsPage({
        filter: { ...this.#filter, channels: this.#channels },
        sort: { field: 'PRODUCT_ID', direction: 'ASC' },
        after: this.#after && { ...this.#after, value: null },
        before: null,
        limit: 100,
        last: false,
      });
      this.#page = [...nodes];
      this.#after = nodes.at(-1) ?? null;
      this.#hasMore = hasMore;
    }
    return this.#page.shift() ?? null;
  }
}

class StockWatch extends Watch<StockLevel> implements Listener {
  readonly #filter: StockFilter;
  readonly #feed: StockFeed;
  readonly #reads: Reads;
  #snapshot: Snapshot | null;
  /** In the order of their first change. Null if there are none, which is the usual case. */
  #changed: Set<ChangedLevel> | null = null;

  constructor(filter: StockFilter, feed: StockFeed, reads: Reads, snapshot: Snapshot | null) {
    super();
    this.#filter = filter;
    this.#feed = feed;
    this.#reads = reads;
    this.#snapshot = snapshot;
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
    const known = await this.#snapshot?.next();
    if (known) return known;
    this.#snapshot = null;
    while (this.#changed) {
      const [news] = this.#changed;
      if (!news) break;
      const level = this.#feed.read(news, this.#changed);
      this.#changed.delete(news);
      if (this.#changed.size === 0) this.#changed = null;
      this.#feed.taken(news);
      const found = await level;
      const isWanted =
        found &&
        (await wantsLevel(
          this.#filter,
          found,
          () => this.#isPending(found),
          () => this.#isDrifted(found),
        ));
      if (isWanted) return found;
    }
    return null;
  }

  async #isPending({ channel, productId, locationId }: StockLevel): Promise<boolean> {
    const [pending] = await this.#reads.pendingTargets([
      { channel, target: stockTarget(productId, locationId) },
    ]);
    return pending ?? false;
  }

  async #isDrifted(level: StockLevel): Promise<boolean> {
    const [drift] = await this.#reads.drifts([level]);
    return drift != null;
  }
}

type Deps = Omit<Parameters<typeof createStockFeed>[0], 'timeSlices' | 'journal'> & {
  readonly journal: Reads;
  /** The configured channels, in the order of their keys. */
  readonly channels: () => readonly { readonly id: ChannelId; readonly key: ChannelKey }[];
};

/**
 * Creates watches of stock. A watch gives each changed level as it is when the consumer is ready. Until then, a key that
 * changes again is kept only once, so memory is bounded by the number of keys and not by the number of changes. With
 * `hasSnapshot`, a watch gives the known levels first.
 */
export const createStockWatches = ({ journal, bus, channels }: Deps) => {
  const feed = createStockFeed({ journal, bus, timeSlices: createTimeSlices() });
  return (filter: StockFilter, hasSnapshot: boolean): Watch<StockLevel> => {
    const isWanted = filter.channels && new Set(filter.channels);
    const ids = () =>
      channels()
        .filter(({ key }) => isWanted?.has(key) ?? true)
        .map(({ id }) => id);
    return new StockWatch(filter, feed, journal, hasSnapshot ? new Snapshot(filter, ids(), journal) : null);
  };
};
