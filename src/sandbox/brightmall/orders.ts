import { z } from 'zod';
import { type Answer, type Endpoint, type Json, jsonBody } from '../core/endpoint.ts';
import { errorAnswer } from './confirm.ts';

/** The states of an ordered item, in Korean as in the request. */
const statuses = ['결제완료', '배송준비', '배송중', '배송완료'] as const;
type Status = (typeof statuses)[number];

const date = z.iso.date();
const ordersRequest = z.strictObject({
  start_date: date,
  end_date: date,
  status: z.enum(statuses).optional(),
  page: z.int().min(1).default(1),
  limit: z.int().min(1).max(100).default(20),
});

/** The items that the list shows: those of the examples, and those that were confirmed. */
export type Orders = {
  /** Records the state of an item after a confirmation. */
  confirmed(ordPrdNo: string, isAvailable: boolean): void;
  list(query: z.output<typeof ordersRequest>): readonly Json[];
  reset(): void;
};

const initial: readonly (readonly [string, Status])[] = [
  ['202601220157_000020196_[1]', '결제완료'],
  ['202601220157_000020196_[2]', '결제완료'],
  ['202601220157_000020196_[409]', '배송중'],
];

const dayOf = (ordPrdNo: string): string => ordPrdNo.replace(/^(\d{4})(\d{2})(\d{2}).*$/su, '$1-$2-$3');

export const createOrders = (): Orders => {
  const items = new Map<string, Status>(initial);
  return {
    confirmed: (ordPrdNo, isAvailable) => {
      items.set(ordPrdNo, isAvailable ? '배송준비' : '결제완료');
    },
    list: ({ start_date, end_date, status, page, limit }) =>
      [...items]
        .filter(
          ([id, state]) => (status ?? state) === state && dayOf(id) >= start_date && dayOf(id) <= end_date,
        )
        .slice((page - 1) * limit, page * limit)
        .map(([ord_prd_no, item_status]) => ({
          ord_no: ord_prd_no.replace(/_\[\d+\]$/u, ''),
          ord_prd_no,
          item_status,
          ord_price: 75_000,
          // Invented. The vendor sends data of the buyer with each order.
          buyer_name: '홍길동',
          buyer_phone: '010-0000-0000',
          receiver_address: '서울특별시 중구 세종대로 110',
        })),
    reset: () => {
      items.clear();
      for (const [id, status] of initial) items.set(id, status);
    },
  };
};

/** POST /vendor-api/orders. It lists ordered items of some days. */
export const orderList = (orders: Orders): Endpoint => ({
  name: 'orders',
  method: 'POST',
  path: /^\/vendor-api\/orders$/u,
  answer: (call): Answer => {
    const body = jsonBody(call, ordersRequest);
    if (!body.ok) return errorAnswer(400, body.problem);
    return { status: 200, body: { order_list: orders.list(body.value) } };
  },
});
