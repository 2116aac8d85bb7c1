import { vendorUnavailable } from '../domain/failure.ts';
import type { StockKey } from '../domain/stock.ts';
import type { Channel, StockRead } from '../ports/channel.ts';
import type { Log } from '../ports/log.ts';
import type { Channels } from './channels.ts';

/** A channel whose vendor can be asked for stock. */
export type ReadableChannel = Channel & Required<Pick<Channel, 'readStock'>>;

export const isReadable = (channel: Channel | undefined): channel is ReadableChannel =>
  channel?.readStock !== undefined;

/** Asks the vendor for stock as it stands. A throw is a bug in the channel: whoever asked is answered all the same. */
export const askForStock = async (
  channel: ReadableChannel,
  keys: readonly StockKey[],
  { channels, log }: { readonly channels: Pick<Channels, 'use'>; readonly log: Log },
): Promise<StockRead> => {
  try {
    return await channels.use(channel, () => channel.readStock(keys));
  } catch (error) {
    log.error({ err: error, channel: channel.id }, 'A bug in the channel broke a read off');
    const failure = vendorUnavailable('VENDOR_UNAVAILABLE', 'The gateway broke the read off.');
    return { type: 'unavailable', failure };
  }
};
