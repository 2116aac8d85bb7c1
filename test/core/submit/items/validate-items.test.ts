import { describe, expect, it } from 'vitest';
import { asChannelKey } from '../../../../src/domain/ids.ts';
import type { DraftItem } from '../../../../src/ports/journal/acceptance.ts';
import { confirmationInput, productInput } from '../../../support/inputs.ts';
import { validateAll, validateFor, validationCodes } from './validate.ts';

const stock = (channel: string, productId: string, quantity = 1, locationId: string | null = null) => ({
  channel,
  productId,
  quantity,
  locationId,
});

describe('validateItems', () => {
  it('answers every item in its place, and an invalid item does not affect the others', () => {
    expect(
      validationCodes(
        'STOCK_SET',
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
    expect(validationCodes('STOCK_SET')).toEqual([]);
  });

  it('knows only the channels that the client may use', () => {
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

  it('keeps what an invalid item named', () => {
    const nothing = { productId: null, locationId: null, orderItemId: null };
    const namedBy = (drafts: readonly DraftItem[]) =>
      drafts.map((draft) => ('failure' in draft ? draft.named : null));
    const odd = ' \0 \uD800';
    expect(
      namedBy(
        validateAll(
          'STOCK_SET',
          stock('nowhere', odd, 1, ''),
          stock('mall', '1'),
          stock('pos', '1', 1, '7'),
          stock('shop', 'twice'),
          stock('shop', 'twice', -1),
          { channel: 'pos', productId: '2', quantity: 1 },
        ),
      ),
    ).toEqual([
      { channel: 'nowhere', productId: odd, locationId: '', orderItemId: null },
      { ...nothing, channel: 'mall', productId: '1' },
      null,
      { ...nothing, channel: 'shop', productId: 'twice' },
      { ...nothing, channel: 'shop', productId: 'twice' },
      { ...nothing, channel: 'pos', productId: '2' },
    ]);
    expect(
      namedBy(validateAll('PRODUCT_REPLACEMENT', productInput({ channel: 'pos', productId: 'p' }))),
    ).toEqual([{ ...nothing, channel: 'pos', productId: 'p' }]);
    expect(
      namedBy(
        validateAll('INVENTORY_CONFIRMATION', confirmationInput({ channel: 'shop', orderItemId: 'o' })),
      ),
    ).toEqual([{ ...nothing, channel: 'shop', orderItemId: 'o' }]);
  });

  it('cuts the ids that an invalid item named', () => {
    const [draft] = validateAll('STOCK_SET', stock('x'.repeat(9_000), 'p'.repeat(9_000), 1, 'l'.repeat(500)));
    expect(draft).toMatchObject({
      named: {
        channel: `${'x'.repeat(100)}… (cut, 9000 characters)`,
        productId: `${'p'.repeat(500)}… (cut, 9000 characters)`,
        locationId: 'l'.repeat(500),
      },
    });
  });

  it('names what a channel does not support', () => {
    expect(validationCodes('PRODUCT_REPLACEMENT', productInput({ channel: 'pos' }))).toEqual([
      'UNSUPPORTED_BY_CHANNEL at channel',
    ]);
    expect(validationCodes('INVENTORY_CONFIRMATION', confirmationInput({ channel: 'shop' }))).toEqual([
      'UNSUPPORTED_BY_CHANNEL at channel',
    ]);
    const [item] = validateAll('STOCK_SET', stock('mall', '1'));
    expect(item).toMatchObject({
      named: { channel: 'mall', productId: '1' },
      failure: { message: expect.stringContaining('no stock updates') },
    });
  });

  it('quotes an unknown channel as the client wrote it', () => {
    expect(validateAll('STOCK_SET', stock('Shöp"', '1'))[0]).toMatchObject({
      named: { channel: 'Shöp"' },
      failure: { message: expect.stringContaining('"Shöp\\""') },
    });
  });

  it('fails every item of a repeated target', () => {
    const [first, other, second, third] = validationCodes(
      'STOCK_SET',
      stock('shop', '1', 1),
      stock('shop', '2', 1),
      stock('shop', '1', 2),
      stock('shop', '1', 3),
    );
    expect([first, second, third]).toEqual(Array(3).fill('DUPLICATE_TARGET at productId'));
    expect(other).toBeNull();
  });

  it('fails a valid item whose target an invalid item repeats', () => {
    expect(validationCodes('STOCK_SET', stock('shop', '1', -1), stock('shop', '1', 1))).toEqual([
      'DUPLICATE_TARGET at productId',
      'DUPLICATE_TARGET at productId',
    ]);
  });

  it('treats other stores and other channels as other targets', () => {
    expect(
      validationCodes(
        'STOCK_SET',
        stock('pos', '1', 1, '7'),
        stock('pos', '1', 1, '8'),
        stock('pos', '7', 1, '1'),
        stock('shop', '1'),
      ),
    ).toEqual([null, null, null, null]);
  });

  it('does not report a repeated target in an unknown channel', () => {
    expect(validationCodes('STOCK_SET', stock('nowhere', '1'), stock('nowhere', '1'))).toEqual(
      Array(2).fill('UNKNOWN_CHANNEL at channel'),
    );
  });

  it('names the order item if it is repeated', () => {
    expect(validationCodes('INVENTORY_CONFIRMATION', confirmationInput(), confirmationInput())).toEqual(
      Array(2).fill('DUPLICATE_TARGET at orderItemId'),
    );
  });
});
