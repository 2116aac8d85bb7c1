import type { DatabaseSync } from 'node:sqlite';
import { mayMove, scopeAfter } from '../../../core/decide/accounts.ts';
import type { Progress } from '../../../core/decide/data/state.ts';
import type { ChannelId } from '../../../domain/ids.ts';
import { isPending } from '../../../domain/item.ts';
import type { Cache, OperationRecord } from '../cache/cache.ts';
import { productIndexes } from '../catalogue/product-index.ts';
import { chunkRange, chunksOf } from '../rows/chunks.ts';
import { encodeItems, type StoredItem, writableOf } from '../rows/item-chunks.ts';

/** Queued for another account: requests of the earlier one can no longer end it, and its tries start again. */
const queuedElsewhere = ({ kept: _, retry: __, ...before }: Progress): Progress => ({
  ...before,
  state: 'QUEUED',
  requestId: null,
  mayHaveApplied: before.mayHaveApplied || before.state !== 'QUEUED',
});

const onChannel = (stored: StoredItem, to: ChannelId): StoredItem =>
  stored.item
    ? {
        ...stored,
        item: { ...stored.item, channel: to },
        change: { ...stored.change, channel: to },
      }
    : stored;

const levelOf = (channel: string): string => `
  EXISTS (SELECT 1 FROM stock_levels s WHERE s.channel = ${channel} AND s.product_id = h.product_id
    AND s.location_id = h.location_id AND s.option_id = h.option_id)`;
/**
 * A level has the history of one account: a level that moves brings its own. ?1 is the channel that it leaves, ?2 the
 * channel that it gets.
 */
const dropMixedHistory = [
  `DELETE FROM stock_history AS h WHERE h.channel = ?2 AND ${levelOf('?1')}`,
  `DELETE FROM stock_history AS h WHERE h.channel = ?1 AND NOT ${levelOf('?1')} AND ${levelOf('?2')}`,
];

/** Changes the account of stored work and stock while no gateway runs. The cache is out of date afterwards. */
export const prepareAccountTransfer = (db: DatabaseSync) => {
  // The items may have another channel key now. Without this text, a filter by channel reads them.
  const forgetChannels = db.prepare('UPDATE operations SET channels = NULL WHERE id = ?');
  const putFirst = db.prepare('UPDATE operations SET items = ? WHERE id = ?');
  const putFurther = db.prepare('UPDATE item_blocks SET items = ? WHERE operation_id = ? AND block = ?');
  const interrupt = db.prepare(`
    UPDATE vendor_requests SET outcome = 'INTERRUPTED', callback_hash = NULL
    WHERE outcome IN ('SENDING', 'AWAITING_CALLBACK') AND channel = ? AND kind <> 'STOCK_ADJUSTMENT'`);
  const scopeOf = db.prepare('SELECT key_scope FROM operations WHERE id = ? AND idempotency_key IS NOT NULL');
  const putScope = db.prepare('UPDATE OR IGNORE operations SET key_scope = ? WHERE id = ?');
  const scopes = db.prepare("SELECT DISTINCT key_scope FROM operations WHERE key_scope <> ''");
  const putScopes = db.prepare('UPDATE OR IGNORE operations SET key_scope = ? WHERE key_scope = ?');

  const rewrite = (
    cache: Cache,
    record: OperationRecord,
    moved: ReadonlySet<number>,
    to: ChannelId,
  ): void => {
    const { id, itemCount } = record.operation;
    forgetChannels.run(id);
    for (const chunk of chunksOf(moved)) {
      const { first, last } = chunkRange(chunk, itemCount);
      const json = encodeItems(
        Array.from({ length: last + 1 - first }, (_, at) => {
          const stored = cache.item(record, first + at);
          return writableOf(moved.has(first + at) ? onChannel(stored, to) : stored);
        }),
      );
      if (chunk === 0) putFirst.run(json, id);
      else putFurther.run(json, id, chunk);
    }
  };

  return {
    /** Returns the number of items. */
    work: (cache: Cache, from: ChannelId, to: ChannelId, keys: boolean): number => {
      let count = 0;
      for (const record of cache.running()) {
        const moved = new Set<number>();
        for (const [index, progress] of record.progress.entries()) {
          if (!isPending(progress.state) || cache.item(record, index).item?.channel !== from) continue;
          if (!mayMove(record.operation.kind, progress)) continue;
          moved.add(index);
          record.progress[index] = queuedElsewhere(progress);
        }
        if (moved.size === 0) continue;
        count += moved.size;
        rewrite(cache, record, moved, to);
        cache.progressChunks.write(record, moved);
        const scope = keys ? scopeOf.get(record.operation.id)?.['key_scope'] : undefined;
        if (typeof scope === 'string') putScope.run(scopeAfter(scope, from, to), record.operation.id);
      }
      interrupt.run(from);
      return count;
    },

    stock: (from: ChannelId, to: ChannelId): void => {
      // The index entries of the products that are replaced. The others keep their numbers.
      for (const index of productIndexes)
        db.prepare(`
          DELETE FROM ${index} WHERE rowid IN (
            SELECT r.id FROM products f JOIN products r ON r.channel = ?2 AND r.product_id = f.product_id
            WHERE f.channel = ?1)`).run(from, to);
      for (const drop of dropMixedHistory) db.prepare(drop).run(from, to);
      for (const table of [
        'stock_levels',
        'stock_history',
        'watermarks',
        'doubts',
        'target_ends',
        'locations',
        'sku_listings',
      ])
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
