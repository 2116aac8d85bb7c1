import { assertNever } from '../../lib/assert-never.ts';
import {
  asLocationId,
  asProductId,
  asTargetKey,
  type ChannelId,
  type LocationId,
  type OptionId,
  type OrderItemId,
  type ProductId,
  type SkuCode,
  type TargetKey,
} from '../ids.ts';

export type OptionStock = { readonly optionId: OptionId; readonly quantity: number };

/** The listing of a SKU that a change sets, and the option of the product if the listing is an option. */
export type ChangedListing = { readonly sku: SkuCode; readonly optionId: OptionId | null };

/** Set the stock of a product to an absolute quantity, at a store if the vendor has stores. */
export type StockChange = {
  readonly kind: 'STOCK_SET';
  readonly channel: ChannelId;
  readonly productId: ProductId;
  readonly locationId: LocationId | null;
  readonly quantity: number;
  /** Null if the vendor has no such flag. */
  readonly soldOut: boolean | null;
  readonly options: readonly OptionStock[];
  readonly memo: string | null;
  /** When the caller knew the quantity, milliseconds since the epoch; null if the caller did not state it. */
  readonly observedAt: number | null;
  /** The quantity that the target must have when the turn of the change comes. Absent without such a condition. */
  readonly ifQuantity?: number;
  /**
   * Present if the change sets a listing of a SKU. If that is an option, the change is about this option alone: the vendor
   * needs the other values in the same row, and gets them as they are known when the change is sent.
   */
  readonly listing?: ChangedListing;
};

/** The option that a change is about alone. Null for a change that is about all its values. */
export const onlyOptionOf = (change: Change): OptionId | null =>
  change.kind === 'STOCK_SET' ? (change.listing?.optionId ?? null) : null;

/** The values that a stock change is about: options, and null for that of the product itself. */
export const valueIdsOf = (change: StockChange): readonly (OptionId | null)[] => {
  const only = onlyOptionOf(change);
  return only === null ? [null, ...change.options.map(({ optionId }) => optionId)] : [only];
};

/**
 * Add a quantity to the stock of a product, at a store if the vendor has stores. A negative quantity is subtracted. The
 * change is relative: a vendor that gets it twice applies it twice.
 */
export type AdjustmentChange = {
  readonly kind: 'STOCK_ADJUSTMENT';
  readonly channel: ChannelId;
  readonly productId: ProductId;
  readonly locationId: LocationId | null;
  /** Never 0. */
  readonly delta: number;
  readonly memo: string | null;
};

const optionGroupTypes = ['COMBINATION'] as const;
export type OptionGroupType = (typeof optionGroupTypes)[number];

/** Journals store these two under these names. The schema calls both numbers `groupOptionId`. */
export type OptionGroupName = { readonly id: number; readonly name: string };
export type OptionName = { readonly groupId: number; readonly name: string };
export type ProductOption = {
  readonly optionId: OptionId;
  readonly names: readonly OptionName[];
  readonly price: number;
  readonly stockQuantity: number;
  readonly order: number;
  readonly minPurchase: number | null;
  readonly maxPurchase: number | null;
};
export type OptionGroup = {
  readonly type: OptionGroupType;
  readonly names: readonly OptionGroupName[];
  readonly options: readonly ProductOption[];
};

/** Replace a whole product. Prices are in the vendor's currency without decimals. */
export type ProductChange = {
  readonly kind: 'PRODUCT_REPLACEMENT';
  readonly channel: ChannelId;
  readonly productId: ProductId;
  readonly name: string;
  readonly brand: string;
  readonly mainImage: string;
  readonly images: readonly string[];
  readonly detailImages: readonly string[];
  readonly price: number;
  readonly discountedPrice: number;
  readonly domesticShippingFee: number;
  readonly freeShippingThreshold: number;
  readonly stockQuantity: number;
  readonly exportProhibited: boolean;
  readonly exportProhibitedReason: string | null;
  readonly sourceUrl: string;
  readonly optionGroups: readonly OptionGroup[];
};

export const unavailableReasons = ['OUT_OF_STOCK', 'RESERVED', 'DAMAGED', 'DISCONTINUED', 'OTHER'] as const;
export type UnavailableReason = (typeof unavailableReasons)[number];

export type SupplyPrice = {
  readonly unitPrice: number;
  readonly quantity: number;
  readonly totalAmount: number;
};

/** State whether an ordered item is in stock. */
export type ConfirmationChange = {
  readonly kind: 'INVENTORY_CONFIRMATION';
  readonly channel: ChannelId;
  readonly orderItemId: OrderItemId;
  readonly available: boolean;
  readonly unavailableReason: UnavailableReason | null;
  readonly memo: string | null;
  readonly supplyPrice: SupplyPrice | null;
};

export type Change = StockChange | AdjustmentChange | ProductChange | ConfirmationChange;
export type ChangeOf<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>;

/**
 * What the change writes to. A whole product contains its stock too, so it shares the target of its stock changes:
 * the two are sent in the order of acceptance.
 */
export const targetOf = (change: Change): TargetKey => {
  switch (change.kind) {
    case 'STOCK_SET':
    case 'STOCK_ADJUSTMENT':
      return stockTarget(change.productId, change.locationId);
    case 'PRODUCT_REPLACEMENT':
      return stockTarget(change.productId, null);
    case 'INVENTORY_CONFIRMATION':
      return asTargetKey(`order-item:${change.orderItemId}`);
    default:
      return assertNever(change);
  }
};

/**
 * The key of a product without a store is its id, if the id contains no colon. Joining a text would cost more than all
 * other work on a target. The key of a target with a store contains JSON, so that two different pairs of ids never have
 * the same key.
 */
export const stockTarget = (productId: ProductId, locationId: LocationId | null): TargetKey => {
  if (locationId !== null) return asTargetKey(`store:${JSON.stringify([productId, locationId])}`);
  return asTargetKey(productId.includes(':') ? `product:${productId}` : productId);
};

/** The key as the journals store it. It begins with the kind of the target. */
export const writtenTarget = (target: TargetKey): string =>
  target.includes(':') ? target : `product:${target}`;

export type StockTargetIds = { readonly productId: ProductId; readonly locationId: LocationId | null };

/** The product and the store of a target of stock; null for another target. */
export const stockOfTarget = (target: TargetKey): StockTargetIds | null => {
  const written = writtenTarget(target);
  const key = written.slice(written.indexOf(':') + 1);
  if (written.startsWith('product:')) return { productId: asProductId(key), locationId: null };
  if (!written.startsWith('store:')) return null;
  const [productId = '', locationId = '']: readonly string[] = JSON.parse(key);
  return { productId: asProductId(productId), locationId: asLocationId(locationId) };
};
