import type { Examples } from '../definition.ts';

export const examples: Examples = {
  INVENTORY_CONFIRMATION: [
    {
      orderItemId: '202601220157_000020196_[1]',
      available: true,
      supplyPrice: { unitPrice: 1250.5, quantity: 2, totalAmount: 2501 },
    },
    {
      orderItemId: '202601220157_000020196_[2]',
      available: false,
      unavailableReason: 'DAMAGED',
      memo: 'Broken in the warehouse',
    },
    { orderItemId: '202601220157_000020196_[404]', available: true },
  ],
};
