import { describe, expect } from 'vitest';
import { it, type TestApp } from '../support/app.ts';
import {
  accepted,
  attemptsOf,
  ended,
  only,
  operationOf,
  outcomeOf,
  resultsOf,
  setStock,
  until,
} from '../support/client.ts';
import { smaregiStock } from '../support/items.ts';
import type { FaultRule } from '../support/sandbox/faults.ts';

type Kind = Extract<FaultRule, { on: 'webhook' }>['kind'];
const rule = (kind: Kind, times = 1): FaultRule =>
  kind === 'late' ? { on: 'webhook', kind, ms: 150, times } : { on: 'webhook', kind, times };

const items = [smaregiStock('1', 11), smaregiStock('2', 22), smaregiStock('3', 33)];
const applied = ['APPLIED', 'APPLIED', 'APPLIED'];
const patches = ({ sandbox }: TestApp) =>
  sandbox.smaregi.control.requests().filter(({ method }) => method === 'PATCH');
const heldBy = ({ sandbox }: TestApp) =>
  Object.fromEntries(
    sandbox.smaregi.control.writes().map(({ target, value }) => [target, Object(value)['stockAmount']]),
  );

describe('a faulty webhook leads every item to its true outcome', () => {
  it.concurrent.for<{ kind: Kind; requests: number; log: string[] }>([
    { kind: 'twice', requests: 1, log: ['1 CALLED_BACK'] },
    { kind: 'thrice-at-once', requests: 1, log: ['1 CALLED_BACK'] },
    { kind: 'early', requests: 1, log: ['1 CALLED_BACK'] },
    { kind: 'late', requests: 1, log: ['1 CALLED_BACK'] },
    { kind: 'foreign-row', requests: 1, log: ['1 CALLED_BACK'] },
    // Refused or never sent: the stock is read back after the deadline.
    { kind: 'never', requests: 1, log: ['1 TIMED_OUT'] },
    { kind: 'wrong-request-id', requests: 1, log: ['1 TIMED_OUT'] },
    { kind: 'garbage', requests: 1, log: ['1 TIMED_OUT'] },
    { kind: 'missing-row', requests: 1, log: ['1 TIMED_OUT'] },
    // A failure that names no row: the halves are sent separately.
    { kind: 'unknown-message', requests: 3, log: ['1 CALLED_BACK', '1 CALLED_BACK', '1 CALLED_BACK'] },
    { kind: 'no-such-row', requests: 3, log: ['1 CALLED_BACK', '1 CALLED_BACK', '1 CALLED_BACK'] },
  ])('$kind', async ({ kind, requests, log }, { start }) => {
    const app = await start({ CALLBACK_TIMEOUT_MS: log.includes('1 TIMED_OUT') ? '500' : '60000' });
    app.sandbox.smaregi.control.fail(rule(kind));
    const answer = await setStock(app.url, items);
    expect(answer.results.map(outcomeOf)).toEqual(applied);
    expect(answer.operation).toMatchObject({ appliedCount: 3, pendingCount: 0 });
    expect(heldBy(app)).toEqual({ '1:8': '11', '2:8': '22', '3:8': '33' });
    expect(patches(app)).toHaveLength(requests);
    const operation = await operationOf(app.url, accepted(answer).id);
    expect(operation.vendorRequests.map(({ outcome }) => `1 ${outcome}`)).toEqual(log);
    expect(app.sandbox.smaregi.control.faults()).toEqual([]);
  });

  it.concurrent('names the read as the source if the webhook never came', async ({ start }) => {
    const app = await start({ CALLBACK_TIMEOUT_MS: '3000' });
    app.sandbox.smaregi.control.fail(rule('missing-row'));
    // An event of the vendor would settle the row before the deadline, and name the reference.
    app.sandbox.smaregi.control.fail({ on: 'event', kind: 'never', times: 9 });
    const { results } = await setStock(app.url, items);
    const sourceOf = (result: (typeof results)[number]) => 'stock' in result && result.stock.source;
    expect(results.map(sourceOf)).toEqual(['ACKNOWLEDGED_WRITE', 'ACKNOWLEDGED_WRITE', 'VENDOR_READ']);
    expect(results.map((result) => 'vendorReference' in result && result.vendorReference !== null)).toEqual([
      true,
      true,
      false,
    ]);
  });

  it.concurrent('ends OUTCOME_UNKNOWN if the stock cannot be read either', async ({ start }) => {
    const app = await start({ CALLBACK_TIMEOUT_MS: '300' });
    app.sandbox.smaregi.control.fail(rule('never'));
    app.sandbox.smaregi.control.fail({ on: 'stock', kind: 'status', status: 503, times: 9 });
    const answer = await setStock(app.url, [smaregiStock('1', 11)]);
    expect(only(answer.results)).toMatchObject({
      __typename: 'OutcomeUnknown',
      status: 'OUTCOME_UNKNOWN',
      message: expect.stringMatching(/\S/),
    });
    expect(answer.operation).toMatchObject({ status: 'COMPLETED', unknownCount: 1, failedCount: 0 });
  });

  it.concurrent('replaces OUTCOME_UNKNOWN if the webhook comes later', async ({ start }) => {
    const app = await start({ CALLBACK_TIMEOUT_MS: '150' });
    const release = app.sandbox.smaregi.control.hold('webhooks');
    app.sandbox.smaregi.control.fail({ on: 'stock', kind: 'status', status: 503, times: 9 });
    const answer = await setStock(app.url, [smaregiStock('1', 11)]);
    expect(answer.results.map(outcomeOf)).toEqual(['OUTCOME_UNKNOWN']);
    const { id } = accepted(answer);
    release();
    const operation = await until(
      () => operationOf(app.url, id),
      ({ unknownCount }) => unknownCount === 0,
    );
    expect(resultsOf(operation).map(outcomeOf)).toEqual(['APPLIED']);
    expect(operation).toMatchObject({ status: 'COMPLETED', appliedCount: 1, unknownCount: 0 });
    expect(operation.sequence).toBeGreaterThan(answer.operation?.sequence ?? 0);
  });
});

describe('a row that the vendor refuses', () => {
  it.concurrent('fails alone, and the others are sent again without it', async ({ start }) => {
    const app = await start();
    const answer = await setStock(app.url, [
      ...[smaregiStock('1', 11), smaregiStock('404404', 1), smaregiStock('2', 22)],
      ...[smaregiStock('3', 1, { locationId: '404' }), smaregiStock('4', 44)],
    ]);
    expect(answer.results.map(outcomeOf)).toEqual([
      ...['APPLIED', 'FAILED TargetNotFound PRODUCT_NOT_FOUND', 'APPLIED'],
      ...['FAILED TargetNotFound LOCATION_NOT_FOUND', 'APPLIED'],
    ]);
    expect(heldBy(app)).toEqual({ '1:8': '11', '2:8': '22', '4:8': '44' });
    expect(patches(app).map(({ body }) => Object(body)['stock'].length)).toEqual([5, 4, 3]);
    const operation = await ended(app.url, accepted(answer).id);
    expect(attemptsOf(operation).map((line) => line.split(' ')[1])).toEqual([
      'CALLED_BACK',
      'CALLED_BACK',
      'CALLED_BACK',
    ]);
  });

  it.concurrent('never shares a call if it has a memo and others have none', async ({ start }) => {
    const app = await start();
    const answer = await setStock(app.url, [
      ...[smaregiStock('1', 1, { memo: 'a' }), smaregiStock('2', 2), smaregiStock('3', 3, { memo: 'b' })],
      ...[smaregiStock('4', 4, { memo: '' }), smaregiStock('5', 5, { memo: null })],
    ]);
    expect(new Set(answer.results.map(outcomeOf))).toEqual(new Set(['APPLIED']));
    const memosOf = (body: unknown): boolean[] =>
      Object(body)['stock'].map((row: object) => 'stockHistory' in row);
    expect(
      patches(app)
        .map(({ body }) => memosOf(body))
        .toSorted(),
    ).toEqual([
      [false, false, false],
      [true, true],
    ]);
  });
});
