import { describe, expect, it } from 'vitest';
import { createTargetQueues } from '../../../src/adapters/sqlite/cache/target-queues.ts';
import { stockTarget } from '../../../src/domain/changes/change.ts';
import { anonymousClient, asOperationId, asProductId } from '../../../src/domain/ids.ts';
import { shop } from '../../support/changes.ts';

const target = stockTarget(asProductId('1'), null);
const itemOf = (operation: number) => ({
  target,
  item: {
    operationId: asOperationId(operation),
    index: 0,
    client: anonymousClient,
    channel: shop,
    kind: 'STOCK_SET' as const,
    shape: 'plain',
  },
});

describe('target queues', () => {
  it('refuse a second item of a target in flight', () => {
    const queues = createTargetQueues();
    queues.move(itemOf(1), null, 'queued');
    queues.move(itemOf(2), null, 'queued');
    queues.move(itemOf(1), 'queued', 'in flight');
    expect(() => queues.move(itemOf(2), 'queued', 'in flight')).toThrow('would be in flight');
    queues.rolledBack();
    expect(queues.isPending(shop, target)).toBe(false);
  });

  it('count waiting items and items in flight', () => {
    const queues = createTargetQueues();
    expect(queues.count()).toEqual(new Map());
    queues.move(itemOf(1), null, 'in flight');
    queues.move(itemOf(2), null, 'queued');
    expect(queues.count()).toEqual(new Map([[shop, 2]]));
    queues.move(itemOf(1), 'in flight', null);
    queues.move(itemOf(2), 'queued', null);
    expect(queues.count()).toEqual(new Map());
  });
});
