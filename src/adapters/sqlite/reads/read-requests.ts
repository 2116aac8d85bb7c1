import type { DatabaseSync } from 'node:sqlite';
import { noWatermarks, withKept } from '../../../domain/changes/watermark.ts';
import { asChannelId, asRequestId, type ChannelId, type RequestId } from '../../../domain/ids.ts';
import type { AwaitedRequest } from '../../../ports/journal/requests.ts';
import {
  earlyCallbackOf,
  integer,
  kindOf,
  type Row,
  refsOf,
  requestOutcomeOf,
  text,
  textOrNull,
} from '../../journal-rows.ts';
import type { Cache } from '../cache/cache.ts';

export const prepareReadRequests = (db: DatabaseSync, cache: Cache) => {
  const byId = db.prepare('SELECT * FROM vendor_requests WHERE id = ?');
  const byCallback = db.prepare('SELECT * FROM vendor_requests WHERE callback_hash = ?');
  // In the words of the partial index `vendor_requests_in_doubt`.
  const inDoubt = db.prepare(`
    SELECT id FROM vendor_requests
    WHERE outcome = 'TIMED_OUT' AND kind = 'STOCK_ADJUSTMENT' AND sent_at > ?2
      AND channel IN (SELECT value FROM json_each(?1))
    ORDER BY sent_at DESC, id DESC LIMIT ?3`);

  const awaitedRequestOf = (row: Row): AwaitedRequest => {
    const id = asRequestId(integer(row, 'id'));
    const rows: AwaitedRequest['rows'][number][] = [];
    for (const { operationId, index } of refsOf(row)) {
      const record = cache.get(operationId);
      const stored = record && cache.item(record, index);
      const progress = record?.progress[index];
      if (!stored?.item || !progress) throw new Error(`Item ${operationId}/${index} does not exist`);
      const { state, requestId, kept = noWatermarks } = progress;
      const change = withKept(stored.change, kept);
      rows.push({ operationId, index, change, state, current: requestId === id });
    }
    return {
      id,
      channel: asChannelId(text(row, 'channel')),
      kind: kindOf(row),
      attempt: integer(row, 'attempt'),
      sentAt: integer(row, 'sent_at'),
      deadline: integer(row, 'deadline'),
      vendorRequestId: textOrNull(row, 'vendor_request_id'),
      callbackHash: textOrNull(row, 'callback_hash'),
      earlyCallback: earlyCallbackOf(row),
      outcome: requestOutcomeOf(row),
      rows,
    };
  };

  return {
    byId: (id: RequestId): AwaitedRequest | null => {
      const row = byId.get(id);
      return row ? awaitedRequestOf(row) : null;
    },
    byCallback: (hash: string): AwaitedRequest | null => {
      const row = byCallback.get(hash);
      return row ? awaitedRequestOf(row) : null;
    },
    adjustmentsInDoubt: (
      channels: readonly ChannelId[],
      since: number,
      limit: number,
    ): readonly RequestId[] =>
      inDoubt.all(JSON.stringify(channels), since, limit).map((row) => asRequestId(integer(row, 'id'))),
  };
};
