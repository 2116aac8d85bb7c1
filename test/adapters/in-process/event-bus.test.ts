import { describe, expect, it } from 'vitest';
import { createInProcessBus } from '../../../src/adapters/in-process/event-bus.ts';
import { asOperationId } from '../../../src/domain/ids.ts';
import { stockOf } from '../../support/changes.ts';

const key = { ...stockOf('1', 0), optionId: null };

describe('createInProcessBus', () => {
  it('notifies only the listeners of the changed operation', () => {
    const bus = createInProcessBus();
    const heard: string[] = [];
    bus.onOperationChanged(asOperationId(1), () => heard.push('one'));
    const stop = bus.onOperationChanged(asOperationId(1), () => heard.push('one too'));
    bus.onOperationChanged(asOperationId(11), () => heard.push('eleven'));
    bus.operationChanged(asOperationId(1));
    expect(heard).toEqual(['one', 'one too']);
    stop();
    bus.operationChanged(asOperationId(1));
    expect(heard).toEqual(['one', 'one too', 'one']);
  });

  it('notifies all listeners of stock', () => {
    const bus = createInProcessBus();
    const heard: unknown[] = [];
    const stops = Array.from({ length: 20 }, () => bus.onStockChanged((changed) => heard.push(changed)));
    bus.stockChanged(key);
    expect(heard).toEqual(Array(20).fill(key));
    for (const stop of stops) stop();
    bus.stockChanged(key);
    expect(heard).toHaveLength(20);
  });
});
