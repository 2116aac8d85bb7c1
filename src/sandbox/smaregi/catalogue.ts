const within = (id: string, highest: number): boolean => {
  const value = Number(id);
  return value >= 1 && value <= highest;
};

const silentProduct = 408408;

/** A Smaregi product whose webhook never comes. */
export const isSilentProduct = (productId: string): boolean => Number(productId) === silentProduct;
export const isSmaregiProduct = (productId: string): boolean =>
  within(productId, 9999) || isSilentProduct(productId);
export const isSmaregiStore = (storeId: string): boolean => within(storeId, 99);
