import { describe, expect, it } from 'vitest';
import type { ProductInput, ProductOptionInput } from '../../../../src/core/submit/inputs.ts';
import { optionGroupInput, optionInput, productInput } from '../../../support/inputs.ts';
import { changesOf, validationCodes } from './validate.ts';

const groups = (...options: readonly ProductOptionInput[]) => ({
  optionGroups: [optionGroupInput(...options)],
});

describe('a product', () => {
  it.each<{ name: string; more: Partial<ProductInput>; wrong: string | null }>([
    { name: 'all in order', more: {}, wrong: null },
    { name: 'a malformed id', more: { productId: 'a/b' }, wrong: 'INVALID_VALUE at productId' },
    { name: 'no name', more: { name: '  ' }, wrong: 'INVALID_VALUE at name' },
    { name: 'a price below nothing', more: { price: '-1' }, wrong: 'INVALID_VALUE at price' },
    {
      name: 'a discounted price below nothing',
      more: { discountedPrice: '-1' },
      wrong: 'INVALID_VALUE at discountedPrice',
    },
    {
      name: 'a discounted price over the price',
      more: { discountedPrice: '1001' },
      wrong: 'INVALID_PRICE at discountedPrice',
    },
    { name: 'a discounted price that is the price', more: { discountedPrice: '1000' }, wrong: null },
    {
      name: 'a fee below nothing',
      more: { domesticShippingFee: '-1' },
      wrong: 'INVALID_VALUE at domesticShippingFee',
    },
    {
      name: 'a threshold below nothing',
      more: { freeShippingThreshold: '-1' },
      wrong: 'INVALID_VALUE at freeShippingThreshold',
    },
    { name: 'less than no stock', more: { stockQuantity: -1 }, wrong: 'INVALID_QUANTITY at stockQuantity' },
    { name: 'too much stock', more: { stockQuantity: 2 ** 31 }, wrong: 'INVALID_QUANTITY at stockQuantity' },
    {
      name: 'an image off the web',
      more: { mainImage: new URL('file:///x') },
      wrong: 'INVALID_VALUE at mainImage',
    },
    {
      name: 'a second image off the web',
      more: { images: [new URL('http://a.test'), new URL('data:,x')] },
      wrong: 'INVALID_VALUE at images.1',
    },
    { name: 'an option', more: groups(optionInput()), wrong: null },
    {
      name: 'a malformed option id',
      more: groups(optionInput({ optionId: '' })),
      wrong: 'INVALID_VALUE at optionGroups.0.options.0.optionId',
    },
    {
      name: 'an option with less than no stock',
      more: groups(optionInput({ stockQuantity: -1 })),
      wrong: 'INVALID_QUANTITY at optionGroups.0.options.0.stockQuantity',
    },
    {
      name: 'an option of no group',
      more: groups(optionInput({ names: [{ groupOptionId: 2, name: 'x' }] })),
      wrong: 'INVALID_VALUE at optionGroups.0.options.0.names.0.groupOptionId',
    },
    {
      name: 'a least purchase over the greatest',
      more: groups(optionInput({ minPurchase: 3, maxPurchase: 2 })),
      wrong: 'INVALID_VALUE at optionGroups.0.options.0.minPurchase',
    },
    {
      name: 'an option that stands in two groups',
      more: { optionGroups: [optionGroupInput(optionInput()), optionGroupInput(optionInput())] },
      wrong: 'INVALID_VALUE at optionGroups',
    },
  ])('with $name: $wrong', ({ more, wrong }) => {
    expect(validationCodes('PRODUCT_REPLACEMENT', productInput(more))).toEqual([wrong]);
  });

  it('becomes a change with the defaults of missing fields', () => {
    const [change] = changesOf(
      'PRODUCT_REPLACEMENT',
      productInput({ ...groups(optionInput({ maxPurchase: 9 })) }),
    );
    expect(change).toEqual({
      kind: 'PRODUCT_REPLACEMENT',
      channel: 'shop',
      productId: '1',
      name: 'Cup',
      brand: 'Brand',
      mainImage: 'https://img.test/main.png',
      images: [],
      detailImages: [],
      price: 1000,
      discountedPrice: 1000,
      domesticShippingFee: 0,
      freeShippingThreshold: 0,
      stockQuantity: 5,
      exportProhibited: false,
      exportProhibitedReason: null,
      sourceUrl: 'https://shop.test/1',
      optionGroups: [
        {
          type: 'COMBINATION',
          names: [{ id: 1, name: 'Colour' }],
          options: [
            {
              ...optionInput(),
              price: 0,
              names: [{ groupId: 1, name: 'Red' }],
              minPurchase: null,
              maxPurchase: 9,
            },
          ],
        },
      ],
    });
  });

  it('has a reason only if it is prohibited', () => {
    const [free, prohibited] = changesOf(
      'PRODUCT_REPLACEMENT',
      productInput({ productId: '1', exportProhibitedReason: 'none' }),
      productInput({ productId: '2', exportProhibited: true, exportProhibitedReason: 'law' }),
    );
    expect(free).toMatchObject({ exportProhibited: false, exportProhibitedReason: null });
    expect(prohibited).toMatchObject({ exportProhibited: true, exportProhibitedReason: 'law' });
  });
});
