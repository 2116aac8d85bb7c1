import { vendorUnavailable } from '../../domain/failure.ts';
import type { StockKey } from '../../domain/stock.ts';
import type { Channel, StockRead } from '../../ports/channel.ts';
import type { Log } from '../../ports/log.ts';
import type { Channels } from '../channels.ts';
import type { ReadPath } from '../deliver/read-path.ts';

/** A channel whose vendor can be asked for stock. */
export type ReadableChannel = Channel & Required<Pick<Channel, 'readStock'>>;

export const isReadable = (channel: Channel | undefined): channel is ReadableChannel =>
  channel?.readStock !== undefined;

export type AskParts = {
  readonly channels: Pick<Channels, 'use'>;
  readonly log: Log;
  readonly readPathOf: (channel: Channel) => ReadPath;
};

/** Asks the vendor for its current stock. A throw is a bug in the channel: the caller gets an answer all the same. */
export const askForStock = async (
  channel: ReadableChannel,
  keys: readonly StockKey[],
  { channels, log, readPathOf }: AskParts,
): Promise<StockRead> => {
  const path = readPathOf(channel);
  try {
    const read = await channels.use(channel, () => channel.readStock(keys, path.startCall));
    if (read.type === 'unavailable') path.onUnavailable(read.failure);
    return read;
  } catch (error) {
    log.error({ err: error, channel: channel.key }, 'A bug in the channel broke a read off');
    const failure = vendorUnavailable('VENDOR_UNAVAILABLE', 'The gateway broke the read off.');
    return { type: 'unavailable', failure };
  }
};
