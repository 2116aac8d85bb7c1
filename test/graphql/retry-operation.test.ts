import { encodeGlobalID } from '@pothos/plugin-relay';
import { describe, expect, it } from 'vitest';
import { asOperationId } from '../../src/domain/ids.ts';
import { fakeGateway } from './fake-gateway.ts';
import { caller, item, operation } from './fixtures.ts';
import { ask, data } from './run.ts';

const retryOperation = `mutation ($input: RetryOperationInput!) {
  retryOperation(input: $input) {
    operation { id retryOf { id } }
    results { status }
    userErrors { code message path limit provided }
    replayed
  }
}`;
const id = encodeGlobalID('Operation', 7);
const retryOf = { operationId: asOperationId(7), first: asOperationId(3) };
const retried = operation(8, { retryOf });

describe('retryOperation', () => {
  it('retries FAILED items whose failure is retryable, by default', async () => {
    const gateway = fakeGateway({
      operations: [operation(7), retried],
      retry: {
        type: 'accepted',
        operation: retried,
        items: [item(0, { state: 'QUEUED', deadline: 0 })],
        replayed: false,
      },
    });
    expect(
      (await data(gateway.gateway, retryOperation, { input: { operationId: id } })).retryOperation,
    ).toEqual({
      operation: { id: encodeGlobalID('Operation', 8), retryOf: { id } },
      results: [{ status: 'PENDING' }],
      userErrors: [],
      replayed: false,
    });
    expect(gateway.retried).toEqual([
      {
        operationId: 7,
        caller,
        statuses: ['FAILED'],
        retryableOnly: true,
        idempotencyKey: null,
        waitMs: 10_000,
        whenAccepted: expect.any(Function),
      },
    ]);
  });

  it('passes what the caller chose, and takes null for a default', async () => {
    const { gateway, retried: requests } = fakeGateway();
    const chosen = { statuses: ['CANCELED', 'OUTCOME_UNKNOWN'], retryableOnly: false };
    const input = { operationId: id, ...chosen, idempotencyKey: 'k', waitMs: 5 };
    await ask(gateway, retryOperation, { input });
    const empty = { statuses: null, retryableOnly: null, idempotencyKey: null, waitMs: null };
    await ask(gateway, retryOperation, { input: { operationId: id, ...empty } });
    expect(requests).toMatchObject([
      { ...chosen, idempotencyKey: 'k', waitMs: 5 },
      { statuses: ['FAILED'], retryableOnly: true, idempotencyKey: null, waitMs: 10_000 },
    ]);
  });

  it('reads an id that the gateway did not create, or of another type, as unknown', async () => {
    const { gateway, retried: requests } = fakeGateway();
    for (const bad of ['', 'x', '7', '\u0000', encodeGlobalID('Channel', 'shop')])
      await ask(gateway, retryOperation, { input: { operationId: bad } });
    expect(requests.map(({ operationId }) => operationId)).toEqual(Array(5).fill(null));
  });

  it('reports every broken rule of the request, before the gateway gets it', async () => {
    const { gateway, retried: requests } = fakeGateway();
    const input = { operationId: id, idempotencyKey: '', waitMs: 30_001 };
    expect((await data(gateway, retryOperation, { input })).retryOperation).toMatchObject({
      operation: null,
      userErrors: [
        { code: 'INVALID_IDEMPOTENCY_KEY', path: ['input', 'idempotencyKey'], provided: 0 },
        { code: 'INVALID_WAIT', path: ['input', 'waitMs'], limit: 30_000, provided: 30_001 },
      ],
    });
    expect(requests).toEqual([]);
  });

  it('is forbidden without the scope of the kind of the operation', async () => {
    const { gateway } = fakeGateway({ retry: { type: 'forbidden', scope: 'product:write' } });
    expect(await ask(gateway, retryOperation, { input: { operationId: id } })).toMatchObject({
      data: { retryOperation: null },
      errors: [{ path: ['retryOperation'], extensions: { code: 'FORBIDDEN', scope: 'product:write' } }],
    });
  });
});

describe('the retries of an operation', () => {
  const source = `query ($id: ID!) { operation(id: $id) { retryOf { id } retries { id retryOf { id } } } }`;

  it('are listed newest first, in one read', async () => {
    const { gateway, calls } = fakeGateway({
      operations: [operation(7), retried, operation(9, { retryOf })],
    });
    expect((await data(gateway, source, { id })).operation).toEqual({
      retryOf: null,
      retries: [9, 8].map((number) => ({ id: encodeGlobalID('Operation', number), retryOf: { id } })),
    });
    expect(calls.filter((call) => call === 'retriesOf')).toHaveLength(1);
  });

  it('name no operation that the journal no longer contains', async () => {
    const { gateway } = fakeGateway({ operations: [retried] });
    const found = await data(gateway, source, { id: encodeGlobalID('Operation', 8) });
    expect(found.operation).toEqual({ retryOf: null, retries: [] });
  });
});
