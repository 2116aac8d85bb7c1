const within = (id: string, highest: number): boolean => {
  const value = Number(id);
  return value >= 1 && value <= highest;
};

/** A product whose webhook never comes, but its event does. */
const withoutWebhook = 408408;
/** A product of which the vendor sends neither a webhook nor an event. */
const unreported = 409409;

/** A Smaregi product whose webhook never comes. */
export const isSilentProduct = (productId: string): boolean =>
  [withoutWebhook, unreported].includes(Number(productId));
export const hasEvents = (productId: string): boolean => Number(productId) !== unreported;
export const isSmaregiProduct = (productId: string): boolean =>
  within(productId, 9999) || isSilentProduct(productId);
export const isSmaregiStore = (storeId: string): boolean => within(storeId, 99);
