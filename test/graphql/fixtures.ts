import { anonymousCaller, type Caller } from '../../src/domain/caller.ts';
import type {
  AdjustmentChange,
  ConfirmationChange,
  ProductChange,
  StockChange,
} from '../../src/domain/changes/change.ts';
import {
  asChannelId,
  asClientId,
  asLocationId,
  asOperationId,
  asOptionId,
  asOrderItemId,
  asProductId,
  asRequestId,
  type ClientId,
} from '../../src/domain/ids.ts';
import type { Item } from '../../src/domain/item.ts';
import { itemTargetOf } from '../../src/domain/item.ts';
import type { Operation } from '../../src/domain/operation.ts';
import { type Product, productOf } from '../../src/domain/product.ts';
import type { StockLevel } from '../../src/domain/stock.ts';
import type { VendorRequest } from '../../src/domain/vendor-request.ts';
import type { AnswerLimits } from '../../src/graphql/context.ts';

/** The default limits of query arguments. */
export const limits: AnswerLimits = {
  lists: { nodes: 100, targets: 1_000, productIds: 1_000, idLength: 200 },
  responseBytes: 16_777_216,
  cost: 250_000,
};

export const client = asClientId('test');
/** With all rights, except those that are given. */
export const callerOf = (id: ClientId, rights: Partial<Caller> = {}): Caller => ({
  ...anonymousCaller,
  client: id,
  ...rights,
});
export const caller = callerOf(client);
export const at = Date.parse('2026-01-22T01:57:00.000Z');
export const atText = '2026-01-22T01:57:00.000Z';
export const smaregi = asChannelId('smaregi');
export const globalLink = asChannelId('global-link');

export const adjustmentChange: AdjustmentChange = {
  kind: 'STOCK_ADJUSTMENT',
  channel: asChannelId('smaregi'),
  productId: asProductId('567'),
  locationId: asLocationId('8'),
  delta: -2,
  memo: 'sold',
};

export const stockChange: StockChange = {
  kind: 'STOCK_SET',
  channel: smaregi,
  productId: asProductId('567'),
  locationId: asLocationId('8'),
  quantity: 40,
  soldOut: false,
  options: [],
  memo: null,
  observedAt: null,
};

export const productChange: ProductChange = {
  kind: 'PRODUCT_REPLACEMENT',
  channel: globalLink,
  productId: asProductId('product-001'),
  name: 'Tee',
  brand: 'Plain',
  mainImage: 'https://shop.example/1.jpg',
  images: ['https://shop.example/2.jpg'],
  detailImages: [],
  price: 9_007_199_254_740_991,
  discountedPrice: 25_000,
  domesticShippingFee: 3_000,
  freeShippingThreshold: 0,
  stockQuantity: 20,
  exportProhibited: false,
  exportProhibitedReason: null,
  sourceUrl: 'https://shop.example/p',
  optionGroups: ['opt-1', 'opt-2'].map((id) => ({
    type: 'COMBINATION',
    names: [{ id: 1, name: 'Color' }],
    options: [
      {
        optionId: asOptionId(id),
        names: [{ groupId: 1, name: id }],
        price: 1,
        stockQuantity: 2,
        order: 3,
        minPurchase: null,
        maxPurchase: 9,
      },
    ],
  })),
};

export const confirmationChange: ConfirmationChange = {
  kind: 'INVENTORY_CONFIRMATION',
  channel: asChannelId('brightmall'),
  orderItemId: asOrderItemId('202601220157_000020196_[1]'),
  available: false,
  unavailableReason: 'OTHER',
  memo: null,
  supplyPrice: null,
};

export const product = (productId: string, channel = globalLink): Product =>
  productOf({ ...productChange, channel, productId: asProductId(productId) }, at);

export const operation = (id: number, changes: Partial<Operation> = {}): Operation => ({
  id: asOperationId(id),
  client,
  kind: 'STOCK_SET',
  idempotencyKey: null,
  retryOf: null,
  createdAt: at,
  completedAt: null,
  sequence: 1,
  itemCount: 3,
  appliedCount: 1,
  failedCount: 1,
  supersededCount: 0,
  canceledCount: 0,
  unknownCount: 0,
  ...changes,
});

export const item = (
  index: number,
  progress: Item['progress'],
  change: Item['change'] = stockChange,
  operationId = 1,
): Item => ({
  operationId: asOperationId(operationId),
  index,
  kind: change?.kind ?? 'STOCK_SET',
  target: change
    ? itemTargetOf(change)
    : { channel: 'nowhere', productId: null, locationId: null, orderItemId: null },
  change,
  progress,
});

export const stockLevel = (productId: string, quantity: number, channel = smaregi): StockLevel => ({
  channel,
  productId: asProductId(productId),
  locationId: null,
  optionId: null,
  quantity,
  soldOut: null,
  observedAt: at,
  source: 'VENDOR_READ',
});

export const vendorRequest: VendorRequest = {
  id: asRequestId(5),
  channel: smaregi,
  kind: 'STOCK_SET',
  rowCount: 7,
  attempt: 1,
  sentAt: at,
  answeredAt: null,
  httpStatus: 200,
  vendorRequestId: '99',
  outcome: 'AWAITING_CALLBACK',
};
