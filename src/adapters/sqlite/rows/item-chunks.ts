import type { DatabaseSync } from 'node:sqlite';
import { acceptedItem, type RefusedItem } from '../../../core/decide/accept.ts';
import type { AcceptedItem } from '../../../core/decide/data/state.ts';
import { type Change, targetOf } from '../../../domain/changes/change.ts';
import type { OperationId } from '../../../domain/ids.ts';
import type { ItemTarget } from '../../../domain/item.ts';
import type { Operation } from '../../../domain/operation.ts';
import { parsed, text } from '../../journal-rows.ts';
import { chunkOf, chunkRange } from './chunks.ts';

/** An item of an operation: accepted, or refused because it broke a rule. */
export type StoredItem = AcceptedItem | RefusedItem;

type Whole = { readonly shape: string; readonly change: Change };
type Fields = { readonly [name: string]: unknown };

/**
 * An item as a chunk of JSON has it. Client and kind are those of the operation, and channel and target those of the
 * change. Delta encoding: what an accepted item shares with the accepted item before it in the chunk is left out, because
 * the items of one mutation differ in few fields. It saves 1 of 9 µs per item for operations of a hundred items, most of
 * it as bytes that need not be brought to the disk. Earlier versions wrote whole items, which are read as well.
 *
 * A refused item has the target that its caller named, without fields that are null. Earlier versions wrote its channel
 * alone.
 */
type Named = Pick<ItemTarget, 'channel'> & Partial<ItemTarget>;
type Written = Whole | { readonly shape?: string; readonly change: Fields } | Named;

/** An accepted or refused item as far as it is written. */
export type Writable = Whole | { readonly named: ItemTarget };

export const writableOf = (stored: StoredItem): Writable =>
  stored.item ? { shape: stored.item.shape, change: stored.change } : { named: stored.named };

const writtenName = ({ channel, productId, locationId, orderItemId, listing }: ItemTarget): Named => ({
  channel,
  ...(productId !== null && { productId }),
  ...(locationId !== null && { locationId }),
  ...(orderItemId !== null && { orderItemId }),
  ...(listing && { listing }),
});

const targetNamed = ({
  channel,
  productId = null,
  locationId = null,
  orderItemId = null,
  listing,
}: Named): ItemTarget => ({ channel, productId, locationId, orderItemId, ...(listing && { listing }) });

const isWhole = (written: Exclude<Written, Named>): written is Whole => 'kind' in written.change;

/** Whether the change lacks a field of the earlier one. Some fields, such as a condition, are optional. */
const lacksField = (earlier: Fields, fields: Fields): boolean => {
  for (const name in earlier) if (!(name in fields)) return true;
  return false;
};

const differenceOf = (before: Whole, { shape, change }: Whole): Written => {
  const [earlier, fields]: [Fields, Fields] = [before.change, change];
  if (before.change.kind !== change.kind || lacksField(earlier, fields)) return { shape, change };
  const others: Record<string, unknown> = {};
  for (const name in fields) if (fields[name] !== earlier[name]) others[name] = fields[name];
  return shape === before.shape ? { change: others } : { shape, change: others };
};

export const encodeItems = (items: readonly Writable[]): string => {
  let before: Whole | null = null;
  const written: Written[] = [];
  for (const item of items) {
    if (!('change' in item)) {
      written.push(writtenName(item.named));
      continue;
    }
    const { shape, change } = item;
    written.push(before ? differenceOf(before, item) : { shape, change });
    before = item;
  }
  return JSON.stringify(written);
};

/** The items of a chunk; `first` is the index of its first one. */
export const decodeItems = (operation: Operation, first: number, json: string): readonly StoredItem[] => {
  let before: Whole | null = null;
  const wholeOf = (written: Exclude<Written, Named>): Whole => {
    if (isWhole(written)) return written;
    if (!before) throw new Error(`Operation ${operation.id} has no item before item ${first}`);
    const { shape = before.shape, change } = written;
    return { shape, change: { ...before.change, ...change } };
  };
  return parsed<readonly Written[]>(json).map((written, at): StoredItem => {
    if (!('change' in written)) return { item: null, named: targetNamed(written) };
    before = wholeOf(written);
    return acceptedItem(operation, first + at, { ...before, target: targetOf(before.change) });
  });
};

const encodeChunk = (items: readonly Writable[], chunk: number): string => {
  const { first, last } = chunkRange(chunk, items.length);
  return encodeItems(items.slice(first, last + 1));
};

/** The number of items that are kept of chunks that were read: a settlement needs the items of its claim. */
const maxKept = 5_000;

/** The accepted items in their rows. They are written once and never change. */
export const prepareItemChunks = (db: DatabaseSync) => {
  const insert = db.prepare('INSERT INTO item_blocks (operation_id, block, items) VALUES (?, ?, ?)');
  const firstChunk = db.prepare('SELECT items FROM operations WHERE id = ?');
  const furtherChunk = db.prepare('SELECT items FROM item_blocks WHERE operation_id = ? AND block = ?');
  /** By operation and chunk. The chunk that was read first comes first. */
  const kept = new Map<string, readonly StoredItem[]>();
  let count = 0;

  const read = (operation: Operation, chunk: number): readonly StoredItem[] => {
    const { id, itemCount } = operation;
    const row = chunk === 0 ? firstChunk.get(id) : furtherChunk.get(id, chunk);
    if (!row) throw new Error(`Operation ${id} lacks the items of chunk ${chunk}`);
    return decodeItems(operation, chunkRange(chunk, itemCount).first, text(row, 'items'));
  };
  const keep = (name: string, items: readonly StoredItem[]): void => {
    kept.set(name, items);
    count += items.length;
    for (const [oldest, { length }] of kept) {
      if (count <= maxKept) return;
      kept.delete(oldest);
      count -= length;
    }
  };

  return {
    /** The text of the first chunk, which is a column of the operation's own row. */
    first: (items: readonly Writable[]): string => encodeChunk(items, 0),
    insertFurther: (id: OperationId, items: readonly Writable[]): void => {
      for (let chunk = 1; chunk <= chunkOf(items.length - 1); chunk += 1)
        insert.run(id, chunk, encodeChunk(items, chunk));
    },
    /** Reads the chunk of the item, unless it was read before. */
    read: (operation: Operation, index: number): StoredItem | undefined => {
      const chunk = chunkOf(index);
      const name = `${operation.id}/${chunk}`;
      const found = kept.get(name) ?? read(operation, chunk);
      if (!kept.has(name)) keep(name, found);
      return found[index - chunkRange(chunk, operation.itemCount).first];
    },
    /** Forgets what was read, because a transaction that is rolled back may have written it. */
    rolledBack: (): void => {
      kept.clear();
      count = 0;
    },
  };
};

export type ItemChunks = ReturnType<typeof prepareItemChunks>;
