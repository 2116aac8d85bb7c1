import type { Json } from '../core/values.ts';
import { orderedItem } from './catalogue.ts';
import type { Confirmation } from './form.ts';

/** One row of results[], page 'Confirm Inventory', section '응답 필드 설명'. */
export type ConfirmResult = {
  readonly ord_prd_no: string;
  readonly success: boolean;
  readonly stock_available: boolean;
  readonly new_status?: string;
  readonly supply_price_recorded?: boolean;
  readonly message: string;
};

const recorded = (confirmation: Confirmation): ConfirmResult => {
  const { ord_prd_no, stock_available, supply_price } = confirmation;
  const priced = supply_price === undefined ? {} : { supply_price_recorded: true };
  if (confirmation.stock_available) {
    const message =
      supply_price === undefined ? 'Inventory confirmed' : 'Inventory confirmed and supply price recorded';
    return { ord_prd_no, success: true, stock_available, new_status: 'preparing', ...priced, message };
  }
  const message = `Item marked as unavailable: ${confirmation.unavailable_reason}`;
  return { ord_prd_no, success: true, stock_available, new_status: 'pending', ...priced, message };
};

/**
 * Records one confirmation. Confirming again, also as available after unavailable, is allowed ('참고사항').
 * No failed row is published; the sandbox sends back what was asked, with a message and, where the item
 * exists, the status it stays in.
 */
export const confirm = (
  confirmation: Confirmation,
  applied: (target: string, value: Json) => void,
): ConfirmResult => {
  const { ord_prd_no, stock_available, ...rest } = confirmation;
  switch (orderedItem(ord_prd_no)) {
    case 'unknown':
      return { ord_prd_no, success: false, stock_available, message: 'Order item not found' };
    case 'shipped': {
      const message = 'Inventory can not be confirmed: the item is already shipped';
      return { ord_prd_no, success: false, stock_available, new_status: 'shipped', message };
    }
    case 'open': {
      const result = recorded(confirmation);
      applied(ord_prd_no, { stock_available, ...rest });
      return result;
    }
  }
};
