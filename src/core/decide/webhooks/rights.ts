import { type ChannelId, keyOf } from '../../../domain/ids.ts';
import type { WebhookEvent, WebhookRights } from '../../../domain/webhook.ts';
import { assertNever } from '../../../lib/assert-never.ts';

/** Whether the event is about an operation. A client gets only events of its own operations. */
const isOfOperation = (event: WebhookEvent): boolean => {
  switch (event) {
    case 'OPERATION_COMPLETED':
    case 'ITEM_FAILED':
      return true;
    case 'STOCK_CHANGED':
    case 'DRIFT_FOUND':
      return false;
    default:
      return assertNever(event);
  }
};

/** Whether a client may get events of this kind at all. A client may see its own operations without the scope `read`. */
export const maySubscribe = (event: WebhookEvent, { reads }: Pick<WebhookRights, 'reads'>): boolean =>
  reads || isOfOperation(event);

/**
 * Whether a client may get the event, as it could query it: its own operations whatever their channels are, and stock of
 * the channels that it may use. `channel` is that of the stock level. Null rights stand for a client without a valid key.
 */
export const mayReceive = (
  event: WebhookEvent,
  channel: ChannelId | null,
  rights: WebhookRights | null,
): boolean => {
  if (!rights || !maySubscribe(event, rights)) return false;
  if (isOfOperation(event) || channel === null || rights.channels === null) return true;
  return rights.channels.has(keyOf(channel));
};
