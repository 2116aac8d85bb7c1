import { assertNever } from '../lib/assert-never.ts';
import {
  asTargetKey,
  type ChannelId,
  type LocationId,
  type OptionId,
  type OrderItemId,
  type ProductId,
  type TargetKey,
} from './ids.ts';

export type OptionStock = { readonly optionId: OptionId; readonly quantity: number };

/** Set the stock of a product, at a store where the vendor has stores, to an absolute quantity. */
export type StockChange = {
  readonly kind: 'STOCK_UPDATE';
  readonly channel: ChannelId;
  readonly productId: ProductId;
  readonly locationId: LocationId | null;
  readonly quantity: number;
  /** Null where the vendor has no such flag. */
  readonly soldOut: boolean | null;
  readonly options: readonly OptionStock[];
  readonly memo: string | null;
  /** When the caller knew the quantity, milliseconds since the epoch; null when it did not say. */
  readonly observedAt: number | null;
};

const optionGroupTypes = ['COMBINATION'] as const;
export type OptionGroupType = (typeof optionGroupTypes)[number];

/** These two and their names are what journals hold: the schema calls both numbers `groupOptionId`. */
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
  readonly kind: 'PRODUCT_UPDATE';
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

/** Say, for an ordered item, whether stock is there. */
export type ConfirmationChange = {
  readonly kind: 'INVENTORY_CONFIRMATION';
  readonly channel: ChannelId;
  readonly orderItemId: OrderItemId;
  readonly available: boolean;
  readonly unavailableReason: UnavailableReason | null;
  readonly memo: string | null;
  readonly supplyPrice: SupplyPrice | null;
};

export type Change = StockChange | ProductChange | ConfirmationChange;
export type ChangeOf<Kind extends Change['kind']> = Extract<Change, { kind: Kind }>;

/**
 * What the change writes to. A whole product carries its stock too, so it shares the target of its stock changes:
 * the two are sent in the order they were accepted.
 */
export const targetOf = (change: Change): TargetKey => {
  switch (change.kind) {
    case 'STOCK_UPDATE':
      return stockTarget(change.productId, change.locationId);
    case 'PRODUCT_UPDATE':
      return stockTarget(change.productId, null);
    case 'INVENTORY_CONFIRMATION':
      return asTargetKey(`order-item:${change.orderItemId}`);
    default:
      return assertNever(change);
  }
};

/**
 * Of a product alone it is the id itself, where no other key can be that: a text that was only just joined together
 * costs more to look up than all else that is done with a target. JSON where a store is named, so that no pair of ids
 * can be read as another pair.
 */
export const stockTarget = (productId: ProductId, locationId: LocationId | null): TargetKey => {
  if (locationId !== null) return asTargetKey(`store:${JSON.stringify([productId, locationId])}`);
  return asTargetKey(productId.includes(':') ? `product:${productId}` : productId);
};

/** As the journals write it: every key says of what it is. */
export const writtenTarget = (target: TargetKey): string =>
  target.includes(':') ? target : `product:${target}`;
