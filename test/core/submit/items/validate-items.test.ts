import { describe, expect, it } from 'vitest';
import { asChannelKey } from '../../../../src/domain/ids.ts';
import { confirmationInput, productInput } from '../../../support/inputs.ts';
import { validateAll, validateFor, validationCodes } from './validate.ts';

const stock = (channel: string, productId: string, quantity = 1, locationId: string | null = null) => ({
  channel,
  productId,
  quantity,
  locationId,
});

describe('the validateItems', () => {
  it('answers every item in its place, and lets no bad one spoil another', () => {
    expect(
      validationCodes(
        'STOCK_UPDATE',
        stock('nowhere', '1'),
        stock('shop', '1'),
        stock('mall', '1'),
        stock('shop', '2', -1),
        stock('pos', '1', 1, '7'),
        stock('pos', '2'),
      ),
    ).toEqual([
      'UNKNOWN_CHANNEL at channel',
      null,
      'UNSUPPORTED_BY_CHANNEL at channel',
      'INVALID_QUANTITY at quantity',
      null,
      'LOCATION_REQUIRED at locationId',
    ]);
    expect(validationCodes('STOCK_UPDATE')).toEqual([]);
  });

  it('knows for a client the channels alone that it may use', () => {
    const validated = validateFor(
      new Set([asChannelKey('shop')]),
      stock('shop', '1'),
      stock('pos', '1', 1, '7'),
      stock('no', '1'),
    );
    expect(validated.map((item) => ('failure' in item ? item.failure.message : null))).toEqual([
      null,
      'No channel that this key may use is called "pos". Nothing was sent for this item.',
      'No channel that this key may use is called "no". Nothing was sent for this item.',
    ]);
  });

  it('says what a channel does not take', () => {
    expect(validationCodes('PRODUCT_UPDATE', productInput({ channel: 'pos' }))).toEqual([
      'UNSUPPORTED_BY_CHANNEL at channel',
    ]);
    expect(validationCodes('INVENTORY_CONFIRMATION', confirmationInput({ channel: 'shop' }))).toEqual([
      'UNSUPPORTED_BY_CHANNEL at channel',
    ]);
    const [item] = validateAll('STOCK_UPDATE', stock('mall', '1'));
    expect(item).toMatchObject({
      channel: 'mall',
      failure: { message: expect.stringContaining('no stock updates') },
    });
  });

  it('keeps the name of an unknown channel as it was written', () => {
    expect(validateAll('STOCK_UPDATE', stock('Shöp"', '1'))[0]).toMatchObject({
      channel: 'Shöp"',
      failure: { message: expect.stringContaining('"Shöp\\""') },
    });
  });

  it('fails every copy of a target that stands more than once', () => {
    const [first, other, second, third] = validationCodes(
      'STOCK_UPDATE',
      stock('shop', '1', 1),
      stock('shop', '2', 1),
      stock('shop', '1', 2),
      stock('shop', '1', 3),
    );
    expect([first, second, third]).toEqual(Array(3).fill('DUPLICATE_TARGET at productId'));
    expect(other).toBeNull();
  });

  it('fails a good copy beside one that breaks a rule', () => {
    expect(validationCodes('STOCK_UPDATE', stock('shop', '1', -1), stock('shop', '1', 1))).toEqual([
      'DUPLICATE_TARGET at productId',
      'DUPLICATE_TARGET at productId',
    ]);
  });

  it('takes other stores and other channels for other targets', () => {
    expect(
      validationCodes(
        'STOCK_UPDATE',
        stock('pos', '1', 1, '7'),
        stock('pos', '1', 1, '8'),
        stock('pos', '7', 1, '1'),
        stock('shop', '1'),
      ),
    ).toEqual([null, null, null, null]);
  });

  it('takes two items of an unknown channel for what they are', () => {
    expect(validationCodes('STOCK_UPDATE', stock('nowhere', '1'), stock('nowhere', '1'))).toEqual(
      Array(2).fill('UNKNOWN_CHANNEL at channel'),
    );
  });

  it('names the order item where that stands twice', () => {
    expect(validationCodes('INVENTORY_CONFIRMATION', confirmationInput(), confirmationInput())).toEqual(
      Array(2).fill('DUPLICATE_TARGET at orderItemId'),
    );
  });
});
