import type { OptionGroupType, UnavailableReason } from '../../domain/changes/change.ts';

/**
 * The items of a mutation as the caller wrote them. They are well-typed and not validated yet. A price is a decimal text
 * in its shortest form.
 */

export type OptionStockInput = { readonly optionId: string; readonly quantity: number };

export type StockQuantityInput = {
  readonly channel: string;
  readonly productId: string;
  readonly locationId?: string | null | undefined;
  readonly quantity: number;
  readonly soldOut?: boolean | null | undefined;
  readonly options?: readonly OptionStockInput[] | null | undefined;
  readonly memo?: string | null | undefined;
  readonly observedAt?: Date | null | undefined;
  readonly ifQuantity?: number | null | undefined;
};

export type StockAdjustmentInput = {
  readonly channel: string;
  readonly productId: string;
  readonly locationId?: string | null | undefined;
  readonly delta: number;
  readonly memo?: string | null | undefined;
};

/** The quantity of one SKU, for all its listings. */
export type SkuQuantityInput = {
  readonly sku: string;
  readonly quantity: number;
  readonly memo?: string | null | undefined;
  readonly observedAt?: Date | null | undefined;
};

/** A stock level as the caller names it. */
export type StockTargetInput = {
  readonly channel: string;
  readonly productId: string;
  readonly locationId?: string | null | undefined;
  readonly optionId?: string | null | undefined;
};

export type ProductOptionInput = {
  readonly optionId: string;
  readonly names: readonly { readonly groupOptionId: number; readonly name: string }[];
  readonly price: string;
  readonly stockQuantity: number;
  readonly order: number;
  readonly minPurchase?: number | null | undefined;
  readonly maxPurchase?: number | null | undefined;
};

export type OptionGroupInput = {
  readonly type?: OptionGroupType | null | undefined;
  readonly names: readonly { readonly groupOptionId: number; readonly name: string }[];
  readonly options: readonly ProductOptionInput[];
};

export type ProductInput = {
  readonly channel: string;
  readonly productId: string;
  readonly name: string;
  readonly brand: string;
  readonly mainImage: URL;
  readonly images: readonly URL[];
  readonly detailImages: readonly URL[];
  readonly price: string;
  readonly discountedPrice?: string | null | undefined;
  readonly domesticShippingFee: string;
  readonly freeShippingThreshold?: string | null | undefined;
  readonly stockQuantity: number;
  readonly exportProhibited?: boolean | null | undefined;
  readonly exportProhibitedReason?: string | null | undefined;
  readonly sourceUrl: URL;
  readonly optionGroups?: readonly OptionGroupInput[] | null | undefined;
};

export type InventoryConfirmationInput = {
  readonly channel: string;
  readonly orderItemId: string;
  readonly available: boolean;
  readonly unavailableReason?: UnavailableReason | null | undefined;
  readonly memo?: string | null | undefined;
  readonly supplyPrice?:
    | { readonly unitPrice: string; readonly quantity: number; readonly totalAmount: string }
    | null
    | undefined;
};

export type InputOf = {
  readonly STOCK_SET: StockQuantityInput;
  readonly STOCK_ADJUSTMENT: StockAdjustmentInput;
  readonly PRODUCT_REPLACEMENT: ProductInput;
  readonly INVENTORY_CONFIRMATION: InventoryConfirmationInput;
};
