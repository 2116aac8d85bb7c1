import type { ChannelId } from '../../../domain/ids.ts';
import type { Channel } from '../../../ports/channel.ts';
import { createHttp } from '../http/client.ts';
import type { VendorContext } from '../http/context.ts';
import { cleaner } from '../http/sanitize.ts';
import { createClient } from './client.ts';
import type { GlobalLinkSettings } from './settings.ts';
import { createProductWriter, createStockWriter } from './writers.ts';

/** Global Link of Delivered Korea: stock of many products in one call, whole products one by one; no reads. */
export const createGlobalLink = (
  id: ChannelId,
  settings: GlobalLinkSettings,
  context: VendorContext,
): Channel => {
  const { id: key, vendor, sandbox, limits, baseUrl, secretKey } = settings;
  const http = createHttp(
    { channel: key, baseUrl, connections: limits.concurrency, timeoutMs: limits.timeoutMs },
    context,
  );
  const parts = {
    client: createClient(http, secretKey),
    clock: context.clock,
    clean: cleaner([secretKey]),
  };
  return {
    id,
    key,
    vendor,
    sandbox,
    limits: { ...limits, readRatePerSecond: null },
    writers: { STOCK_UPDATE: createStockWriter(parts), PRODUCT_UPDATE: createProductWriter(parts) },
    close: () => http.close(),
  };
};
