import type { DatabaseSync } from 'node:sqlite';
import type { ChannelId } from '../../domain/ids.ts';
import { isPending } from '../../domain/item.ts';
import { scopeAfter } from '../journal/scopes.ts';
import { blocksOf, rangeOf } from './blocks.ts';
import type { KnownItem, KnownOperation, Progress } from './known.ts';
import type { Memory } from './memory.ts';
import { writeItems } from './written-items.ts';

/** Queued for another account: no request of the earlier one ends it any more, and none of its tries counts. */
const queuedElsewhere = ({ kept: _, retry: __, ...before }: Progress): Progress => ({
  ...before,
  state: 'QUEUED',
  requestId: null,
  mayHaveApplied: before.mayHaveApplied || before.state !== 'QUEUED',
});

const given = (known: KnownItem, to: ChannelId): KnownItem =>
  known.item
    ? {
        ...known,
        item: { ...known.item, channel: to },
        change: { ...known.change, channel: to },
      }
    : known;

const written = (known: KnownItem) =>
  known.item ? { shape: known.item.shape, change: known.change } : { channel: known.channel };

/** Changes of a journal that no gateway has open. The memory that is given is out of date afterwards. */
export const prepareReassign = (db: DatabaseSync) => {
  const putFirst = db.prepare('UPDATE operations SET items = ? WHERE id = ?');
  const putFurther = db.prepare('UPDATE item_blocks SET items = ? WHERE operation_id = ? AND block = ?');
  const interrupt = db.prepare(`
    UPDATE vendor_requests SET outcome = 'INTERRUPTED', callback_hash = NULL
    WHERE outcome IN ('SENDING', 'AWAITING_CALLBACK') AND channel = ?`);
  const scopeOf = db.prepare('SELECT key_scope FROM operations WHERE id = ? AND idempotency_key IS NOT NULL');
  const putScope = db.prepare('UPDATE OR IGNORE operations SET key_scope = ? WHERE id = ?');
  const scopes = db.prepare("SELECT DISTINCT key_scope FROM operations WHERE key_scope <> ''");
  const putScopes = db.prepare('UPDATE OR IGNORE operations SET key_scope = ? WHERE key_scope = ?');

  const rewrite = (
    { known: items }: Memory,
    known: KnownOperation,
    moved: ReadonlySet<number>,
    to: ChannelId,
  ): void => {
    const { id, itemCount } = known.operation;
    for (const block of blocksOf(moved)) {
      const { first, last } = rangeOf(block, itemCount);
      const json = writeItems(
        Array.from({ length: last + 1 - first }, (_, at) => {
          const item = items.item(known, first + at);
          return written(moved.has(first + at) ? given(item, to) : item);
        }),
      );
      if (block === 0) putFirst.run(json, id);
      else putFurther.run(json, id, block);
    }
  };

  return {
    /** Gives how many items moved. */
    work: (memory: Memory, from: ChannelId, to: ChannelId, keys: boolean): number => {
      let count = 0;
      for (const known of memory.known.running()) {
        const moved = new Set<number>();
        for (const [index, progress] of known.progress.entries()) {
          if (!isPending(progress.state) || memory.known.item(known, index).item?.channel !== from) continue;
          moved.add(index);
          known.progress[index] = queuedElsewhere(progress);
        }
        if (moved.size === 0) continue;
        count += moved.size;
        rewrite(memory, known, moved, to);
        memory.progress.write(known, moved);
        const scope = keys ? scopeOf.get(known.operation.id)?.['key_scope'] : undefined;
        if (typeof scope === 'string') putScope.run(scopeAfter(scope, from, to), known.operation.id);
      }
      interrupt.run(from);
      return count;
    },

    stock: (from: ChannelId, to: ChannelId): void => {
      for (const table of ['stock_levels', 'watermarks'])
        db.prepare(`UPDATE OR REPLACE ${table} SET channel = ? WHERE channel = ?`).run(to, from);
      db.prepare(`
        UPDATE OR REPLACE products SET channel = ?1, product = json_set(product, '$.channel', ?1)
        WHERE channel = ?2`).run(to, from);
    },

    keys: (from: ChannelId, to: ChannelId): void => {
      for (const row of scopes.all()) {
        const scope = String(row['key_scope']);
        if (scope.split(' ').includes(from)) putScopes.run(scopeAfter(scope, from, to), scope);
      }
    },
  };
};
