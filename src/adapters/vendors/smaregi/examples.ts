import type { Examples } from '../definition.ts';

export const examples: Examples = {
  STOCK_SET: [
    { productId: '567', locationId: '8', quantity: 40, memo: 'Counted on Monday' },
    { productId: '404404', locationId: '8', quantity: 1 },
  ],
  STOCK_ADJUSTMENT: [{ productId: '567', locationId: '8', delta: -2, memo: 'Sold at the market' }],
};
