import { expect, test } from 'vitest';
import type { ConfirmationChange } from '../../../../src/domain/changes/change.ts';
import { brightmallAt, confirmation, noCallback, useChannel } from '../support.ts';

const fixture = useChannel(brightmallAt);

const writer = () => {
  const found = fixture.channel.writers.INVENTORY_CONFIRMATION;
  if (!found) throw new Error('no writer');
  return found;
};
const send = (...changes: ConfirmationChange[]) => writer().send(changes, noCallback);
const first = '202601220157_000020196_[1]';
const second = '202601220157_000020196_[2]';
const failedRow = { ord_prd_no: first, success: false, stock_available: true, message: 'no' };

test('reads a refusal of the whole request from a 200', async () => {
  const body = { success: false, data: null, error: { code: 'MAINTENANCE', message: 'later' } };
  fixture.script.answer({ body });
  expect(await send(confirmation(), confirmation({ orderItemId: second }))).toMatchObject({
    type: 'refused',
    rows: [{ failure: { vendorCode: 'MAINTENANCE', vendorMessage: 'later' } }, { state: 'FAILED' }],
    exchange: { httpStatus: 200 },
  });
});

test('reads the rows, whatever the envelope says', async () => {
  fixture.script.answer({ body: { success: false, data: { results: [failedRow] }, error: null } });
  expect(await send(confirmation())).toMatchObject({ type: 'answered', rows: [{ state: 'FAILED' }] });
});

test.each([200, 400, 401])('treats INVALID_API_KEY with status %i as refused credentials', async (status) => {
  fixture.script.answer({
    status,
    body: { success: false, data: null, error: { code: 'INVALID_API_KEY', message: 'brightmall-api-key?' } },
  });
  const result = await send(confirmation());
  expect(result).toMatchObject({
    type: 'unavailable',
    mayHaveApplied: false,
    failure: { code: 'VENDOR_UNAUTHORIZED', vendorCode: 'INVALID_API_KEY', vendorMessage: '***?' },
  });
});

test.each(['<html>', '', 'null', { success: true, data: null }, { results: 'none' }, { ok: true }])(
  'may have applied the change if a 200 contains %j',
  async (body) => {
    fixture.script.answer({ body });
    expect(await send(confirmation())).toMatchObject({ type: 'unavailable', mayHaveApplied: true });
  },
);

test('has the rules that the vendor documents', () => {
  const { rules, maxRowsPerRequest, callsBack } = writer();
  expect({ maxRowsPerRequest, callsBack }).toEqual({ maxRowsPerRequest: 100, callsBack: false });
  expect(rules.memoMaxLength).toBe(500);
  const taken = (id: string): boolean => rules.orderItemId.pattern.test(id);
  expect([first, '.', 'x'.repeat(200)].every(taken)).toBe(true);
  expect(['', 'x'.repeat(201), '\ud800', 'a\u0000'].some(taken)).toBe(false);
});
