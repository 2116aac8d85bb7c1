import type { GraphQLObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { invalidItem, outcomeUnknown, refusedByVendor, vendorUnavailable } from '../../src/domain/failure.ts';
import { asClientId, asOperationId } from '../../src/domain/ids.ts';
import type { Item } from '../../src/domain/item.ts';
import { schema } from '../../src/graphql/schema.ts';
import { fakeGateway } from './fake-gateway.ts';
import {
  adjustmentChange,
  at,
  atText,
  confirmationChange,
  item,
  operation,
  productChange,
  stockChange,
} from './fixtures.ts';
import { ask, data } from './run.ts';

const setStock = `mutation {
  setStock(input: { items: [{ channel: "smaregi", productId: "567", quantity: 1 }] }) {
    results {
      __typename
      index
      status
      target { channelKey channel { key } productId locationId orderItemId }
      change { __typename ... on StockAdjustmentChange { delta memo } }
      ... on StockApplied {
        stock { channel { key } productId locationId optionId quantity soldOut observedAt source pending }
        vendorReference
      }
      ... on StockAppliedUnread { unread: vendorReference }
      ... on ProductApplied { product { __typename productId options { optionId } observedAt } shopType vendorUpdatedAt }
      ... on ConfirmationApplied { orderItemId available newStatus supplyPriceRecorded vendorMessage }
      ... on ItemPending { stage deadline }
      ... on ItemSuperseded { by { kind } }
      ... on ItemFailure { code message retryable mayHaveApplied failedWith: vendorMessage vendorCode }
      ... on InvalidItem { path }
      ... on VendorUnavailable { retryAfterMs }
      ... on OutcomeUnknown { message vendorCode vendorMessage }
    }
  }
}`;

/** The result type of an item. */
const resultOf = async (one: Item, superseding = operation(2)) => {
  const { gateway } = fakeGateway({
    answer: { type: 'accepted', operation: operation(1), items: [one], replayed: false },
    operations: [superseding],
    pending: ['store:["567","8"]'],
  });
  const [result] = (await data(gateway, setStock)).setStock.results;
  return result;
};

describe('an item is returned as', () => {
  it('StockApplied, with the level after the change', async () => {
    const receipt = { kind: 'STOCK_SET', vendorReference: '123' } as const;
    const change = { ...stockChange, observedAt: at - 1000 };
    const applied = { state: 'APPLIED', receipt, evidence: 'VENDOR_READ', at } as const;
    expect(await resultOf(item(0, applied, change))).toEqual({
      __typename: 'StockApplied',
      index: 0,
      status: 'APPLIED',
      target: {
        channelKey: 'smaregi',
        channel: { key: 'smaregi' },
        productId: '567',
        locationId: '8',
        orderItemId: null,
      },
      change: { __typename: 'StockQuantityChange' },
      stock: {
        channel: { key: 'smaregi' },
        productId: '567',
        locationId: '8',
        optionId: null,
        quantity: 40,
        soldOut: false,
        observedAt: '2026-01-22T01:56:59.000Z',
        source: 'VENDOR_READ',
        pending: true,
      },
      vendorReference: '123',
    });
  });

  it('StockApplied, with the level that was read after an adjustment', async () => {
    const level = { quantity: 38, observedAt: at - 1000 };
    const receipt = { kind: 'STOCK_ADJUSTMENT', vendorReference: '123', level } as const;
    const applied = { state: 'APPLIED', receipt, evidence: 'ACKNOWLEDGED_WRITE', at } as const;
    expect(await resultOf(item(0, applied, adjustmentChange))).toMatchObject({
      __typename: 'StockApplied',
      change: { __typename: 'StockAdjustmentChange', delta: -2, memo: 'sold' },
      target: { channelKey: 'smaregi', productId: '567', locationId: '8' },
      stock: { quantity: 38, source: 'VENDOR_READ', soldOut: null, observedAt: '2026-01-22T01:56:59.000Z' },
      vendorReference: '123',
    });
  });

  it('StockAppliedUnread, if the level after an adjustment could not be read', async () => {
    const receipt = { kind: 'STOCK_ADJUSTMENT', vendorReference: '123', level: null } as const;
    const applied = { state: 'APPLIED', receipt, evidence: 'ACKNOWLEDGED_WRITE', at } as const;
    expect(await resultOf(item(0, applied, adjustmentChange))).toMatchObject({
      __typename: 'StockAppliedUnread',
      status: 'APPLIED',
      unread: '123',
    });
  });

  it('ProductApplied, with the product after the change', async () => {
    const receipt = { kind: 'PRODUCT_REPLACEMENT', shopType: 'SMART_STORE', vendorUpdatedAt: null } as const;
    const applied = { state: 'APPLIED', receipt, evidence: 'ACKNOWLEDGED_WRITE', at } as const;
    expect(await resultOf(item(1, applied, productChange))).toEqual({
      __typename: 'ProductApplied',
      index: 1,
      status: 'APPLIED',
      target: {
        channelKey: 'global-link',
        channel: { key: 'global-link' },
        productId: 'product-001',
        locationId: null,
        orderItemId: null,
      },
      change: { __typename: 'ProductReplacement' },
      product: {
        __typename: 'GlobalLinkProduct',
        productId: 'product-001',
        options: [{ optionId: 'opt-1' }, { optionId: 'opt-2' }],
        observedAt: atText,
      },
      shopType: 'SMART_STORE',
      vendorUpdatedAt: null,
    });
  });

  it('ConfirmationApplied', async () => {
    const receipt = {
      kind: 'INVENTORY_CONFIRMATION',
      newStatus: 'pending',
      supplyPriceRecorded: null,
      vendorMessage: 'ok',
    } as const;
    const applied = { state: 'APPLIED', receipt, evidence: 'ACKNOWLEDGED_WRITE', at } as const;
    expect(await resultOf(item(0, applied, confirmationChange))).toMatchObject({
      __typename: 'ConfirmationApplied',
      target: { channelKey: 'brightmall', productId: null, orderItemId: '202601220157_000020196_[1]' },
      change: { __typename: 'InventoryConfirmation' },
      orderItemId: '202601220157_000020196_[1]',
      available: false,
      newStatus: 'pending',
      supplyPriceRecorded: null,
      vendorMessage: 'ok',
    });
  });

  it.each(['QUEUED', 'SENDING', 'AWAITING_CALLBACK'] as const)(
    'ItemPending while it is %s',
    async (stage) => {
      expect(await resultOf(item(0, { state: stage, deadline: at }))).toMatchObject({
        __typename: 'ItemPending',
        status: 'PENDING',
        stage,
        deadline: atText,
      });
    },
  );

  it('ItemSuperseded, by an operation that only its own client sees', async () => {
    const superseded = item(0, { state: 'SUPERSEDED', by: asOperationId(2) });
    expect(await resultOf(superseded)).toMatchObject({
      __typename: 'ItemSuperseded',
      status: 'SUPERSEDED',
      by: { kind: 'STOCK_SET' },
    });
    const foreign = operation(2, { client: asClientId('another') });
    expect(await resultOf(superseded, foreign)).toMatchObject({ __typename: 'ItemSuperseded', by: null });
  });

  it('InvalidItem, also for an unknown channel', async () => {
    const failure = invalidItem('UNKNOWN_CHANNEL', ['channel'], 'There is no channel nowhere.');
    expect(await resultOf(item(0, { state: 'FAILED', failure }, null))).toMatchObject({
      __typename: 'InvalidItem',
      status: 'FAILED',
      target: { channelKey: 'nowhere', channel: null, productId: null, locationId: null, orderItemId: null },
      change: null,
      code: 'UNKNOWN_CHANNEL',
      message: failure.message,
      retryable: false,
      mayHaveApplied: false,
      vendorCode: null,
      path: ['channel'],
    });
  });

  it.each([
    [
      refusedByVendor('product 1', { code: 'PRODUCT_NOT_FOUND', message: 'none' }),
      { __typename: 'TargetNotFound', code: 'PRODUCT_NOT_FOUND', failedWith: 'none' },
    ],
    [
      refusedByVendor('product 1', { code: 'WAREHOUSE_LOCKED', message: 'locked' }),
      { __typename: 'VendorRejected', code: 'VENDOR_REJECTED', vendorCode: 'WAREHOUSE_LOCKED' },
    ],
    [
      vendorUnavailable('RATE_LIMITED', 'Too fast.', { retryAfter: 7 }),
      { __typename: 'VendorUnavailable', code: 'RATE_LIMITED', retryable: true, retryAfterMs: 7000 },
    ],
  ])('its failure: $type', async (failure, expected) => {
    const result = await resultOf(item(0, { state: 'FAILED', failure }));
    expect(result).toMatchObject({ status: 'FAILED', ...expected });
  });

  it('OutcomeUnknown', async () => {
    const failure = outcomeUnknown('No webhook came.');
    expect(await resultOf(item(0, { state: 'OUTCOME_UNKNOWN', failure }))).toMatchObject({
      __typename: 'OutcomeUnknown',
      status: 'OUTCOME_UNKNOWN',
      message: expect.stringContaining('No webhook came.'),
      vendorCode: null,
      vendorMessage: null,
    });
    const interfaces = (schema.getType('OutcomeUnknown') as GraphQLObjectType).getInterfaces();
    expect(interfaces.map(({ name }) => name)).toEqual(['ItemResult']);
  });

  it('an error if the receipt belongs to another kind of change', async () => {
    const receipt = { kind: 'STOCK_SET', vendorReference: null } as const;
    const applied = { state: 'APPLIED', receipt, evidence: 'VENDOR_READ', at } as const;
    const { gateway } = fakeGateway({
      answer: {
        type: 'accepted',
        operation: operation(1),
        items: [item(0, applied, productChange)],
        replayed: false,
      },
    });
    expect((await ask(gateway, setStock)).errors).toHaveLength(1);
  });
});
