import type { OptionGroup, ProductChange } from './changes/change.ts';
import type { ChannelId, ProductId } from './ids.ts';
import type { Source } from './stock.ts';

/**
 * The value of a field that only products of one vendor have. Prices are numbers in the vendor's currency, and times are
 * milliseconds since the epoch.
 */
export type ProductDetail = string | number | boolean | null | readonly string[];

/**
 * A product as the gateway last saw it: in a write that the vendor acknowledged, or in a read. Null means that the
 * vendor has no value or that the gateway does not know it. Prices are in the vendor's currency.
 */
export type Product = {
  readonly channel: ChannelId;
  readonly productId: ProductId;
  readonly name: string;
  /** The merchant's own code of the product, if the vendor stores one. */
  readonly code: string | null;
  readonly price: number | null;
  readonly image: string | null;
  readonly optionGroups: readonly OptionGroup[];
  /** The fields that the vendor's definition lists, by name. A field that is missing is null. */
  readonly details: { readonly [field: string]: ProductDetail };
  readonly source: Source;
  /** Milliseconds since the epoch. */
  readonly observedAt: number;
};

/** A product that the gateway replaced, as the vendor acknowledged it. */
export const productOf = (change: ProductChange, observedAt: number): Product => ({
  channel: change.channel,
  productId: change.productId,
  name: change.name,
  code: null,
  price: change.price,
  image: change.mainImage,
  optionGroups: change.optionGroups,
  details: {
    brand: change.brand,
    mainImage: change.mainImage,
    images: change.images,
    detailImages: change.detailImages,
    discountedPrice: change.discountedPrice,
    domesticShippingFee: change.domesticShippingFee,
    freeShippingThreshold: change.freeShippingThreshold,
    stockQuantity: change.stockQuantity,
    exportProhibited: change.exportProhibited,
    exportProhibitedReason: change.exportProhibitedReason,
    sourceUrl: change.sourceUrl,
  },
  source: 'ACKNOWLEDGED_WRITE',
  observedAt,
});
