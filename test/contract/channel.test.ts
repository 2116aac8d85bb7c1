import { asOptionId } from '../../src/domain/ids.ts';
import type { Channel } from '../../src/ports/channel.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import {
  brightmallAt,
  confirmation,
  globalLinkAt,
  productChange,
  smaregiAt,
  stockChange,
} from '../adapters/vendors/support.ts';
import { describeChannel } from './channel.ts';
import { openBench, wrongKey } from './sandbox-bench.ts';

const globalLink = {
  vendorOf: (sandbox: Sandbox) => sandbox.globalLink,
  settings: ({ globalLink }: Sandbox) => globalLinkAt(globalLink.url, { secretKey: globalLink.secretKey }),
  strange: { secretKey: wrongKey },
  secrets: ({ globalLink }: Sandbox) => [globalLink.secretKey],
};

describeChannel(
  'Global Link, stock',
  {
    hasDistortions: true,
    good: (number) =>
      stockChange({
        productId: `product-${number}`,
        quantity: number,
        soldOut: number === 0,
        options: number % 2 === 0 ? [] : [{ optionId: 'opt-001', quantity: number }],
      }),
    bad: [
      { change: stockChange({ productId: 'missing-001' }), code: 'PRODUCT_NOT_FOUND' },
      {
        change: stockChange({ productId: 'plain-001', options: [{ optionId: 'opt-1', quantity: 1 }] }),
        code: 'OPTION_NOT_FOUND',
      },
      { change: stockChange({ productId: 'bad-price-001' }), code: 'INVALID_PRICE' },
      { change: stockChange({ productId: 'strange-001' }), code: 'VENDOR_REJECTED' },
    ],
  },
  () =>
    openBench({
      ...globalLink,
      endpoint: 'stock-updates',
      requestPath: /\/stock-updates$/u,
      writerOf: (channel) => channel.writers.STOCK_UPDATE,
    }),
);

const option = { names: [{ groupId: 1, name: '블랙' }], price: 19_900, stockQuantity: 5, order: 0 };
describeChannel(
  'Global Link, products',
  {
    hasDistortions: false,
    good: (number) =>
      productChange({
        productId: number === 0 ? 'tee shirt/ü-01' : `product-${number}`,
        optionGroups: [
          {
            type: 'COMBINATION',
            names: [{ id: 1, name: '색상' }],
            options: [{ ...option, optionId: asOptionId('opt-1'), minPurchase: 1, maxPurchase: 10 }],
          },
        ],
      }),
    bad: [
      { change: productChange({ productId: 'missing-001' }), code: 'PRODUCT_NOT_FOUND' },
      { change: productChange({ price: 1, discountedPrice: 2 }), code: 'INVALID_PRICE' },
      { change: productChange({ productId: 'strange-001' }), code: 'VENDOR_REJECTED' },
    ],
  },
  () =>
    openBench({
      ...globalLink,
      endpoint: 'product',
      requestPath: /\/products\/[^/]+$/u,
      writerOf: (channel) => channel.writers.PRODUCT_UPDATE,
    }),
);

const orderItem = (sequence: number) => `202601220157_000020196_[${sequence}]`;
describeChannel(
  'Brightmall',
  {
    hasDistortions: true,
    good: (number) =>
      confirmation({
        orderItemId: orderItem(number + 1),
        ...(number % 2 === 1 && { available: false, unavailableReason: 'OUT_OF_STOCK', memo: '재입고 예정' }),
        ...(number % 3 === 0 && { supplyPrice: { unitPrice: 75_000, quantity: 2, totalAmount: 150_000 } }),
      }),
    bad: [
      { change: confirmation({ orderItemId: orderItem(404) }), code: 'VENDOR_REJECTED' },
      { change: confirmation({ orderItemId: orderItem(409) }), code: 'VENDOR_REJECTED' },
    ],
  },
  () =>
    openBench({
      vendorOf: (sandbox) => sandbox.brightmall,
      settings: ({ brightmall: { url, apiKey, vendorId } }) => brightmallAt(url, { apiKey, vendorId }),
      strange: { apiKey: wrongKey },
      secrets: ({ brightmall }) => [brightmall.apiKey],
      endpoint: 'inventory/confirm',
      requestPath: /\/inventory\/confirm$/u,
      writerOf: (channel) => channel.writers.INVENTORY_CONFIRMATION,
    }),
);

const smaregi = {
  vendorOf: (sandbox: Sandbox) => sandbox.smaregi,
  settings: ({ smaregi: { url, tokenUrl, clientId, clientSecret } }: Sandbox) =>
    smaregiAt(url, { accessToken: undefined, tokenUrl, clientId, clientSecret }),
  strange: { clientSecret: wrongKey },
  secrets: ({ smaregi: { clientSecret } }: Sandbox) => [clientSecret],
  endpoint: 'stock/bulk',
  requestPath: /\/stock\/bulk$/u,
  writerOf: (channel: Channel) => channel.writers.STOCK_UPDATE,
} as const;

const atStore = (productId: string, locationId = '1', memo: string | null = null) =>
  stockChange({ productId, locationId, quantity: 7, memo });
describeChannel(
  'Smaregi, without a memo',
  {
    hasDistortions: false,
    good: (number) => atStore(String(number + 1)),
    bad: [
      { change: atStore('404404'), code: 'PRODUCT_NOT_FOUND' },
      { change: atStore('1', '404'), code: 'LOCATION_NOT_FOUND' },
    ],
  },
  () => openBench(smaregi),
);
describeChannel(
  'Smaregi, with a memo',
  {
    hasDistortions: false,
    good: (number) => atStore(String(number + 1), '2', '棚卸'),
    bad: [{ change: atStore('404404', '2', '棚卸'), code: 'PRODUCT_NOT_FOUND' }],
  },
  () => openBench(smaregi),
);
