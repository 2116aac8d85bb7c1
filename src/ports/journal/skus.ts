import type { ChannelId, ChannelKey, SkuCode } from '../../domain/ids.ts';
import type { Sku } from '../../domain/sku.ts';
import type { Page, ProductPosition } from './page.ts';

/** Which SKUs a list contains. Null means any. All conditions apply together. */
export type SkuFilter = {
  readonly codes: readonly SkuCode[] | null;
  /** SKUs with a listing on one of these channels; with `unlisted`, SKUs without one. */
  readonly channels: readonly ChannelId[] | null;
  /** A text that the code contains. Case and width are ignored. */
  readonly search: string | null;
  /** True: SKUs without a listing. False: SKUs with one. On any channel, or on `channels`. */
  readonly unlisted: boolean | null;
  /** True: SKUs with drift at one of their listings. False: SKUs without. Of `channels` and `visible` channels only. */
  readonly drifted: boolean | null;
  /** The channels that the caller may use. Only SKUs that it may know of (`isVisible`). Null for all. */
  readonly visible: readonly ChannelKey[] | null;
};

/** A part of the list of SKUs, in the order of their codes. With `last`, it is counted from the end. */
export type SkusPage = {
  readonly filter: SkuFilter;
  readonly after: SkuCode | null;
  readonly before: SkuCode | null;
  readonly limit: number;
  readonly last: boolean;
};

/** Reads of SKUs. No read takes the event loop for more than a few milliseconds at a time. */
export interface SkuReads {
  /** One entry per code. All of them are read together. */
  skus(codes: readonly SkuCode[]): Promise<readonly (Sku | null)[]>;
  skusPage(page: SkusPage): Promise<Page<Sku>>;
  /**
   * The SKU that lists each product itself, not one of its options. With one for each store, the first by the id of the
   * store.
   */
  skusOfProducts(products: readonly ProductPosition[]): Promise<readonly (SkuCode | null)[]>;
}

/** A SKU to save, and where it is in the input of its caller. */
export type SkuDraft = Sku & {
  /** The place of the SKU in the input. */
  readonly index: number;
};

/** The channels that the caller may use. Null for all. */
export type SkuCaller = { readonly channels: ReadonlySet<ChannelKey> | null };

/** Why one SKU was not saved. */
export type SkuRefusal =
  /** The listing at this place belongs to another SKU. */
  | { readonly type: 'taken'; readonly index: number; readonly listing: number; readonly by: SkuCode }
  /** The stored SKU has listings on channels that the caller may not use. */
  | { readonly type: 'closed'; readonly index: number };

/** Why one SKU was not deleted. */
export type DeleteRefusal =
  | { readonly type: 'unknown'; readonly index: number }
  | { readonly type: 'closed'; readonly index: number };

/** The commands of SKUs. A write is atomic, and it is on the disk when its promise resolves. */
export interface Skus extends SkuReads {
  /**
   * Replaces the listings of each SKU, or creates it. A SKU that is refused stays as it was. The drafts have distinct
   * codes, and no two of them claim the same listing.
   */
  saveSkus(drafts: readonly SkuDraft[], caller: SkuCaller): Promise<readonly SkuRefusal[]>;
  /** Deletes SKUs with their listings. Operations stay as they are. The codes are distinct. */
  deleteSkus(codes: readonly SkuCode[], caller: SkuCaller): Promise<readonly DeleteRefusal[]>;
}
