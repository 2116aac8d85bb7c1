import { describe, expect, test } from 'vitest';
import type { AdjustmentChange } from '../../../../src/domain/changes/change.ts';
import { asChannelId, asLocationId, asProductId } from '../../../../src/domain/ids.ts';
import type { Channel } from '../../../../src/ports/channel.ts';
import { capabilitiesOf } from '../../../../src/ports/channel.ts';
import { noCallback, smaregiAt, useChannel } from '../support.ts';

const callbackUrl = 'https://gateway.test/webhooks/smaregi/unguessable-token';
const delivery = { ...noCallback, callbackUrl };

const addition = (productId: string, delta: number, memo: string | null = null): AdjustmentChange => ({
  kind: 'STOCK_ADJUSTMENT',
  channel: asChannelId('channel'),
  productId: asProductId(productId),
  locationId: asLocationId('2'),
  delta,
  memo,
});
const writerOf = ({ writers }: Channel) => {
  const found = writers.STOCK_ADJUSTMENT;
  if (!found) throw new Error('no writer');
  return found;
};

describe('POST /stock/add/bulk', () => {
  const fixture = useChannel((url) => smaregiAt(`${url}/contract/pos`));
  const send = (...changes: AdjustmentChange[]) => writerOf(fixture.channel).send(changes, delivery);

  test('has the deltas as strings, and the memo of the stock history', async () => {
    fixture.script.answer({ body: { requestId: 700, callbackUrl } });
    const result = await send(addition('1', -3, '破損'), addition('3', 1_999_999_998, '入荷'));
    expect(result).toMatchObject({ type: 'accepted', vendorRequestId: '700' });
    const [call] = fixture.script.calls;
    expect(call).toMatchObject({ method: 'POST', path: '/contract/pos/stock/add/bulk' });
    expect(JSON.parse(call?.body ?? '')).toEqual({
      stock: [
        { productId: '1', storeId: '2', stockAmount: '-3', stockHistory: { memo: '破損' } },
        { productId: '3', storeId: '2', stockAmount: '1999999998', stockHistory: { memo: '入荷' } },
      ],
      callbackUrl,
    });
    expect(writerOf(fixture.channel).shapeOf(addition('1', 1))).toBe('plain');
    expect(writerOf(fixture.channel).shapeOf(addition('1', 1, 'memo'))).toBe('memo');
  });

  test.each([
    [429, false],
    [401, false],
    [403, false],
    [408, true],
    [425, true],
    [503, true],
    [500, true],
    [302, true],
  ])('after the status %i it may have been applied: %s', async (status, mayHaveApplied) => {
    fixture.script.answer({ status, body: {} });
    expect(await send(addition('1', 1))).toMatchObject({
      type: 'unavailable',
      mayHaveApplied,
      failure: { mayHaveApplied },
    });
  });

  test('was certainly refused after a 400', async () => {
    fixture.script.answer({ status: 400, body: { detail: 'no', status: 400 } });
    expect(await send(addition('1', 1))).toMatchObject({
      type: 'refused',
      rows: [{ state: 'FAILED', failure: { code: 'VENDOR_REJECTED', mayHaveApplied: false } }],
    });
  });

  test('is reported by a callback without a quantity', () => {
    const message = fixture.channel.readCallback?.({
      requestId: 700,
      result: [{ id: '1234', productId: '1', storeId: '2' }],
    });
    if (message?.type !== 'applied') throw new Error('not read');
    expect(message.receiptFor(addition('1', 5), 9)).toEqual({
      state: 'APPLIED',
      receipt: { kind: 'STOCK_ADJUSTMENT', vendorReference: '1234', level: null },
      evidence: 'ACKNOWLEDGED_WRITE',
      at: 9,
    });
    expect(message.receiptFor(addition('2', 5), 9)).toBeNull();
  });

  test('is a capability of the channel', () => {
    expect(capabilitiesOf(fixture.channel)).toMatchObject({
      operations: ['STOCK_SET', 'STOCK_ADJUSTMENT'],
      delta: { min: -1_999_999_998, max: 1_999_999_998 },
    });
  });
});

describe('with settings for the facts that no page states', () => {
  const fixture = useChannel((url) => ({
    ...smaregiAt(`${url}/contract/pos`),
    additionsNotTaken: [429, 503],
    failedAdditionsChangeNothing: false,
  }));

  test('a 503 is a certain refusal, and a failed callback leaves the other rows in doubt', async () => {
    fixture.script.answer({ status: 503, body: {} });
    expect(await writerOf(fixture.channel).send([addition('1', 1)], delivery)).toMatchObject({
      type: 'unavailable',
      mayHaveApplied: false,
    });
    const body = { requestId: 700, message: '[stock][1行目]商品IDが存在しません。' };
    expect(fixture.channel.readCallback?.(body)).toMatchObject({
      type: 'failed',
      othersMayHaveApplied: true,
    });
  });
});

describe('without additions', () => {
  const fixture = useChannel((url) => ({ ...smaregiAt(`${url}/contract/pos`), stockAdditions: false }));

  test('the channel accepts no adjustments', () => {
    expect(fixture.channel.writers.STOCK_ADJUSTMENT).toBeUndefined();
    expect(capabilitiesOf(fixture.channel)).toMatchObject({ operations: ['STOCK_SET'], delta: null });
  });
});
