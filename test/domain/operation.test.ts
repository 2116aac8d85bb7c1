import { describe, expect, it } from 'vitest';
import { anonymousClient, asOperationId } from '../../src/domain/ids.ts';
import { operationStatus, pendingCount } from '../../src/domain/operation.ts';
import { productOf } from '../../src/domain/product.ts';
import { productOf as productChange } from '../support/changes.ts';

const operation = {
  id: asOperationId(1),
  client: anonymousClient,
  kind: 'STOCK_SET',
  idempotencyKey: null,
  retryOf: null,
  createdAt: 1,
  completedAt: null,
  sequence: 3,
  itemCount: 12,
  appliedCount: 1,
  failedCount: 2,
  supersededCount: 3,
  canceledCount: 2,
  unknownCount: 1,
} as const;

describe('an operation', () => {
  it('counts its unfinished items', () => {
    expect(pendingCount(operation)).toBe(3);
  });

  it('runs until it is completed', () => {
    expect(operationStatus(operation)).toBe('RUNNING');
    expect(operationStatus({ ...operation, completedAt: 0 })).toBe('COMPLETED');
  });
});

describe('a product', () => {
  it('has the values of the change that replaced it', () => {
    const { kind: _kind, channel, productId, name, price, optionGroups, ...details } = productChange('1');
    expect(productOf(productChange('1'), 7)).toEqual({
      channel,
      productId,
      name,
      code: null,
      price,
      image: details.mainImage,
      optionGroups,
      details,
      source: 'ACKNOWLEDGED_WRITE',
      observedAt: 7,
    });
  });
});
