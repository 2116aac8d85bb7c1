/** The items of `saveSkus` as the caller wrote them. They are well-typed and not validated yet. */
export type ListingInput = {
  readonly channel: string;
  readonly productId: string;
  readonly locationId?: string | null | undefined;
  readonly optionId?: string | null | undefined;
  readonly buffer?: number | null | undefined;
};
export type SkuInput = { readonly code: string; readonly listings: readonly ListingInput[] };
