import type { ClientBase } from 'pg';
import { scopeAfter } from '../../../../core/decide/accounts.ts';
import type { ChannelId } from '../../../../domain/ids.ts';
import type { ChannelAccount } from '../../../../ports/journal/accounts.ts';

/** As `mayMove` of core/decide: adjustments in flight stay. */
const pending =
  "(state IN ('QUEUED', 'RETRYING') OR (state IN ('SENDING', 'AWAITING_CALLBACK') AND kind <> 'STOCK_ADJUSTMENT'))";
/** The first "channel" in the JSON text is the one of the change or of the product itself. */
const renamed = (column: string): string =>
  `regexp_replace(${column}, '"channel":"[^"]*"', '"channel":"' || $2 || '"')`;

const moveItems = `
  UPDATE items SET channel = $2, change = ${renamed('change')}, request_id = NULL, kept = NULL, retry = NULL, state = 'QUEUED',
    may_have_applied = CASE state WHEN 'QUEUED' THEN may_have_applied ELSE 1 END
  WHERE channel = $1 AND ${pending}
  RETURNING operation_id`;
/** The items may have another channel key now. Without this text, a filter by channel reads them. */
const forgetChannels = 'UPDATE operations SET channels = NULL WHERE id = ANY ($1::bigint[])';
const interrupt = `
  UPDATE vendor_requests SET outcome = 'INTERRUPTED', callback_hash = NULL
  WHERE outcome IN ('SENDING', 'AWAITING_CALLBACK') AND channel = $1 AND kind <> 'STOCK_ADJUSTMENT'`;
const renameLeft = `
  UPDATE gateways SET left_channels = array_replace(left_channels, $1::text, $2::text) WHERE left_channels IS NOT NULL`;

const scopesOf = `
  SELECT id, key_scope FROM operations WHERE id = ANY ($1::bigint[]) AND idempotency_key IS NOT NULL`;
const allScopes = `SELECT DISTINCT key_scope FROM operations WHERE key_scope <> ''`;
const unlessUsed = `idempotency_key IS NOT NULL AND NOT EXISTS (
  SELECT 1 FROM operations x WHERE x.client = o.client AND x.idempotency_key = o.idempotency_key AND x.key_scope = $1)`;
const putScope = `UPDATE operations o SET key_scope = $1 WHERE id = $2 AND ${unlessUsed}`;
const putScopes = `UPDATE operations o SET key_scope = $1 WHERE key_scope = $2 AND ${unlessUsed}`;

/** Deletes rows of `to` that rows of `from` replace. */
const dropReplaced = (table: string, columns: readonly string[]): string => `
  DELETE FROM ${table} a USING ${table} b WHERE a.channel = $2 AND b.channel = $1
    AND ${columns.map((column) => `a.${column} = b.${column}`).join(' AND ')}`;

const levelOf = (channel: string): string => `
  EXISTS (SELECT 1 FROM stock_levels s WHERE s.channel = ${channel} AND s.product_id = h.product_id
    AND s.location_id = h.location_id AND s.option_id = h.option_id)`;
/**
 * A level has the history of one account: a level that moves brings its own. $1 is the channel that it leaves, $2 the
 * channel that it gets.
 */
const dropMixedHistory = [
  `DELETE FROM stock_history h WHERE h.channel = $2 AND ${levelOf('$1')}`,
  `DELETE FROM stock_history h WHERE h.channel = $1 AND NOT ${levelOf('$1')} AND ${levelOf('$2')}`,
];

const putAccount = `
  INSERT INTO channel_accounts (id, key, vendor, account, is_current) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (id) DO UPDATE SET vendor = excluded.vendor, account = excluded.account,
    is_current = excluded.is_current`;

/** Changes the account of stored work and stock. No gateway runs meanwhile, and the caller owns the transaction. */
export const prepareAccountTransfer = (client: ClientBase) => ({
  /** Returns the number of items. */
  work: async (from: ChannelId, to: ChannelId, keys: boolean): Promise<number> => {
    const { rows } = await client.query<{ operation_id: number }>(moveItems, [from, to]);
    const ids = [...new Set(rows.map((row) => row.operation_id))];
    await client.query(forgetChannels, [ids]);
    await client.query(interrupt, [from]);
    await client.query(renameLeft, [from, to]);
    if (keys) {
      const scopes = await client.query<{ id: number; key_scope: string }>(scopesOf, [ids]);
      for (const { id, key_scope } of scopes.rows)
        await client.query(putScope, [scopeAfter(key_scope, from, to), id]);
    }
    return rows.length;
  },

  stock: async (from: ChannelId, to: ChannelId): Promise<void> => {
    await client.query('DELETE FROM targets WHERE channel = $1 AND watermarks IS NULL', [from]);
    for (const drop of dropMixedHistory) await client.query(drop, [from, to]);
    await client.query(dropReplaced('targets', ['target']), [from, to]);
    await client.query(dropReplaced('doubts', ['target']), [from, to]);
    await client.query(dropReplaced('target_ends', ['target']), [from, to]);
    await client.query(dropReplaced('products', ['product_id']), [from, to]);
    await client.query(dropReplaced('stock_levels', ['product_id', 'location_id', 'option_id']), [from, to]);
    await client.query(dropReplaced('locations', ['location_id']), [from, to]);
    await client.query(dropReplaced('sku_listings', ['product_id', 'location_id', 'option_id']), [from, to]);
    for (const table of [
      'targets',
      'doubts',
      'target_ends',
      'stock_levels',
      'stock_history',
      'locations',
      'sku_listings',
    ])
      await client.query(`UPDATE ${table} SET channel = $2 WHERE channel = $1`, [from, to]);
    await client.query(
      `UPDATE products SET channel = $2, product = ${renamed('product')} WHERE channel = $1`,
      [from, to],
    );
  },

  keys: async (from: ChannelId, to: ChannelId): Promise<void> => {
    const { rows } = await client.query<{ key_scope: string }>(allScopes);
    for (const { key_scope: scope } of rows) {
      if (scope.split(' ').includes(from))
        await client.query(putScopes, [scopeAfter(scope, from, to), scope]);
    }
  },

  account: async ({ id, key, account, isCurrent }: ChannelAccount): Promise<void> => {
    await client.query(putAccount, [
      id,
      key,
      account?.vendor ?? null,
      account?.name ?? null,
      Number(isCurrent),
    ]);
  },
});
