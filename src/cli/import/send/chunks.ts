import type { StockQuantityInput } from '../generated/graphql.ts';
import type { Entry } from '../rows/entries.ts';

/** Consecutive rows that are sent in one mutation. */
export type Chunk = {
  /** Rows of the file before it. It is the position that the idempotency key is made of. */
  readonly firstRow: number;
  readonly rowCount: number;
  readonly entries: readonly Entry[];
  /** Those of the entries that are not refused. */
  readonly items: readonly StockQuantityInput[];
  readonly targets: ReadonlySet<string>;
};

/** Well below the gateway's MAX_BODY_BYTES (4 MB) and MAX_OPTIONS_PER_MUTATION (20,000). */
const maxBytes = 1_000_000;
const maxOptions = 10_000;
/** Names of fields, signs, and numbers. */
const bytesOfItem = 150;

/** At least the bytes of the item in JSON: a character has at most three bytes, and six as an escape. */
const sizeOf = ({ channel, productId, locationId, memo, options }: StockQuantityInput): number => {
  const texts = String(channel).length + String(productId).length + String(locationId ?? '').length;
  let bytes = bytesOfItem + (texts + (memo?.length ?? 0)) * 6;
  for (const { optionId } of options ?? []) bytes += 40 + String(optionId).length * 6;
  return bytes;
};

/**
 * Divides entries into chunks. The same entries always give the same chunks, so that a repeat has the same idempotency
 * keys. A chunk has each target once: the gateway refuses a mutation that has one twice.
 */
export const createChunks = (batch: number) => {
  let [firstRow, rowCount, bytes, options] = [0, 0, 0, 0];
  let entries: Entry[] = [];
  let items: StockQuantityInput[] = [];
  let targets = new Set<string>();

  const close = (): readonly Chunk[] => {
    if (entries.length === 0) return [];
    const chunk = { firstRow, rowCount, entries, items, targets };
    firstRow += rowCount;
    [rowCount, bytes, options] = [0, 0, 0];
    entries = [];
    items = [];
    targets = new Set();
    return [chunk];
  };

  return {
    add: (entry: Entry): readonly Chunk[] => {
      const { item, target } = entry;
      const size = item ? sizeOf(item) : 0;
      const optionCount = item?.options?.length ?? 0;
      const isFull =
        entries.length >= batch ||
        bytes + size > maxBytes ||
        options + optionCount > maxOptions ||
        (item !== null && targets.has(target));
      const done = isFull ? close() : [];
      entries.push(entry);
      rowCount += entry.rows.length;
      if (item) {
        items.push(item);
        targets.add(target);
        bytes += size;
        options += optionCount;
      }
      return done;
    },
    end: close,
  };
};
