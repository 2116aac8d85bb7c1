import type { DatabaseSync } from 'node:sqlite';
import { type Change, targetOf } from '../../domain/change.ts';
import type { OperationId } from '../../domain/ids.ts';
import type { Operation } from '../../domain/operation.ts';
import type { DraftItem } from '../../ports/journal.ts';
import { parsed, type Row, text } from '../rows.ts';
import { blockOf, blocksOf, rangeOf } from './blocks.ts';
import { acceptedItem, type KnownItem } from './known.ts';

/** An item as its block holds it. */
type Written = { readonly shape: string; readonly change: Change } | { readonly channel: string };

/** The client and the kind are the operation's, and the channel and the target those of the change. */
const writtenOf = (draft: DraftItem): Written =>
  'failure' in draft ? { channel: draft.channel } : { shape: draft.shape, change: draft.change };

const knownOf = (operation: Operation, index: number, written: Written): KnownItem => {
  if (!('change' in written)) return { item: null, channel: written.channel };
  return acceptedItem(operation, index, { ...written, target: targetOf(written.change) });
};

/** A block of items as JSON. */
export const itemsText = (items: readonly DraftItem[], block: number): string => {
  const { first, last } = rangeOf(block, items.length);
  return JSON.stringify(items.slice(first, last + 1).map(writtenOf));
};

/** What was accepted. Never written again. */
export const prepareItemBlocks = (db: DatabaseSync) => {
  const insertBlock = db.prepare('INSERT INTO item_blocks (operation_id, block, items) VALUES (?, ?, ?)');
  const firstBlock = db.prepare('SELECT 0 AS block, items FROM operations WHERE id = ?');
  const blockAt = db.prepare('SELECT block, items FROM item_blocks WHERE operation_id = ? AND block = ?');
  const furtherBlocks = db.prepare(
    'SELECT block, items FROM item_blocks WHERE operation_id = ? ORDER BY block',
  );

  const itemsOf = (operation: Operation, row: Row | undefined): readonly KnownItem[] => {
    if (!row) throw new Error(`Operation ${operation.id} lacks items`);
    const { first } = rangeOf(Number(row['block']), operation.itemCount);
    const written = parsed<readonly Written[]>(text(row, 'items'));
    return written.map((one, at) => knownOf(operation, first + at, one));
  };

  return {
    /** All but the first. */
    insertFurther: (id: OperationId, items: readonly DraftItem[]): void => {
      for (let block = 1; block <= blockOf(items.length - 1); block += 1)
        insertBlock.run(id, block, itemsText(items, block));
    },
    every: (operation: Operation): readonly KnownItem[] => {
      const first = itemsOf(operation, firstBlock.get(operation.id));
      if (first.length === operation.itemCount) return first;
      return [first, ...furtherBlocks.all(operation.id).map((row) => itemsOf(operation, row))].flat();
    },
    /** Reads the blocks that hold them, and no others. */
    some: (operation: Operation, indexes: readonly number[]): ReadonlyMap<number, KnownItem> => {
      const found = new Map<number, KnownItem>();
      for (const block of blocksOf(indexes)) {
        const { first } = rangeOf(block, operation.itemCount);
        const row = block === 0 ? firstBlock.get(operation.id) : blockAt.get(operation.id, block);
        for (const [at, item] of itemsOf(operation, row).entries()) found.set(first + at, item);
      }
      return found;
    },
  };
};

export type ItemBlocks = ReturnType<typeof prepareItemBlocks>;
