import { expect, it } from 'vitest';
import { fakeGateway } from './fake-gateway.ts';
import { ask } from './run.ts';

const mutation = `mutation ($input: RepairDriftInput!) { repairDrift(input: $input) {
  operation { id } results { index status } userErrors { code path } replayed } }`;
const target = { channel: 'smaregi', productId: '567', locationId: '8' };

it('passes the targets, the key and the wait to the gateway', async () => {
  const { gateway, repairs } = fakeGateway();
  await ask(gateway, mutation, { input: { targets: [target], idempotencyKey: 'k', waitMs: 5 } });
  expect(repairs).toMatchObject([{ targets: [target], idempotencyKey: 'k', waitMs: 5 }]);
});

it('refuses a request that breaks a rule as a whole', async () => {
  const { gateway, repairs } = fakeGateway();
  const answer = await ask(gateway, mutation, { input: { targets: [], idempotencyKey: '', waitMs: 30_001 } });
  expect(answer.data?.['repairDrift']).toMatchObject({
    operation: null,
    userErrors: [
      { code: 'NO_ITEMS', path: ['input', 'targets'] },
      { code: 'INVALID_IDEMPOTENCY_KEY', path: ['input', 'idempotencyKey'] },
      { code: 'INVALID_WAIT', path: ['input', 'waitMs'] },
    ],
  });
  expect(repairs).toEqual([]);
});
