import { describe, expect } from 'vitest';
import { it } from '../support/app.ts';
import { accepted, attemptsOf, ended, outcomeOf, resultsOf, setStock } from '../support/client.ts';
import { smaregiStock } from '../support/items.ts';

const notFound = 'FAILED TargetNotFound PRODUCT_NOT_FOUND';
const items = (...productIds: readonly string[]) => productIds.map((id, at) => smaregiStock(id, at + 1));

describe('a bad row of a call that is applied as a whole or not at all', () => {
  it.concurrent('A9: does not prevent the outcomes of the others if the webhook never comes', async ({
    start,
  }) => {
    const { url, sandbox } = await start({ CALLBACK_TIMEOUT_MS: '1500' });
    const answer = await setStock(url, items('404404', '408408', '567'), { waitMs: 0 });
    const operation = await ended(url, accepted(answer).id);
    const results = resultsOf(operation);
    expect(results.map(outcomeOf)).toEqual([notFound, 'APPLIED', 'APPLIED']);
    expect(results.map((result) => ('stock' in result ? result.stock.source : null))).toEqual([
      null,
      'VENDOR_READ',
      'ACKNOWLEDGED_WRITE',
    ]);
    // The call of all three, and a call for each.
    expect(attemptsOf(operation)).toHaveLength(4);
    expect(
      sandbox.smaregi.control
        .writes()
        .map(({ target }) => target)
        .toSorted(),
    ).toEqual(['408408:8', '567:8']);
  });

  it.concurrent('A9: fails alone even if the webhook of the failed call is lost', async ({ start }) => {
    const { url, sandbox } = await start({ CALLBACK_TIMEOUT_MS: '800' });
    sandbox.smaregi.control.fail({ on: 'webhook', kind: 'never' });
    const answer = await setStock(url, items('404404', '1', '2'), { waitMs: 0 });
    const operation = await ended(url, accepted(answer).id);
    expect(resultsOf(operation).map(outcomeOf)).toEqual([notFound, 'APPLIED', 'APPLIED']);
    expect(attemptsOf(operation)).toHaveLength(4);
  });

  it.concurrent('A9: is found by halves if the message names no row, and by its text for a single row', async ({
    start,
  }) => {
    const { url, sandbox } = await start();
    sandbox.smaregi.control.fail({ on: 'webhook', kind: 'unknown-message', times: 2 });
    const answer = await setStock(url, items('1', '404404', '2', '404405'));
    expect(answer.results.map(outcomeOf)).toEqual(['APPLIED', notFound, 'APPLIED', notFound]);
  });
});
