import { describe, expect, it } from 'vitest';
import { shareReads } from '../../../src/core/subscribe/operation-events.ts';
import { asOperationId } from '../../../src/domain/ids.ts';

describe('shared reads', () => {
  it('fail only for the readers of the failed read', async () => {
    const shared = shareReads({
      operationSince: (id) => (id === 1 ? Promise.reject(new Error('unreadable')) : Promise.resolve(null)),
    });
    const [broken, whole] = await Promise.allSettled([
      shared.operationSince(asOperationId(1), 0),
      shared.operationSince(asOperationId(2), 0),
    ]);
    expect(broken).toMatchObject({ status: 'rejected', reason: { message: 'unreadable' } });
    expect(whole).toEqual({ status: 'fulfilled', value: null });
  });
});
