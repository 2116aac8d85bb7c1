import { describe, expect, it } from 'vitest';
import type { InventoryConfirmationInput } from '../../../../src/core/submit/inputs.ts';
import { confirmationInput } from '../../../support/inputs.ts';
import { changesOf, validationCodes } from './validate.ts';

const price = { unitPrice: '10.5', quantity: 2, totalAmount: '21' };

describe('a confirmation', () => {
  it.each<{ name: string; more: Partial<InventoryConfirmationInput>; wrong: string | null }>([
    { name: 'stock', more: {}, wrong: null },
    { name: 'a reason for none', more: { available: false, unavailableReason: 'DAMAGED' }, wrong: null },
    { name: 'no reason for none', more: { available: false }, wrong: 'REASON_REQUIRED at unavailableReason' },
    { name: 'a malformed id', more: { orderItemId: 'a b' }, wrong: 'INVALID_VALUE at orderItemId' },
    { name: 'as long a memo as it takes', more: { memo: 'x'.repeat(10) }, wrong: null },
    { name: 'a longer one', more: { memo: 'x'.repeat(11) }, wrong: 'MEMO_TOO_LONG at memo' },
    { name: 'a supply price', more: { supplyPrice: price }, wrong: null },
    {
      name: 'a price below nothing',
      more: { supplyPrice: { ...price, unitPrice: '-0.5' } },
      wrong: 'INVALID_VALUE at supplyPrice.unitPrice',
    },
    {
      name: 'a price for none',
      more: { supplyPrice: { ...price, quantity: 0 } },
      wrong: 'INVALID_VALUE at supplyPrice.quantity',
    },
    {
      name: 'a negative total',
      more: { supplyPrice: { ...price, totalAmount: '-1' } },
      wrong: 'INVALID_VALUE at supplyPrice.totalAmount',
    },
  ])('of $name: $wrong', ({ more, wrong }) => {
    expect(validationCodes('INVENTORY_CONFIRMATION', confirmationInput(more))).toEqual([wrong]);
  });

  it('becomes a change with a reason only for unavailable items', () => {
    const [there, gone] = changesOf(
      'INVENTORY_CONFIRMATION',
      confirmationInput({ orderItemId: '1', unavailableReason: 'OTHER', supplyPrice: price }),
      confirmationInput({ orderItemId: '2', available: false, unavailableReason: 'OTHER', memo: 'm' }),
    );
    expect(there).toEqual({
      kind: 'INVENTORY_CONFIRMATION',
      channel: 'mall',
      orderItemId: '1',
      available: true,
      unavailableReason: null,
      memo: null,
      supplyPrice: { unitPrice: 10.5, quantity: 2, totalAmount: 21 },
    });
    expect(gone).toMatchObject({
      available: false,
      unavailableReason: 'OTHER',
      memo: 'm',
      supplyPrice: null,
    });
  });
});
