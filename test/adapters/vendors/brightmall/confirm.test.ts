import { expect, test } from 'vitest';
import { type ConfirmationChange, unavailableReasons } from '../../../../src/domain/changes/change.ts';
import { brightmallAt, confirmation, noCallback, useChannel, watched } from '../support.ts';

const now = 1_750_000_000_000;
const fixture = useChannel(
  brightmallAt,
  watched(() => now),
);

const writer = () => {
  const found = fixture.channel.writers.INVENTORY_CONFIRMATION;
  if (!found) throw new Error('no writer');
  return found;
};
const send = (...changes: ConfirmationChange[]) => writer().send(changes, noCallback);
const sent = () => JSON.parse(fixture.script.calls[0]?.body ?? '').confirmations;

const first = '202601220157_000020196_[1]';
const second = '202601220157_000020196_[2]';
const row = (over: object = {}) => ({
  ord_prd_no: first,
  success: true,
  stock_available: true,
  new_status: 'preparing',
  message: 'Inventory confirmed',
  ...over,
});
const flat = (...results: unknown[]) => ({
  request_id: 'req_mkp3inv_abc123',
  timestamp: '2026-01-29T07:00:00.000Z',
  success_count: results.length,
  failure_count: 0,
  available_count: 1,
  unavailable_count: 0,
  results,
});
const wrapped = (data: unknown) => ({ success: true, data, error: null });

test('sends the request that the vendor documents', async () => {
  fixture.script.answer({ body: flat(row()) });
  await send(
    confirmation({
      unavailableReason: 'OTHER',
      supplyPrice: { unitPrice: 75_000, quantity: 2, totalAmount: 150_000 },
    }),
    confirmation({
      orderItemId: second,
      available: false,
      unavailableReason: 'OUT_OF_STOCK',
      memo: '재입고 예정일: 2026-02-15',
    }),
  );
  expect(fixture.script.calls[0]).toMatchObject({
    method: 'POST',
    path: '/vendor-api/inventory/confirm',
    headers: {
      'x-vendor-api-key': 'brightmall-api-key',
      'x-vendor-id': 'vendor-7',
      'content-type': 'application/json',
    },
  });
  expect(sent()).toEqual([
    {
      ord_prd_no: first,
      stock_available: true,
      supply_price: { unit_price: 75000, quantity: 2, total_amount: 150000 },
    },
    {
      ord_prd_no: second,
      stock_available: false,
      unavailable_reason: 'out_of_stock',
      memo: '재입고 예정일: 2026-02-15',
    },
  ]);
});

test("sends the vendor's text for every reason", async () => {
  await send(
    ...unavailableReasons.map((unavailableReason) => confirmation({ available: false, unavailableReason })),
  );
  const words = sent().map((one: { unavailable_reason: string }) => one.unavailable_reason);
  expect(words).toEqual(['out_of_stock', 'reserved', 'damaged', 'discontinued', 'other']);
});

test.each([
  ['flat', flat],
  ['wrapped', (...rows: unknown[]) => wrapped(flat(...rows))],
])('reads a %s answer with its rows in any order', async (_, answer) => {
  fixture.script.answer({
    body: answer(
      row({
        ord_prd_no: second,
        stock_available: false,
        new_status: 'pending',
        message: 'Item marked as unavailable: out_of_stock',
      }),
      row({ supply_price_recorded: true }),
    ),
  });
  const result = await send(
    confirmation(),
    confirmation({ orderItemId: second, available: false, unavailableReason: 'OUT_OF_STOCK' }),
  );
  const shared = { state: 'APPLIED', evidence: 'ACKNOWLEDGED_WRITE', at: now };
  expect(result).toEqual({
    type: 'answered',
    rows: [
      {
        ...shared,
        receipt: {
          kind: 'INVENTORY_CONFIRMATION',
          newStatus: 'preparing',
          supplyPriceRecorded: true,
          vendorMessage: 'Inventory confirmed',
        },
      },
      {
        ...shared,
        receipt: {
          kind: 'INVENTORY_CONFIRMATION',
          newStatus: 'pending',
          supplyPriceRecorded: null,
          vendorMessage: 'Item marked as unavailable: out_of_stock',
        },
      },
    ],
    exchange: { httpStatus: 200, vendorRequestId: 'req_mkp3inv_abc123' },
  });
});

test.each([
  [{ message: 'Order item not found' }, 'VendorRejected', 'VENDOR_REJECTED', null, 'Order item not found'],
  [{ message: null }, 'VendorRejected', 'VENDOR_REJECTED', null, null],
  [
    { code: 'ORDER_ITEM_NOT_FOUND', message: 'm' },
    'TargetNotFound',
    'ORDER_ITEM_NOT_FOUND',
    'ORDER_ITEM_NOT_FOUND',
    'm',
  ],
  [{ error_code: 'SHIPPED', message: 'm' }, 'VendorRejected', 'VENDOR_REJECTED', 'SHIPPED', 'm'],
  [{ error: { code: 'SHIPPED' }, message: 'm' }, 'VendorRejected', 'VENDOR_REJECTED', 'SHIPPED', 'm'],
])('fails a row with %j', async (over, type, code, vendorCode, vendorMessage) => {
  fixture.script.answer({ body: flat(row({ success: false, ...over }), row({ ord_prd_no: second })) });
  expect(await send(confirmation(), confirmation({ orderItemId: second }))).toMatchObject({
    type: 'answered',
    rows: [
      { state: 'FAILED', failure: { type, code, vendorCode, vendorMessage, mayHaveApplied: false } },
      { state: 'APPLIED' },
    ],
  });
});

test.each([
  ['is missing', []],
  ['is invalid', [{ ord_prd_no: first, success: 'yes' }, null, 7]],
  ['belongs to another item', [row({ ord_prd_no: second })]],
  ['holds the other availability', [row({ stock_available: false })]],
  ['holds no availability', [row({ stock_available: undefined })]],
  ['is repeated with other values', [row(), row({ success: false })]],
])('a row that %s has no known outcome', async (_, results) => {
  fixture.script.answer({ body: flat(...results) });
  expect(await send(confirmation())).toMatchObject({
    type: 'answered',
    rows: [{ state: 'OUTCOME_UNKNOWN', failure: { type: 'OutcomeUnknown' } }],
  });
});

test('applies a row that the answer repeats with equal values', async () => {
  fixture.script.answer({ body: flat(row(), row()) });
  expect(await send(confirmation())).toMatchObject({ rows: [{ state: 'APPLIED' }] });
});

test('keeps the message of a row whose values differ from the request', async () => {
  fixture.script.answer({ body: flat(row({ stock_available: false, message: 'Marked as unavailable' })) });
  expect(await send(confirmation())).toMatchObject({
    rows: [{ failure: { vendorMessage: 'Marked as unavailable' } }],
  });
});

const both = () => [
  confirmation(),
  confirmation({ orderItemId: second, available: false, unavailableReason: 'OTHER' }),
];
const counts = {
  request_id: 'r',
  success_count: 2,
  failure_count: 0,
  available_count: 1,
  unavailable_count: 1,
};

test.each([
  ['null', { ...counts, results: null }],
  ['missing', counts],
  ['missing, and the counts texts', { ...counts, success_count: '2', failure_count: '0' }],
  ['missing, and there is one count alone', { success_count: 2 }],
  ['missing in a wrapped answer', wrapped(counts)],
])('B5: applies the rows by consistent counts if the results are %s', async (_, body) => {
  fixture.script.answer({ body });
  expect(await send(...both())).toMatchObject({
    type: 'answered',
    rows: [
      { state: 'APPLIED', receipt: { newStatus: null, supplyPriceRecorded: null } },
      { state: 'APPLIED' },
    ],
  });
});

test.each([
  ['too few', { ...counts, success_count: 1 }],
  ['contradictory', { ...counts, failure_count: 1 }],
  ['of another availability', { ...counts, available_count: 2 }],
  ['of results that are empty', { ...counts, results: [] }],
])('B5: leaves the rows unknown if the counts are %s', async (_, body) => {
  fixture.script.answer({ body });
  expect(await send(...both())).toMatchObject({
    type: 'answered',
    rows: [{ state: 'OUTCOME_UNKNOWN' }, { state: 'OUTCOME_UNKNOWN' }],
  });
});

test('B5: fails every row by consistent counts', async () => {
  fixture.script.answer({ body: { success_count: 0, failure_count: 2, results: null } });
  expect(await send(...both())).toMatchObject({ rows: [{ state: 'FAILED' }, { state: 'FAILED' }] });
});

test('B5: reads flags that are texts, of a row and of a refusal', async () => {
  fixture.script.answer({ body: flat(row({ success: 'true', stock_available: 'true' })) });
  expect(await send(confirmation())).toMatchObject({ rows: [{ state: 'APPLIED' }] });
  fixture.script.answer({ body: { success: 'false', data: null, error: { code: 'X', message: 'no' } } });
  expect(await send(confirmation())).toMatchObject({ type: 'refused', rows: [{ state: 'FAILED' }] });
});
