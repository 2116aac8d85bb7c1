import type { VendorContract } from '../../../contract/vendor-contract.ts';
import { confirmation } from '../support.ts';

const orderItem = (sequence: number) => `202601220157_000020196_[${sequence}]`;

export const contract: VendorContract = {
  unknownCredentials: { apiKey: 'an-unknown-key' },
  writes: [
    {
      name: 'confirmations',
      kind: 'INVENTORY_CONFIRMATION',
      endpoint: 'inventory/confirm',
      requestPath: /\/inventory\/confirm$/u,
      rows: {
        distortions: ['wrong-counts', 'missing-row', 'foreign-row'],
        good: (number) =>
          confirmation({
            orderItemId: orderItem(number + 1),
            // With a memo, no read of orders can replace an answer.
            memo: '재입고 예정',
            ...(number % 2 === 1 && { available: false, unavailableReason: 'OUT_OF_STOCK' }),
            ...(number % 3 === 0 && {
              supplyPrice: { unitPrice: 75_000, quantity: 2, totalAmount: 150_000 },
            }),
          }),
        bad: [
          { change: confirmation({ orderItemId: orderItem(404) }), code: 'VENDOR_REJECTED' },
          { change: confirmation({ orderItemId: orderItem(409) }), code: 'VENDOR_REJECTED' },
        ],
      },
    },
  ],
};
