import type { DatabaseSync } from 'node:sqlite';
import type { OperationId } from '../../domain/ids.ts';
import type { Operation } from '../../domain/operation.ts';
import type { DraftItem } from '../../ports/acceptance.ts';
import { text } from '../journal/rows.ts';
import { blockOf, rangeOf } from './blocks.ts';
import type { KnownItem } from './known.ts';
import { readItems, writeItems } from './written-items.ts';

/** A block of items as JSON. */
export const itemsText = (items: readonly DraftItem[], block: number): string => {
  const { first, last } = rangeOf(block, items.length);
  return writeItems(items.slice(first, last + 1));
};

/** So many items are kept of blocks that were read: what a claim reads its settlement needs soon after. */
const maxRead = 5_000;

/** What was accepted. Never written again. */
export const prepareItemBlocks = (db: DatabaseSync) => {
  const insertBlock = db.prepare('INSERT INTO item_blocks (operation_id, block, items) VALUES (?, ?, ?)');
  const firstBlock = db.prepare('SELECT items FROM operations WHERE id = ?');
  const blockAt = db.prepare('SELECT items FROM item_blocks WHERE operation_id = ? AND block = ?');
  /** By operation and block, the one read first at the front. */
  const kept = new Map<string, readonly KnownItem[]>();
  let items = 0;

  const read = (operation: Operation, block: number): readonly KnownItem[] => {
    const { id, itemCount } = operation;
    const row = block === 0 ? firstBlock.get(id) : blockAt.get(id, block);
    if (!row) throw new Error(`Operation ${id} lacks items`);
    return readItems(operation, rangeOf(block, itemCount).first, text(row, 'items'));
  };
  const keep = (name: string, block: readonly KnownItem[]): void => {
    kept.set(name, block);
    items += block.length;
    for (const [oldest, { length }] of kept) {
      if (items <= maxRead) return;
      kept.delete(oldest);
      items -= length;
    }
  };

  return {
    /** All but the first. */
    insertFurther: (id: OperationId, drafts: readonly DraftItem[]): void => {
      for (let block = 1; block <= blockOf(drafts.length - 1); block += 1)
        insertBlock.run(id, block, itemsText(drafts, block));
    },
    /** Reads the block that holds it, and no other. */
    at: (operation: Operation, index: number): KnownItem | undefined => {
      const block = blockOf(index);
      const name = `${operation.id}/${block}`;
      const found = kept.get(name) ?? read(operation, block);
      if (!kept.has(name)) keep(name, found);
      return found[index - rangeOf(block, operation.itemCount).first];
    },
    /** What was read may have been written by a transaction that is taken back. */
    rolledBack: (): void => {
      kept.clear();
      items = 0;
    },
  };
};

export type ItemBlocks = ReturnType<typeof prepareItemBlocks>;
