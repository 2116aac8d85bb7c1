import type { StockKey, StockLevel } from '../../domain/stock.ts';
import type { Channel } from '../../ports/channel.ts';
import type { Journal } from '../../ports/journal/journal.ts';
import type { ReadUnavailable, StockRead } from '../../ports/vendor-reads.ts';
import type { HandleChanges } from '../journal/handle-changes.ts';
import { createReadFresh, type ReadFreshDeps } from './read-fresh.ts';
import { type ReadVendorDeps, readVendor } from './read-vendor.ts';

/** A channel whose vendor can be asked for stock. */
export type ReadableChannel = Channel & Required<Pick<Channel, 'readStock'>>;

export const isReadable = (channel: Channel | undefined): channel is ReadableChannel =>
  channel?.readStock !== undefined;

/** Reads the current stock of the vendor. */
export const readVendorStock = (
  channel: ReadableChannel,
  keys: readonly StockKey[],
  deps: ReadVendorDeps,
): Promise<StockRead> =>
  readVendor<Exclude<StockRead, ReadUnavailable>>(
    channel,
    (startCall) => channel.readStock(keys, startCall),
    deps,
  );

export type ReadStockDeps = ReadFreshDeps & {
  readonly journal: Pick<Journal, 'stockLevels' | 'recordRead' | 'removeFromCatalogue'>;
  readonly handleChanges: HandleChanges;
};

/** A level without a change is stored again after this time, so that a reader of the catalogue sees a current time. */
const refreshAfterMs = 5_000;

const isNews = (level: StockLevel, known: StockLevel | null): boolean =>
  known === null || known.quantity !== level.quantity || level.observedAt - known.observedAt > refreshAfterMs;

/** Reads stock of a given age: see `createReadFresh`. */
export const createReadStock = (deps: ReadStockDeps) => {
  const { journal, log, handleChanges } = deps;
  return createReadFresh<StockKey, StockLevel>(
    {
      known: (keys) => journal.stockLevels(keys),
      readOf: (channel) =>
        isReadable(channel)
          ? async (keys, startCall) => {
              const read = await channel.readStock(keys, startCall);
              return read.type === 'read' ? { type: 'read', values: read.levels } : read;
            }
          : null,
      record: (_channel, levels, known) => {
        const news = levels.filter((level, at) => isNews(level, known[at] ?? null));
        if (news.length === 0) return;
        journal.recordRead(news).then(handleChanges, (error: unknown) => {
          log.error({ err: error }, 'Could not record stock that a vendor reported');
        });
      },
      remove: (channel, levels, readAt) => {
        journal
          .removeFromCatalogue({ channel, products: [], locations: [], levels }, readAt)
          .then(handleChanges, (error: unknown) => {
            log.error({ err: error }, 'Could not record stock that a vendor reported');
          });
      },
    },
    deps,
  );
};
