import { expect, test } from 'vitest';
import { globalLinkAt, stockChange, useChannel } from '../support.ts';

const fixture = useChannel(globalLinkAt);

const writer = () => {
  const found = fixture.channel.writers.STOCK_SET;
  if (!found) throw new Error('no writer');
  return found;
};
test('has the rules that the vendor documents', () => {
  const { rules, maxRowsPerRequest, callsBack } = writer();
  expect({ maxRowsPerRequest, callsBack }).toEqual({ maxRowsPerRequest: 100, callsBack: false });
  expect(rules).toMatchObject({
    quantity: { min: 0, max: 2147483647 },
    locationId: null,
    memoMaxLength: null,
  });
  expect(writer().shapeOf(stockChange())).toBe(
    writer().shapeOf(stockChange({ memo: 'x', options: [{ optionId: 'o', quantity: 1 }] })),
  );
  expect(fixture.channel.readStock).toBeUndefined();
  expect(fixture.channel.readCallback).toBeUndefined();
});

test.each([
  ['product-001', true],
  ['tee shirt/ü-01', true],
  ['...', true],
  ['x'.repeat(200), true],
  ['😀'.repeat(200), true],
  ['', false],
  ['.', false],
  ['..', false],
  ['x'.repeat(201), false],
  ['a\nb', false],
  ['a\u0000', false],
  ['\ud800', false],
  ['a\udc00', false],
])('accepts the id %j: %s', (id, taken) => {
  const { productId, optionId } = writer().rules;
  expect(productId.pattern.test(id)).toBe(taken);
  expect(optionId?.pattern.test(id)).toBe(taken);
});
