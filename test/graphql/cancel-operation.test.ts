import { encodeGlobalID } from '@pothos/plugin-relay';
import { describe, expect, it } from 'vitest';
import { fakeGateway } from './fake-gateway.ts';
import { caller, client, item, operation } from './fixtures.ts';
import { ask, data } from './run.ts';

const cancelOperation = `mutation ($id: ID!) {
  cancelOperation(input: { operationId: $id }) {
    operation { id status canceledCount pendingCount results(filter: { statuses: [CANCELED] }) {
      nodes { __typename index status ... on ItemCanceled { canceledBy } }
    } }
    canceledCount
    userErrors { code message path }
  }
}`;
const id = encodeGlobalID('Operation', 7);
const counts = { itemCount: 1, appliedCount: 0, failedCount: 0, canceledCount: 1, completedAt: 5 };
const canceledOperation = operation(7, counts);

describe('cancelOperation', () => {
  it('passes the id and the caller, and returns the operation with its canceled items', async () => {
    const { gateway, canceled } = fakeGateway({
      items: [{ ...item(0, { state: 'CANCELED', by: client }), operationId: canceledOperation.id }],
      cancellation: { type: 'canceled', operation: canceledOperation, canceledCount: 1 },
    });
    expect((await data(gateway, cancelOperation, { id })).cancelOperation).toEqual({
      operation: {
        id,
        status: 'COMPLETED',
        canceledCount: 1,
        pendingCount: 0,
        results: {
          nodes: [{ __typename: 'ItemCanceled', index: 0, status: 'CANCELED', canceledBy: client }],
        },
      },
      canceledCount: 1,
      userErrors: [],
    });
    expect(canceled).toEqual([{ operationId: 7, caller }]);
  });

  it('reads an id that the gateway did not create, or of another type, as unknown', async () => {
    const { gateway, canceled } = fakeGateway();
    const ids = ['', 'x', '7', '\u0000', 'x'.repeat(70_000), encodeGlobalID('Channel', 'shop')];
    for (const bad of [...ids, encodeGlobalID('Operation', '1e3'), encodeGlobalID('Operation', '-1')])
      await ask(gateway, cancelOperation, { id: bad });
    expect(canceled.map(({ operationId }) => operationId)).toEqual(Array(8).fill(null));
  });

  it('returns the reasons of a refusal', async () => {
    const message = 'No such operation.';
    const error = { code: 'UNKNOWN_OPERATION', message, path: ['input', 'operationId'] } as const;
    const errors = [{ ...error, limit: null, provided: null, retryAfter: null }];
    const { gateway } = fakeGateway({ cancellation: { type: 'refused', errors } });
    expect((await data(gateway, cancelOperation, { id })).cancelOperation).toEqual({
      operation: null,
      canceledCount: 0,
      userErrors: [error],
    });
  });

  it('is forbidden without the scope of the kind of the operation', async () => {
    const { gateway } = fakeGateway({ cancellation: { type: 'forbidden', scope: 'product:write' } });
    expect(await ask(gateway, cancelOperation, { id })).toMatchObject({
      data: { cancelOperation: null },
      errors: [{ path: ['cancelOperation'], extensions: { code: 'FORBIDDEN', scope: 'product:write' } }],
    });
  });
});
