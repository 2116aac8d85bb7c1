import { describe, expect } from 'vitest';
import { it } from '../support/app.ts';
import { confirmInventory, only, outcomeOf } from '../support/client.ts';
import { confirmation, orderItem } from '../support/items.ts';

describe.each([
  { shape: 'flat', wrapped: false },
  { shape: 'wrapped', wrapped: true },
])('confirmInventory, with answers in the $shape shape', ({ wrapped }) => {
  it.concurrent('answers every ordered item', async ({ start }) => {
    const { url, sandbox } = await start();
    sandbox.brightmall.control.behave({ wrapped });
    const answer = await confirmInventory(url, [
      confirmation(orderItem(1)),
      confirmation(orderItem(404)),
      confirmation(orderItem(2), { available: false, unavailableReason: 'DAMAGED', memo: 'wet' }),
      confirmation(orderItem(409)),
      confirmation(orderItem(3), { supplyPrice: { unitPrice: 1200.5, quantity: 2, totalAmount: 2401 } }),
    ]);
    expect(answer.results.map(outcomeOf)).toEqual([
      'APPLIED',
      'FAILED VendorRejected VENDOR_REJECTED',
      'APPLIED',
      'FAILED VendorRejected VENDOR_REJECTED',
      'APPLIED',
    ]);
    expect(answer.operation).toMatchObject({
      ...{ kind: 'INVENTORY_CONFIRMATION', status: 'COMPLETED', itemCount: 5 },
      ...{ appliedCount: 3, failedCount: 2, pendingCount: 0 },
    });
    expect(answer.results[0]).toMatchObject({
      ...{ __typename: 'ConfirmationApplied', orderItemId: orderItem(1), available: true },
      ...{ newStatus: 'preparing', supplyPriceRecorded: null, confirmationMessage: 'Inventory confirmed' },
    });
    expect(answer.results[2]).toMatchObject({
      ...{ orderItemId: orderItem(2), available: false, newStatus: 'pending', supplyPriceRecorded: null },
    });
    expect(answer.results[4]).toMatchObject({ supplyPriceRecorded: true });
    expect(answer.results[1]).toMatchObject({ vendorCode: null, vendorMessage: 'Order item not found' });
    expect(answer.results[3]).toMatchObject({
      vendorMessage: 'Inventory cannot be confirmed: the item is already shipped',
    });
  });

  it.concurrent('sends the given values, and nothing else', async ({ start }) => {
    const { url, sandbox } = await start();
    sandbox.brightmall.control.behave({ wrapped });
    const reasons = ['OUT_OF_STOCK', 'RESERVED', 'DAMAGED', 'DISCONTINUED', 'OTHER'] as const;
    await confirmInventory(url, [
      confirmation(orderItem(1), {
        memo: '준비',
        supplyPrice: { unitPrice: 1, quantity: 2, totalAmount: 2 },
      }),
      ...reasons.map((unavailableReason, at) =>
        confirmation(orderItem(at + 2), { available: false, unavailableReason }),
      ),
    ]);
    const request = only(sandbox.brightmall.control.requests());
    expect(request).toMatchObject({ method: 'POST', path: '/vendor-api/inventory/confirm' });
    expect(request.body).toEqual({
      confirmations: [
        {
          ...{ ord_prd_no: orderItem(1), stock_available: true, memo: '준비' },
          supply_price: { unit_price: 1, quantity: 2, total_amount: 2 },
        },
        ...['out_of_stock', 'reserved', 'damaged', 'discontinued', 'other'].map((unavailable_reason, at) => ({
          ...{ ord_prd_no: orderItem(at + 2), stock_available: false, unavailable_reason },
        })),
      ],
    });
  });

  it.concurrent('allows a later confirmation as available after unavailable', async ({ start }) => {
    const { url, sandbox } = await start();
    sandbox.brightmall.control.behave({ wrapped });
    const before = await confirmInventory(url, [
      confirmation(orderItem(1), { available: false, unavailableReason: 'RESERVED' }),
    ]);
    const after = await confirmInventory(url, [confirmation(orderItem(1))]);
    expect([...before.results, ...after.results].map(outcomeOf)).toEqual(['APPLIED', 'APPLIED']);
    expect(sandbox.brightmall.control.writes().map(({ value }) => value)).toMatchObject([
      { stock_available: false },
      { stock_available: true },
    ]);
  });
});
