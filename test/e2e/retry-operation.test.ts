import { afterAll, beforeAll, describe, expect } from 'vitest';
import { it, startVendors } from '../support/app.ts';
import {
  accepted,
  cancelOperation,
  confirmInventory,
  ended,
  only,
  operationOf,
  outcomeOf,
  resultsOf,
  retryOperation,
  setStock,
  until,
} from '../support/client.ts';
import { request, run } from '../support/graphql.ts';
import { confirmation, globalLinkStock, orderItem, smaregiStock } from '../support/items.ts';
import { newKey, writeKeys } from '../support/keys.ts';
import { createDatabase, type TestDatabase } from '../support/postgres.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { Retries, RetryOperation, SetStock } from './documents.ts';
import type { AnswerFragment, ItemStatus } from './generated/graphql.ts';

/** A failure of the vendor ends an item at once. */
const noRetries = { RETRY_FOR_MS: '0' };
const away = { on: 'stock-updates', kind: 'status', status: 503, times: 99 } as const;
const unauthorized = { on: 'stock-updates', kind: 'status', status: 401, times: 99 } as const;

const outcomesOf = ({ results }: AnswerFragment): readonly string[] => results.map(outcomeOf);
const codesOf = ({ userErrors }: AnswerFragment): readonly string[] => userErrors.map(({ code }) => code);

describe('retryOperation', () => {
  it.concurrent('sends retryable failures again as a new operation, once for each key', async ({ start }) => {
    const { url, sandbox } = await start(noRetries);
    const { control } = sandbox.globalLink;
    control.fail(away);
    const items = [
      globalLinkStock('product-001', 11),
      globalLinkStock('product-002', -1),
      globalLinkStock('product-003', 13),
    ];
    const failed = await setStock(url, items);
    expect(outcomesOf(failed)).toEqual([
      'FAILED VendorUnavailable VENDOR_UNAVAILABLE',
      'FAILED InvalidItem INVALID_QUANTITY',
      'FAILED VendorUnavailable VENDOR_UNAVAILABLE',
    ]);
    const { id } = accepted(failed);
    control.heal();

    const retried = await retryOperation(url, id, { idempotencyKey: 'again' });
    expect(outcomesOf(retried)).toEqual(['APPLIED', 'APPLIED']);
    expect(retried).toMatchObject({
      operation: { kind: 'STOCK_SET', itemCount: 2, status: 'COMPLETED', appliedCount: 2 },
      replayed: false,
      userErrors: [],
    });
    const calls = control.requests().length;
    const again = await retryOperation(url, id, { idempotencyKey: 'again', statuses: ['FAILED'] });
    expect(again).toMatchObject({ operation: { id: accepted(retried).id }, replayed: true });
    expect(control.requests()).toHaveLength(calls);
    for (const more of [{ statuses: ['CANCELED' as const] }, { retryableOnly: false }])
      expect(codesOf(await retryOperation(url, id, { idempotencyKey: 'again', ...more }))).toEqual([
        'IDEMPOTENCY_KEY_PARAMETER_MISMATCH',
      ]);
    expect(codesOf(await setStock(url, items, { idempotencyKey: 'again' }))).toEqual([
      'IDEMPOTENCY_KEY_PARAMETER_MISMATCH',
    ]);
    expect((await run(url, Retries, { id })).operation).toEqual({
      retryOf: null,
      retries: [{ id: accepted(retried).id }],
    });
    expect((await run(url, Retries, { id: accepted(retried).id })).operation).toEqual({
      retryOf: { id },
      retries: [],
    });
  });

  it.concurrent('never puts an older value after a newer one', async ({ start }) => {
    const { url, sandbox } = await start(noRetries);
    const { control } = sandbox.globalLink;
    control.fail(away);
    const older = accepted(
      await setStock(url, [globalLinkStock('product-001', 71), globalLinkStock('product-002', 72)]),
    );
    control.heal();
    const newer = accepted(await setStock(url, [globalLinkStock('product-001', 5)]));
    const retried = await retryOperation(url, older.id);
    expect(outcomesOf(retried)).toEqual(['SUPERSEDED', 'APPLIED']);
    expect(retried.results[0]).toMatchObject({ by: { id: newer.id } });
    expect(JSON.stringify(control.writes().map(({ value }) => value))).not.toContain('71');
    const metrics = await (await fetch(`${url}/metrics`)).text();
    const superseded = 'onshelf_items_total{channel="global-link",kind="STOCK_SET",outcome="SUPERSEDED"} 1';
    expect(metrics).toContain(superseded);
    expect(metrics).toContain('onshelf_items_under_way{channel="global-link"} 0');
    // The retry of the retry has nothing left, and the superseded item stays behind the newer value.
    expect(codesOf(await retryOperation(url, accepted(retried).id))).toEqual(['NOTHING_TO_RETRY']);
    const superseding = await retryOperation(url, accepted(retried).id, { statuses: ['SUPERSEDED'] });
    expect(superseding).toMatchObject({ operation: { status: 'COMPLETED', supersededCount: 1 } });
  });

  it.concurrent('retries an unknown outcome only if the caller names it, and confirmations too', async ({
    start,
  }) => {
    const { url, sandbox } = await start({ ...noRetries, VENDOR_TIMEOUT_MS: '500' });
    sandbox.brightmall.control.fail({ on: '*', kind: 'hang', times: 99 });
    const unknown = await confirmInventory(url, [confirmation(orderItem(1)), confirmation(orderItem(2))]);
    const { id } = accepted(unknown);
    const found = await ended(url, id);
    sandbox.brightmall.control.heal();
    expect(new Set(resultsOf(found).map(({ status }) => status))).toEqual(new Set(['OUTCOME_UNKNOWN']));
    expect(codesOf(await retryOperation(url, id))).toEqual(['NOTHING_TO_RETRY']);
    const newer = await confirmInventory(url, [
      confirmation(orderItem(2), { available: false, unavailableReason: 'DAMAGED' }),
    ]);
    expect(outcomesOf(newer)).toEqual(['APPLIED']);
    const retried = await retryOperation(url, id, { statuses: ['FAILED', 'OUTCOME_UNKNOWN'] });
    expect(outcomesOf(retried)).toEqual(['APPLIED', 'SUPERSEDED']);
  });

  it.concurrent('retries canceled items, and other failures if the caller says so', async ({ start }) => {
    const { url, sandbox } = await start({ ...noRetries, VENDOR_CONCURRENCY: '1' });
    const { control } = sandbox.globalLink;
    control.fail(unauthorized);
    const rejected = accepted(await setStock(url, [globalLinkStock('product-001', 21)]));
    control.heal();
    expect(codesOf(await retryOperation(url, rejected.id))).toEqual(['NOTHING_TO_RETRY']);
    const [message] = (await retryOperation(url, rejected.id)).userErrors.map((error) => error.message);
    expect(message).toContain('retryableOnly: false');
    expect(outcomesOf(await retryOperation(url, rejected.id, { retryableOnly: false }))).toEqual(['APPLIED']);

    const release = control.hold('answers');
    const first = accepted(await setStock(url, [globalLinkStock('product-001', 1)], { waitMs: 0 }));
    await until(
      () => operationOf(url, first.id),
      (operation) => resultsOf(operation).every((result) => 'stage' in result && result.stage === 'SENDING'),
    );
    const running = await retryOperation(url, first.id, { statuses: ['FAILED', 'CANCELED'] });
    expect(codesOf(running)).toEqual(['OPERATION_RUNNING']);
    const second = accepted(await setStock(url, [globalLinkStock('product-001', 22)], { waitMs: 0 }));
    expect(await cancelOperation(url, second.id)).toBe(1);
    release();
    await ended(url, first.id);
    expect(outcomesOf(await retryOperation(url, second.id, { statuses: ['CANCELED'] }))).toEqual(['APPLIED']);
  });

  it.concurrent('answers bad requests with typed results', async ({ start, later }) => {
    const [owner, other, reader] = [newKey(), newKey(), newKey()];
    const directory = await temporaryDirectory(later);
    const API_KEYS_FILE = await writeKeys(`${directory}/keys.json`, {
      owner: { keys: [owner] },
      other: { keys: [other] },
      reader: { keys: [reader], scopes: ['read'] },
    });
    const { url } = await start({ API_KEYS_FILE });
    const input = { items: [globalLinkStock('product-001', 1), globalLinkStock('product-002', -1)] };
    const { id } = accepted((await run(url, SetStock, { input }, owner.key)).setStock);
    const ask = (operationId: string, more = {}, key = owner.key) =>
      retryOperation(url, operationId, more, key);

    for (const bad of [
      '',
      'x',
      '1',
      `${id}x`,
      'T3BlcmF0aW9uOjk5OTk5',
      'Q2hhbm5lbDpzaG9w',
      '\u0000',
      'é'.repeat(9_999),
    ])
      for (const idempotencyKey of [null, 'k'])
        expect(await ask(bad, { idempotencyKey })).toMatchObject({
          operation: null,
          results: [],
          replayed: false,
          userErrors: [{ code: 'UNKNOWN_OPERATION', path: ['input', 'operationId'] }],
        });
    expect(codesOf(await ask(id, {}, other.key))).toEqual(['UNKNOWN_OPERATION']);
    for (const status of ['PENDING', 'APPLIED', 'VALID'] satisfies ItemStatus[])
      expect(await ask(id, { statuses: ['FAILED', status] })).toMatchObject({
        operation: null,
        userErrors: [{ code: 'INVALID_VALUE', path: ['input', 'statuses', '1'] }],
      });
    const repeated = Array.from({ length: 1_000 }, () => 'APPLIED' as const);
    expect((await ask(id, { statuses: ['FAILED', ...repeated] })).userErrors).toMatchObject([
      { code: 'INVALID_VALUE', path: ['input', 'statuses', '1'] },
    ]);
    for (const more of [
      {},
      { statuses: [] },
      { retryableOnly: false },
      { statuses: ['CANCELED', 'CANCELED'] },
    ])
      expect(codesOf(await ask(id, more))).toEqual(['NOTHING_TO_RETRY']);
    expect(await request(url, RetryOperation, { input: { operationId: id } }, reader.key)).toMatchObject({
      data: null,
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
    const imprecise = await request(
      url,
      RetryOperation,
      { input: { operationId: (2 ** 60) as never } },
      owner.key,
    );
    expect(imprecise.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
    const unknownStatus = { operationId: id, statuses: ['LOST' as never] };
    const refused = await request(url, RetryOperation, { input: unknownStatus }, owner.key);
    expect(refused.errors?.[0]?.extensions?.code).toBe('BAD_USER_INPUT');
  });

  it.concurrent('needs the scope of the kind, and fails items of other channels alone', async ({
    start,
    later,
  }) => {
    const [owner, products, limited] = [newKey(), newKey(), newKey()];
    const directory = await temporaryDirectory(later);
    const path = `${directory}/keys.json`;
    const write = (client: Omit<Parameters<typeof writeKeys>[1][string], 'keys'>, key = owner) =>
      writeKeys(path, { owner: { ...client, keys: [key] } });
    const { url, sandbox, reloads } = await start({ ...noRetries, API_KEYS_FILE: await write({}) });
    const reloadKeys = () => reloads.find(({ setting }) => setting === 'API_KEYS_FILE')?.run({});
    sandbox.globalLink.control.fail(away);
    sandbox.smaregi.control.fail({ on: 'stock/bulk', kind: 'status', status: 503, times: 99 });
    const input = { items: [globalLinkStock('product-001', 1), smaregiStock('567', 1)] };
    const { id } = accepted((await run(url, SetStock, { input }, owner.key)).setStock);
    sandbox.globalLink.control.heal();
    sandbox.smaregi.control.heal();

    await write({ scopes: ['read', 'product:write'] }, products);
    await reloadKeys();
    expect(await request(url, RetryOperation, { input: { operationId: id } }, products.key)).toMatchObject({
      data: { retryOperation: null },
      errors: [{ path: ['retryOperation'], extensions: { code: 'FORBIDDEN', scope: 'stock:write' } }],
    });
    await write({ channels: ['smaregi'] }, limited);
    await reloadKeys();
    const retried = await retryOperation(url, id, { idempotencyKey: 'once' }, limited.key);
    expect(outcomesOf(retried)).toEqual(['FAILED InvalidItem UNKNOWN_CHANNEL', 'APPLIED']);
    expect(retried.results[0]).toMatchObject({ target: { productId: 'product-001' }, path: ['channel'] });
  });
});

describe('retryOperation on several gateways', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase();
  });
  afterAll(() => database.drop());

  it('retries at another gateway, and stays behind a newer value that waits at the first', async ({
    start,
    later,
  }) => {
    const settings = {
      ...noRetries,
      DATABASE_URL: database.url,
      VENDOR_CONCURRENCY: '1',
      VENDOR_TIMEOUT_MS: '60000',
    };
    const vendors = await startVendors(later);
    const [one, two] = [await start(settings, vendors), await start(settings, vendors)];
    const { control } = vendors.globalLink;
    control.fail(away);
    const items = ['product-001', 'product-002'].map((id) => globalLinkStock(id, 77));
    const failed = accepted(await setStock(one.url, items));
    control.heal();
    const release = control.hold('answers');
    const sending = accepted(await setStock(one.url, [globalLinkStock('product-003', 1)], { waitMs: 0 }));
    await until(
      () => operationOf(one.url, sending.id),
      (operation) => resultsOf(operation).every((result) => 'stage' in result && result.stage === 'SENDING'),
    );
    const newer = accepted(await setStock(one.url, [globalLinkStock('product-001', 5)], { waitMs: 0 }));
    const retried = await retryOperation(two.url, failed.id, { waitMs: 0 });
    expect(outcomesOf(retried)).toEqual(['SUPERSEDED', 'PENDING']);
    expect(retried.results[0]).toMatchObject({ by: { id: newer.id } });
    release();
    const done = await ended(one.url, accepted(retried).id);
    expect(resultsOf(done).map(outcomeOf)).toEqual(['SUPERSEDED', 'APPLIED']);
    expect(resultsOf(await ended(two.url, newer.id)).map(outcomeOf)).toEqual(['APPLIED']);
    expect(only((await run(one.url, Retries, { id: failed.id })).operation?.retries ?? [])).toEqual({
      id: accepted(retried).id,
    });
    const written = JSON.stringify(control.writes().map(({ value }) => value));
    expect(written.match(/77/gu)).toHaveLength(1);
  });
});
