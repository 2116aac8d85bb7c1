import type { Resolution, TrackingWrite } from '../../domain/drift.ts';
import type { ChannelId, LocationId, OperationId, ProductId } from '../../domain/ids.ts';
import type { Location } from '../../domain/location.ts';
import type { Product } from '../../domain/product.ts';
import type { StockKey, StockLevel } from '../../domain/stock.ts';
import type { VendorEvent } from '../vendor-reads.ts';
import type { Changes } from './changes.ts';
import type { Page, ProductPosition } from './page.ts';

/** A range of whole numbers with both ends. Null is an open end. */
export type Range = { readonly min: number | null; readonly max: number | null };

/** Null means any. All conditions apply together. */
export type ProductFilter = {
  /** The order of this list is that of the channels in each list of entries. */
  readonly channels: readonly ChannelId[];
  /** A text that the name, the code, a product id or another name of the product contains. Case and width are ignored. */
  readonly search: string | null;
  readonly codes: readonly string[] | null;
  readonly productIds: readonly ProductId[] | null;
  /** One stock level of the product at least is in this range. */
  readonly quantity: Range | null;
  readonly observedAfter: number | null;
};

export type StockLevelFilter = {
  /** As in ProductFilter. */
  readonly channels: readonly ChannelId[];
  readonly productIds: readonly ProductId[] | null;
  readonly locationIds: readonly LocationId[] | null;
  /** Only these levels. */
  readonly listings: readonly StockKey[] | null;
  readonly quantity: Range | null;
  /** Whether the target of the level has an accepted change that has not ended. */
  readonly pending: boolean | null;
  /** Whether the level has drift. */
  readonly drifted: boolean | null;
};

/** DESC is the reverse of ASC. Entries with equal values are in the order of channel and ids. */
export type ProductSort = {
  readonly field: 'PRODUCT_ID' | 'NAME' | 'OBSERVED_AT';
  readonly direction: 'ASC' | 'DESC';
};
/**
 * Levels have no index by QUANTITY and OBSERVED_AT, because it would make each write of a level slower by a third. A page
 * in these orders reads all levels of the channels, in slices.
 */
export type StockSort = {
  readonly field: 'PRODUCT_ID' | 'QUANTITY' | 'OBSERVED_AT';
  readonly direction: 'ASC' | 'DESC';
};

/** The place of an entry in a sorted list: its key, and the value of the sort field (null for PRODUCT_ID). */
export type ProductPlace = ProductPosition & { readonly value: string | number | null };
export type StockPlace = StockKey & { readonly value: number | null };

/** A part of a list. With `last`, it is counted from the end. The entries are in the order of the list in both cases. */
export type PageOf<Filter, Sort, Place> = {
  readonly filter: Filter;
  readonly sort: Sort;
  readonly after: Place | null;
  readonly before: Place | null;
  readonly limit: number;
  readonly last: boolean;
};

/** `isExact` is false if there are more entries than `value`. */
export type Count = { readonly value: number; readonly isExact: boolean };

/** An event of a vendor that is not processed yet. */
export type StoredEvent = {
  readonly id: number;
  readonly channel: ChannelId;
  readonly receivedAt: number;
  readonly event: VendorEvent;
};

/** The kinds of rows of the catalogue. */
export type CatalogueKind = 'products' | 'levels' | 'locations';

/**
 * Rows that were read from a vendor, and how far the poll is. The position is stored only if all rows are stored: after a
 * crash in between, the poll reads the rows again.
 */
export type CatalogueRecord = {
  readonly channel: ChannelId;
  /** When the rows were read. Milliseconds since the epoch. */
  readonly readAt: number;
  readonly products: readonly Product[];
  readonly levels: readonly StockLevel[];
  readonly locations: readonly Location[];
  /** The number of the full pass that read them. Null for any other read. */
  readonly pass: number | null;
  /**
   * Whether a row that says nothing new gets the time of this read. True for a read that a caller asked for, who then
   * learns how old the row is. False for a poll, which writes nothing if it finds nothing.
   */
  readonly refresh: boolean;
  /** What becomes of the differences to the expected quantities. Absent if the vendor may still explain them. */
  readonly resolution?: Resolution;
  /** The new position of the channel's poll. Null leaves the stored position. */
  readonly position: string | null;
};

/** A level whose quantity differs from the expected one, and the vendor may still explain it. */
export type OpenDifference = {
  readonly level: StockLevel;
  /** The operation that last wrote the level. */
  readonly by: OperationId | null;
  /** The quantity before the difference. Null if it is not known. */
  readonly from: number | null;
  /** When the difference was first read, milliseconds since the epoch. */
  readonly since: number;
};

/** Rows that the vendor does not have any longer. */
export type Removed = {
  readonly channel: ChannelId;
  readonly products: readonly ProductId[];
  readonly levels: readonly StockKey[];
  readonly locations: readonly LocationId[];
};

/** Reads of the catalogue. No read takes the event loop for more than a few milliseconds at a time. */
export interface CatalogueReads {
  productsPage(page: PageOf<ProductFilter, ProductSort, ProductPlace>): Promise<Page<Product>>;
  /** Counts to 10,000. */
  countProducts(filter: ProductFilter): Promise<Count>;
  stockLevelsPage(page: PageOf<StockLevelFilter, StockSort, StockPlace>): Promise<Page<StockLevel>>;
  locations(
    keys: readonly { readonly channel: ChannelId; readonly locationId: LocationId }[],
  ): Promise<readonly (Location | null)[]>;
  /** In the order of the location ids. */
  locationsPage(page: {
    readonly channel: ChannelId;
    readonly after: LocationId | null;
    readonly before: LocationId | null;
    readonly limit: number;
    readonly last: boolean;
  }): Promise<Page<Location>>;
}

/**
 * The commands of the catalogue: the last known products, locations and stock levels of the vendors. The settlements of
 * the journal fill it too. A stored row that was observed later is never replaced.
 */
export interface Catalogue extends CatalogueReads {
  /**
   * Stores rows that were read. A row that says nothing new is not written, except to note its full pass.
   * `Changes.stock` has the levels that are new, or whose quantity or sold-out flag changed.
   */
  recordCatalogue(record: CatalogueRecord): Promise<Changes>;
  /**
   * Rows of a kind that a full pass did not read, of those that were stored before `before` (milliseconds since the
   * epoch). The vendor may still have them: a list may skip a row.
   */
  unseen(
    channel: ChannelId,
    kind: CatalogueKind,
    pass: number,
    before: number,
    limit: number,
  ): Promise<Removed>;
  /** Deletes rows that were observed before `before`. The levels of a deleted product are deleted too. */
  removeFromCatalogue(removed: Removed, before: number): Promise<Changes>;

  /** Replaces the tracking of levels that are stored. It does not change their quantities. */
  track(writes: readonly TrackingWrite[]): Promise<void>;
  /** Levels of the channel with a difference that was first read at `until` or earlier, oldest first. */
  openDifferences(channel: ChannelId, until: number, limit: number): Promise<readonly OpenDifference[]>;
  /** The number of levels of the channel with drift. Counts to `limit`. */
  countDrifts(channel: ChannelId, limit: number): Promise<number>;
  /** When the channel's vendor sent an event last, milliseconds since the epoch. Null if it never did. */
  lastEventAt(channel: ChannelId): Promise<number | null>;

  /** The position of the channel's poll. Null before the first one. */
  pollPosition(channel: ChannelId): Promise<string | null>;
  /**
   * Whether this gateway may poll the channel during the next `forMs`. Only one gateway of a cluster may. A gateway that
   * stops renewing loses the right.
   */
  takePoll(channel: ChannelId, forMs: number): Promise<boolean>;

  /**
   * Stores an event. It is on the disk when the promise resolves. `isFromVendor` is false for a read that the gateway
   * itself asks for, and for an event that it stores again: neither shows that the vendor's events arrive.
   */
  storeEvent(channel: ChannelId, event: VendorEvent, at: number, isFromVendor: boolean): Promise<StoredEvent>;
  /** Events that are not processed yet, oldest first. */
  storedEvents(channels: readonly ChannelId[], limit: number): Promise<readonly StoredEvent[]>;
  /** The event is processed. */
  removeEvent(id: number): Promise<void>;
}
