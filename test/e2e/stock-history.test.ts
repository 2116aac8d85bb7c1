import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, startVendors, type TestApp } from '../support/app.ts';
import {
  accepted,
  adjustStock,
  only,
  operationOf,
  outcomeOf,
  resultsOf,
  setStock,
  until,
} from '../support/client.ts';
import { smaregiAdjustment, smaregiStock } from '../support/items.ts';
import { type Sandbox, settingsOfSandbox } from '../support/sandbox/index.ts';
import { addAtSmaregi } from '../support/smaregi-client.ts';
import { temporaryDirectory } from '../support/temporary-directory.ts';

/** One gateway for the file, whose settings switch the stock history on. */
let app: TestApp;
let vendors: Sandbox;
const cleaning: (() => Promise<void>)[] = [];
beforeAll(async () => {
  const later = (work: () => Promise<void>): void => void cleaning.unshift(work);
  vendors = await startVendors(later);
  const { baseUrl, tokenUrl, clientId, clientSecret, events } = vendors.smaregi.settings;
  const CHANNELS_FILE = `${await temporaryDirectory(later)}/channels.json`;
  const account = { baseUrl, tokenUrl, clientId, clientSecret, events };
  const channel = { id: 'smaregi', vendor: 'SMAREGI', stockHistory: true, ...account };
  await writeFile(CHANNELS_FILE, JSON.stringify([channel]));
  const limits = { VENDOR_TIMEOUT_MS: '400', CALLBACK_TIMEOUT_MS: '400' };
  const variables = Object.keys(settingsOfSandbox(vendors)).filter((name) => name.startsWith('SMAREGI'));
  const unset = Object.fromEntries(variables.map((name) => [name, '']));
  app = await startTestApp({ ...unset, CHANNELS_FILE, ...limits }, later, vendors);
  vendors.smaregi.sendEventsTo(`${app.url}/events/smaregi/smaregi`);
});
afterAll(async () => {
  for (const work of cleaning) await work();
});
beforeEach(() => vendors.smaregi.control.reset());

const { fail, behave } = {
  fail: (...about: Parameters<Sandbox['smaregi']['control']['fail']>) =>
    vendors.smaregi.control.fail(...about),
  behave: (...about: Parameters<Sandbox['smaregi']['control']['behave']>) =>
    vendors.smaregi.control.behave(...about),
};
/** The vendor never reports the outcome. */
const loseWebhooks = () => fail({ on: 'webhook', kind: 'never', times: 9 });
const loseEvents = () => fail({ on: 'event', kind: 'never', times: 9 });
const requestsTo = (end: RegExp) => vendors.smaregi.control.requests().filter(({ path }) => end.test(path));
const additions = () => requestsTo(/\/stock\/add\/bulk$/u).length;
const reads = () => requestsTo(/\/stock\/changes\//u).length;
/** What the vendor added, with the id of its history. */
const added = () =>
  vendors.smaregi.control
    .writes()
    .map(({ target, value }) => [target, Object(value).added, Object(value).id]);
const resolved = async (answer: Awaited<ReturnType<typeof adjustStock>>) =>
  resultsOf(
    await until(
      () => operationOf(app.url, accepted(answer).id),
      ({ unknownCount }) => unknownCount === 0,
      20_000,
    ),
  );

describe('the stock history of the vendor', () => {
  it('shows adjustments whose answer and callback were lost, each by the mark in its memo', async () => {
    loseWebhooks();
    loseEvents();
    fail({ on: 'stock/add/bulk', kind: 'hang-after', times: 2 });
    const answer = await adjustStock(app.url, [
      smaregiAdjustment('1', 5),
      smaregiAdjustment('2', -6),
      smaregiAdjustment('7', 2, { memo: 'found' }),
    ]);
    const ids = new Map(added().map(([target, , id]) => [target, id]));
    expect(answer.results).toMatchObject([
      {
        __typename: 'StockApplied',
        vendorReference: ids.get('1:8'),
        stock: { quantity: 5, source: 'VENDOR_READ' },
      },
      { __typename: 'StockApplied', vendorReference: ids.get('2:8'), stock: { quantity: -6 } },
      { __typename: 'StockApplied', vendorReference: ids.get('7:8'), stock: { quantity: 2 } },
    ]);
    // Rows with a memo and rows without one are in two requests.
    expect([additions(), added().length]).toEqual([2, 3]);
    const memos = vendors.smaregi.control.writes().map(({ value }) => String(Object(value).memo));
    expect(memos.toSorted()).toEqual([
      expect.stringMatching(/^found onshelf:[0-9a-f]{20}$/u),
      expect.stringMatching(/^onshelf:[0-9a-f]{20}$/u),
      expect.stringMatching(/^onshelf:[0-9a-f]{20}$/u),
    ]);
    expect(new Set(memos).size).toBe(2);
    const operation = await operationOf(app.url, accepted(answer).id);
    expect(operation).toMatchObject({ appliedCount: 3, unknownCount: 0, status: 'COMPLETED' });
  });

  it('does not show an adjustment that the vendor never got: neither a sale nor another client is taken for it', async () => {
    await setStock(app.url, [smaregiStock('3', 20)]);
    fail({ on: 'stock/add/bulk', kind: 'hang' });
    const answering = adjustStock(app.url, [smaregiAdjustment('3', -5, { memo: 'market' })]);
    await until(additions, (count) => count === 1);
    await addAtSmaregi(vendors.smaregi, [
      { productId: '3', storeId: '8', stockAmount: '-5', memo: 'market' },
    ]);
    vendors.smaregi.edits.setStock('3', '8', 10);
    const answer = await answering;
    expect(answer.results.map(outcomeOf)).toEqual(['OUTCOME_UNKNOWN']);
    // The events of both changes cause another read, which shows nothing either.
    await until(reads, (count) => count >= 2);
    expect(await operationOf(app.url, accepted(answer).id)).toMatchObject({ unknownCount: 1 });
    expect(additions()).toBe(2);
    const next = await setStock(app.url, [smaregiStock('3', 9)]);
    expect(next.results.map(outcomeOf)).toEqual(['APPLIED']);
  });

  it('shows an adjustment that the vendor made after the deadline, when its event comes', async () => {
    loseWebhooks();
    behave({ callbackDelayMs: 1_500 });
    const answer = await adjustStock(app.url, [smaregiAdjustment('4', 7)]);
    expect(answer.results.map(outcomeOf)).toEqual(['OUTCOME_UNKNOWN']);
    expect(await resolved(answer)).toMatchObject([
      { __typename: 'StockApplied', vendorReference: only(added())[2], stock: { quantity: 7 } },
    ]);
    expect(added()).toHaveLength(1);
  });

  it.each([
    ['fails for a while', { kind: 'status', status: 500 }],
    ['is broken', { kind: 'not-json' }],
  ] as const)('is read again later, if it %s', async (_, fault) => {
    loseWebhooks();
    fail({ on: 'stock/changes', ...fault });
    const answer = await adjustStock(app.url, [smaregiAdjustment('5', 3)]);
    expect(answer.results.map(outcomeOf)).toEqual(['OUTCOME_UNKNOWN']);
    expect((await resolved(answer)).map(outcomeOf)).toEqual(['APPLIED']);
    expect(added()).toHaveLength(1);
  });

  it('shows nothing if the vendor refuses it, and the channel goes on', async () => {
    loseWebhooks();
    fail({ on: 'stock/changes', kind: 'status', status: 403, times: 99 });
    const answer = await adjustStock(app.url, [smaregiAdjustment('6', 3)]);
    expect(only(answer.results)).toMatchObject({
      __typename: 'OutcomeUnknown',
      message: expect.stringContaining('Read the stock before you send it again'),
    });
    vendors.smaregi.control.heal();
    const next = await adjustStock(app.url, [smaregiAdjustment('6', 4)]);
    expect(next.results).toMatchObject([{ __typename: 'StockApplied', stock: { quantity: 7 } }]);
  });
});
