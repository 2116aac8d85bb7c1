import type { ChannelId } from '../../../domain/ids.ts';
import type { Channel } from '../../../ports/channel.ts';
import { createHttp } from '../http/client.ts';
import type { VendorContext } from '../http/context.ts';
import { cleaner } from '../http/sanitize.ts';
import { createClient } from './client.ts';
import type { BrightmallSettings } from './settings.ts';
import { createConfirmationWriter } from './writer.ts';

/** Brightmall: says for ordered items whether stock is there; it holds no stock levels and has no reads of them. */
export const createBrightmall = (
  id: ChannelId,
  settings: BrightmallSettings,
  context: VendorContext,
): Channel => {
  const { id: key, vendor, sandbox, limits, baseUrl, apiKey, vendorId } = settings;
  const http = createHttp(
    { channel: key, baseUrl, connections: limits.concurrency, timeoutMs: limits.timeoutMs },
    context,
  );
  const client = createClient(http, { apiKey, vendorId });
  const writer = createConfirmationWriter({ client, clock: context.clock, clean: cleaner([apiKey]) });
  return {
    id,
    key,
    vendor,
    sandbox,
    limits: { ...limits, readRatePerSecond: null },
    writers: { INVENTORY_CONFIRMATION: writer },
    close: () => http.close(),
  };
};
