import { describe, expect, it } from 'vitest';
import { createTargets } from '../../../src/adapters/sqlite/targets.ts';
import { stockTarget } from '../../../src/domain/change.ts';
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
    kind: 'STOCK_UPDATE' as const,
    shape: 'plain',
  },
});

describe('targets', () => {
  it('can not hold one target in two requests, whoever asks', () => {
    const targets = createTargets();
    targets.move(itemOf(1), null, 'queued');
    targets.move(itemOf(2), null, 'queued');
    targets.move(itemOf(1), 'queued', 'in flight');
    expect(() => targets.move(itemOf(2), 'queued', 'in flight')).toThrow('is in a request already');
    targets.rolledBack();
    expect(targets.isPending(shop, target)).toBe(false);
  });

  it('counts what waits and what is in flight', () => {
    const targets = createTargets();
    expect(targets.count()).toEqual(new Map());
    targets.move(itemOf(1), null, 'in flight');
    targets.move(itemOf(2), null, 'queued');
    expect(targets.count()).toEqual(new Map([[shop, 2]]));
    targets.move(itemOf(1), 'in flight', null);
    targets.move(itemOf(2), 'queued', null);
    expect(targets.count()).toEqual(new Map());
  });
});
