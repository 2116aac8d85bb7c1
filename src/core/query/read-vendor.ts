import { vendorUnavailable } from '../../domain/failure.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Log } from '../../ports/log.ts';
import type { ReadUnavailable, StartCall } from '../../ports/vendor-reads.ts';
import type { Channels } from '../channels/channels.ts';
import type { ReadLimit } from '../deliver/rate-limit.ts';

export type ReadVendorDeps = {
  readonly channels: Pick<Channels, 'use'>;
  readonly log: Log;
  readonly readLimitOf: (channel: Channel) => ReadLimit;
};

/**
 * Reads from a vendor within the read limit of the channel. An adapter that throws has a bug. The caller gets a failure
 * then.
 */
export const readVendor = async <Read extends { readonly type: 'read' }>(
  channel: Channel,
  read: (startCall: StartCall) => Promise<Read | ReadUnavailable>,
  { channels, log, readLimitOf }: ReadVendorDeps,
): Promise<Read | ReadUnavailable> => {
  const limit = readLimitOf(channel);
  try {
    const result = await channels.use(channel, () => read(limit.startCall));
    if (result.type === 'unavailable') limit.onUnavailable(result.failure);
    return result;
  } catch (error) {
    log.error({ err: error, channel: channel.key }, 'A bug in the vendor adapter interrupted a read');
    const failure = vendorUnavailable('VENDOR_UNAVAILABLE', 'The gateway broke the read off.');
    return { type: 'unavailable', failure };
  }
};
