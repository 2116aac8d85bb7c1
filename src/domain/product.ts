import type { OptionGroup, ProductChange } from './changes/change.ts';
import type { ChannelId, ProductId } from './ids.ts';
import type { Evidence } from './item.ts';

/**
 * A product as the gateway knows it, from a write that the vendor acknowledged or from a read. Null and an empty list
 * mean that the gateway does not know the field, or that the vendor has no such field. Prices are in the vendor's
 * currency.
 */
export type Product = {
  readonly channel: ChannelId;
  readonly productId: ProductId;
  readonly name: string;
  /** The merchant's own code of the product, if the vendor stores one. */
  readonly code: string | null;
  readonly brand: string | null;
  readonly mainImage: string | null;
  readonly images: readonly string[];
  readonly detailImages: readonly string[];
  readonly price: number | null;
  readonly discountedPrice: number | null;
  readonly domesticShippingFee: number | null;
  readonly freeShippingThreshold: number | null;
  readonly stockQuantity: number | null;
  readonly exportProhibited: boolean | null;
  readonly exportProhibitedReason: string | null;
  readonly sourceUrl: string | null;
  readonly optionGroups: readonly OptionGroup[];
  readonly source: Evidence;
  /** Milliseconds since the epoch. */
  readonly observedAt: number;
};

/** A product of which the gateway knows no details. A read fills in the fields that the vendor states. */
export const unknownProduct = {
  code: null,
  brand: null,
  mainImage: null,
  images: [],
  detailImages: [],
  price: null,
  discountedPrice: null,
  domesticShippingFee: null,
  freeShippingThreshold: null,
  stockQuantity: null,
  exportProhibited: null,
  exportProhibitedReason: null,
  sourceUrl: null,
  optionGroups: [],
} as const satisfies Partial<Product>;

/** The fields that the replacement of a whole product states. The gateway knows them afterwards. */
type ReplacedField =
  | 'brand'
  | 'mainImage'
  | 'price'
  | 'discountedPrice'
  | 'domesticShippingFee'
  | 'freeShippingThreshold'
  | 'stockQuantity'
  | 'exportProhibited'
  | 'sourceUrl';

/** A product that the gateway replaced. The journal stores these products only. */
export type ReplacedProduct = Product & {
  readonly [Field in ReplacedField]: NonNullable<Product[Field]>;
};

/** What the vendor acknowledged when it replaced a product. */
export const productOf = (change: ProductChange, observedAt: number): ReplacedProduct => ({
  ...unknownProduct,
  channel: change.channel,
  productId: change.productId,
  name: change.name,
  brand: change.brand,
  mainImage: change.mainImage,
  images: change.images,
  detailImages: change.detailImages,
  price: change.price,
  discountedPrice: change.discountedPrice,
  domesticShippingFee: change.domesticShippingFee,
  freeShippingThreshold: change.freeShippingThreshold,
  stockQuantity: change.stockQuantity,
  exportProhibited: change.exportProhibited,
  exportProhibitedReason: change.exportProhibitedReason,
  sourceUrl: change.sourceUrl,
  optionGroups: change.optionGroups,
  source: 'ACKNOWLEDGED_WRITE',
  observedAt,
});
