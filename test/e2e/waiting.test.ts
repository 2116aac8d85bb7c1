import { describe, expect } from 'vitest';
import { it } from '../support/app.ts';
import {
  accepted,
  ended,
  only,
  operationOf,
  outcomeOf,
  resultsOf,
  setStock,
  until,
} from '../support/client.ts';
import { globalLinkStock, smaregiStock } from '../support/items.ts';

describe('a mutation that does not wait', () => {
  it.concurrent('answers with the stage and the deadline of each item', async ({ start }) => {
    const { url, sandbox } = await start({ VENDOR_TIMEOUT_MS: '5000', CALLBACK_TIMEOUT_MS: '7000' });
    const release = sandbox.globalLink.control.hold('answers');
    const before = Date.now();
    const answer = await setStock(url, [globalLinkStock('product-001', 12)], { waitMs: 0 });
    const result = only(answer.results);
    expect(answer.operation).toMatchObject({ status: 'RUNNING', pendingCount: 1, completedAt: null });
    if (result.__typename !== 'ItemPending') throw new Error(`Not pending: ${outcomeOf(result)}`);
    expect(['QUEUED', 'SENDING']).toContain(result.stage);
    expect(Date.parse(result.deadline)).toBeGreaterThan(before);
    expect(Date.parse(result.deadline)).toBeLessThan(before + 60_000);
    release();
    const operation = await ended(url, accepted(answer).id);
    expect(resultsOf(operation).map(outcomeOf)).toEqual(['APPLIED']);
    expect(operation).toMatchObject({ status: 'COMPLETED', appliedCount: 1, pendingCount: 0 });
    expect(Date.parse(operation.completedAt ?? '')).toBeGreaterThanOrEqual(Date.parse(operation.createdAt));
  });

  it.concurrent('names every stage of an item', async ({ start }) => {
    const { url, sandbox } = await start({ VENDOR_CONCURRENCY: '1' });
    const { control } = sandbox.smaregi;
    const answer = control.hold('answers');
    const callBack = control.hold('webhooks');
    const first = accepted(await setStock(url, [smaregiStock('1', 1)], { waitMs: 0 }));
    const stageOf = async (id: string) => {
      const result = only(resultsOf(await operationOf(url, id)));
      return result.__typename === 'ItemPending' ? result.stage : result.status;
    };
    await until(
      () => stageOf(first.id),
      (stage) => stage === 'SENDING',
    );
    // The same target again: it waits until the first one has ended.
    const second = accepted(await setStock(url, [smaregiStock('1', 2)], { waitMs: 0 }));
    expect(await stageOf(second.id)).toBe('QUEUED');
    answer();
    await until(
      () => stageOf(first.id),
      (stage) => stage === 'AWAITING_CALLBACK',
    );
    expect(await stageOf(second.id)).toBe('QUEUED');
    callBack();
    await until(
      () => stageOf(second.id),
      (stage) => stage === 'APPLIED',
    );
    expect(await stageOf(first.id)).toBe('APPLIED');
    expect(sandbox.smaregi.control.writes().map(({ value }) => value)).toMatchObject([
      { stockAmount: '1' },
      { stockAmount: '2' },
    ]);
  });

  it.concurrent('answers PENDING when waitMs is over, and the work continues', async ({ start }) => {
    const { url, sandbox } = await start();
    const release = sandbox.globalLink.control.hold('answers');
    const startedAt = Date.now();
    const answer = await setStock(
      url,
      [globalLinkStock('product-001', 12), globalLinkStock('missing-001', 12, { locationId: '1' })],
      { waitMs: 100 },
    );
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(90);
    expect(answer.results.map(outcomeOf)).toEqual(['PENDING', 'FAILED InvalidItem LOCATION_UNSUPPORTED']);
    expect(answer.operation).toMatchObject({ pendingCount: 1, failedCount: 1, itemCount: 2 });
    release();
    const operation = await ended(url, accepted(answer).id);
    expect(operation).toMatchObject({ pendingCount: 0, appliedCount: 1, failedCount: 1 });
  });
});
